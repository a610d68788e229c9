"""What people would type to find a page of the real digest finds it: measured over a list, of which most are to be met.

The list holds addresses, which content may leave behind: a query of which no page is there any more is named in a
skipped test, and not counted.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from digest.output.build import Built
from tests.searching import ANSWER, FIRST_QUERY, SCRIPTS

FIRST, AMONG_FIVE, AT_LEAST = 0.90, 0.98, 100
_LIST = Path(__file__).with_name("queries.txt")

_ASK = """async queries => {
  const { search, entry } = await import('/static/search.js');
  const { chosen, SHOWN } = await import('/static/finder.js');
  const found = [];
  for (const query of queries) {
    const { groups } = await search(query);
    const hits = chosen(groups, SHOWN.page, true).flatMap(({ group, shown }) => group.hits.slice(0, shown));
    const shown = await Promise.all(hits.map((hit) => entry(hit)));
    found.push(shown.map(({ href }) => href.slice(location.origin.length)));
  }
  return found;
}"""


def wanted() -> dict[str, list[str]]:
    """Each query with the addresses of which one is to be found."""
    lines = [line for line in _LIST.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    pairs = [line.split(" | ") for line in lines]
    assert len({query for query, _ in pairs}) == len(pairs)
    return {query: addresses.split() for query, addresses in pairs}


def is_there(built: Built, address: str) -> bool:
    parts = urlsplit(address)
    page = built.tree.get(f"{parts.path.strip('/')}/index.html")
    return page is not None and (not parts.fragment or f'id="{parts.fragment}"'.encode() in page)


@pytest.mark.browser
def test_most_queries_find_their_page_first_and_almost_all_among_five(opened_real: Any, real: Built) -> None:
    every = {query: [one for one in those if is_there(real, one)] for query, those in wanted().items()}
    queries = {query: those for query, those in every.items() if those}
    assert len(queries) >= AT_LEAST
    answers = dict(zip(queries, opened_real("/search/").evaluate(_ASK, list(queries)), strict=True))
    places = {query: place_of(answers[query], those) for query, those in queries.items()}
    missed = "\n".join(
        f"{query}: {place or 'absent'}, {answers[query][:3]}" for query, place in places.items() if place != 1
    )
    assert sum(place == 1 for place in places.values()) >= FIRST * len(queries), missed
    assert sum(0 < place < 6 for place in places.values()) >= AMONG_FIVE * len(queries), missed


@pytest.mark.browser
def test_a_first_query_is_light(opened_real: Any) -> None:
    page = opened_real("/search/?q=nothing")
    page.locator(".found p").first.wait_for()
    scripts = page.evaluate(SCRIPTS)
    heavy = {query: scripts + page.evaluate(ANSWER, query)["bytes"] for query in wanted()}
    assert scripts and {query: size for query, size in heavy.items() if size > FIRST_QUERY} == {}


def test_every_query_still_has_a_page(real: Built) -> None:
    gone = [query for query, those in wanted().items() if not any(is_there(real, one) for one in those)]
    if gone:
        pytest.skip(f"pages that were to be found are gone; these were not counted: {', '.join(gone)}")


def place_of(shown: list[str], those: list[str]) -> int:
    """At which place, from 1, the first of some addresses is shown; 0 where none is."""
    return next((place for place, address in enumerate(shown, 1) if address in those), 0)
