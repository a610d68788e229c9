"""The page of charts that show all models."""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.entries.records import Model
from digest.figures.fact_charts import CHARTS, model_charts
from digest.pages.body import Figure
from digest.pages.compose import chart_view
from digest.pages.desk import Desk
from digest.pages.frame import Anchor, Page
from digest.pages.links import anchor
from digest.pages.making import Maker


@dataclass(frozen=True, slots=True)
class FactChartSection:
    """A chart of all models that have its numbers; the others with what they lack."""

    ident: str
    figure: Figure
    left_out: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChartsView:
    """`undrawn` names the charts for which there are too few models."""

    models: int
    charts: tuple[FactChartSection, ...]
    undrawn: tuple[str, ...]


def has_charts(make: Maker) -> bool:
    """Whether there are models enough for any of them."""
    return any(name.startswith("models#") for name in make.drawings)


def lists(make: Maker) -> Iterator[Page]:
    if has_charts(make):
        words = make.site.kind(Model).words
        text = f"Numbers of all {words}, drawn against each other, with their sources."
        yield make.page(CHARTS, "model_charts.html", f"Charts of the {words}", text, model_charts_view)


def model_charts_view(desk: Desk) -> ModelChartsView:
    """The charts of all models, each with its table."""
    charts = model_charts(desk.site)
    sections = []
    for one in charts:
        figure = Figure(
            ident=desk.ident("figure"),
            caption=one.table.caption,
            address=CHARTS,
            charts=(chart_view(desk, one.name, one.drawing.title, one.drawing.description),),
            table=one.table,
            csv=desk.csv(one.csv),
            folded=True,
        )
        left_out = tuple(anchor(entry, lack) for entry, lack in one.left_out)
        sections.append(FactChartSection(one.chart.key, figure, left_out))
    drawn = {one.chart for one in charts}
    return ModelChartsView(
        models=len(desk.site.of(Model)),
        charts=tuple(sections),
        undrawn=tuple(chart.title for chart in desk.site.catalogue.charts if chart not in drawn),
    )
