"""The lists of papers: in each order, and for each month and model, as pages of their own that need no script."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import cast

from digest.connections.backlinks import mentioned_in
from digest.connections.references import references
from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.kinds import Kind
from digest.entries.records import Model, Paper, Topic
from digest.pages import paging
from digest.pages.desk import Desk
from digest.pages.frame import Anchor, AnchorGroup
from digest.pages.making import Maker, Plan
from digest.pages.papers import PaperCard, paper_card
from digest.pages.topics import papers_on
from digest.values.names import filed_as
from digest.values.steps import lookup, whole


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
    """One list before it is laid out: `groups` are what it shows; where that is not all, it leads to `parts`."""

    address: str
    title: str
    introduction: str
    groups: tuple[tuple[str, Papers], ...]
    parts: tuple[AnchorGroup, ...] = ()
    above: tuple[Anchor, ...] = ()
    more: dict[str, Anchor] = field(default_factory=dict)

    @property
    def pieces(self) -> tuple[object, ...]:
        """What its page is made of, for fingerprints."""
        return self.address, self.title, self.introduction, self.groups, self.parts, self.above, self.more


def lists(make: Maker) -> Iterator[Plan]:
    for one in paper_lists(make.site) if make.site.count(Paper) else ():
        text = f"{one.title}: {one.introduction}"
        yield make.page(one.address, "papers.html", one.title, text, partial(_list_view, one=one))


def _list_view(desk: Desk, one: PaperList) -> PaperListView:
    site = desk.site
    first, is_long = one.address == Paper.kind.root, are_many(site)
    links = facets(site) if first or not is_long else ()
    return PaperListView(
        title=one.title,
        introduction=one.introduction,
        shown=one.address,
        groups=tuple(
            PaperGroup(title, tuple(_card(site, paper) for paper in papers), one.more.get(title))
            for title, papers in one.groups
        ),
        sorts=SORTS,
        facets=_brief(links) if is_long else links,
        whole=first if is_long else any(one.address == sort.address for sort in SORTS),
        years=years_of(site) if is_long and first else (),
        parts=one.parts,
        above=one.above,
    )


@whole
def are_many(site: Site) -> bool:
    """Whether the papers are too many for one page: asked for itself, since their number changes with each that is added."""
    return site.count(Paper) > paging.CARDS


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
            more=_more_of_topics(site, groups),
        ),
    ]
    for month, papers in months.items():
        title = f"{kind.many} of {paging.spoken_month(month)}"
        lists += _parts(_of_month(month), title, _NEWEST, papers, _days, kind)
    for model, papers in _by_model(site):
        title = f"{kind.many} that mention {model.label}"
        lists += _parts(_of_model(model), title, _NEWEST, papers, _years, kind)
    return tuple(lists)


_NEWEST = "newest first"


def _newest(kind: Kind, newest: Papers, months: Mapping[str, Papers]) -> PaperList:
    """The list of all papers: as one, or the newest of them and the months of all."""
    count = kind.counted(len(newest))
    if len(newest) <= paging.CARDS:
        return PaperList(kind.root, kind.many, f"{count}, {_NEWEST}.", (("", newest),))
    text = f"{count}: the newest {paging.NEWEST}, and all by month."
    years = groupby(months.items(), lambda one: one[0][:4])
    parts = tuple(
        AnchorGroup(
            year,
            tuple(Anchor(paging.spoken_month(m), _of_month(m), f"{len(papers):,}") for m, papers in members),
        )
        for year, members in years
    )
    return PaperList(kind.root, kind.many, text, (("", newest[: paging.NEWEST]),), parts=parts)


def _parts(
    address: str,
    title: str,
    order: str,
    papers: Papers,
    path: paging.Path[Entry[Paper]],
    kind: Kind,
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
            part.links(),
            part.above,
        )


def _letters(entry: Entry[Paper]) -> Iterator[paging.Step]:
    return paging.by_letters(entry.label)


def _days(entry: Entry[Paper]) -> Iterator[paging.Step]:
    return paging.by_day(entry.outline.day, entry.label)


def _years(entry: Entry[Paper]) -> Iterator[paging.Step]:
    return paging.by_year(entry.outline.day, entry.label)


Keys = tuple[tuple[str, ...], ...]
"""Of each paper its name, the list that has its card, and what it can be found by: topics, month, models."""


@lookup
def keys_of(site: Site) -> dict[str, Keys]:
    """Year → its papers, newest first. A script narrows a long list down with these: a file changes when a paper of its year does."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for month, papers in _by_month(site.of(Paper)).items():
        whole = paging.divided(_of_month(month), "", papers, _days, paging.CARDS)
        listed = {entry.slug: part.address for part in whole.every() if not part.parts for entry in part.items}
        for entry in papers:
            keys = dict(_facets_of(site, entry))
            line = (entry.slug, listed[entry.slug], *(keys[name] for name in ("topic", "month", "model")))
            found.setdefault(month[:4], []).append(line)
    return {year: tuple(lines) for year, lines in found.items()}


