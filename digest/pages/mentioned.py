"""The pages of mentions that the end of an entry's page has no room for."""

from collections.abc import Iterator

from digest.pages.making import Maker, Plan
from digest.pages.mentions import Line, many_mentions, widely_mentioned
from digest.pages.parts import pages_of


def pages(make: Maker) -> Iterator[Plan]:
    for kind, whole in many_mentions(make.site, widely_mentioned(make.site)):
        yield from pages_of(make, whole.every(), whole.title, kind.counted, _lines)


def _lines(found: tuple[Line, ...]) -> dict[str, tuple[object, ...]]:
    return {"lines": tuple(link for _, link in found)}
