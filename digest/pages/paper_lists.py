"""The lists of papers: in each order, and for each month and model, as pages of their own that need no script."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

from digest.connections.references import references
from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.kinds import Kind
from digest.entries.records import Model, Paper, Topic
from digest.pages import paging
from digest.pages.frame import Anchor, AnchorGroup, Page
from digest.pages.making import Maker
from digest.pages.papers import PaperCard, paper_card
from digest.pages.topics import papers_of_topics
from digest.values.names import filed_as


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers under one heading; a list without groups has one with none. `more` leads to all, where these are but some."""

    title: str
    papers: tuple[PaperCard, ...]
    more: Anchor | None = None


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

    `whole` says that the list holds every paper, so that a script may narrow it down; where it is too long for a page, the
    script finds them by `years`, in the files that `keys_of` makes. `parts` are the pages that a long list leads to, and
    `above` the lists that this one is part of.
    """

    title: str
    introduction: str
    shown: str
    groups: tuple[PaperGroup, ...]
    sorts: tuple[Anchor, ...]
    facets: tuple[PaperFacet, ...]
    whole: bool
    years: tuple[str, ...] = ()
    parts: tuple[AnchorGroup, ...] = ()
    above: tuple[Anchor, ...] = ()


SORTS = (
    Anchor("Newest first", Paper.kind.root),
    Anchor("Title", "/papers/by/title/"),
    Anchor("Topic", "/papers/by/topic/"),
)


Papers = tuple[Entry[Paper], ...]


@dataclass(frozen=True, slots=True)
class PaperList:
    """One list before it is laid out; `facet` and `name` say what it narrows down to: month, April 2024.

    `groups` are what it shows of its papers; where these are too many for a page, it leads to `parts`.
    """

    address: str
    title: str
    introduction: str
    groups: tuple[tuple[str, Papers], ...]
    papers: Papers
    facet: str = ""
    name: str = ""
    parts: tuple[AnchorGroup, ...] = ()
    above: tuple[Anchor, ...] = ()
    more: Mapping[str, Anchor] = field(default_factory=dict)


def lists(make: Maker) -> Iterator[Page]:
    every = paper_lists(make.site) if make.lists(Paper.kind) else ()
    links, cards = facets(make.site, every), cards_of(make.site)
    is_long = len(make.site.of(Paper)) > paging.CARDS
    for one in every:
        first = one.address == Paper.kind.root
        view = PaperListView(
            title=one.title,
            introduction=one.introduction,
            shown=one.address,
            groups=tuple(
                PaperGroup(title, tuple(map(cards, papers)), one.more.get(title)) for title, papers in one.groups
            ),
            sorts=SORTS,
            facets=links if not is_long else _brief(links) if first else (),
            whole=first if is_long else any(one.address == sort.address for sort in SORTS),
            years=tuple(keys_of(make.site)) if is_long and first else (),
            parts=one.parts,
            above=one.above,
        )
        text = f"{one.title}: {one.introduction}"
        yield make.page(one.address, "papers.html", one.title, text, lambda desk, view=view: view)  # type: ignore[misc]


def paper_lists(site: Site) -> tuple[PaperList, ...]:
    """Every list of papers, in the order in which they are linked."""
    newest = site.of(Paper)
    by_title = tuple(sorted(newest, key=lambda entry: (filed_as(entry.label), entry.slug)))
    kind = site.kind(Paper)
    count = kind.counted(len(newest))
    months = _by_month(newest)
    lists = [
        _newest(kind, newest, months),
        *_parts("/papers/by/title/", f"{kind.many} by title", "by title", by_title, _letters, kind),
        PaperList(
            "/papers/by/topic/",
            f"{kind.many} by topic",
            f"{count}; one with several topics stands under each.",
            groups := tuple(_by_topic(site)),
            newest,
            more=_more_of_topics(site, groups),
        ),
    ]
    for month, papers in months.items():
        title = f"{kind.many} of {paging.spoken_month(month)}"
        at, name = f"/papers/by/month/{month}/", paging.spoken_month(month)
        lists += _parts(at, title, _NEWEST, papers, _days, kind, "month", name)
    for model, papers in _by_model(site):
        title = f"{kind.many} that mention {model.label}"
        lists += _parts(f"/papers/by/model/{model.slug}/", title, _NEWEST, papers, _years, kind, "model", model.label)
    return tuple(lists)


_NEWEST = "newest first"


def _newest(kind: Kind, newest: Papers, months: Mapping[str, Papers]) -> PaperList:
    """The list of all papers: as one, or the newest of them and the months of all."""
    count = kind.counted(len(newest))
    if len(newest) <= paging.CARDS:
        return PaperList(kind.root, kind.many, f"{count}, {_NEWEST}.", (("", newest),), newest)
    text = f"{count}: the newest {paging.NEWEST}, and all by month."
    years = groupby(months.items(), lambda one: one[0][:4])
    parts = tuple(
        AnchorGroup(
            year,
            tuple(
                Anchor(paging.spoken_month(m), f"/papers/by/month/{m}/", f"{len(papers):,}") for m, papers in members
            ),
        )
        for year, members in years
    )
    return PaperList(kind.root, kind.many, text, (("", newest[: paging.NEWEST]),), newest, parts=parts)


def _parts(
    address: str,
    title: str,
    order: str,
    papers: Papers,
    path: paging.Path[Entry[Paper]],
    kind: Kind,
    facet: str = "",
    name: str = "",
) -> Iterator[PaperList]:
    """A list, and its parts where it is too long for a page."""
    whole = paging.divided(address, title, papers, path, paging.CARDS)
    for part in whole.every():
        text = f"{kind.counted(len(part.items))}, {order}."
        shown = part.items[: paging.NEWEST if order == _NEWEST else 0] if part.parts else part.items
        if part.parts and shown:
            text = f"{kind.counted(len(part.items))}: the newest {len(shown)}, and all by parts."
        yield PaperList(
            part.address,
            title if part is whole else f"{title}: {part.title}",
            text,
            (("", shown),) if shown else (),
            part.items,
            facet if part is whole else "",
            name,
            part.links(),
            part.above,
        )


def _letters(entry: Entry[Paper]) -> tuple[paging.Step, ...]:
    return paging.by_letters(entry.label)


def _days(entry: Entry[Paper]) -> tuple[paging.Step, ...]:
    return paging.by_day(entry.record.date, entry.label)


def _years(entry: Entry[Paper]) -> tuple[paging.Step, ...]:
    return paging.by_year(entry.record.date, entry.label)


def keys_of(site: Site) -> dict[str, list[list[str]]]:
    """Year → its papers, newest first, each with its name, what it can be found by, and the list that has its card.

    A script narrows a long list down with these: a file changes when a paper of its year does.
    """
    found: dict[str, list[list[str]]] = {}
    for month, papers in _by_month(site.of(Paper)).items():
        whole = paging.divided(f"/papers/by/month/{month}/", "", papers, _days, paging.CARDS)
        listed = {entry.slug: part.address for part in whole.every() if not part.parts for entry in part.items}
        for entry in papers:
            keys = dict(_facets_of(site, entry))
            line = [entry.slug, listed[entry.slug], *(keys[name] for name in ("topic", "month", "model"))]
            found.setdefault(month[:4], []).append(line)
    return found


def _brief(facets: Sequence[PaperFacet]) -> tuple[PaperFacet, ...]:
    """Without the links of a facet that is as long as a list that is divided."""
    return tuple(facet for facet in facets if len(facet.links) <= paging.LINES)


def facets(site: Site, lists: Iterable[PaperList]) -> tuple[PaperFacet, ...]:
    """Topics, months and models with the number of their papers, each a link to a list."""
    titles = {"topic": site.kind(Topic).one, "month": "Month", "model": site.kind(Model).one}
    found: dict[str, list[FacetLink]] = {key: [] for key in titles}
    papers_of = papers_of_topics(site)
    for topic in site.of(Topic):
        found["topic"].append(FacetLink(topic.label, topic.address, topic.slug, papers_of[topic.slug]))
    for one in lists:
        if one.facet:
            found[one.facet].append(FacetLink(one.name, one.address, _last(one.address), len(one.papers)))
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


def _by_topic(site: Site) -> Iterator[tuple[str, Papers]]:
    """Each topic with its papers; with the newest of them, where all are too many for a page."""
    counts = papers_of_topics(site)
    topics = [topic for topic in site.of(Topic) if counts[topic.slug]]
    most = len(site.of(Paper)) if sum(counts.values()) <= paging.CARDS else paging.CARDS // max(20, len(topics))
    for topic in topics:
        yield topic.label, tuple(islice((e for e in site.of(Paper) if topic.slug in e.record.topics), most))


def _more_of_topics(site: Site, groups: Sequence[tuple[str, Papers]]) -> dict[str, Anchor]:
    counts = papers_of_topics(site)
    shown = {title: len(papers) for title, papers in groups}
    return {
        topic.label: Anchor(topic.label, topic.address, f"{counts[topic.slug]:,}")
        for topic in site.of(Topic)
        if topic.label in shown and shown[topic.label] < counts[topic.slug]
    }


def _by_month(papers: tuple[Entry[Paper], ...]) -> dict[str, tuple[Entry[Paper], ...]]:
    months: dict[str, list[Entry[Paper]]] = defaultdict(list)
    for entry in papers:
        months[entry.record.date.month].append(entry)
    return {month: tuple(found) for month, found in months.items()}


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
