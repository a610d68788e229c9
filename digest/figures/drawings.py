"""Site → every chart of it, by name, ready to be drawn."""

import math
from dataclasses import replace

from digest.connections.scores import Reported, scores_by_benchmark
from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.records import Benchmark, Comparison, Model
from digest.entries.tabular import ChartKind
from digest.figures.charts import Drawing, Mark, drawing_of, has_numbers
from digest.figures.fact_charts import model_charts
from digest.figures.tables import comparison_table, number_of
from digest.values.problems import DigestError, Problem


def drawings(site: Site) -> dict[str, Drawing]:
    """Every chart of the site by its name, from the tables alone."""
    found: dict[str, Drawing] = {}
    for entry in site.of(Comparison):
        if entry.record.charts:
            table = comparison_table(site, _upright(entry))
            for index, pick in enumerate(entry.record.charts):
                drawing = drawing_of(pick, table)
                if not has_numbers(drawing):
                    raise DigestError(
                        [
                            Problem(
                                entry.where(f"charts.{index}"),
                                "this chart has no number to draw: its columns hold words or blanks",
                            )
                        ]
                    )
                found[f"{entry.path}#{index}"] = drawing
    found |= {chart.name: chart.drawing for chart in model_charts(site)}
    scores = scores_by_benchmark(site)
    for benchmark in site.of(Benchmark):
        if spread := spread_of(site, benchmark, scores.get(benchmark.slug, [])):
            found[benchmark.path] = spread
    return found


def _upright(entry: Entry[Comparison]) -> Entry[Comparison]:
    """The same comparison with models in rows: charts name columns, whichever way the table is turned."""
    return replace(entry, record=replace(entry.record, transpose=False))


def spread_of(site: Site, benchmark: Entry[Benchmark], scores: list[Reported]) -> Drawing | None:
    """All reported scores of a benchmark, a line per model; None where fewer than two models have one."""
    marks = []
    for result in scores:
        number = number_of(str(result.cell.value))
        if number is not None and result.row.model:
            model = site.get(Model, result.row.model)
            marks.append(
                Mark(
                    model.label,
                    number,
                    None,
                    f"{result.cell.value} by {result.reporter}",
                    "",
                    model.address,
                )
            )
    best: dict[str, float] = {}
    for mark in marks:
        best[mark.label] = max(best.get(mark.label, -math.inf), mark.x or 0)
    if len(best) < 2:
        return None
    marks.sort(key=lambda mark: (-best[mark.label], mark.label, mark.x or 0, mark.text))
    name = benchmark.label
    word = site.kind(Model).word
    text = f"Every point is a published score; a bar spans what different reporters give for one {word}."
    return Drawing(ChartKind.SPREAD, f"{name}: scores by {word} and reporter", text, "Score", "", tuple(marks))
