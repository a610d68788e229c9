"""Benchmarks: their pages, with every published score, and their list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from digest.connections.scores import Reported, count_on, scores_on
from digest.entries.entry import Entry
from digest.entries.kinds import Kind
from digest.entries.records import Benchmark, Model
from digest.figures.disagreement import disagreements
from digest.figures.drawings import drawing
from digest.pages import paging
from digest.pages.back_matter import BackMatter, back_matter
from digest.pages.body import Body, ChartView
from digest.pages.compose import chart_view, fill, lede
from digest.pages.desk import Desk
from digest.pages.disagreement_rows import DisagreementRow, disagreement_rows
from digest.pages.frame import Anchor
from digest.pages.links import anchor
from digest.pages.lists import ListView
from digest.pages.making import Maker, Plan
from digest.pages.mentions import mentions
from digest.pages.parts import list_pages, pages_of
from digest.pages.score_rows import ScoreRow, ScoreTable, axis_of, rows_on, score_table
from digest.values.language import counted
from digest.values.names import filed_as


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkView:
    """`disagreeing` is where reporters disagree in all, of which the largest are shown; `more` leads to all `results`, where
    these are but the highest."""

    name: str
    aliases: tuple[str, ...]
    long_name: str
    summary: Body
    body: Body
    chart: ChartView | None
    disagreements: tuple[DisagreementRow, ...]
    disagreeing: int
    results: ScoreTable
    more: Anchor | None
    published: int
    models: int
    reporters: int
    csv: str
    back_matter: BackMatter


def lists(make: Maker) -> Iterator[Plan]:
    models, kind = make.site.kind(Model), make.site.kind(Benchmark)
    entries = tuple(
        anchor(entry, f"{entry.record.summary} {_in_short(scores_on(make.site, entry.slug), models)}")
        for entry in make.site.of(Benchmark)
    )
    view = ListView(kind.many, kind.introduction, entries)
    yield from list_pages(make, Benchmark, f"All {kind.words}, with every reported score.", view)


def _in_short(scores: list[Reported], kind: Kind) -> str:
    models = len({score.row.model for score in scores})
    differing = len({one.model for one in disagreements(scores)})
    said = f"{counted(len(scores), 'score')} of {kind.counted(models)}."
    return said + (f" Reporters differ on {kind.counted(differing)}." if differing else "")


def pages(make: Maker) -> Iterator[Plan]:
    for entry in make.site.of(Benchmark):
        yield make.entry(entry, "benchmark.html", partial(benchmark_view, entry=entry))
        yield from _pages_of_scores(make, entry)


def _pages_of_scores(make: Maker, entry: Entry[Benchmark]) -> Iterator[Plan]:
    """All scores by the names of the models, where the benchmark's page has no room for them."""
    if count_on(make.site, entry.slug) <= paging.SCORES:
        return  # there are no more rows than scores
    rows = rows_on(make.site, entry.slug)
    if more := _more(entry, rows):
        by_name = sorted(rows, key=lambda row: filed_as(row.subject.title))
        whole = paging.divided(more.address, more.title, by_name, _path, paging.SCORES, above=(anchor(entry),))
        show = partial(_scores, caption=f"{more.title}.", corner=make.site.kind(Model).one, axis=axis_of(rows))
        yield from pages_of(make, whole.every(), more.title, _in_rows, show)


def _more(entry: Entry[Benchmark], rows: Sequence[ScoreRow]) -> Anchor | None:
    """What leads to all its rows, where these are too many for its page."""
    if len(rows) <= paging.SCORES:
        return None
    return Anchor(f"Scores on {entry.label}", f"{entry.address}scores/", f"{len(rows):,}")


def _path(row: ScoreRow) -> Iterator[paging.Step]:
    yield from paging.by_letters(row.subject.title)
    yield paging.Step(paging.slug_of(row.settings), row.settings)


def _scores(
    rows: tuple[ScoreRow, ...], caption: str, corner: str, axis: tuple[float, ...]
) -> dict[str, tuple[object, ...]]:
    return {"scores": (score_table(caption, corner, (), rows, axis),) if rows else ()}


def _in_rows(number: int) -> str:
    return f"{counted(number, 'row')} of scores"


def benchmark_view(desk: Desk, entry: Entry[Benchmark]) -> BenchmarkView:
    record = entry.record
    scores = scores_on(desk.site, entry.slug)
    rows = rows_on(desk.site, entry.slug)
    more = _more(entry, rows)
    apart = disagreement_rows(desk.site, scores)
    spread = drawing(desk.site, entry.path)
    return BenchmarkView(
        name=record.name,
        aliases=record.aliases,
        long_name=record.long_name,
        summary=lede(desk, entry),
        body=fill(desk, entry),
        chart=chart_view(desk, entry.path, spread.title, spread.description) if spread else None,
        disagreements=apart[: paging.HIGHEST],
        disagreeing=len(apart),
        results=score_table(
            f"{'The highest' if more else 'Published'} scores on {record.name}.",
            desk.site.kind(Model).one,
            (),
            rows[: paging.HIGHEST] if more else rows,
            axis_of(rows),
        ),
        more=more,
        published=len(scores),
        models=len({row.subject.address for row in rows}),
        reporters=len({score.reporter for score in scores}),
        csv=desk.csv(f"{entry.address}{entry.slug}.csv"),
        back_matter=back_matter(desk, entry, mentions(desk.site, entry)),
    )
