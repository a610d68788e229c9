"""How long ago a source was read, in words, counted back from the day that the build counts from; never from the clock."""

import calendar
import datetime
from dataclasses import dataclass
from typing import Protocol

from digest.connections.clock import as_of
from digest.connections.site import Site
from digest.values.language import counted, in_words, plural
from digest.values.problems import Location
from digest.values.steps import step, whole
from digest.values.words import Day


@dataclass(frozen=True, slots=True)
class Freshness:
    """The day from which a build counts back, and how many days old a reading may be before it is stale."""

    as_of: Day
    days: int

    def stale(self, checked: Day | None) -> str:
        """`"two years and six months before 21 November 2026"` where that is too long ago, else nothing."""
        if not checked or (self.as_of.date - last_day(checked)).days <= self.days:
            return ""
        return f"{between(last_day(checked), self.as_of.date)} before {self.as_of.spoken}"

    def told(self, stale: int, of: int) -> str:
        """One sentence on `stale` of a page's sources, or nothing where there is none to tell of."""
        if not stale:
            return ""
        if of == 1:
            subject = "The only source is"
        elif stale == of:
            subject = f"All {of} sources are"
        else:
            subject = f"{stale} of {counted(of, 'source')} {plural(stale, 'is', 'are')}"
        return f"{subject} stale: last checked more than {in_words(self.days, 'day')} before {self.as_of.spoken}."


@whole
def freshness_of(site: Site) -> Freshness | None:
    """None where there is no day to count from: then nothing is stale."""
    day = as_of(site)
    return Freshness(day, site.settings.stale_after) if day else None


@step
def _stale(site: Site, checked: str) -> str:
    """How long ago that day is, where it is too long: a step, so that a page is made again only where that is something else."""
    freshness = freshness_of(site)
    return freshness.stale(Day.parse(checked)) if freshness else ""


class Ages(Protocol):
    """What knows how old a reading is."""

    def stale(self, checked: Day | None) -> str: ...

    def told(self, stale: int, of: int) -> str: ...


@dataclass(frozen=True, slots=True)
class AgesOf:
    """The ages of a site's sources. It asks by the day that a source was read, and what the day is only to tell of stale ones."""

    site: Site

    def stale(self, checked: Day | None) -> str:
        return _stale(self.site, str(checked)) if checked else ""

    def told(self, stale: int, of: int) -> str:
        freshness = freshness_of(self.site) if stale else None
        return freshness.told(stale, of) if freshness else ""


@dataclass(frozen=True, slots=True)
class StaleSource:
    """A source that was read too long ago: where it stands, its key in that file, the day of its reading, and how long ago that is."""

    where: Location
    key: str
    checked: Day
    age: str

    def __str__(self) -> str:
        return f"{self.where.path}:{self.where.line}: {self.key}, checked {self.checked.spoken}, {self.age}"


def stale_sources(site: Site) -> list[StaleSource]:
    """Every stale source of every entry, oldest reading first."""
    ages, found = AgesOf(site), []
    for entry in site.every():
        if any(ages.stale(checked) for _, checked in entry.readings):
            for key, source in entry.record.sources.items():
                if source.checked and (age := ages.stale(source.checked)):
                    found.append(StaleSource(entry.where(f"sources.{key}"), key, source.checked, age))
    return sorted(found, key=lambda one: (last_day(one.checked), one.where.path, one.where.line))


def last_day(day: Day) -> datetime.date:
    """The day itself, or the last of a month: nothing is called staler than it can be shown to be."""
    if not day.whole_month:
        return day.date
    return day.date.replace(day=calendar.monthrange(day.date.year, day.date.month)[1])


def between(first: datetime.date, last: datetime.date) -> str:
    """The whole years and months from `first` to `last`, or the days where there is no whole month: `"one year"`."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if months < 1:
        return in_words((last - first).days, "day")
    parts = [in_words(number, unit) for number, unit in ((months // 12, "year"), (months % 12, "month")) if number]
    return " and ".join(parts)
