"""Where a list becomes several pages: when it has more lines than a page carries, and no sooner.

A page shall stay below 300 kB. A card (a title with authors, topics and a summary) takes about one, with room for what
stands around them that makes 200; a line that is a link takes some 150 bytes, that makes 1,000; a row of the table of
models takes up to 5 kB, that makes 60; a row of scores takes about 1.5 kB, that makes 100 where a chart stands beside. A
longer list keeps its address and leads to its parts: months (or years first), then days, then initials, then more letters.
A part's name comes from its entries alone, never from their number or place: what is added later brings new addresses, and
moves none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Generic, TypeVar

from digest.pages.frame import Anchor, AnchorGroup
from digest.values.names import filed_as
from digest.values.words import MONTHS, Day

T = TypeVar("T")

CARDS, LINES, ROWS, SCORES = 200, 1000, 60, 100
"""What a page carries of each."""

CELLS = 200
"""What a table in the middle of a text has of cells where a chart beside it shows the same."""

ASIDE = 100
"""What a page that is about something else carries of lines under one heading."""

NEWEST = 50
"""How many a list that leads to its parts shows itself, where it goes by day."""

HIGHEST = 50
"""How many rows of scores a page shows that leads to more, and of where reporters differ."""

_LETTERS = 24


@dataclass(frozen=True, slots=True)
class Step:
    """One way down: a part's name in its address, and for people; `heading` is what its neighbours have in common."""

    slug: str
    title: str
    heading: str = ""


Path = Callable[[T], Iterator[Step]]
"""The way to an item, from the largest part that it may stand in to the smallest; mostly few of these are needed."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A list that fits a page, or one that leads to its parts. `above` are the parts that it is inside of."""

    address: str
    title: str
    items: tuple[T, ...]
    heading: str = ""
    parts: tuple["Part[T]", ...] = ()
    above: tuple[Anchor, ...] = field(default=())

    @property
    def pieces(self) -> tuple[object, ...]:
        """What its page is made of, for fingerprints: of a list that leads to its parts the newest, and the links."""
        shown = self.items[:NEWEST] if self.parts else self.items
        return self.address, self.title, len(self.items), shown, self.links(), self.above

    def every(self) -> Iterator["Part[T]"]:
        """This part and all below it, each of which has a page."""
        waiting = [self]
        while waiting:
            part = waiting.pop(0)
            yield part
            waiting = [*part.parts, *waiting]

    def links(self) -> tuple[AnchorGroup, ...]:
        """Its parts with their counts. One that only leads to one other is passed over."""
        shown = [_first_fork(part) for part in self.parts]
        return tuple(
            AnchorGroup(heading, tuple(Anchor(p.title, p.address, f"{len(p.items):,}") for p in members))
            for heading, members in groupby(shown, lambda part: part.heading)
        )


def _first_fork(part: Part[T]) -> Part[T]:
    while len(part.parts) == 1:
        part = part.parts[0]
    return part


def divided(
    address: str,
    title: str,
    items: Sequence[T],
    path: Path[T],
    most: int,
    below: str = "",
    above: tuple[Anchor, ...] = (),
) -> Part[T]:
    """The list at `address` with all its parts; each keeps the order of `items`, the parts that of their first item.

    The parts lie `below` another address where something else could be called as they are. `above` is what the list is
    part of itself.
    """
    return _divided(Part(address, title, tuple(items), above=above), path, most, 0, below or address)


def _divided(whole: Part[T], path: Path[T], most: int, depth: int, below: str) -> Part[T]:
    if len(whole.items) <= most:
        return whole
    steps: dict[str, Step] = {}
    found: dict[str, list[T]] = {}
    for item in whole.items:
        step = next(islice(path(item), depth, None), _END)
        steps.setdefault(step.slug, step)
        found.setdefault(step.slug, []).append(item)
    if found.keys() == {_END.slug}:  # nothing tells them apart
        return whole
    above = (*whole.above, Anchor(whole.title, whole.address))
    parts = (
        Part(f"{below}{slug}/", steps[slug].title, tuple(members), steps[slug].heading, (), above)
        for slug, members in found.items()
    )
    done = tuple(_divided(part, path, most, depth + 1, part.address) for part in parts)
    return Part(whole.address, whole.title, whole.items, whole.heading, done, whole.above)


_END = Step("_", "No more letters")


def by_year(day: Day | None, name: str) -> Iterator[Step]:
    """Its year, for lists of which there are many; its month, its day; then its name by letters."""
    if day:
        yield Step(str(day.date.year), str(day.date.year))
    yield from by_month(day, name)


def by_month(day: Day | None, name: str) -> Iterator[Step]:
    """Its month, below the year; its day; then its name by letters."""
    if day:
        yield Step(day.month, spoken_month(day.month), str(day.date.year))
        yield from by_day(day, name)
    else:
        yield Step("undated", "Undated")
        yield from by_letters(name)


def by_half(day: Day | None, name: str) -> Iterator[Step]:
    """Its half-year, for lists of which a script reads every part; its month; then its name by letters."""
    if day:
        year, half = day.date.year, 1 if day.date.month < 7 else 2
        title = f"{'January to June' if half == 1 else 'July to December'} {year}"
        yield Step(f"{year}-{half}", title, str(year))
    yield from by_month(day, name)


def by_day(day: Day | None, name: str) -> Iterator[Step]:
    """Its day within a month, then its name by letters."""
    exact = day and not day.whole_month
    yield Step(f"{day.date.day:02}", day.spoken) if day and exact else Step("no-day", "No day given")
    yield from by_letters(name)


def by_letters(name: str) -> Iterator[Step]:
    """Its first letter, its first two, and so on. Digits stand together at first, and so do other scripts."""
    filed = filed_as(name)[:_LETTERS]
    if not (filed[:1].isascii() and filed[:1].isalpha()):
        yield initial(name)
    for end, letter in enumerate(filed, 1):
        yield Step(_slug(letter), filed[:end].strip().capitalize())


def initial(name: str) -> Step:
    """The letter that a name stands under."""
    first = filed_as(name)[:1]
    if first.isdecimal():
        return Step("0-9", "0–9")
    return Step(first, first.upper()) if "a" <= first <= "z" else Step("other", "Other letters")


def slug_of(name: str) -> str:
    """A name as a part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", filed_as(name)).strip("-") or "other"


def _slug(letter: str) -> str:
    return letter if letter.isascii() and letter.isalnum() else "-" if letter == " " else f"u{ord(letter):x}"


def spoken_month(month: str) -> str:
    """`April 2024` of `2024-04`."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"
