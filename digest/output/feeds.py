"""Site → feeds, through feedgen. All dates come from the content; a guid never changes.

Two channels, the newest entries and the newest changes, each in every format of `FEED_FORMATS`.
"""

import datetime
import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from digest.connections.history import Update, months_of_updates, newest, updates
from digest.connections.naming import source_names
from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.records import KINDS, Paper, Topic
from digest.figures.bibliography import bibliography
from digest.output.producing import File
from digest.pages.body import Body, Html, Part
from digest.pages.changes import CHANGES
from digest.pages.compose import fill
from digest.pages.desk import Desk
from digest.pages.frame import FEED_FORMATS, Page
from digest.pages.papers import notice_of
from digest.pages.templating import render
from digest.values.steps import whole
from digest.values.words import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedNoteView:
    """A note as a feed carries it: absolute addresses, sources in a list at its end."""

    summary: str
    body: Body
    address: str
    closing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry, or one change, as a feed tells it. `day` is when it joined the digest, or when its subject came out."""

    guid: str
    url: str
    title: str
    summary: str
    day: Day
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    note: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed is called and what it tells. `page` is the address of the page that shows the same."""

    title: str
    description: str
    page: str
    items: tuple[FeedItem, ...]


def feed_files(site: Site) -> Iterator[File]:
    """Every channel in every format."""
    channels = [entries_channel, *([changes_channel] if months_of_updates(site) else [])]
    for channel, page in zip(channels, ("/", CHANGES), strict=False):
        for format in FEED_FORMATS:
            yield File(f"{page}{format.file}".lstrip("/"), partial(_feed, site, channel, format.file))


def _feed(site: Site, channel: Callable[[Site], Channel], file: str) -> bytes:
    told = channel(site)
    notes = [render(site, item.note).decode() for item in told.items]
    return WRITERS[file](told, site, site.url(f"{told.page}{file}"), notes)


@whole
def _newest(site: Site) -> tuple[tuple[Day, str], ...]:
    """The entries of the kinds that feeds tell of that joined last, each with its day and its path."""
    records = [record for record in KINDS.values() if record.kind.feed]
    return tuple((day, entry.path) for day, entry in newest(site, records, site.settings.feed_length))


def entries_channel(site: Site) -> Channel:
    """The newest entries of the kinds that feeds tell of."""
    settings = site.settings
    joined = ((site.entry(path), day) for day, path in _newest(site))
    return Channel(
        title=settings.title,
        description=f"{settings.tagline}. {settings.description}",
        page="/",
        items=tuple(_entry_item(site, entry, day) for entry, day in joined if entry),
    )


def _entry_item(site: Site, entry: AnyEntry, day: Day) -> FeedItem:
    record, editor = entry.record, site.settings.editor
    here = site.url(entry.address)
    desk = Desk(site, site.url("/"))
    paper = site.find(Paper, entry.slug) if entry.kind is Paper.kind else None
    notice = notice_of(desk, paper) if paper else ()
    told = (Html("<p>"), *notice, Html("</p>\n")) if notice else ()
    body = (*told, *(_for_reader(part, here) for part in fill(desk, entry, figures_as_links=True)))
    return FeedItem(
        guid=f"{site.settings.id}:{entry.name}",
        url=here,
        title=f"{entry.label} ({entry.standing})" if entry.standing else entry.label,
        summary=record.lede,
        day=day,
        authors=(editor,) if editor and entry.kind.by_editor else record.people,
        categories=tuple(site.get(Topic, topic).label for topic in record.filed_under),
        note=_note(site, entry.path, record.lede, body, here, "Read this note with its margin"),
    )


def changes_channel(site: Site) -> Channel:
    """The newest corrections, and entries that joined."""
    return Channel(
        title=f"{site.settings.title}: changes",
        description="What was corrected and what was added, with the sources.",
        page=CHANGES,
        items=tuple(_change_item(site, one) for one in updates(site, site.settings.feed_length)),
    )


