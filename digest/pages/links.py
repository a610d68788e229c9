"""Links to entries: to one, to several, and to what to read next."""

from collections.abc import Iterable

from digest.connections.related import Related
from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.record import Ref
from digest.pages.frame import Anchor


def anchor(entry: AnyEntry, detail: str = "", name: str = "") -> Anchor:
    return Anchor(name or entry.label, entry.address, detail, entry.standing)


def anchors(site: Site, refs: Iterable[Ref]) -> tuple[Anchor, ...]:
    return tuple(anchor(site.follow(ref)) for ref in refs)


def read_next(near: Iterable[Related]) -> tuple[Anchor, ...]:
    """Links to related entries, each with the reason."""
    return tuple(anchor(other.entry, other.reason) for other in near)
