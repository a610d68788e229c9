"""Plans pages, and gives each its frame, its sources and a desk of its own when it is made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from digest.connections.channels import Channel, channel_at, families_of, family_address
from digest.connections.history import months_of_updates
from digest.connections.naming import source_names
from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.kinds import Kind
from digest.entries.record import Record
from digest.entries.records import KINDS, Article, Comparison, Model
from digest.figures.bibliography import bibliography
from digest.figures.share_images import image_address
from digest.figures.staleness import AgesOf
from digest.pages.described import described
from digest.pages.desk import Desk
from digest.pages.forge import fix_link, report_link
from digest.pages.frame import FEED_FORMATS, Anchor, Described, FeedLink, Frame, Page, file_at, is_indexed
from digest.pages.links import anchor
from digest.values.problems import Location
from digest.values.steps import whole

View = Callable[[Desk], object]
"""Fills a page's view; the desk tells where the page lies."""


def fixed(view: object) -> View:
    """A view that is the same wherever the page lies."""
    return partial(_the_same, view=view)


def _the_same(desk: Desk, view: object) -> object:
    return view


@dataclass(frozen=True, slots=True)
class Plan:
    """A page that is to be: where, and what makes it; of one that is of no entry, what it is called and tells of."""

    address: str
    compose: Callable[[], Page]
    title: str = ""
    description: str = ""

    @property
    def path(self) -> str:
        """The file that answers at the page's address."""
        return file_at(self.address)


@dataclass(frozen=True, slots=True)
class Maker:
    """What plans the pages of a site. To plan one asks little; the rest is asked when the page is made."""

    site: Site

    @property
    def pieces(self) -> tuple[()]:
        """For fingerprints: it is the same for all pages."""
        return ()

    def page(self, at: str, template: str, title: str, description: str, view: View, path: str = "") -> Plan:
        """The page at an address; `path` names the file it is written in, where that is one."""
        return self.page_from(root_of(at), at, template, title, description, view, path)

    def page_from(
        self, root: str, at: str, template: str, title: str, description: str, view: View, path: str = ""
    ) -> Plan:
        """A page whose links start at `root`."""
        compose = partial(composed, self, root, at, template, title, description, view, path)
        return Plan(at, compose, title, description)

    def list_of(
        self, record: type[Record], description: str, view: View, template: str = "list.html"
    ) -> Iterator[Plan]:
        """The list of a kind's entries, where there are some: what a digest does not have, its site does not mention."""
        if has_list(self.site, record.kind):
            yield self.page(record.kind.root, template, self.site.kind(record).many, description, view)

    def entry(self, entry: AnyEntry, template: str, view: View) -> Plan:
        """The entry's own page."""
        return Plan(entry.address, partial(_entry_page, self, entry, template, view))


def root_of(at: str) -> str:
    """What leads from an address to the site's root."""
    return "../" * at.strip("/").count("/") + ("../" if at.strip("/") and at.endswith("/") else "") or "./"


def _entry_page(make: Maker, entry: AnyEntry, template: str, view: View) -> Page:
    description = entry.record.lede or f"{entry.label}, as published, with sources."
    at = entry.address
    return composed(make, root_of(at), at, template, entry.label, description, view, entry.path)


def composed(
    make: Maker, root: str, at: str, template: str, title: str, description: str, view: View, path: str
) -> Page:
    """A page with everything that it shows."""
    site = make.site
    filled = view(Desk(site, root))
    sources = bibliography(filled, source_names(site), AgesOf(site))
    frame = _frame(site, at, title, description, path)
    return Page(address=at, root=root, template=template, view=filled, sources=sources, frame=frame)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands around every page."""

    sections: tuple[Anchor, ...]
    kinds: dict[str, Kind]
    data: tuple[Anchor, ...]
    has: tuple[str, ...]


@whole
def _surroundings(site: Site) -> _Surroundings:
    kinds = {folder: site.kind(record) for folder, record in KINDS.items()}
    has = frozenset(folder for folder, record in KINDS.items() if site.count(record))
    listed = sorted((site.kind(r) for r in KINDS.values() if r.kind.navigation), key=lambda kind: kind.navigation)
    offered = [kind for folder, kind in kinds.items() if kind.data and folder in has]
    data = tuple(
        Anchor(kind.words if at else kind.many, f"/data/{kind.folder}.{kind.data}") for at, kind in enumerate(offered)
    )
    articles = tuple(anchor(entry) for entry in site.of(Article))
    sections = tuple(Anchor(kind.section or kind.many, kind.root) for kind in listed if has_list(site, kind))
    subscribe = (Anchor("Subscribe", "/subscribe/"),) if site.settings.outputs.has("feeds") else ()
    return _Surroundings(
        sections=(*sections, *articles, *subscribe),
        kinds=kinds,
        data=data if site.settings.outputs.has("data") else (),
        has=(*sorted(has), *(["changes"] if months_of_updates(site) else [])),
    )


def has_list(site: Site, kind: Kind) -> bool:
    """Whether there is a list of that kind: where there are entries, and where any models can be compared."""
    outputs = site.settings.outputs
    can_compare = bool(site.count(Model)) and (outputs.has("columns") or outputs.has("pairs"))
    return bool(site.count(KINDS[kind.folder])) or (kind.folder == Comparison.kind.folder and can_compare)


def _frame(site: Site, at: str, title: str, description: str, path: str) -> Frame:
    settings, around = site.settings, _surroundings(site)
    canonical = site.url(at)
    entry = site.entry(path) if path else None
    return Frame(
        title=f"{title} · {settings.title}" if title else f"{settings.title}: {settings.tagline}",
        description=description,
        section=at.split("/")[1],
        site_title=settings.title,
        tagline=settings.tagline,
        language=settings.language,
        editor=settings.editor,
        canonical=canonical,
        heading_title=title or settings.title,
        fix_url=fix_link(settings, Location(path)) if path else "",
        report_url=report_link(settings, title or settings.title, canonical, path),
        source_path=path,
        draft=bool(entry and entry.is_draft),
        sections=around.sections,
        indexed=is_indexed(at),
        kinds=around.kinds,
        data=around.data,
        license=settings.license,
        outputs=settings.outputs,
        has=around.has,
        feeds=tuple(_feed_links(site, at, entry)),
        image=_whole(site, image_address(site, entry)),
        described=described(site, at, title, description, entry) if is_indexed(at) else Described(),
    )


def _whole(site: Site, address: str) -> str:
    """An address of the site, whole; nothing stays nothing."""
    return site.url(address) if address else ""


def _feed_links(site: Site, at: str, entry: AnyEntry | None) -> Iterator[FeedLink]:
    """The feeds that belong to a page: that of everything, and that of what it shows."""
    for channel in dict.fromkeys(filter(None, (channel_at(site).get(one) for one in _shown(at, entry)))):
        title = title_of(site, channel)
        yield from (FeedLink(title, f"{channel.address}{one.file}", one.media_type) for one in FEED_FORMATS)


def title_of(site: Site, channel: Channel) -> str:
    """What a feed is called where those of other sites stand beside it."""
    return f"{site.settings.title}: {channel.name}" if channel.name else site.settings.title


def _shown(at: str, entry: AnyEntry | None) -> Iterator[str]:
    """The addresses at which the feeds of a page may lie: a list has its own, which is that of its parts as well."""
    yield "/"
    if entry:
        yield at
        yield from map(family_address, families_of(entry))
    else:
        yield from (at[: end + 1] for end, sign in enumerate(at) if sign == "/" and end)
