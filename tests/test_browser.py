"""Pages in Debian's Chromium: no console errors, no sideways scrolling, nothing for axe-core to find, no third party."""

from collections.abc import Mapping
from typing import Any

import pytest
from lxml import etree, html

from digest.output.build import Built, build
from tests.conftest import invented_tree, opening
from tests.fonts import FAMILIES, Family
from tests.shapes import FURTHER, SHAPES, addresses, stands_for
from tests.sight import (
    AT_A_DESK,
    ON_A_PHONE,
    found_by_axe,
    hidden_focus,
    layout_problems,
    sideways,
    small_targets,
    tall_headings,
    torn_off,
    whole,
)

pytestmark = pytest.mark.browser

STATES = {
    "a title from right to left": "/papers/moss-he/",
    "a title without spaces": "/papers/moss-zh/",
    "a title of many lines": "/papers/sphagnum/",
    "a picture": "/papers/quillwort-report/",
    "a paper that was superseded": "/papers/fern-clocks/",
    "claims of which a part holds": "/claims/2019-01/partly/",
    "nothing but five keys": "/papers/beavers/",
    "a table, stale sources": "/papers/mud/",
    "a model of which nothing is known": "/models/liverwort/",
    "a model whose sources disagree": "/models/quillwort-2b/",
    "a narrow benchmark": "/benchmarks/swimbench/",
    "what is longer than a line": "/hard-to-break/",
    "six side by side": "/compare/?models=reed-8x22b,reed-8x7b,rush-3-8b,otter-1b,quillwort-2b,lichen-rtl",
    "an unknown name": "/compare/?models=rush-3-9b,reed-8x7b,otter-1b",
    "a filter that leaves little": "/papers/?topic=mud&month=2024-03",
    "nothing found": "/search/?q=qqqqqqqq",
}
"""States of pages that the largest of a shape need not be in."""

LOOKED_AT = [*SHAPES, *FURTHER, *STATES]


IN_THE_DARK = (
    "home", "paper", "model", "method", "benchmark", "comparison", "side by side", "picked", "pair", "lineage", "edition",
    "charts of models", "architectures", "subscribe", "data", "models chosen", "a filter that leaves little", "found", "from a to z", "claims by verdict", "changes",
    "what is longer than a line", "a paper that was superseded", "a table, stale sources",
)  # fmt: skip
"""States that together have every kind of element: axe looks into them on a phone by day and, in the group of long tests, on
a desk at night. The thorough group has it look into all others, that of fonts at all in the dark."""


def at(state: str, crowded: dict[str, bytes]) -> str:
    address = STATES.get(state) or stands_for(state, crowded)
    assert address, f"the invented digest has no page for {state}"
    return address


def smallest(state: str, grown: Mapping[str, bytes], crowded: dict[str, bytes]) -> tuple[str, Mapping[str, bytes]]:
    """Address and site of the page of a few entries where there is one, which has all that the crowded one has, once."""
    few = STATES.get(state) or stands_for(state, grown)
    if "?" not in few and f"{few[1:]}index.html" in grown:  # a query names crowded entries
        return few, grown
    return at(state, crowded), crowded


def shown(opened: Any, grown_base: str, grown: Built, crowded: dict[str, bytes], state: str, width: int = 360) -> Any:
    """The smallest page in a state, once its scripts have filled what they fill."""
    address, site = smallest(state, grown.tree, crowded)
    return whole(opened(address, width, at=grown_base) if site is grown.tree else opened(address, width))


@pytest.mark.parametrize("state", LOOKED_AT)
def test_a_page_holds_and_axe_finds_nothing(
    opened: Any, grown_base: str, grown: Built, crowded: dict[str, bytes], state: str
) -> None:
    """At once, for most of the time goes into loading a page."""
    page = shown(opened, grown_base, grown, crowded, state)
    if state in IN_THE_DARK:
        assert found_by_axe(page, [ON_A_PHONE]) == []
    assert layout_problems(page) == []


@pytest.mark.long
@pytest.mark.parametrize("state", IN_THE_DARK)
def test_axe_finds_nothing_in_the_dark(
    opened: Any, grown_base: str, grown: Built, crowded: dict[str, bytes], state: str
) -> None:
    page = shown(opened, grown_base, grown, crowded, state, 1280)
    assert found_by_axe(page, [AT_A_DESK]) == []


@pytest.mark.thorough
@pytest.mark.parametrize("state", [state for state in LOOKED_AT if state not in IN_THE_DARK])
def test_axe_finds_nothing_in_states_much_like_others(
    opened: Any, grown_base: str, grown: Built, crowded: dict[str, bytes], state: str
) -> None:
    page = shown(opened, grown_base, grown, crowded, state)
    assert found_by_axe(page, [ON_A_PHONE]) == []


