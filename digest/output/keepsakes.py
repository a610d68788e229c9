"""An edition as something to keep: one HTML file with everything in it, fit for an e-mail, and what its EPUB shares with that.

Both carry notes as feeds do, since mail programs and e-readers show neither margins nor MathML. Pictures are put inside.
"""

import base64
import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.records import Comparison, Edition, Paper
from digest.figures.pictures import png
from digest.figures.plotting import EngineFailed
from digest.figures.share_images import packed
from digest.output.feed_items import entry_item
from digest.output.producing import File
from digest.pages.editions import mail_address
from digest.pages.frame import Page
from digest.pages.papers import PaperCard, paper_card
from digest.pages.templating import render
from digest.values.problems import Location, Problem, Undrawn
from digest.values.steps import step

MOST = 480_000
"""Bytes of a file for an e-mail: what is larger is cut off, or refused, on its way. Pictures beyond that are links."""

_LISTED = 250
"""Papers that are told with their summaries."""

_PICTURE = re.compile(r"<picture>.*?(<img\b[^>]*>)</picture>|(<img\b[^>]*>)", re.DOTALL)
_CHART = re.compile(r"compare/([^/]+)/chart-(\d+)\.png")
_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
          ".svg": "image/svg+xml"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MailView:
    """An edition in one file; `papers` are those it lists, but for `others` that there is no room for."""

    title: str
    language: str
    kicker: str
    note: str
    papers: tuple[PaperCard, ...]
    others: int
    heading: str
    address: str
    site_title: str
    site_address: str
    license: str
    license_address: str


def mail_files(site: Site) -> Iterator[File]:
    """Each edition as one HTML file. It is no page of the site, and so has not the ending of one."""
    for entry in site.of(Edition):
        yield File(mail_address(site, entry).lstrip("/"), partial(_mail, site, entry.slug))


def _mail(site: Site, slug: str) -> bytes:
    entry, settings = site.get(Edition, slug), site.settings
    item = entry_item(site, entry.path)
    papers = papers_of(site, entry)
    view = MailView(
        title=entry.label,
        language=settings.language,
        kicker=f"{settings.title} · {entry.record.date.spoken}",
        note=item.note if item else "",
        papers=tuple(paper_card(site, paper) for paper in papers[:_LISTED]),
        others=len(papers[_LISTED:]),
        heading=site.kind(Paper).many,
        address=entry.address,
        site_title=settings.title,
        site_address=site.url("/"),
        license=settings.license.name if settings.license else "",
        license_address=settings.license.url if settings.license else "",
    )
    page = Page(address=f"mail:{slug}", root=site.url("/"), template="edition_mail.html", view=view)
    return _with_pictures_inside(site, render(site, page).decode()).encode()


def papers_of(site: Site, entry: Entry[Edition]) -> list[Entry[Paper]]:
    """The papers that an edition lists, in its order."""
    return [site.get(Paper, slug) for slug in entry.record.papers]


def _with_pictures_inside(site: Site, markup: str) -> str:
    """HTML in which each picture of the site is what its address was, as far as there is room."""
    room = MOST - len(markup.encode())

    def inside(found: re.Match[str]) -> str:
        nonlocal room
        image = found[1] or found[2]
        address = source_of(image)
        picture = picture_at(site, address)
        data = f"data:{picture[0]};base64,{base64.b64encode(picture[1]).decode()}" if picture else ""
        if data and len(data) < room:
            room -= len(data)
            return image.replace(f'src="{html.escape(address)}"', f'src="{data}"')
        words = re.search(r'alt="([^"]*)"', image)
        return f'<a href="{html.escape(address)}">{words[1] if words and words[1] else "A picture"}</a>'

    return _PICTURE.sub(inside, markup)


def pictures_in(markup: str) -> Iterator[tuple[str, str]]:
    """Every picture of a note as it is written, the whole of it and its `<img>`."""
    for found in _PICTURE.finditer(markup):
        yield found[0], found[1] or found[2]


def source_of(image: str) -> str:
    """The address of a picture."""
    found = re.search(r'src="([^"]*)"', image)
    return html.unescape(found[1]) if found else ""


def picture_at(site: Site, address: str) -> tuple[str, bytes] | None:
    """The media type and bytes of a picture of the site, by its whole address: a chart, or one that lies beside an entry."""
    root = site.url("/")
    if not address.startswith(root):
        return None
    path = address.removeprefix(root)
    if chart := _CHART.fullmatch(path):
        entry = site.find(Comparison, chart[1])
        return ("image/png", chart_as_png(site, f"{entry.path}#{int(chart[2]) - 1}")) if entry else None
    data = site.asker.file(f"content/{path}")
    kind = _TYPES.get(posixpath.splitext(path)[1].lower())
    return (kind, data) if data is not None and kind else None


@step
def chart_as_png(site: Site, name: str) -> bytes:
    """The chart of that name as a PNG, which is drawn again where it shows something else, and not with each edit of an edition."""
    try:
        return packed(png(site, name))
    except EngineFailed as failure:
        path, _, index = name.partition("#")
        entry = site.entry(path)
        where = entry.where(f"charts.{index}") if entry else Location(path)
        raise Undrawn([Problem(where, f"this chart cannot be drawn: {failure}")]) from None
