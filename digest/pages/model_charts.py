"""The page of charts that show all models."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from digest.connections.site import Site
from digest.entries.records import Model
from digest.figures import fact_charts
from digest.figures.fact_charts import CHARTS, ModelChart, model_chart, model_charts
from digest.pages import paging
from digest.pages.body import Figure
from digest.pages.compose import chart_view
from digest.pages.desk import Desk
from digest.pages.frame import Anchor
from digest.pages.links import anchor
from digest.pages.making import Maker, Plan
from digest.values.steps import whole


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


@whole
def has_charts(site: Site) -> bool:
    """Whether there are models enough for any of them."""
    return bool(model_charts(site))


def lists(make: Maker) -> Iterator[Plan]:
    """All on one page; where there are too many models for that, each on its own."""
    if not has_charts(make.site):
        return
    words = make.site.kind(Model).words
    title, text = f"Charts of the {words}", f"Numbers of all {words}, drawn against each other, with their sources."
    charts = model_charts(make.site)
    many = make.site.count(Model) > fact_charts.MOST
    yield make.page(CHARTS, "model_charts.html", title, text, partial(model_charts_view, led_to=many))
    for one in charts if many else ():
        view = partial(_one_chart_view, key=one.chart.key, above=(Anchor(title, CHARTS),))
        yield make.page(_address(one), "model_charts.html", one.chart.title, one.drawing.description, view)


def _address(one: ModelChart) -> str:
    return f"{CHARTS}{one.chart.key}/"


def model_charts_view(desk: Desk, led_to: bool = False) -> ModelChartsView:
    """The charts, each with its table; or links to them, where they have pages of their own."""
    site, charts = desk.site, model_charts(desk.site)
    drawn = {one.chart for one in charts}
    return ModelChartsView(
        title=f"Charts of the {site.kind(Model).words}",
        models=site.count(Model),
        charts=() if led_to else tuple(_section(desk, one) for one in charts),
        apart=tuple(Anchor(c.chart.title, _address(c), c.drawing.description) for c in charts) if led_to else (),
        undrawn=tuple(chart.title for chart in site.catalogue.charts if chart not in drawn),
    )


def _one_chart_view(desk: Desk, key: str, above: tuple[Anchor, ...]) -> ModelChartsView:
    """A chart with its table on a page of its own."""
    one = model_chart(desk.site, key)
    assert one, "planned where there are models enough"
    models, sections = desk.site.count(Model), (_section(desk, one),)
    return ModelChartsView(title=one.chart.title, models=models, charts=sections, undrawn=(), above=above)


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
    left_out = tuple(anchor(desk.site.get(Model, slug), lack) for slug, lack in named)
    return FactChartSection(one.chart.key, figure, left_out, len(one.left_out))
