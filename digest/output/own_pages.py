"""The site's own pages as search finds them: by their titles, and by what people look for them by."""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.connections.site import Site
from digest.entries.kinds import Kind
from digest.entries.records import KINDS, Benchmark, Comparison, Model, Paper
from digest.field.facts import Part
from digest.output.plans import pages_of
from digest.pages.finding import ALPHABET
from digest.pages.making import has_list
from digest.pages.model_lists import SCORES, fact_groups, group_address, overview
from digest.pages.model_orders import orders
from digest.pages.paging import spoken_month
from digest.pages.paper_index import address_of_month, months_of
from digest.pages.paper_lists import SORTS
from digest.pages.score_columns import score_columns

_OTHERS = {
    "subscribe.subscribe": ("/subscribe/", "Feed", "Feeds", "RSS", "Atom", "JSON Feed", "OPML", "Newsletter", "Mailing list", "Follow"),
    "data.data": ("/data/", "Data", "Download data", "Downloads", "CSV", "JSON", "SQLite", "Database", "API", "Export"),
    "changes.changes": ("/changes/", "What changed", "What is new", "Corrections", "Updates", "News", "Latest", "Changelog", "History", "Errata"),
    "lineage.lists": ("/models/lineage/", "Lineage", "Family tree", "Descent", "Ancestors", "Genealogy", "Evolution"),
    "model_charts.lists": ("/models/charts/", "Charts", "Plots", "Graphs", "Figures"),
    "architectures.lists": ("/models/architectures/", "Architecture diagrams", "Diagrams", "Drawings"),
}  # fmt: skip
"""What plans a page, its address, and what people look for it by."""

_OF_THE_ALPHABET = ("A to Z", "Index", "Glossary", "Sitemap", "Everything", "All entries", "Table of contents")
"""The same of the page of all names, which is not planned to learn that it is there: for that they would all be sorted."""

_OF_SCORES = ("Scores", "Leaderboard", "Ranking", "Scoreboard")
"""The same of the table of all scores."""


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page that is of no entry."""

    address: str
    title: str
    description: str
    names: tuple[str, ...]


def own_pages(site: Site) -> Iterator[OwnPage]:
    """Those that the site has."""
    yield OwnPage(*ALPHABET, _OF_THE_ALPHABET)
    for name, (address, *names) in _OTHERS.items():
        yield from _planned(site, name, address, tuple(names))
    for kind in map(site.kind, KINDS.values()):
        if kind.root != "/" and has_list(site, kind):  # what lies at the top has no list
            called = (f"All {kind.words}", f"List of {kind.words}", *_more_names(site, kind))
            yield OwnPage(kind.root, kind.many, kind.introduction, called)
    yield from _of_models(site)
    yield from _of_papers(site)


def _more_names(site: Site, kind: Kind) -> Iterator[str]:
    """What else people look for a list by, of some kinds."""
    if kind.folder == Comparison.kind.folder:
        yield from ("Side by side", f"{site.kind(Model).words} side by side")
    elif kind.folder == Paper.kind.folder:
        yield from (f"{kind.many} by month", f"{kind.many} by date", f"Newest {kind.words}")
    elif kind.folder == Model.kind.folder:
        by_day = site.catalogue.of_part(Part.RELEASED)
        yield from (f"Newest {kind.words}", *(_called(site, kind, by_day) if by_day else ()))


def _called(site: Site, kind: Kind, fact: str) -> Iterator[str]:
    """Models by a fact, whatever people call that."""
    spec = site.catalogue[fact]
    for name in dict.fromkeys((spec.noun or spec.heading, *spec.also)):
        yield f"{kind.many} by {name.partition(',')[0].replace('_', ' ').lower()}"


def _of_models(site: Site) -> Iterator[OwnPage]:
    """The table of models in other orders, and with other columns."""
    if not site.count(Model):
        return
    kind, scores = site.kind(Model), site.kind(Benchmark)
    for order in orders(site, overview(site))[1:]:
        noun = order.title.partition(",")[0].lower()
        called = _called(site, kind, order.key) if order.key in site.catalogue else ()
        by = (f"{kind.many} by {noun}", f"{kind.many} sorted by {noun}", *called)
        yield OwnPage(order.address, f"{kind.many} {order.said}", kind.introduction, by)
    for group in fact_groups(site):
        noun = group.lower()
        by = (f"{kind.many} by {noun}", f"{kind.many} sorted by {noun}")
        yield OwnPage(group_address(group), f"{kind.many}: {noun}", kind.introduction, by)
    if score_columns(site):
        names = (f"{kind.many} by score", f"All {scores.one.lower()} scores", *_OF_SCORES)
        yield OwnPage(SCORES, f"{kind.many}: {scores.words}", kind.introduction, names)


def _of_papers(site: Site) -> Iterator[OwnPage]:
    """The papers in other orders, and those of each month."""
    kind = site.kind(Paper)
    for order in SORTS if site.count(Paper) else ():
        if order.address != kind.root:
            by = order.title.lower()
            yield OwnPage(order.address, f"{kind.many} by {by}", kind.introduction, (f"{kind.many} sorted by {by}",))
    for month, _ in months_of(site):
        if month:
            said = spoken_month(month)
            yield OwnPage(
                address_of_month(month), f"{kind.many} of {said}", kind.introduction, (f"{said} {kind.words}",)
            )


def _planned(site: Site, name: str, address: str, names: tuple[str, ...]) -> Iterator[OwnPage]:
    plan = next((one for one in pages_of(site, name) if one.address == address), None)
    if plan:
        yield OwnPage(address, plan.title, plan.description, names)