@whole
def years_of(site: Site) -> tuple[str, ...]:
    """The years from which there are papers, newest first."""
    return tuple(dict.fromkeys(_month(entry)[:4] for entry in site.of(Paper)))


def _brief(facets: Sequence[PaperFacet]) -> tuple[PaperFacet, ...]:
    """Without the links of a facet that is as long as a list that is divided."""
    return tuple(facet for facet in facets if len(facet.links) <= paging.LINES)


@whole
def facets(site: Site) -> tuple[PaperFacet, ...]:
    """Topics, months and models with the number of their papers, each a link to a list."""
    titles = {"topic": site.kind(Topic).one, "month": "Month", "model": site.kind(Model).one}
    found: dict[str, list[FacetLink]] = {key: [] for key in titles}
    for topic in site.of(Topic):
        count = len(papers_on(site, topic.slug))
        found["topic"].append(FacetLink(topic.label, topic.address, topic.slug, count))
    for month, papers in _by_month(site.of(Paper)).items():
        found["month"].append(FacetLink(paging.spoken_month(month), _of_month(month), month, len(papers)))
    for model, papers in _by_model(site):
        found["model"].append(FacetLink(model.label, _of_model(model), model.slug, len(papers)))
    return tuple(PaperFacet(titles[key], key, tuple(links)) for key, links in found.items())


def _of_month(month: str) -> str:
    return f"{Paper.kind.root}by/month/{month}/"


def _of_model(model: Entry[Model]) -> str:
    return f"{Paper.kind.root}by/model/{model.slug}/"


def _card(site: Site, entry: Entry[Paper]) -> PaperCard:
    return replace(paper_card(site, entry), facets=_facets_of(site, entry))


def _facets_of(site: Site, entry: Entry[Paper]) -> tuple[tuple[str, str], ...]:
    models = sorted({target.slug for target in references(site, entry) if target.kind is Model.kind})
    return (("topic", " ".join(entry.outline.topics)), ("month", _month(entry)), ("model", " ".join(models)))


def _by_topic(site: Site) -> Iterator[tuple[str, Papers]]:
    """Each topic with its papers; with the newest of them, where all are too many for a page."""
    papers = {topic.label: papers_on(site, topic.slug) for topic in site.of(Topic)}
    told = {title: those for title, those in papers.items() if those}
    fits = sum(map(len, told.values())) <= paging.CARDS
    most = None if fits else paging.CARDS // max(20, len(told))
    for title, those in told.items():
        yield title, those[:most]


def _more_of_topics(site: Site, groups: Sequence[tuple[str, Papers]]) -> dict[str, Anchor]:
    shown = {title: len(papers) for title, papers in groups}
    counts = ((topic, len(papers_on(site, topic.slug))) for topic in site.of(Topic))
    return {
        topic.label: Anchor(topic.label, topic.address, f"{count:,}")
        for topic, count in counts
        if topic.label in shown and shown[topic.label] < count
    }


def _by_month(papers: tuple[Entry[Paper], ...]) -> dict[str, tuple[Entry[Paper], ...]]:
    months: dict[str, list[Entry[Paper]]] = defaultdict(list)
    for entry in papers:
        months[_month(entry)].append(entry)
    return {month: tuple(found) for month, found in months.items()}


def _month(entry: Entry[Paper]) -> str:
    return entry.outline.day.month if entry.outline.day else ""


def _by_model(site: Site) -> Iterator[tuple[Entry[Model], tuple[Entry[Paper], ...]]]:
    """Models that papers point at, by name, with those papers, newest first."""
    for model in sorted(site.of(Model), key=lambda entry: entry.label.casefold()):
        papers = tuple(entry for entry in mentioned_in(site, model) if entry.kind is Paper.kind)
        if papers:
            yield model, cast("tuple[Entry[Paper], ...]", papers)
