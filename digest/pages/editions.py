"""Editions: their pages and their list."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from digest.entries.entry import Entry
from digest.entries.records import ClaimSet, Edition, Paper
from digest.pages.back_matter import BackMatter, back_matter
from digest.pages.body import Body
from digest.pages.claims import counts_in_words
from digest.pages.compose import fill
from digest.pages.desk import Desk
from digest.pages.frame import Anchor
from digest.pages.links import anchor, anchors, mentions
from digest.pages.lists import ListView
from digest.pages.making import Maker, Plan, fixed
from digest.pages.papers import PaperCard, paper_card


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    title: str
    aliases: tuple[str, ...]
    date: str
    date_iso: str
    summary: str
    follows: Anchor | None
    follows_by: str
    body: Body
    models: tuple[Anchor, ...]
    papers: tuple[PaperCard, ...]
    claims: tuple[Anchor, ...]
    back_matter: BackMatter


def lists(make: Maker) -> Iterator[Plan]:
    kind = make.site.kind(Edition)
    editions = make.site.of(Edition)
    entries = tuple(anchor(entry, f"{entry.record.date.spoken}. {entry.record.summary}") for entry in editions)
    view = ListView(kind.many, kind.introduction, entries)
    yield from make.list_of(Edition, f"All {kind.words} of the digest.", fixed(view))


def pages(make: Maker) -> Iterator[Plan]:
    for entry in make.site.of(Edition):
        yield make.entry(entry, "edition.html", partial(edition_view, entry=entry))


def edition_view(desk: Desk, entry: Entry[Edition]) -> EditionView:
    site, record = desk.site, entry.record
    follows = record.follows
    sets = [other for other in site.of(ClaimSet) if other.record.edition == entry.slug]
    return EditionView(
        title=record.title,
        aliases=record.aliases,
        date=record.date.spoken,
        date_iso=str(record.date),
        summary=record.summary,
        follows=Anchor(follows.title, follows.url, follows.date.spoken) if follows else None,
        follows_by=follows.author if follows else "",
        body=fill(desk, entry),
        models=anchors(site, record.models),
        papers=tuple(paper_card(site, site.get(Paper, slug)) for slug in record.papers),
        claims=tuple(anchor(other, counts_in_words(other)) for other in sets),
        back_matter=back_matter(desk, entry, mentions(site, entry, leave_out=("claims",))),
    )
