"""The sections of a page, read off its markup, so that the list of them can name none that is not there."""

import functools
import re

from lxml import html

from digest.pages.frame import Anchor

FEWEST = 3
"""A page has a list of its sections where it has this many: with fewer, the list is no shorter a way than the page."""

_HEADING = re.compile(r'<h2\b[^>]*\bid="[^"]+"[^>]*>.*?</h2>', re.DOTALL)
_NOT_THE_TITLE = "descendant::*[self::aside or self::button or contains(@class, 'anchor') or @class='count' or contains(@class, 'cited')]"


def sections_of(text: str) -> tuple[Anchor, ...]:
    """The headings of the second level that have an id, with their addresses on the page; none where they are fewer than `FEWEST`."""
    found = _HEADING.findall(text)
    return tuple(map(_section, found)) if len(found) >= FEWEST else ()


@functools.lru_cache(maxsize=1_000)  # most pages have the same: sources, history, what mentions them
def _section(heading: str) -> Anchor:
    element = html.fragment_fromstring(heading)
    for part in element.xpath(_NOT_THE_TITLE):
        part.drop_tree()
    return Anchor(" ".join(element.text_content().replace("\u2060", "").split()), f"#{element.get('id')}")
