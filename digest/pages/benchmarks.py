"""Benchmarks: their pages, with every published score, and their list."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from digest.connections.scores import Reported, scores_on
from digest.entries.entry import Entry
from digest.entries.kinds import Kind
from digest.entries.records import Benchmark, Model
from digest.figures.disagreement import disagreements
from digest.figures.drawings import drawing
from digest.pages import paging, score_pages
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
from digest.pages.parts import list_pages
from digest.pages.score_rows import ScoreTable, axis_of, rows_on, score_table
from digest.values.language import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkView:
    """All its points stand on one `axis`: least number and extent. `disagreeing` is where reporters disagree in all, of which
    the largest are shown; `more` leads to all `results`, where these are but the highest."""

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
    axis: tuple[float, ...]
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
        yield from score_pages.pages(make, entry)


def benchmark_view(desk: Desk, entry: Entry[Benchmark]) -> BenchmarkView:
    record = entry.record
    scores = scores_on(desk.site, entry.slug)
    many = len(scores) > paging.SCORES
    rows = score_pages.all_rows(desk.site, entry.slug) if many else rows_on(desk.site, scores)
    more = score_pages.more(entry, rows)
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
        ),
        more=more,
        axis=axis_of(rows),
        published=len(scores),
        models=len({row.subject.address for row in rows}),
        reporters=len({score.reporter for score in scores}),
        csv=desk.csv(f"{entry.address}{entry.slug}.csv"),
        back_matter=back_matter(desk, entry, mentions(desk.site, entry)),
    )
