"""A list that is nothing else: a part of a long one, as cards or as lines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TypeVar

from digest.entries.record import Record
from digest.pages import paging
from digest.pages.desk import Desk
from digest.pages.frame import Anchor, AnchorGroup
from digest.pages.lists import ListView
from digest.pages.making import Maker, Plan, fixed
from digest.pages.papers import PaperCard
from digest.pages.score_rows import ScoreTable

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """`parts` are the pages that it leads to where it is still too long, and `above` the lists that it is part of."""

    title: str
    introduction: str
    papers: tuple[PaperCard, ...] = ()
    cards: tuple[Anchor, ...] = ()
    lines: tuple[Anchor, ...] = ()
    scores: tuple[ScoreTable, ...] = ()
    parts: tuple[AnchorGroup, ...] = ()
    above: tuple[Anchor, ...] = ()


Show = Callable[[tuple[T, ...]], dict[str, tuple[object, ...]]]
"""Items → the field of the view that they stand in, filled."""


def pages_of(
    make: Maker,
    parts: Iterator[paging.Part[T]],
    title: str,
    count: Callable[[int], str],
    show: Show[T],
    newest: int = 0,
) -> Iterator[Plan]:
    """A page for each part. One that leads to others shows the `newest` of its items."""
    for part in parts:
        name = f"{title}: {part.title}" if part.title != title else title
        text = count(len(part.items)) + (f": the newest {newest}, and all by parts." if newest and part.parts else ".")
        view = partial(_part_view, part=part, title=name, introduction=text, show=show, newest=newest)
        yield make.page(part.address, "part.html", name, f"{name}: {text}", view)


def _part_view(desk: Desk, part: paging.Part[T], title: str, introduction: str, show: Show[T], newest: int) -> PartView:
    shown = show(part.items[:newest] if part.parts else part.items)
    return PartView(title=title, introduction=introduction, parts=part.links(), above=part.above, **shown)  # type: ignore[arg-type]


def list_pages(make: Maker, record: type[Record], description: str, view: ListView) -> Iterator[Plan]:
    """The list of a kind's entries, and its parts by letter where it is too long for a page."""
    kind = make.site.kind(record)
    whole = paging.divided(kind.root, kind.many, view.entries, _path, paging.CARDS, f"{kind.root}by/name/")
    if whole.parts:
        view = replace(view, entries=(), parts=whole.links())
    yield from make.list_of(record, description, fixed(view))
    yield from pages_of(make, islice(whole.every(), 1, None), kind.many, kind.counted, _cards)


def _cards(found: tuple[Anchor, ...]) -> dict[str, tuple[object, ...]]:
    return {"cards": found}


def _path(entry: Anchor) -> Iterator[paging.Step]:
    return paging.by_letters(entry.title)
