"""The page of charts that show all models."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from digest.entries.records import Model
from digest.figures import fact_charts
from digest.figures.fact_charts import CHARTS, ModelChart, model_charts
from digest.pages import paging
from digest.pages.body import Figure
from digest.pages.compose import chart_view
from digest.pages.desk import Desk
from digest.pages.frame import Anchor, Page
from digest.pages.links import anchor
from digest.pages.making import Maker


@dataclass(frozen=True, slots=True)
class FactChartSection:
    """A chart of all models that have its numbers; the others with what they lack; `lacking` counts these, where they are too many to be named."""

    ident: str
    figure: Figure
    left_out: tuple[Anchor, ...]
    lacking: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChartsView:
    """`undrawn` names the charts for which there are too few models, `apart` leads to those on pages of their own."""

    title: str
    models: int
    charts: tuple[FactChartSection, ...]
    undrawn: tuple[str, ...]
    apart: tuple[Anchor, ...] = ()
    above: tuple[Anchor, ...] = ()


def has_charts(make: Maker) -> bool:
    """Whether there are models enough for any of them."""
    return any(name.startswith("models#") for name in make.drawings)


def lists(make: Maker) -> Iterator[Page]:
    """All on one page; where there are too many models for that, each on its own."""
    if not has_charts(make):
        return
    words = make.site.kind(Model).words
    title, text = f"Charts of the {words}", f"Numbers of all {words}, drawn against each other, with their sources."
    charts = model_charts(make.site)
    apart = charts if len(make.site.of(Model)) > fact_charts.MOST else ()
    yield make.page(CHARTS, "model_charts.html", title, text, partial(model_charts_view, charts=charts, apart=apart))
    for one in apart:
        view = partial(model_charts_view, charts=(one,), title=one.chart.title, above=(Anchor(title, CHARTS),))
        yield make.page(_address(one), "model_charts.html", one.chart.title, one.drawing.description, view)


def _address(one: ModelChart) -> str:
    return f"{CHARTS}{one.chart.key}/"


def model_charts_view(
    desk: Desk,
    charts: Sequence[ModelChart],
    apart: Sequence[ModelChart] = (),
    title: str = "",
    above: tuple[Anchor, ...] = (),
) -> ModelChartsView:
    """The charts, each with its table, but for those that have pages of their own."""
    site = desk.site
    drawn = {one.chart for one in model_charts(site)} if not above else set(site.catalogue.charts)
    return ModelChartsView(
        title=title or f"Charts of the {site.kind(Model).words}",
        models=len(site.of(Model)),
        charts=tuple(_section(desk, one) for one in charts if one not in apart),
        apart=tuple(Anchor(one.chart.title, _address(one), one.drawing.description) for one in apart),
        undrawn=tuple(chart.title for chart in site.catalogue.charts if chart not in drawn),
        above=above,
    )


def _section(desk: Desk, one: ModelChart) -> FactChartSection:
    figure = Figure(
        ident=desk.ident("figure"),
        caption=one.table.caption,
        address=CHARTS,
        charts=(chart_view(desk, one.name, one.drawing.title, one.drawing.description),),
        table=one.table,
        csv=desk.csv(one.csv),
        folded=True,
    )
    named = one.left_out if len(one.left_out) <= paging.ASIDE else ()
    left_out = tuple(anchor(entry, lack) for entry, lack in named)
    return FactChartSection(one.chart.key, figure, left_out, len(one.left_out))
