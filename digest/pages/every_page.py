"""Site → the plan of every page of it, listed in one place. The order here is the order of the sitemap."""

from collections.abc import Callable, Iterator

from digest.connections.site import Site
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
from digest.pages.making import Maker, Plan

MAKERS: tuple[Callable[[Maker], Iterator[Plan]], ...] = (
    home.home,
    editions.lists, methods.lists, topics.lists, benchmarks.lists, result_sets.lists, claims.lists, comparisons.lists,
    paper_lists.lists, model_lists.lists, lineage.lists, model_charts.lists,
    editions.pages, papers.pages, models.pages, methods.pages, topics.pages, comparisons.pages, pairs.pages,
    benchmarks.pages, result_sets.pages, claims.pages, articles.pages,
    subscribe.subscribe, finding.search, finding.alphabet, changes.changes, home.not_found,
)  # fmt: skip


def every_page(site: Site) -> Iterator[Plan]:
    """All pages."""
    maker = Maker(site)
    for pages in MAKERS:
        yield from pages(maker)
