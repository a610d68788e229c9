"""The lists of papers: in each order, and for each month and model, as pages of their own that need no script."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from digest.connections.references import references
from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.records import Model, Paper, Topic
from digest.pages.frame import Anchor
from digest.pages.making import Maker, Plan, fixed
from digest.pages.papers import PaperCard, paper_card
from digest.pages.topics import papers_of_topics
from digest.values.names import filed_as
from digest.values.words import MONTHS


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers under one heading; a list without groups has one with none."""

    title: str
    papers: tuple[PaperCard, ...]


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a facet: the list of its papers, its name in addresses, and how many papers there are."""

    title: str
    address: str
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class PaperFacet:
    title: str
    key: str
    links: tuple[FacetLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperListView:
    """`sorts` and `facets` hold links to lists that are there already; `shown` is the address of this one.

    `whole` says that the list holds every paper, so that a script may narrow it down.
    """

    title: str
    introduction: str
    shown: str
    groups: tuple[PaperGroup, ...]
    sorts: tuple[Anchor, ...]
    facets: tuple[PaperFacet, ...]
    whole: bool


SORTS = (
    Anchor("Newest first", Paper.kind.root),
    Anchor("Title", "/papers/by/title/"),
    Anchor("Topic", "/papers/by/topic/"),
)


@dataclass(frozen=True, slots=True)
class PaperList:
    """One list before it is laid out; `facet` and `name` say what it narrows down to: month, April 2024."""

    address: str
    title: str
    introduction: str
    groups: tuple[tuple[str, tuple[Entry[Paper], ...]], ...]
    facet: str = ""
    name: str = ""


def lists(make: Maker) -> Iterator[Plan]:
    every = paper_lists(make.site) if make.site.count(Paper) else ()
    links, cards = facets(make.site, every), cards_of(make.site)
    for one in every:
        view = PaperListView(
            title=one.title,
            introduction=one.introduction,
            shown=one.address,
            groups=tuple(PaperGroup(title, tuple(map(cards, papers))) for title, papers in one.groups),
            sorts=SORTS,
            facets=links,
            whole=any(one.address == sort.address for sort in SORTS),
        )
        text = f"{one.title}: {one.introduction}"
        yield make.page(one.address, "papers.html", one.title, text, fixed(view))


def paper_lists(site: Site) -> tuple[PaperList, ...]:
    """Every list of papers, in the order in which they are linked."""
    newest = site.of(Paper)
    by_title = tuple(sorted(newest, key=lambda entry: (filed_as(entry.label), entry.slug)))
    kind = site.kind(Paper)
    count = kind.counted(len(newest))
    lists = [
        PaperList(kind.root, kind.many, f"{count}, newest first.", (("", newest),)),
        PaperList("/papers/by/title/", f"{kind.many} by title", f"{count}, by title.", (("", by_title),)),
        PaperList(
            "/papers/by/topic/",
            f"{kind.many} by topic",
            f"{count}; one with several topics stands under each.",
            tuple(_by_topic(site)),
        ),
    ]
    for month, papers in _by_month(newest).items():
        lists.append(
            PaperList(
                f"/papers/by/month/{month}/",
                f"{kind.many} of {_spoken(month)}",
                f"{kind.counted(len(papers))}, newest first.",
                (("", papers),),
                "month",
                _spoken(month),
            )
        )
    for model, papers in _by_model(site):
        name = model.label
        at, text = f"/papers/by/model/{model.slug}/", f"{kind.counted(len(papers))}, newest first."
        lists.append(PaperList(at, f"{kind.many} that mention {name}", text, (("", papers),), "model", name))
    return tuple(lists)


def facets(site: Site, lists: Iterable[PaperList]) -> tuple[PaperFacet, ...]:
    """Topics, months and models with the number of their papers, each a link to a list."""
    titles = {"topic": site.kind(Topic).one, "month": "Month", "model": site.kind(Model).one}
    found: dict[str, list[FacetLink]] = {key: [] for key in titles}
    papers_of = papers_of_topics(site)
    for topic in site.of(Topic):
        found["topic"].append(FacetLink(topic.label, topic.address, topic.slug, papers_of[topic.slug]))
    for one in lists:
        if one.facet:
            count = sum(len(papers) for _, papers in one.groups)
            found[one.facet].append(FacetLink(one.name, one.address, _last(one.address), count))
    return tuple(PaperFacet(titles[key], key, tuple(links)) for key, links in found.items())


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def cards_of(site: Site) -> Callable[[Entry[Paper]], PaperCard]:
    """The card of a paper, made once however many lists show it."""
    made: dict[str, PaperCard] = {}

    def card(entry: Entry[Paper]) -> PaperCard:
        if entry.path not in made:
            made[entry.path] = replace(paper_card(site, entry), facets=_facets_of(site, entry))
        return made[entry.path]

    return card


def _facets_of(site: Site, entry: Entry[Paper]) -> tuple[tuple[str, str], ...]:
    record = entry.record
    models = sorted({target.slug for target in references(site, entry) if target.kind is Model.kind})
    return (("topic", " ".join(record.topics)), ("month", record.date.month), ("model", " ".join(models)))


def _by_topic(site: Site) -> Iterator[tuple[str, tuple[Entry[Paper], ...]]]:
    for topic in site.of(Topic):
        papers = tuple(e for e in site.of(Paper) if topic.slug in e.outline.topics)
        if papers:
            yield topic.label, papers


def _by_month(papers: tuple[Entry[Paper], ...]) -> dict[str, tuple[Entry[Paper], ...]]:
    months: dict[str, list[Entry[Paper]]] = defaultdict(list)
    for entry in papers:
        months[_month(entry)].append(entry)
    return {month: tuple(found) for month, found in months.items()}


def _month(entry: Entry[Paper]) -> str:
    return entry.outline.day.month if entry.outline.day else ""


def _by_model(site: Site) -> Iterator[tuple[Entry[Model], tuple[Entry[Paper], ...]]]:
    """Models that notes on papers point at, by name, with those papers."""
    found: dict[str, dict[str, Entry[Paper]]] = defaultdict(dict)
    for paper in site.of(Paper):
        for target in references(site, paper):
            if target.kind is Model.kind:
                found[target.slug][paper.slug] = paper
    for model in sorted(site.of(Model), key=lambda entry: entry.label.casefold()):
        if model.slug in found:
            yield model, tuple(found[model.slug].values())


def _spoken(month: str) -> str:
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"
