"""The invented digest with thirty more entries, whose feeds hold them all, and ways to read what it was built into."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.kinds import Kind
from digest.output.build import Built

SETTINGS = "content/site.yaml"


def with_whole_feeds(tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same digest with feeds that leave nothing out."""
    changed = tree[SETTINGS].replace(b"feed_length: 4\n", b"feed_length: 1000\n")
    assert changed != tree[SETTINGS], f"{SETTINGS} has another feed_length"
    return {**tree, SETTINGS: changed}


@dataclass(frozen=True, eq=False)
class Sample:
    """What was read, connected, and what was built of it."""

    site: Site = field(repr=False)
    built: Built = field(repr=False)
    parsed: dict[str, html.HtmlElement] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, tree: Mapping[str, bytes], built: Built) -> "Sample":
        return cls(Site.made_of(tree), built)

    @functools.cached_property
    def entries(self) -> tuple[AnyEntry, ...]:
        return tuple(self.site.every())

    def page(self, address: str) -> html.HtmlElement:
        """The page at an address; to be read only."""
        if address not in self.parsed:
            text = self.built.tree[f"{address.lstrip('/')}index.html"].decode()
            self.parsed[address] = html.document_fromstring(text)
        return self.parsed[address]

    def links(self, address: str, inside: str = "//body") -> list[str]:
        """Where the links of a page lead: addresses of the site, or whole ones of others."""
        return [urljoin(address, str(href)) for href in self.page(address).xpath(f"{inside}//a/@href")]

    def guids(self, feed: str) -> set[str]:
        """What the items of a feed are known by."""
        return set(etree.fromstring(self.built.tree[feed.lstrip("/")]).xpath("//item/guid/text()"))

    def data(self, kind: Kind) -> list[dict[str, Any]]:
        """What a kind's data file holds."""
        found: list[dict[str, Any]] = json.loads(self.built.tree[f"data/{kind.folder}.json"])
        return found
