"""The lists of papers: in each order, and for each month and model, as pages of their own that need no script."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from digest.connections.site import Site, references
from digest.display.entry_pages import paper_card
from digest.display.list_pages import topic_counts
from digest.display.list_views import FacetLink, PaperFacet, PaperGroup, PaperListView
from digest.display.views import Anchor, PaperCard
from digest.entries.analysis import sort_key
from digest.entries.entry import Entry
from digest.entries.records import Paper, label_of
from digest.values.words import MONTHS

SORTS = (
    Anchor("Newest first", "/papers/"),
    Anchor("Title", "/papers/by/title/"),
    Anchor("Topic", "/papers/by/topic/"),
)


@dataclass(frozen=True, slots=True)
class PaperList:
    """One list before it is laid out; `facet` and `name` say what it narrows down to: Month, April 2024."""

    address: str
    title: str
    introduction: str
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    facet: str = ""
    name: str = ""


def paper_lists(site: Site) -> tuple[PaperList, ...]:
    """Every list of papers, in the order in which they are linked."""
    newest = site.all("papers")
    by_title = tuple(sorted(newest, key=lambda entry: (sort_key(label_of(entry.record)), entry.slug)))
    count = _counted(newest)
    lists = [
        PaperList("/papers/", "Papers", f"{count}, newest first.", (("", newest),)),
        PaperList("/papers/by/title/", "Papers by title", f"{count}, by title.", (("", by_title),)),
        PaperList(
            "/papers/by/topic/",
            "Papers by topic",
            f"{count}; one with several topics stands under each.",
            tuple(_by_topic(site)),
        ),
    ]
    for month, papers in _by_month(newest).items():
        lists.append(
            PaperList(
                f"/papers/by/month/{month}/",
                f"Papers of {_spoken(month)}",
                f"{_counted(papers)}, newest first.",
                (("", papers),),
                "Month",
                _spoken(month),
            )
        )
    for model, papers in _by_model(site):
        name = label_of(model.record)
        at, text = f"/papers/by/model/{model.slug}/", f"{_counted(papers)}, newest first."
        lists.append(PaperList(at, f"Papers that mention {name}", text, (("", papers),), "Model", name))
    return tuple(lists)


def facets(site: Site, lists: Iterable[PaperList]) -> tuple[PaperFacet, ...]:
    """Topics, months and models with the number of their papers, each a link to a list."""
    found: dict[str, list[FacetLink]] = {"Topic": [], "Month": [], "Model": []}
    for topic in topic_counts(site):
        found["Topic"].append(FacetLink(topic.title, topic.address, _last(topic.address), int(topic.detail)))
    for one in lists:
        if one.facet:
            count = sum(len(papers) for _, papers in one.groups)
            found[one.facet].append(FacetLink(one.name, one.address, _last(one.address), count))
    return tuple(PaperFacet(title, title.lower(), tuple(links)) for title, links in found.items())


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def paper_list_view(
    site: Site, one: PaperList, cards: Callable[[Entry], PaperCard], links: tuple[PaperFacet, ...]
) -> PaperListView:
    groups = tuple(PaperGroup(title, tuple(cards(entry) for entry in papers)) for title, papers in one.groups)
    whole = any(one.address == sort.address for sort in SORTS)
    return PaperListView(one.title, one.introduction, one.address, groups, SORTS, links, whole)


def cards_of(site: Site) -> Callable[[Entry], PaperCard]:
    """The card of a paper, made once however many lists show it."""
    made: dict[str, PaperCard] = {}

    def card(entry: Entry) -> PaperCard:
        if entry.path not in made:
            made[entry.path] = replace(paper_card(site, entry), facets=_facets_of(site, entry))
        return made[entry.path]

    return card


def _facets_of(site: Site, entry: Entry) -> tuple[tuple[str, str], ...]:
    record = entry.record
    assert isinstance(record, Paper)
    models = sorted({target.slug for target in references(site, entry) if target.kind == "models"})
    return (("topic", " ".join(record.topics)), ("month", record.date.month), ("model", " ".join(models)))


def _counted(papers: tuple[Entry, ...]) -> str:
    return f"{len(papers):,} paper{'' if len(papers) == 1 else 's'}"


def _by_topic(site: Site) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    for topic in site.all("topics"):
        papers = tuple(e for e in site.all("papers") if isinstance(e.record, Paper) and topic.slug in e.record.topics)
        if papers:
            yield label_of(topic.record), papers


def _by_month(papers: tuple[Entry, ...]) -> dict[str, tuple[Entry, ...]]:
    months: dict[str, list[Entry]] = defaultdict(list)
    for entry in papers:
        if isinstance(entry.record, Paper):
            months[entry.record.date.month].append(entry)
    return {month: tuple(found) for month, found in months.items()}


def _by_model(site: Site) -> Iterator[tuple[Entry, tuple[Entry, ...]]]:
    """Models that notes on papers point at, by name, with those papers."""
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for paper in site.all("papers"):
        for target in references(site, paper):
            if target.kind == "models":
                found[target.slug][paper.slug] = paper
    for model in sorted(site.all("models"), key=lambda entry: label_of(entry.record).casefold()):
        if model.slug in found:
            yield model, tuple(found[model.slug].values())


def _spoken(month: str) -> str:
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"