def test_what_is_seen_in_the_dark_has_every_kind_of_element(grown: Built, crowded: dict[str, bytes]) -> None:
    """Kinds are told by tag and class, as styles tell them. What scripts add stands in states that are seen in the dark."""
    kinds: dict[str, set[str]] = {}
    for state in set(LOOKED_AT) - {"not found"}:
        address, site = smallest(state, grown.tree, crowded)
        page = html.document_fromstring(site[f"{address.partition('?')[0][1:]}index.html"].decode())
        kinds[state] = {
            f"{e.tag}.{name}" for e in page.iter(etree.Element) for name in ("", *e.get("class", "").split())
        }
    seen = set().union(*(kinds[state] for state in IN_THE_DARK))
    assert {state: found - seen for state, found in kinds.items() if found - seen} == {}


@pytest.mark.fonts
@pytest.mark.parametrize("state", LOOKED_AT)
def test_a_crowded_page_holds_in_each_family_of_fonts(
    family: Family, window: Any, base: str, crowded: dict[str, bytes], state: str
) -> None:
    """Where the most stands in a line, fingers are told apart from its neighbours; and all of it is seen in the dark once."""
    page = window(family)
    page.goto(base + at(state, crowded))
    assert layout_problems(whole(page)) == []
    assert (found_by_axe(page, [AT_A_DESK]) if family is FAMILIES[0] else small_targets(page, (1280,))) == []


@pytest.mark.long
def test_a_browser_of_one_family_draws_with_it(family: Family, launched: Any, base: str) -> None:
    with opening(launched(family), base) as opened:
        page = opened("/models/rush-3-8b/", own=True)
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        drawn = set()
        for selector in ("h1", ".note p", ".top nav a", ".facts td .given", ".foot code"):
            node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
            if node:
                told = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
                drawn |= {font["familyName"] for font in told}
        assert drawn
        assert all(name.startswith(family.name) for name in drawn), drawn


def test_every_page_has_a_shape_and_every_template_a_page(crowded: dict[str, bytes]) -> None:
    found = addresses(crowded)
    assert "" not in found
    assert [shape for shape in SHAPES if not found[shape]] == []


def test_what_sticks_out_of_a_page_is_named(opened: Any) -> None:
    page = opened("/about/", 360)
    page.evaluate(
        """() => {
          const wide = Object.assign(document.createElement('b'), {className: 'wide-one', id: 'x', textContent: 'wider than a phone'});
          wide.style.cssText = 'display: block; width: 500px; margin: 0';
          document.querySelector('main').replaceChildren(wide);
        }"""
    )
    told = sideways(page)
    assert told[0].endswith(" px wide at 360")
    assert [text.partition(" by ")[0] for text in told[1:]] == ["<b.wide-one#x> “wider than a phone”"]


def test_a_number_that_is_torn_off_its_word_is_named(opened: Any) -> None:
    page = opened("/models/rush-3-8b/", 1280)
    assert torn_off(page) == []
    page.locator("main .cited").first.evaluate("cited => cited.before(document.createElement('br'))")
    assert [text.partition(" in ")[0] for text in torn_off(page)] == ["number 1", "number 2"], "both of one word"


def test_a_heading_without_room_for_its_words_is_named(opened: Any) -> None:
    page = opened("/papers/sphagnum/", 360)
    assert tall_headings(page) == []
    page.evaluate("document.querySelector('h1').style.maxWidth = '6rem'")
    assert tall_headings(page)[0].startswith("<h1> “Sphagnum Holds")


def test_every_page_is_seen_under_a_strict_content_security_policy(opened: Any, base: str) -> None:
    """The preview sends the policy, so that whatever a page had refused would be a complaint in any test here."""
    page = opened("/")
    with page.expect_response(base + "/papers/") as found:
        page.goto(base + "/papers/")
    assert found.value.headers["content-security-policy"] == "default-src 'self'"
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=x style=\"color: red\">x</p>')")
    assert page.locator("#x").evaluate("x => getComputedStyle(x).color") != "rgb(255, 0, 0)", (
        "inline styles are refused"
    )
    opened.complaints.clear()  # this one was provoked


def test_sources_stand_in_the_margin_where_there_is_one(opened: Any) -> None:
    page = opened("/papers/mud/", 1280)
    note, text = page.locator(".side:not(.claim)").first, page.locator(".note > p").first
    assert note.is_visible()
    assert note.bounding_box()["x"] > text.bounding_box()["x"] + text.bounding_box()["width"]


def test_sources_are_folded_in_where_there_is_none(opened: Any) -> None:
    page = opened("/papers/mud/", 360)
    note, button = page.locator(".side:not(.claim)").first, page.locator("button.ref").first
    assert not note.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    note.wait_for(state="visible")
    assert note.get_by_role("link").get_attribute("href").startswith("https://")
    page.keyboard.press("Escape")
    note.wait_for(state="hidden")


