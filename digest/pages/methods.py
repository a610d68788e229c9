"""Methods: their pages and their list."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from digest.connections.related import related
from digest.entries.entry import Entry
from digest.entries.records import Method, ResultSet
from digest.pages.back_matter import BackMatter, back_matter
from digest.pages.body import Body, Figure
from digest.pages.compose import fill, lede, results_figure
from digest.pages.desk import Desk
from digest.pages.frame import Anchor
from digest.pages.links import anchor, anchors, read_next
from digest.pages.lists import ListView
from digest.pages.making import Maker, Plan
from digest.pages.mentions import mentions
from digest.pages.parts import list_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    name: str
    aliases: tuple[str, ...]
    summary: Body
    topics: tuple[Anchor, ...]
    papers: tuple[Anchor, ...]
    related: tuple[Anchor, ...]
    body: Body
    figures: tuple[Figure, ...]
    read_next: tuple[Anchor, ...]
    back_matter: BackMatter


def lists(make: Maker) -> Iterator[Plan]:
    kind = make.site.kind(Method)
    entries = tuple(anchor(entry, entry.record.summary) for entry in make.site.of(Method))
    view = ListView(kind.many, kind.introduction, entries)
    yield from list_pages(make, Method, f"All {kind.words}, with their evidence.", view)


def pages(make: Maker) -> Iterator[Plan]:
    for entry in make.site.of(Method):
        yield make.entry(entry, "method.html", partial(method_view, entry=entry))


def method_view(desk: Desk, entry: Entry[Method]) -> MethodView:
    site, record = desk.site, entry.record
    summary, body = lede(desk, entry), fill(desk, entry)
    placed = {part.address for part in body if isinstance(part, Figure)}
    evidence = [site.get(ResultSet, slug) for slug in record.results]
    return MethodView(
        name=record.name,
        aliases=tuple(dict.fromkeys(filter(None, (record.short, *record.aliases)))),
        summary=summary,
        topics=anchors(site, record.topics),
        papers=anchors(site, record.papers),
        related=anchors(site, record.related),
        body=body,
        figures=tuple(results_figure(desk, one, folded=True) for one in evidence if one.address not in placed),
        read_next=read_next(related(site, entry)),
        back_matter=back_matter(desk, entry, mentions(site, entry)),
    )
