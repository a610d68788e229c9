"""Entries → the views of their own pages."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from digest.connections.history import corrections
from digest.connections.related import Related
from digest.connections.site import Site, address, resolve
from digest.display.bodies import Desk, figure, fill
from digest.display.citations import bibtex
from digest.display.parts import Figure
from digest.display.views import (
    Anchor,
    ArticleView,
    ClaimLine,
    ClaimSection,
    ClaimsView,
    ComparisonView,
    Correction,
    EditionView,
    Mentions,
    MethodView,
    Neighbours,
    PaperCard,
    PaperView,
    Rest,
    ResultSetView,
    TopicView,
)
from digest.entries.entry import Entry, source_of
from digest.entries.forge import fix_link
from digest.entries.note import Link
from digest.entries.records import (
    KINDS,
    Article,
    ClaimSet,
    Comparison,
    Edition,
    Method,
    Paper,
    ResultSet,
    Topic,
    Verdict,
    label_of,
)

KIND_NAMES = {
    "papers": "Papers", "models": "Models", "methods": "Methods", "topics": "Topics", "benchmarks": "Benchmarks",
    "results": "Result sets", "comparisons": "Comparisons", "claims": "Claims", "editions": "Editions", "pages": "Pages",
}  # fmt: skip
KIND_NAME = {kind: name.removesuffix("s") for kind, name in KIND_NAMES.items()} | {"claims": "Claims"}
"""One entry of a kind."""


def anchor(entry: Entry, detail: str = "", name: str = "") -> Anchor:
    return Anchor(name or label_of(entry.record), address(entry), detail)


def anchors(site: Site, kind: str, slugs: Iterable[str]) -> tuple[Anchor, ...]:
    return tuple(anchor(site.get(kind, slug)) for slug in slugs)


def mentions(site: Site, entry: Entry, leave_out: Iterable[str] = ()) -> tuple[Mentions, ...]:
    """Who points at `entry`, grouped by kind. Claims are named one by one, by what they say."""
    hidden = set(leave_out)
    groups = []
    for kind in KINDS:
        found = [other for other in site.mentioned_in(entry) if other.kind == kind and kind not in hidden]
        links = [link for other in found for link in _mention(site, other, entry)]
        if links:
            groups.append(Mentions(KIND_NAMES[kind], tuple(links)))
    return tuple(groups)


def _mention(site: Site, other: Entry, entry: Entry) -> Iterator[Anchor]:
    if isinstance(other.record, ClaimSet):
        for index, claim in enumerate(other.record.claims):
            links = {
                resolve(other, hole.target)
                for hole in other.texts[f"claims.{index}.found"].holes
                if isinstance(hole, Link)
            }
            if entry.path.removeprefix("content/") in claim.about or entry.path in links:
                yield Anchor(claim.said, f"{address(other)}#{claim.id}", claim.verdict.value)
    else:
        yield anchor(other)


def rest(desk: Desk, groups: tuple[Mentions, ...] = (), entry: Entry | None = None) -> Rest:
    """What ends a page. Sources that `entry` names and its page has not cited are listed all the same."""
    days = groupby(corrections(entry) if entry else (), lambda one: one.day)
    history = tuple(
        Correction(day.spoken, str(day), tuple(fill(desk, one.entry, one.note) for one in found)) for day, found in days
    )
    for key in entry.record.sources if entry else ():
        desk.bibliography.cite(source_of(entry.record, key))  # type: ignore[union-attr]  # there are keys only with an entry
    sources, freshness = tuple(desk.bibliography.sources), desk.bibliography.freshness
    stale = freshness.told(sum(bool(source.stale) for source in sources), len(sources)) if freshness else ""
    return Rest(sources, groups, stale, history)


def paper_card(site: Site, entry: Entry) -> PaperCard:
    record = entry.record
    assert isinstance(record, Paper)
    return PaperCard(
        record.title, address(entry), _short_authors(record.authors), record.date.spoken, record.summary,
        anchors(site, "topics", record.topics),
    )  # fmt: skip


def _short_authors(authors: tuple[str, ...]) -> str:
    if len(authors) > 3:
        return f"{authors[0]} and others"
    return ", ".join(authors)


def neighbours(site: Site, entry: Entry) -> tuple[Neighbours, ...]:
    """The entry's place in each edition that lists it."""
    found = []
    for edition in site.mentioned_in(entry):
        papers = edition.record.papers if isinstance(edition.record, Edition) else ()
        if entry.slug in papers:
            at = papers.index(entry.slug)
            before = anchor(site.get("papers", papers[at - 1])) if at else None
            after = anchor(site.get("papers", papers[at + 1])) if at + 1 < len(papers) else None
            found.append(Neighbours(anchor(edition), at + 1, len(papers), before, after))
    return tuple(found)


def paper_view(desk: Desk, entry: Entry, others: tuple[Related, ...]) -> PaperView:
    record = entry.record
    assert isinstance(record, Paper)
    body = fill(desk, entry)
    complete = "et al." not in record.authors
    return PaperView(
        title=record.title,
        renamed=record.renamed,
        authors=tuple(author for author in record.authors if author != "et al."),
        complete=complete,
        date=record.date.spoken,
        date_iso=str(record.date),
        arxiv=record.arxiv,
        arxiv_url=record.arxiv.url,
        code=record.code or "",
        summary=record.summary,
        topics=anchors(desk.site, "topics", record.topics),
        body=body,
        bibtex=bibtex(record),
        bibtex_address=f"{address(entry)}{entry.slug}.bib",
        aliases=record.aliases,
        related=read_next(others),
        neighbours=neighbours(desk.site, entry),
        rest=rest(desk, mentions(desk.site, entry, leave_out=("topics",)), entry),
    )


