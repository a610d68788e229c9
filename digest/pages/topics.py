"""Topics: their pages, their list, and how many papers each has."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.records import KINDS, Paper, Topic
from digest.pages.back_matter import BackMatter, back_matter
from digest.pages.body import Body
from digest.pages.compose import fill
from digest.pages.desk import Desk
from digest.pages.links import AnchorGroup, anchor, mentions
from digest.pages.lists import ListView
from digest.pages.making import Maker, Plan, fixed
from digest.pages.papers import PaperCard, paper_card


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    name: str
    aliases: tuple[str, ...]
    summary: str
    body: Body
    papers: tuple[PaperCard, ...]
    others: tuple[AnchorGroup, ...]
    back_matter: BackMatter


def lists(make: Maker) -> Iterator[Plan]:
    papers = papers_of_topics(make.site)
    entries = tuple(
        anchor(entry, f"{entry.record.summary} {make.site.kind(Paper).counted(papers[entry.slug])}.")
        for entry in make.site.of(Topic)
    )
    kind = make.site.kind(Topic)
    view = ListView(kind.many, kind.introduction, entries)
    yield from make.list_of(Topic, f"All {kind.words}.", fixed(view))


def pages(make: Maker) -> Iterator[Plan]:
    for entry in make.site.of(Topic):
        yield make.entry(entry, "topic.html", partial(topic_view, entry=entry))


def papers_of_topics(site: Site) -> Counter[str]:
    """How many papers each topic has, by slug."""
    return Counter(topic for entry in site.of(Paper) for topic in entry.outline.topics)


_ABOVE = ("papers", "editions", "topics")
"""Kinds whose entries are listed elsewhere on the page, or at its end."""


def topic_view(desk: Desk, entry: Entry[Topic]) -> TopicView:
    site, record = desk.site, entry.record
    others = mentions(site, entry, leave_out=_ABOVE)
    at_the_end = mentions(site, entry, leave_out=[folder for folder in KINDS if folder not in ("editions", "topics")])
    return TopicView(
        name=record.name,
        aliases=record.aliases,
        summary=record.summary,
        body=fill(desk, entry),
        papers=tuple(paper_card(site, paper) for paper in site.of(Paper) if entry.slug in paper.outline.topics),
        others=others,
        back_matter=back_matter(desk, entry, at_the_end),
    )
