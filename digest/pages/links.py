"""Links to entries: to one, to several, to those that mention an entry, and to what to read next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from digest.connections.backlinks import mentioned_in
from digest.connections.related import Related
from digest.connections.site import Site
from digest.entries.entry import AnyEntry, resolve
from digest.entries.note import Link
from digest.entries.record import Ref
from digest.entries.records import KINDS, ClaimSet
from digest.pages.frame import Anchor


@dataclass(frozen=True, slots=True)
class AnchorGroup:
    """Links under one heading: entries of a kind that point here, or whatever else belongs together."""

    title: str
    anchors: tuple[Anchor, ...]


def anchor(entry: AnyEntry, detail: str = "", name: str = "") -> Anchor:
    return Anchor(name or entry.label, entry.address, detail)


def anchors(site: Site, refs: Iterable[Ref]) -> tuple[Anchor, ...]:
    return tuple(anchor(site.follow(ref)) for ref in refs)


def mentions(site: Site, entry: AnyEntry, leave_out: Iterable[str] = ()) -> tuple[AnchorGroup, ...]:
    """Who points at `entry`, grouped by kind but for those of the folders left out. Claims are named one by one, by what they say."""
    hidden = set(leave_out)
    groups = []
    those = mentioned_in(site, entry)
    for folder, record in KINDS.items():
        found = [other for other in those if other.kind == record.kind and folder not in hidden]
        links = [link for other in found for link in _mention(site, other, entry)]
        if links:
            groups.append(AnchorGroup(site.kind(record).many, tuple(links)))
    return tuple(groups)


def _mention(site: Site, other: AnyEntry, entry: AnyEntry) -> Iterator[Anchor]:
    if other.kind is ClaimSet.kind:
        for index, claim in enumerate(site.get(ClaimSet, other.slug).record.claims):
            holes = other.texts[f"claims.{index}.found"].holes
            links = {resolve(other.path, hole.target) for hole in holes if isinstance(hole, Link)}
            if entry.path.removeprefix("content/") in claim.about or entry.path in links:
                yield Anchor(claim.said, f"{other.address}#{claim.id}", claim.verdict.value)
    else:
        yield anchor(other)


def read_next(near: Iterable[Related]) -> tuple[Anchor, ...]:
    """Links to related entries, each with the reason."""
    return tuple(anchor(other.entry, other.reason) for other in near)
