"""The site's own pages as search finds them: by their titles, and by what people look for them by."""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.connections.site import Site
from digest.entries.records import KINDS, Comparison
from digest.output.plans import pages_of
from digest.pages.finding import ALPHABET
from digest.pages.making import has_list

_OTHERS = {
    "subscribe.subscribe": ("/subscribe/", "Feed", "Feeds", "RSS", "Atom", "JSON Feed", "OPML", "Newsletter", "Follow"),
    "data.data": ("/data/", "Data", "Download data", "Downloads", "CSV", "JSON", "SQLite", "Database", "API", "Export"),
    "changes.changes": ("/changes/", "What changed", "What is new", "Corrections", "Updates", "News", "Changelog", "Errata"),
    "lineage.lists": ("/models/lineage/", "Lineage", "Family tree", "Descent", "Ancestors", "Genealogy"),
    "model_charts.lists": ("/models/charts/", "Charts", "Plots", "Graphs", "Figures"),
    "architectures.lists": ("/models/architectures/", "Architecture diagrams", "Diagrams", "Drawings"),
}  # fmt: skip
"""What plans a page, its address, and what people look for it by."""

_OF_THE_ALPHABET = ("A to Z", "Index", "Glossary", "Sitemap", "Everything", "All entries")
"""The same of the page of all names, which is not planned to learn that it is there: for that they would all be sorted."""


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
            beside = ("Side by side",) if kind.folder == Comparison.kind.folder else ()
            yield OwnPage(
                kind.root, kind.many, kind.introduction, (f"All {kind.words}", f"List of {kind.words}", *beside)
            )


def _planned(site: Site, name: str, address: str, names: tuple[str, ...]) -> Iterator[OwnPage]:
    plan = next((one for one in pages_of(site, name) if one.address == address), None)
    if plan:
        yield OwnPage(address, plan.title, plan.description, names)
