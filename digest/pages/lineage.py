"""The page that says which model came from which, as a nested list and as a drawing of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.connections.kinship import any_followed, followers
from digest.connections.lineage import Node, nested
from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.records import Model
from digest.figures.descent import draw_descent
from digest.pages.body import ChartView
from digest.pages.desk import Desk
from digest.pages.frame import Anchor
from digest.pages.links import anchor
from digest.pages.making import Maker, Plan

LINEAGE = "/models/lineage/"


@dataclass(frozen=True, slots=True)
class LineageLine:
    """A model in a nested list: whether a list of its own opens below it, and how many lists end with it.

    The anchor's detail is the day of release, or that there is none.
    """

    model: Anchor
    opens: bool
    closes: int
    also: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageView:
    """`alone` are the models that are not known to come from one here, nor to have led to one."""

    chart: ChartView
    lines: tuple[LineageLine, ...]
    followers: int
    alone: tuple[Anchor, ...]


def has_descent(site: Site) -> bool:
    """Whether any model is said to come from another."""
    return any_followed(site)


def lists(make: Maker) -> Iterator[Plan]:
    if has_descent(make.site):
        kind = make.site.kind(Model)
        text = f"Which {kind.word} came from which, as a list and as a drawing."
        yield make.page(LINEAGE, "lineage.html", f"Lineage of the {kind.words}", text, lineage_view)


def lineage_view(desk: Desk) -> LineageView:
    """All models below the models they came from, as a list and as a drawing of that list."""
    models = desk.site.of(Model)
    apart = {entry.slug: entry for entry in models if not entry.record.parents and not followers(desk.site, entry)}
    rows = nested(_node(entry) for entry in models if entry.slug not in apart)
    word = desk.site.kind(Model).word
    title = f"Which {word} came from which, by day of release"
    text = (
        f"Each line is a {word}, at the day it was released; a curve leads to it from the {word} that it was built from or succeeds. "
        "A month stands at its first day. Hollow points have no known date: they "
        f"stand beside the {word} they came from, or at the left edge."
    )
    chart = ChartView(title, text, draw_descent(rows, f"{title}. {text}", desk.link))
    lines = tuple(
        LineageLine(
            Anchor(row.node.title, row.node.address, row.node.day.spoken if row.node.day else "no known release date"),
            row.opens,
            row.closes,
            tuple(Anchor(other.title, other.address) for other in row.also),
        )
        for row in rows
    )
    return LineageView(
        chart=chart, lines=lines, followers=sum(row.depth > 0 for row in rows), alone=tuple(map(anchor, apart.values()))
    )


def _node(entry: Entry[Model]) -> Node:
    return Node(entry.slug, entry.label, entry.address, entry.record.day, entry.record.parents)
