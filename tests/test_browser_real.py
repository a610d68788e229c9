"""The real digest in the browser: for each kind of page the largest there is holds in every family of fonts.

What is looked at is told by what the build contains, so that no commit of content can break a name in here.
"""

import json
import re
from typing import Any

import pytest

from digest.output.build import Built
from tests.fonts import Family
from tests.shapes import DIVIDED, FURTHER, SHAPES, addresses, stands_for
from tests.sight import found_by_axe, hidden_focus, layout_problems, small_targets, whole
from tests.tabs import until

pytestmark = pytest.mark.browser


def at(state: str, real: Built) -> str:
    return stands_for(state, real.tree) or pytest.skip(f"the digest has no page for: {state}")


def test_every_page_has_a_shape(real: Built) -> None:
    assert "" not in addresses(real.tree)


@pytest.mark.parametrize("state", [*SHAPES, *DIVIDED, *FURTHER])
def test_axe_finds_nothing_and_the_page_keeps_its_width(opened_real: Any, real: Built, state: str) -> None:
    page = whole(opened_real(at(state, real), 360))
    assert layout_problems(page) == []
    assert found_by_axe(page) == []


@pytest.mark.parametrize("state", [*SHAPES, *DIVIDED, *FURTHER])
def test_a_page_holds_in_each_family_of_fonts(
    family: Family, window: Any, real_base: str, real: Built, state: str
) -> None:
    page = window(family)
    page.goto(real_base + at(state, real))
    assert layout_problems(whole(page)) == []
    assert small_targets(page) == []


@pytest.mark.parametrize("state", ["models", "side by side", "result set"])
@pytest.mark.parametrize("width", [360, 1280])
def test_what_has_the_focus_is_never_hidden_under_pinned_cells(
    opened_real: Any, real: Built, state: str, width: int
) -> None:
    assert hidden_focus(opened_real(at(state, real), width, reduced_motion="reduce")) == []


@pytest.mark.parametrize("state", ["comparison", "lineage", "benchmark", "charts of models"])
def test_every_point_of_a_chart_is_named_to_the_keyboard(opened_real: Any, real: Built, state: str) -> None:
    pages = addresses(real.tree)[state]
    linked = re.compile(rb'<svg [^>]*class="chart(?:(?!</svg>).)*<a ', re.DOTALL)
    drawn = [one for one in pages if linked.search(real.tree[f"{one[1:]}index.html"])]
    if not drawn:
        pytest.skip(f"no page for {state} has a chart with points")
    page = opened_real(drawn[0], 360)
    points = page.locator("svg.chart:visible >> nth=0 >> a")
    page.locator("svg.chart:visible a[tabindex='0']").first.focus()
    for _ in range(min(points.count() - 1, 8)):
        page.keyboard.press("ArrowRight")
        label = page.evaluate("document.activeElement.getAttribute('aria-label')")
        until(page, "name => document.querySelector('.point-name')?.textContent === name", arg=label)


@pytest.mark.parametrize("kind", ["papers", "models", "methods", "benchmarks", "compare", "results"])
def test_what_people_type_finds_what_they_mean(opened_real: Any, real: Built, kind: str) -> None:
    """An entry's own name leads to it."""
    shape = {"papers": "paper", "models": "model", "methods": "method", "benchmarks": "benchmark"}.get(kind, "")
    shape = shape or {"compare": "comparison", "results": "result set"}[kind]
    address = at(shape, real)
    page = opened_real(address)
    name = page.locator("h1").text_content()
    page.goto(page.evaluate("location.origin") + "/a-z/")
    page.keyboard.press("/")
    page.locator("#search-box").fill(name)
    page.locator(f'.found a[href$="{address}"]').first.wait_for()


def test_half_a_word_finds_as_much_on_the_page_as_while_typing(opened_real: Any, real: Built) -> None:
    titles = " ".join(paper["title"] for paper in json.loads(real.tree["data/papers.json"]))
    words = [word for word in titles.lower().split() if word.isalpha() and word.isascii()]
    query = max(words, key=lambda word: (len(word), word))[:-3]
    page = opened_real("/a-z/")
    page.locator("#search-box").fill(query)
    page.locator(".found .group").first.wait_for()
    counts = page.locator(".found .count").all_inner_texts()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/search/?q={query}")
    page.locator("main .found h2").first.wait_for()
    assert counts
    assert set(counts) <= set(page.locator("main .found .count").all_inner_texts())


@pytest.mark.parametrize("pair", range(3))
def test_what_is_picked_looks_like_the_pair_made_beforehand(opened_real: Any, real: Built, pair: int) -> None:
    from tests.test_browser_compare import ROWS, columns, scores

    found = addresses(real.tree)["pair"]
    if len(found) <= pair:
        pytest.skip("the digest has fewer pairs")
    address = found[pair * (len(found) - 1) // 2]
    made, picked = opened_real(address), opened_real(f"/compare/?models={address.split('/')[2].replace('--', ',')}")
    columns(picked)
    assert scores(picked) == scores(made)
    for ident in ("differing", "alike"):
        table, other = made.locator(f"table:has(#{ident})"), picked.locator(f"table:has(#picked-{ident})")
        assert table.count() == other.count()
        if table.count():
            assert other.evaluate(ROWS) == table.evaluate(ROWS)
