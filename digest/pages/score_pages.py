"""The scores of a benchmark that its page has no room for: on pages of their own, by the names of the models."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from digest.connections.scores import count_on, scores_on
from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.records import Benchmark, Model
from digest.pages import paging
from digest.pages.desk import Desk
from digest.pages.frame import Anchor, AnchorGroup
from digest.pages.links import anchor
from digest.pages.making import Maker, Plan
from digest.pages.score_rows import ScoreRow, ScoreTable, axis_of, rows_on, score_table
from digest.values.language import counted
from digest.values.names import filed_as
from digest.values.steps import step


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresView:
    """`parts` are the pages that it leads to where it is still too long, else it has the `results`; `above` what it is part of.

    All points of a benchmark stand on one `axis`: least number and extent.
    """

    title: str
    introduction: str
    results: ScoreTable | None
    axis: tuple[float, ...]
    parts: tuple[AnchorGroup, ...]
    above: tuple[Anchor, ...]


@step
def all_rows(site: Site, benchmark: str) -> tuple[ScoreRow, ...]:
    """The rows of all scores of a benchmark, the best model first."""
    return rows_on(site, scores_on(site, benchmark))


def more(entry: Entry[Benchmark], rows: Sequence[ScoreRow]) -> Anchor | None:
    """What leads to all its rows, where these are too many for its page."""
    if len(rows) <= paging.SCORES:
        return None
    return Anchor(f"All scores on {entry.label}", _address(entry), f"{len(rows):,}")


def pages(make: Maker, entry: Entry[Benchmark]) -> Iterator[Plan]:
    """The list of all scores and its parts, where the benchmark's page does not show them all."""
    if count_on(make.site, entry.slug) <= paging.SCORES:
        return  # there are no more rows than scores
    rows = sorted(all_rows(make.site, entry.slug), key=lambda row: filed_as(row.subject.title))
    if len(rows) > paging.SCORES:
        whole = paging.divided(_address(entry), f"Scores on {entry.label}", rows, _path, paging.SCORES)
        for part in whole.every():
            name = f"{whole.title}: {part.title}" if part is not whole else whole.title
            text = f"{_counted(part.items)}, by the names of the {make.site.kind(Model).words}."
            view = partial(_view, entry=entry, part=part, title=name, introduction=text)
            yield make.page(part.address, "scores_part.html", name, f"{name}: {text}", view)


def _address(entry: Entry[Benchmark]) -> str:
    return f"{entry.address}scores/"


def _path(row: ScoreRow) -> Iterator[paging.Step]:
    yield from paging.by_letters(row.subject.title)
    yield from (paging.Step(paging.slug_of(text), text) for text in row.settings.split(", "))


def _counted(rows: tuple[ScoreRow, ...]) -> str:
    return counted(sum(1 for row in rows for _ in row.reports()), "score")


def _view(
    desk: Desk, entry: Entry[Benchmark], part: paging.Part[ScoreRow], title: str, introduction: str
) -> ScoresView:
    table = score_table(f"{title}.", desk.site.kind(Model).one, (), () if part.parts else part.items)
    return ScoresView(
        title=title,
        introduction=introduction,
        results=table if table.rows else None,
        axis=axis_of(all_rows(desk.site, entry.slug)),
        parts=part.links(),
        above=(anchor(entry), *part.above),
    )