def test_the_skip_link_is_first_and_leads_to_the_content(opened: Any) -> None:
    page = opened("/papers/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/#main")


@pytest.mark.long
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_the_page_scrolls_the_table_of_models_whose_head_and_first_column_stay(
    opened: Any, width: int, scripts: bool
) -> None:
    page = opened("/models/", width, java_script_enabled=scripts, reduced_motion="reduce")
    box = page.locator(".scroll:has(#models)")
    assert box.evaluate("box => box.scrollHeight - box.clientHeight") == 0, "no box within the page scrolls down"
    for row in (5, 20):
        page.locator("#models tbody tr").nth(row).evaluate(
            "row => scrollTo(0, scrollY + row.getBoundingClientRect().top)"
        )
        box.evaluate("box => box.scrollTo(300, 0)")
        page.wait_for_timeout(100)
        head, first = page.locator("#models thead th").nth(3), page.locator("#models tbody th").nth(row + 2)
        assert abs(head.bounding_box()["y"]) < 3
        assert abs(first.bounding_box()["x"] - box.bounding_box()["x"]) < 3
        corner = page.locator("#models thead th").first.bounding_box()
        assert abs(corner["y"]) < 3
        assert abs(corner["x"] - box.bounding_box()["x"]) < 3


def test_a_cell_leads_to_its_source_and_a_point_to_its_entry(opened: Any) -> None:
    page = opened("/compare/pond-against-size/")
    page.locator(".data a[href^='#source-']").first.click()
    page.wait_for_url("**/#source-*")
    assert page.evaluate("document.querySelector(':target').closest('section').className") == "sources"
    page.locator("svg.chart a[aria-label^='Reed 8x22B']").first.click()
    page.wait_for_url("**/models/reed-8x22b/")
    assert page.locator("h1").text_content() == "Reed 8x22B"


def test_everything_can_be_read_without_scripts(opened: Any) -> None:
    page = opened("/", java_script_enabled=False)
    page.get_by_role("button", name="Sections").click()
    page.get_by_role("link", name="Models", exact=True).first.click()
    page.get_by_role("link", name="Iris-3-mini 3.8B").first.click()
    page.locator(".facts").wait_for()
    page.locator(".side").first.wait_for()


_PRINTED_OVER = """() => [...document.querySelectorAll('main .cited')].flatMap(cited => {
  const range = document.createRange(), refs = [...cited.querySelectorAll('.ref')].map(ref => ref.getBoundingClientRect());
  const before = cited.previousSibling ?? cited.parentElement.previousSibling;
  range.selectNodeContents(before);
  const rows = [[...range.getClientRects()].at(-1), ...refs].filter(box => box && box.width);
  return rows.slice(1).filter((box, i) => box.left < rows[i].right - 1 && Math.abs(box.top - rows[i].top) < 12).map(() => cited.textContent);
})"""


def test_on_paper_numbers_of_sources_stand_over_nothing(opened: Any, serving: Any) -> None:
    sources = "".join(f"  s{n}: https://sources.example/{n}\n" for n in range(1, 14))
    cites = " ".join(
        f"Otters swim [{'; '.join(f'@s{n}' for n in those)}]."
        for those in [(1,), (2, 3), (4, 5, 6), (10, 11), (7, 12, 13), (8, 9)]
    )
    note = f"---\ntitle: Swimming\nurl: https://sources.example/\ndate: 2024-04\ntopics: [boats]\nsummary: S\nchecked: 2024-05-01\nsources:\n{sources}---\n\n{cites}\n"
    page = opened("/papers/swimming/", at=serving(build(invented_tree({"content/papers/swimming.md": note})).tree))
    page.emulate_media(media="print")
    assert page.locator("main .cited .ref").count() == 13
    assert page.evaluate(_PRINTED_OVER) == []


def test_print_hides_navigation_and_shows_addresses(opened: Any) -> None:
    page = opened("/papers/mud/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").is_visible()
    assert "https://arxiv.org" in page.locator(".sources li a").first.evaluate(
        "a => getComputedStyle(a, '::after').content"
    )


@pytest.mark.long
@pytest.mark.parametrize("state", ["models", "side by side", "result set"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("most", [40, pytest.param(90, marks=pytest.mark.thorough)])
def test_what_has_the_focus_is_never_hidden_under_pinned_cells(
    opened: Any, crowded: dict[str, bytes], state: str, width: int, most: int
) -> None:
    page = opened(at(state, crowded), width, reduced_motion="reduce")
    assert page.locator(".data").first.locator("a:visible").count() > 10
    assert hidden_focus(page, most) == []