def _change_item(site: Site, one: Update) -> FeedItem:
    """A correction; a new entry is told by its summary, since its note is in the other feed."""
    entry, editor = one.entry, site.settings.editor
    here = site.url(entry.address)
    new = one.is_new
    parts = () if new else fill(Desk(site, site.url("/")), entry, one.note)
    body = (Html("<p>"), *(_for_reader(part, here) for part in parts), Html("</p>")) if parts else ()
    lede = "" if parts else entry.record.lede
    closing = "Read the entry and its history" if parts else "Read the entry"
    return FeedItem(
        guid=f"{site.settings.id}:{one.name}",
        url=here if new else f"{here}#history",
        title=f"New: {entry.label}" if new else f"Corrected: {entry.label}",
        summary=entry.record.lede if new else f"A correction of {entry.label}, {one.day.spoken}.",
        day=one.day,
        authors=(editor,) if editor else (),
        categories=(site.kind(entry).many,),
        note=_note(site, one.name, lede, body, here, closing),
    )


def _note(site: Site, name: str, summary: str, body: Body, here: str, closing: str) -> Page:
    """A note laid out for a feed reader: absolute addresses, no scripts, no styles."""
    view = FeedNoteView(summary=summary, body=body, address=here, closing=closing)
    sources = bibliography(view, source_names(site))  # nothing in a feed grows older
    root = site.url("/")
    return Page(address=f"feed:{name}", root=root, template="feed_note.html", view=view, sources=sources)


def _for_reader(part: Part, here: str) -> Part:
    """A reader shows many notes on one page: no ids that could meet, and links within a note lead to its own page."""
    if not isinstance(part, Html):
        return part
    text = re.sub(r' <a class="anchor".*?</a>', "", part.html)
    text = re.sub(r'(<[^<>]*?) id="[^"]*"', r"\1", text)
    return Html(re.sub(r'(<a\b[^<>]*? href=")#', rf"\1{html.escape(here)}#", text))


def rss(channel: Channel, site: Site, address: str, notes: Sequence[str]) -> bytes:
    """The channel as RSS 2.0, which lies at `address`; `notes` holds the HTML of each item, in the same order."""
    text: bytes = _written(channel, site, address, notes).rss_str(pretty=True)
    return text


def _written(channel: Channel, site: Site, address: str, notes: Sequence[str]) -> Any:
    """The channel as feedgen has it, ready to be put into a format."""
    from feedgen.feed import FeedGenerator  # brings lxml along: only when a feed is really written

    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.title(channel.title)
    feed.description(channel.description)
    feed.language(site.settings.language)
    feed.link(href=address, rel="self")
    # Last, because the channel's <link> is whichever was added last.
    feed.link(href=site.url(channel.page), rel="alternate")
    if site.settings.license:
        feed.rights(f"{site.settings.license.name}, {site.settings.license.url}")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.generator("digest")
    newest_day = max((item.day.date for item in channel.items), default=datetime.date(2000, 1, 1))
    feed.lastBuildDate(_midnight(newest_day))
    feed.pubDate(_midnight(newest_day))
    for item, note in zip(channel.items, notes, strict=True):
        entry = feed.add_entry(order="append")
        entry.guid(item.guid, permalink=False)
        entry.link(href=item.url)
        entry.title(item.title)
        entry.description(item.summary or item.title)
        entry.content(note)  # escaped, not CDATA, which Atom would refuse
        entry.published(_midnight(item.day.date))
        entry.updated(_midnight(item.day.date))
        if item.authors:
            entry.dc.dc_creator(list(item.authors))
        entry.category([{"term": name} for name in item.categories])
    return feed


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


WRITERS: dict[str, Callable[[Channel, Site, str, Sequence[str]], bytes]] = {"feed.xml": rss}
"""What writes each of `FEED_FORMATS`, by its file."""
