"""What was corrected and what was added, day by day."""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from digest.connections.history import Update, months_of_updates, updates
from digest.pages.body import Body, Html
from digest.pages.compose import fill
from digest.pages.desk import Desk
from digest.pages.frame import Anchor
from digest.pages.links import anchor
from digest.pages.making import Maker, Plan

CHANGES = "/changes/"
CHANGES_FEED = f"{CHANGES}feed.xml"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """The corrections of an entry on one day, or a new entry with its summary; the anchor's detail is the kind."""

    entry: Anchor
    new: bool
    texts: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class ChangesDay:
    day: str
    day_iso: str
    ident: str
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    days: tuple[ChangesDay, ...]


def changes(make: Maker) -> Iterator[Plan]:
    if months_of_updates(make.site):
        text = "What was corrected and what was added, day by day."
        yield make.page(CHANGES, "changes.html", "Changes", text, changes_view)


def changes_view(desk: Desk) -> ChangesView:
    """Every correction and every new entry of the site, day by day."""
    days = groupby(updates(desk.site), lambda one: (str(one.day), one.day.spoken))
    listed = tuple(ChangesDay(spoken, day, f"on-{day}", _lines(desk, same)) for (day, spoken), same in days)
    return ChangesView(days=listed)


def _lines(desk: Desk, found: Iterable[Update]) -> tuple[ChangeLine, ...]:
    """What happened on one day, the corrections of an entry together."""
    lines = []
    for (_, new), group in groupby(found, lambda one: (one.entry.path, one.is_new)):
        same = list(group)
        entry = same[0].entry
        summary = Html(html.escape(entry.record.lede))
        texts = tuple((summary,) if one.is_new else fill(desk, entry, one.note) for one in same)
        lines.append(ChangeLine(anchor(entry, desk.site.kind(entry).one), new, texts))
    return tuple(lines)