def read_next(near: tuple[Related, ...]) -> tuple[Anchor, ...]:
    """Links to related entries, each with the reason."""
    return tuple(anchor(other.entry, other.reason) for other in near)


def method_view(desk: Desk, entry: Entry, near: tuple[Related, ...]) -> MethodView:
    site, record = desk.site, entry.record
    assert isinstance(record, Method)
    body = fill(desk, entry)
    placed = {part.address for part in body if isinstance(part, Figure)}
    left = [site.get("results", slug) for slug in record.results]
    figures = tuple(figure(desk, results, folded=True) for results in left if address(results) not in placed)
    return MethodView(
        record.name, tuple(dict.fromkeys(filter(None, (record.short, *record.aliases)))), record.summary, anchors(site, "topics", record.topics), anchors(site, "papers", record.papers),
        anchors(site, "methods", record.related), body, figures, read_next(near), rest(desk, mentions(site, entry, leave_out=("results",)), entry),
    )  # fmt: skip


def topic_view(desk: Desk, entry: Entry) -> TopicView:
    site, record = desk.site, entry.record
    assert isinstance(record, Topic)
    body = fill(desk, entry)
    papers = [
        paper for paper in site.all("papers") if isinstance(paper.record, Paper) and entry.slug in paper.record.topics
    ]
    others = mentions(site, entry, leave_out=("papers", "editions", "topics"))
    return TopicView(
        record.name, record.summary, body, tuple(paper_card(site, paper) for paper in papers), others,
        rest(desk, mentions(site, entry, leave_out=("papers", "models", "methods", "comparisons", "benchmarks", "results", "claims", "pages")), entry),
    )  # fmt: skip


def comparison_view(desk: Desk, entry: Entry) -> ComparisonView:
    record = entry.record
    assert isinstance(record, Comparison)
    shown = figure(desk, entry)
    body = fill(desk, entry)
    return ComparisonView(
        record.title,
        record.summary,
        anchors(desk.site, "topics", record.topics),
        anchors(desk.site, "methods", record.methods),
        body,
        shown,
        rest(desk, mentions(desk.site, entry), entry),
    )


def result_set_view(desk: Desk, entry: Entry) -> ResultSetView:
    record = entry.record
    assert isinstance(record, ResultSet)
    shown = figure(desk, entry)
    return ResultSetView(record.title, record.reporter, shown, rest(desk, mentions(desk.site, entry), entry))


def claims_view(desk: Desk, entry: Entry, shown: Verdict | None = None) -> ClaimsView:
    """The claims of a set, all of them or those of one verdict."""
    record = entry.record
    assert isinstance(record, ClaimSet)
    sections: dict[str, list[ClaimLine]] = {}
    for index, claim in enumerate(record.claims):
        if shown and claim.verdict is not shown:
            continue
        found = fill(desk, entry, entry.texts[f"claims.{index}.found"])
        about = tuple(anchor(desk.site.by_path[f"content/{path}"]) for path in claim.about)
        fix = fix_link(desk.site.settings, entry.where(f"claims.{index}"))
        sections.setdefault(claim.section, []).append(
            ClaimLine(claim.id, claim.said, claim.verdict.value, found, about, fix)
        )
    return ClaimsView(
        record.title, record.said_by, record.said_in, record.checked.spoken if record.checked else "", verdict_counts(entry),
        shown.value if shown else "",
        tuple(ClaimSection(title, f"section-{number}", tuple(lines)) for number, (title, lines) in enumerate(sections.items(), 1)),
        rest(desk, entry=None if shown else entry),
    )  # fmt: skip


def verdict_counts(entry: Entry) -> tuple[tuple[str, int, str], ...]:
    """Verdict, number of claims, and the address of the page that lists them."""
    record = entry.record
    assert isinstance(record, ClaimSet)
    return tuple(
        (verdict.value, sum(claim.verdict is verdict for claim in record.claims), verdict_address(entry, verdict))
        for verdict in Verdict
    )


def verdict_address(entry: Entry, verdict: Verdict) -> str:
    return f"{address(entry)}{verdict.value.replace(' ', '-')}/"


def edition_view(desk: Desk, entry: Entry) -> EditionView:
    site, record = desk.site, entry.record
    assert isinstance(record, Edition)
    body = fill(desk, entry)
    follows = Anchor(record.follows.title, record.follows.url, record.follows.date.spoken) if record.follows else None
    sets = [
        other
        for other in site.all("claims")
        if isinstance(other.record, ClaimSet) and other.record.edition == entry.slug
    ]
    return EditionView(
        record.title, record.date.spoken, str(record.date), record.summary, follows,
        record.follows.author if record.follows else "", body, anchors(site, "models", record.models),
        tuple(paper_card(site, site.get("papers", slug)) for slug in record.papers),
        tuple(anchor(other, counts_in_words(other)) for other in sets),
        rest(desk, mentions(site, entry, leave_out=("claims",)), entry),
    )  # fmt: skip


def counts_in_words(entry: Entry) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count, _ in verdict_counts(entry))


def article_view(desk: Desk, entry: Entry) -> ArticleView:
    assert isinstance(entry.record, Article)
    body = fill(desk, entry)
    return ArticleView(entry.record.title, body, rest(desk, mentions(desk.site, entry), entry))
