"""Site + rendered notes → RSS 2.0, through feedgen. All dates come from the content; a guid never changes.

Two feeds: the newest entries, and the newest changes.
"""

import datetime
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.connections.history import Happening, happenings
from digest.connections.site import Site, address, released
from digest.display.bodies import Charts, desk_for, fill
from digest.display.entry_pages import KIND_NAMES
from digest.display.list_pages import CHANGES_FEED
from digest.display.parts import Html, Part
from digest.display.views import FeedNoteView, Frame, Page
from digest.entries.entry import Entry
from digest.entries.records import Edition, Model, Paper, label_of
from digest.entries.settings import Settings
from digest.values.words import Blank, Day


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry as the feed tells it. `day` is when it joined the digest, or when its subject came out."""

    guid: str
    url: str
    title: str
    summary: str
    day: Day
    authors: tuple[str, ...]
    categories: tuple[str, ...]


def newest(site: Site) -> list[tuple[Entry, Day]]:
    """Papers, models and editions with their day, newest first, as many as the feed holds."""
    dated = [
        (entry, day) for kind in ("editions", "papers", "models") for entry in site.all(kind) if (day := _day(entry))
    ]
    dated.sort(
        key=lambda pair: (-pair[1].date.toordinal(), ("editions", "papers", "models").index(pair[0].kind), pair[0].slug)
    )
    return dated[: site.settings.feed_length]


def _day(entry: Entry) -> Day | None:
    record = entry.record
    if record.added:
        return record.added
    if isinstance(record, Paper | Edition):
        return record.date
    return released(record) if isinstance(record, Model) else None


def feed_item(site: Site, entry: Entry, day: Day, base_url: str) -> FeedItem:
    record = entry.record
    authors: tuple[str, ...] = ()
    if isinstance(record, Paper):
        authors = tuple(author for author in record.authors if author != "et al.")
    elif isinstance(record, Model):
        authors = tuple(dict.fromkeys(str(c.value) for c in record.facts.developer if not isinstance(c.value, Blank)))
    elif site.settings.editor:
        authors = (site.settings.editor,)
    topics = record.topics if isinstance(record, Paper | Model) else ()
    return FeedItem(
        guid=f"{site.settings.id}:{entry.kind}/{entry.slug}",
        url=base_url + address(entry).removeprefix("/"),
        title=label_of(record),
        summary=getattr(record, "summary", ""),
        day=day,
        authors=authors,
        categories=tuple(label_of(site.get("topics", topic).record) for topic in topics),
    )


def feed_note(site: Site, entry: Entry, base_url: str, charts: Charts) -> Page:
    """The entry's whole note, laid out for a feed reader: absolute addresses, no scripts, no styles."""
    desk = desk_for(site, base_url, charts)
    here = base_url + address(entry).removeprefix("/")
    body = tuple(_for_reader(part, here) for part in fill(desk, entry, figures_as_links=True))
    closing = "Read this note with its margin"
    view = FeedNoteView(getattr(entry.record, "summary", ""), body, tuple(desk.bibliography.sources), here, closing)
    frame = Frame("", "", f"feed:{entry.path}", here, base_url, "", "", "", "")
    return Page(frame, "feed_note.html", view)


def newest_changes(site: Site) -> list[Happening]:
    """As many corrections and new entries as a feed holds, newest first."""
    return happenings(site)[: site.settings.feed_length]


def change_item(site: Site, one: Happening, base_url: str) -> FeedItem:
    label, editor = label_of(one.entry.record), site.settings.editor
    new = one.note is None
    here = base_url + address(one.entry).removeprefix("/")
    return FeedItem(
        guid=f"{site.settings.id}:{one.name}",
        url=here if new else f"{here}#history",
        title=f"New: {label}" if new else f"Corrected: {label}",
        summary=getattr(one.entry.record, "summary", "") if new else f"A correction of {label}, {one.day.spoken}.",
        day=one.day,
        authors=(editor,) if editor else (),
        categories=(KIND_NAMES[one.entry.kind],),
    )


def change_note(site: Site, one: Happening, base_url: str, charts: Charts) -> Page:
    """A change laid out for a feed reader; a new entry is told by its summary, since its note is in the other feed."""
    desk = desk_for(site, base_url, charts)
    here = base_url + address(one.entry).removeprefix("/")
    parts = fill(desk, one.entry, one.note) if one.note else ()
    body = (Html("<p>"), *(_for_reader(part, here) for part in parts), Html("</p>")) if parts else ()
    summary = "" if parts else getattr(one.entry.record, "summary", "")
    closing = "Read the entry and its history" if parts else "Read the entry"
    view = FeedNoteView(summary, body, tuple(desk.bibliography.sources), here, closing)
    frame = Frame("", "", f"feed:{one.name}", here, base_url, "", "", "", "")
    return Page(frame, "feed_note.html", view)


def _for_reader(part: Part, here: str) -> Part:
    """A reader shows many notes on one page: no ids that could meet, and links within a note lead to its own page."""
    if not isinstance(part, Html):
        return part
    text = re.sub(r' <a class="anchor".*?</a>', "", part.html)
    text = re.sub(r'(<[^<>]*?) id="[^"]*"', r"\1", text)
    return Html(re.sub(r'(<a\b[^<>]*? href=")#', rf"\1{html.escape(here)}#", text))


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is called and where it lies. `page` is the address of the page that shows the same."""

    title: str
    description: str
    address: str
    page: str


def entries_channel(settings: Settings, base_url: str) -> Channel:
    return Channel(settings.title, f"{settings.tagline}. {settings.description}", f"{base_url}feed.xml", base_url)


def changes_channel(settings: Settings, base_url: str) -> Channel:
    return Channel(
        f"{settings.title}: changes",
        "What was corrected and what was added, with the sources.",
        base_url + CHANGES_FEED.removeprefix("/"),
        f"{base_url}changes/",
    )


def rss(channel: Channel, language: str, items: Sequence[FeedItem], notes: Sequence[str]) -> bytes:
    """The feed: `notes` holds the HTML of each item, in the same order."""
    from feedgen.feed import FeedGenerator  # brings lxml along: only when a feed is really written

    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.title(channel.title)
    feed.description(channel.description)
    feed.language(language)
    feed.link(href=channel.address, rel="self")
    feed.link(href=channel.page, rel="alternate")  # last, because the channel's <link> is whichever was added last
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.generator("digest")
    newest_day = max((item.day.date for item in items), default=datetime.date(2000, 1, 1))
    feed.lastBuildDate(_midnight(newest_day))
    feed.pubDate(_midnight(newest_day))
    for item, note in zip(items, notes, strict=True):
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
    text: bytes = feed.rss_str(pretty=True)
    return text


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
