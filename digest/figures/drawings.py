"""Site → every chart of it, by name, ready to be drawn; and what asks for a chart that cannot be."""

import math
from collections.abc import Set
from dataclasses import replace

from digest.connections.references import references
from digest.connections.scores import Reported, scores_by_benchmark
from digest.connections.site import Site
from digest.entries.entry import AnyEntry, Entry
from digest.entries.records import Benchmark, Comparison, Model
from digest.entries.tabular import ChartKind
from digest.figures.charts import Drawing, Mark, drawing_of, has_numbers
from digest.figures.fact_charts import model_charts
from digest.figures.tables import comparison_table, number_of
from digest.values.problems import Problem


def comparison_drawings(site: Site, faulty: Set[str] = frozenset()) -> tuple[dict[str, Drawing], tuple[Problem, ...]]:
    """The charts that comparisons ask for, by name, and those of them for which there is no number.

    A comparison that leads to one of the `faulty` files, or to one that is missing, is passed over.
    """
    found: dict[str, Drawing] = {}
    problems = []
    for entry in site.of(Comparison):
        if entry.record.charts and _is_sound(site, entry, faulty):
            table = comparison_table(site, _upright(entry))
            for index, pick in enumerate(entry.record.charts):
                found[f"{entry.path}#{index}"] = drawing = drawing_of(pick, table)
                if not has_numbers(drawing):
                    message = "this chart has no number to draw: its columns hold words or blanks"
                    problems.append(Problem(entry.where(f"charts.{index}"), message))
    return found, tuple(problems)


def _is_sound(site: Site, entry: AnyEntry, faulty: Set[str]) -> bool:
    """Whether the entry, all that it names, and all that these name, are there and without a problem."""
    near = [entry, *references(site, entry)]
    there = all(ref in site.kinds[ref.folder] for one in near for _, ref in one.refs)
    return there and not any(one.path in faulty for here in near for one in (here, *references(site, here)))


def site_drawings(site: Site) -> dict[str, Drawing]:
    """The charts that the site draws of its own accord, by name: of all models, and of each benchmark."""
    found = {chart.name: chart.drawing for chart in model_charts(site)}
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
    shares = "x" if all("%" in result.column.metric for result in scores if result.row.model) else ""
    word = site.kind(Model).word
    text = f"Every point is a published score; a bar spans what different reporters give for one {word}."
    return Drawing(
        ChartKind.SPREAD, f"{name}: scores by {word} and reporter", text, "Score", "", tuple(marks), shares=shares
    )
