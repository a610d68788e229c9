"""The days that entries name, and which of them are far from all others."""

import datetime
import itertools
from collections.abc import Iterator

from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.record import walk
from digest.entries.rulebook import FUTURE_DAY
from digest.values.cited import Cited
from digest.values.problems import Problem
from digest.values.steps import step, whole
from digest.values.words import Day

_YEAR = datetime.timedelta(days=366)
_FEW = 20
"""One file in so many, and always one, may be further than a year from the others before that is how it is."""


def days_of(entry: AnyEntry) -> Iterator[tuple[str, Day]]:
    """Every day that an entry names, with the path of its field; not that of a source which names none of its own."""
    for path, value in walk(entry.record):
        day = value.value if isinstance(value, Cited) else value
        if isinstance(day, Day) and path in entry.lines:
            yield path, day


@step
def _newest_of(site: Site, path: str) -> str:
    """The newest day that an entry names, as 2026-11-21; nothing where it names none."""
    entry = site.entry(path)
    return max((day.date.isoformat() for _, day in days_of(entry)), default="") if entry else ""


def _newest_days(site: Site) -> list[str]:
    return sorted(filter(None, (_newest_of(site, entry.path) for entry in site.every())))


@whole
def newest_day(site: Site) -> str:
    """The newest day that any entry names, as 2026-11-21; nothing where none names any."""
    return max(_newest_days(site), default="")


@whole
def last_usual_day(site: Site) -> str:
    """The newest day of all entries but a few that lie more than a year after it; nothing where none does."""
    days = _newest_days(site)
    few = max(1, len(days) // _FEW)
    for before, after in itertools.pairwise(days) if len(days) > 2 else ():
        if _date(after) - _date(before) > _YEAR and len(days) - days.index(after) <= few:
            return before
    return ""


def _date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def later_than(site: Site, today: datetime.date) -> Iterator[Problem]:
    """Every day that is still to come; tomorrow is somewhere already."""
    last = today + datetime.timedelta(days=1)
    if newest_day(site) > last.isoformat():
        for entry in site.every():
            yield from _later(entry, last, today)


def _later(entry: AnyEntry, last: datetime.date, today: datetime.date) -> Iterator[Problem]:
    for path, day in days_of(entry):
        if day.date > last:
            yield FUTURE_DAY.broken(entry.where(path), f"{str(day)!r} is still to come: today is {today}")
