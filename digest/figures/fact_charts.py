"""Numbers of all models, drawn against each other: a few well-chosen charts, each with its table.

A chart is a line of the catalogue of facts. Models that lack one of its numbers are named with the kind of blank, never dropped.
"""

from dataclasses import dataclass

from digest.connections.site import Site
from digest.entries.record import ModelRef
from digest.entries.records import Model
from digest.entries.tabular import ChartKind, ChartPick, ResultRow, Series
from digest.field.facts import FactChart, FactSpec
from digest.figures.axes import is_logarithmic
from digest.figures.charts import SERIES_COLOURS, Drawing, drawing_of, is_date_column, place
from digest.figures.tables import Head, Table, Value, facts_table, row_head
from digest.values.steps import step

CHARTS = "/models/charts/"
FEWEST = 3
"""Two points make no picture."""
MOST = 150
"""More points hide each other, and the drawing would be larger than a page should be: of more models the newest are drawn."""


@dataclass(frozen=True, slots=True)
class ModelChart:
    """A chart of the models that have both numbers, its table, that of `every` one of them, and the others, by slug, with what they lack."""

    name: str
    chart: FactChart
    drawing: Drawing
    table: Table
    every: Table
    left_out: tuple[tuple[str, str], ...]

    @property
    def csv(self) -> str:
        return f"{CHARTS}{self.chart.key}.csv"


def model_charts(site: Site) -> tuple[ModelChart, ...]:
    """Every chart for which there are models enough."""
    return tuple(filter(None, (model_chart(site, chart.key) for chart in site.catalogue.charts)))


@step
def model_chart(site: Site, key: str) -> ModelChart | None:
    """The chart of that key, where there is one, and models enough for it."""
    chart = next((one for one in site.catalogue.charts if one.key == key), None)
    if not chart:
        return None
    facts = (chart.x, chart.y)
    heads = {entry.path: row_head(site, ResultRow(model=ModelRef(entry.slug), cells={})) for entry in site.of(Model)}
    every = facts_table(site, "", facts, list(heads.values()))
    shown: list[Head] = []
    left_out: list[tuple[str, str]] = []
    for entry, cells in zip(site.of(Model), every.cells, strict=True):
        lacks = [
            _lack(site.catalogue[fact], cell) for fact, cell in zip(facts, cells, strict=True) if place(cell[0]) is None
        ]
        if lacks:
            left_out.append((entry.slug, " and ".join(lacks)))
        else:
            shown.append(heads[entry.path])
    if len(shown) < FEWEST:
        return None
    every_number = facts_table(site, f"{chart.title}: the numbers", facts, shown)
    table = every_number if len(shown) <= MOST else facts_table(site, every_number.caption, facts, shown[:MOST])
    words = site.kind(Model).words
    sampled = [f"Of {len(shown)} {words} that have both numbers, the newest {MOST} are drawn."] * (len(shown) > MOST)
    few = len({head.family for head in shown[:MOST]}) <= SERIES_COLOURS
    pick = ChartPick(
        kind=ChartKind.SCATTER,
        title=chart.title,
        description=" ".join((chart.description, *sampled, *_how_to_read(table))),
        x=(chart.x,),
        y=chart.y,
        series=Series.FAMILY if few else None,
    )
    return ModelChart(f"models#{chart.key}", chart, drawing_of(pick, table), table, every_number, tuple(left_out))


def _lack(fact: FactSpec, cell: tuple[Value, ...]) -> str:
    """`day of release not checked`."""
    return f"{fact.called} {cell[0].text if cell[0].blank else 'given in words'}"


def _how_to_read(table: Table) -> list[str]:
    """What holds for this chart only: how its axes run, and where a point stands that has several values."""
    told = []
    columns = [[cells[at] for cells in table.cells] for at in (0, 1)]
    if is_date_column(columns[0]):
        if any(len(cell[0].text) == len("2024-04") for cell in columns[0]):
            told.append("A month without a day stands at its first day.")
        columns = columns[1:]
    steep = [is_logarithmic([place(cell[0]) or 0 for cell in column]) for column in columns]
    if all(steep):
        told.append("Both axes are logarithmic." if len(steep) == 2 else "The vertical axis is logarithmic.")
    elif any(steep):
        told.append(f"The {'horizontal' if steep[0] else 'vertical'} axis is logarithmic.")
    if any(len(cell) > 1 for cells in table.cells for cell in cells):
        told.append(
            "Where sources disagree, a point stands at the first value that the table has; its name gives all of them."
        )
    return told
