"""The feeds of everything and of changes as documents that reach back to the first day, as RFC 5005 (section 4) has it.

A document holds what joined, or changed, in a month; where that is too much, it holds the newest of it, and one for each
day follows, then one for each quarter of that, and so on. Which quarter is told by a hash: no names are so much alike
that these would not be about equal. What is added later changes the documents of its own month, and moves nothing from
one to another. The newest month has none as long as the feed itself holds all of it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from digest.connections.channels import ALL, CHANGES, channels, told_kinds
from digest.connections.history import newest, updates
from digest.connections.site import Site
from digest.pages import paging
from digest.values.steps import lookup
from digest.values.words import Day

MOST = 100
"""Whole notes that a document carries: at some 5 kB each."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A document of a feed, by what its items are found by. `older` and `newer` are the addresses of its neighbours.

    The feed itself stands there as well, by the address of its folder, for the document that it leads to.
    """

    of: str
    items: tuple[str, ...] = ()
    older: str = ""
    newer: str = ""


EVERY = "every"
"""What stands among the addresses for the list of all documents."""

_Item = tuple[Day, str]
"""A day, and what an item is found by."""


@lookup
def archives(site: Site) -> dict[str, Archive]:
    """Every document by its address."""
    if not site.settings.outputs.has("archives"):
        return {}
    found: dict[str, Archive] = {}
    for channel in channels(site):
        if channel.address in (ALL, CHANGES):
            items = list(_entries(site) if channel.address == ALL else _changes(site))
            found |= _chain(channel.address, items, site.settings.feed_length)
    return {**found, EVERY: Archive("", tuple(address for address in found if address.endswith(".atom")))}


def archived(site: Site) -> tuple[str, ...]:
    """The addresses of all documents."""
    return archives(site)[EVERY].items if archives(site).get(EVERY) else ()


def _entries(site: Site) -> Iterator[_Item]:
    yield from ((day, entry.path) for day, entry in newest(site, told_kinds()))


def _changes(site: Site) -> Iterator[_Item]:
    yield from ((one.day, one.key) for one in updates(site))


def _chain(feed: str, items: list[_Item], length: int) -> dict[str, Archive]:
    """The documents of a feed, newest first, each with its neighbours, and before them the feed."""
    documents: list[tuple[str, tuple[str, ...]]] = []
    for place, (month, members) in enumerate(groupby(items, lambda item: item[0].month)):
        those = list(members)
        if place or len(those) > length:
            whole = paging.divided(f"{feed}archive/{month}/", month, those, _path, MOST)
            for part in whole.every():
                documents.append((f"{part.address.rstrip('/')}.atom", tuple(key for _, key in part.items[:MOST])))
    at = [address for address, _ in documents]
    older, newer = [*at, ""][1:], ["", *at][: len(at)]
    chain = {
        address: Archive(feed, keys, before, after)
        for (address, keys), before, after in zip(documents, older, newer, strict=True)
    }
    return {feed: Archive(feed, older=at[0] if at else ""), **chain}


def _path(item: _Item) -> Iterator[paging.Step]:
    day, key = item
    yield next(paging.by_day(day, ""))
    yield from (paging.Step(str(digit % 4), "") for digit in hashlib.sha256(key.encode()).digest())
