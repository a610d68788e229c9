"""A plain list of entries with a line each: what the lists of most kinds look like."""

from dataclasses import dataclass

from digest.pages.frame import Anchor, AnchorGroup


@dataclass(frozen=True, slots=True)
class ListView:
    title: str
    introduction: str
    entries: tuple[Anchor, ...]
    groups: tuple[AnchorGroup, ...] = ()
    parts: tuple[AnchorGroup, ...] = ()
