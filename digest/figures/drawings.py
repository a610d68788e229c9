"""Every chart of a site by name: what it shows, its SVG, and what asks for a chart that cannot be drawn."""

import math
from collections.abc import Iterator, Set

from digest.connections.references import references
from digest.connections.scores import Reported, scores_on
from digest.connections.site import Site
from digest.entries.entry import AnyEntry, Entry
from digest.entries.records import Benchmark, Comparison, Method, Model
from digest.entries.tabular import ChartKind
from digest.figures.charts import Drawing, LeftOut, Mark, drawing_of, has_numbers
from digest.figures.fact_charts import model_chart, model_charts
from digest.figures.narrow_charts import draw_narrow
from digest.figures.plotting import EngineFailed
from digest.figures.tables import comparison_table, number_of
from digest.figures.wide_charts import draw
from digest.values.problems import Location, Problem, Undrawn
from digest.values.steps import step

MOST = 60
"""Lines that a chart of scores has room for on a screen."""


def chart_names(site: Site) -> Iterator[str]:
    """Every chart: those that comparisons ask for, those of all models, and the spread of each benchmark's scores."""
    for entry in site.of(Comparison):
        yield from (f"{entry.path}#{index}" for index in range(len(entry.record.charts)))
    yield from (chart.name for chart in model_charts(site))
    yield from (benchmark.path for benchmark in site.of(Benchmark) if drawing(site, benchmark.path))


@step
def svg(site: Site, name: str) -> str:
    """The chart of that name, as an `<svg>` element. Raises Undrawn."""
    found = drawing(site, name)
    try:
        return draw(found) if found else ""
    except EngineFailed as failure:
        raise _undrawn(site, name, failure) from None


@step
def narrow_svg(site: Site, name: str) -> str:
    """The same chart as wide as the page of a phone. Raises Undrawn."""
    found = drawing(site, name)
    try:
        return draw_narrow(found) if found else ""
    except EngineFailed as failure:
        raise _undrawn(site, name, failure) from None


def _undrawn(site: Site, name: str, failure: EngineFailed) -> Undrawn:
    return Undrawn([Problem(_place(site, name), f"this chart cannot be drawn: {failure}")])


def _place(site: Site, name: str) -> Location:
    """Where the chart of that name is asked for; those of all models are asked for nowhere."""
    path, _, number = name.partition("#")
    entry = site.entry(path)
    return entry.where(f"charts.{number}" if number else "") if entry else Location("content/models")


@step
def drawing(site: Site, name: str) -> Drawing | None:
    """What the chart of that name shows; None where there is no such chart."""
    path, _, rest = name.partition("#")
    if path == "models":
        chart = model_chart(site, rest)
        return chart.drawing if chart else None
    entry = site.entry(path)
    if entry and entry.kind is Comparison.kind:
        drawings = _comparison_drawings(site, path)
        return drawings[int(rest)] if int(rest) < len(drawings) else None
    return spread_of(site, site.get(Benchmark, entry.slug), scores_on(site, entry.slug)) if entry else None


@step
def _comparison_drawings(site: Site, path: str) -> tuple[Drawing, ...]:
    """The charts that a comparison asks for, in its order: they name columns, whichever way the table is turned."""
    entry = site.entry(path)
    if not entry:
        return ()
    comparison = site.get(Comparison, entry.slug)
    table = comparison_table(site, comparison, upright=True)
    return tuple(drawing_of(pick, table) for pick in comparison.record.charts)


def undrawable(site: Site, faulty: Set[str] = frozenset()) -> Iterator[Problem]:
    """The charts of comparisons for which there is no number.

    A comparison that leads to one of the `faulty` files, or to one that is missing, is passed over.
    """
    for entry in site.of(Comparison):
        if _is_sound(site, entry, faulty):
            for index, found in enumerate(_comparison_drawings(site, entry.path)):
                if not has_numbers(found):
                    message = "this chart has no number to draw: its columns hold words or blanks"
                    yield Problem(entry.where(f"charts.{index}"), message)


def _is_sound(site: Site, entry: AnyEntry, faulty: Set[str]) -> bool:
    """Whether the entry, all that it names, and all that these name, are there and without a problem."""
    near = [entry, *references(site, entry)]
    there = all(site.entry(path) or site.picture(path) for one in near for path in one.links)
    return there and not any(one.path in faulty for here in near for one in (here, *references(site, here)))


def spread_of(site: Site, benchmark: Entry[Benchmark], scores: list[Reported]) -> Drawing | None:
    """All reported scores of a benchmark, a line per model, of many models those of the best; None where fewer than two have one."""
    marks, left_out = [], []
    for result in scores:
        number = number_of(str(result.cell.value))
        if number is None or not result.row.model:
            left_out.append(_not_spread(site, result))
        else:
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
    in_order = sorted(best, key=lambda label: (-best[label], label))
    shown = {label: place for place, label in enumerate(in_order[:MOST])}
    marks = sorted(
        (mark for mark in marks if mark.label in shown), key=lambda mark: (shown[mark.label], mark.x or 0, mark.text)
    )
    name = benchmark.label
    shares = "x" if all("%" in result.column.metric for result in scores if result.row.model) else ""
    word = site.kind(Model).word
    text = f"Every point is a published score; a bar spans what different reporters give for one {word}."
    if len(best) > MOST:
        text += f" Of {len(best):,} {site.kind(Model).words} with a score, the {MOST} that have the highest are drawn."
    return Drawing(
        ChartKind.SPREAD,
        f"{name}: scores by {word} and reporter",
        text,
        "Score",
        "",
        tuple(marks),
        shares=shares,
        left_out=tuple(dict.fromkeys(left_out)),
    )


def _not_spread(site: Site, result: Reported) -> LeftOut:
    """A score that no line of the chart can hold: of something that is no model, or in words."""
    subject: AnyEntry | None = site.find(Model, result.row.model) or site.find(Method, result.row.method)
    word = site.kind(Model).word
    why = ("" if result.row.model else f"no {word}: ") + f"{result.cell.value} by {result.reporter}"
    label = result.row.label or (subject.label if subject else "")
    return LeftOut(label, why, subject.address if subject else "")
