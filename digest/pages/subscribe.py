"""How to follow the digest in a feed reader."""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.pages.changes import CHANGES_FEED
from digest.pages.desk import Desk
from digest.pages.making import Maker, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    feed: str
    changes: str
    length: int


def subscribe(make: Maker) -> Iterator[Plan]:
    text = "How to follow the digest in a feed reader."
    yield make.page("/subscribe/", "subscribe.html", "Subscribe", text, subscribe_view)


def subscribe_view(desk: Desk) -> SubscribeView:
    site = desk.site
    return SubscribeView(feed=site.url("/feed.xml"), changes=site.url(CHANGES_FEED), length=site.settings.feed_length)
