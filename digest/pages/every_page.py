"""Site → every Page of it, listed in one place. The order here is the order of the sitemap."""

from collections.abc import Callable, Iterator, Mapping

from digest.connections.site import Site
from digest.figures.charts import Drawing
from digest.pages import (
    articles,
    benchmarks,
    changes,
    claims,
    comparisons,
    editions,
    finding,
    home,
    lineage,
    mentioned,
    methods,
    model_charts,
    model_lists,
    models,
    pairs,
    paper_lists,
    papers,
    result_sets,
    subscribe,
    topics,
)
from digest.pages.desk import Charts
from digest.pages.frame import Page
from digest.pages.making import Maker

MAKERS: tuple[Callable[[Maker], Iterator[Page]], ...] = (
    home.home,
    editions.lists, methods.lists, topics.lists, benchmarks.lists, result_sets.lists, claims.lists, comparisons.lists,
    paper_lists.lists, model_lists.lists, lineage.lists, model_charts.lists,
    editions.pages, papers.pages, models.pages, methods.pages, topics.pages, comparisons.pages, pairs.pages,
    benchmarks.pages, result_sets.pages, claims.pages, articles.pages, mentioned.pages,
    subscribe.subscribe, finding.search, finding.alphabet, changes.changes, home.not_found,
)  # fmt: skip


def every_page(site: Site, charts: Charts, drawings: Mapping[str, Drawing]) -> Iterator[Page]:
    """All pages. `charts` holds the SVG of each of `drawings`."""
    maker = Maker(site, charts, drawings)
    for pages in MAKERS:
        yield from pages(maker)
