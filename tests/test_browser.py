"""Pages in Debian's Chromium: no console errors, no sideways scrolling, nothing for axe-core to find, no third party."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "edition": "/editions/2024-04/",
    "papers": "/papers/",
    "papers by topic": "/papers/by/topic/",
    "paper": "/papers/dpo-vs-ppo/",
    "models": "/models/",
    "models by group": "/models/by/build/",
    "models chosen": "/models/?columns=released,weights,layers&size=2b-to-10b&models=llama-3-8b,gemma-7b",
    "lineage": "/models/lineage/",
    "charts of models": "/models/charts/",
    "model": "/models/phi-3-mini/",
    "methods": "/methods/",
    "method": "/methods/dpo/",
    "topic": "/topics/alignment/",
    "comparisons": "/compare/",
    "comparison": "/compare/mmlu-vs-active-params-llama3/",
    "side by side": "/compare/openelm-olmo-llama2-architecture/",
    "pair": "/compare/llama-2-7b--llama-3-8b/",
    "picked": "/compare/?models=llama-3-8b,phi-3-mini",
    "benchmark": "/benchmarks/mmlu/",
    "results": "/results/phi3-report-v4/",
    "claims": "/claims/2024-04/",
    "claims by verdict": "/claims/2024-04/contradicted/",
    "search": "/search/",
    "from a to z": "/a-z/",
    "about": "/about/",
    "changes": "/changes/",
    "subscribe": "/subscribe/",
    "not found": "/nowhere/",
}
"""One page of each type."""


def whole(page: Any) -> Any:
    """The page once its scripts have filled what they fill."""
    page.locator("[aria-busy=true]").wait_for(state="detached")
    return page


def axe_violations(page: Any) -> list[str]:
    """What axe-core finds on the page as it stands: WCAG 2.2 AA and best practice."""
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).parent / "axe.min.js"
    page.evaluate(script.read_text("utf-8"))
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = page.evaluate("options => axe.run(document, options)", rules)
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]} ({len(v['nodes'])})" for v in found["violations"]]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_no_page_scrolls_sideways(opened: Any, path: str) -> None:
    page = whole(opened(path, 320))
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        page.evaluate("window.scrollTo({left: 200, behavior: 'instant'})")
        assert page.evaluate("window.scrollX") == 0, width
    tall = page.locator("main :is(h1, h2, h3)").evaluate_all("all => all.filter(h => h.offsetHeight > 300).length")
    assert tall == 0, "a heading takes the room of its words"


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(opened: Any, path: str, width: int) -> None:
    page = whole(opened(path, width))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe_violations(page) == [], scheme


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
    page = opened("/papers/dpo-vs-ppo/", 1280)
    note, text = page.locator(".side:not(.claim)").first, page.locator(".note > p").first
    assert note.is_visible()
    assert note.bounding_box()["x"] > text.bounding_box()["x"] + text.bounding_box()["width"]


def test_sources_are_folded_in_where_there_is_none(opened: Any) -> None:
    page = opened("/papers/dpo-vs-ppo/", 360)
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


def test_header_row_and_first_column_stay_in_view(opened: Any) -> None:
    page = opened("/models/", 360)
    scroller = page.locator(".scroll.tall").first
    scroller.evaluate("element => element.scrollTo(300, 600)")
    box = scroller.bounding_box()
    head, first = page.locator(".data thead th").nth(3), page.locator(".data tbody th").nth(12)
    assert abs(head.bounding_box()["y"] - box["y"]) < 3
    assert abs(first.bounding_box()["x"] - box["x"]) < 3


def test_a_cell_leads_to_its_source_and_a_point_to_its_entry(opened: Any) -> None:
    page = opened("/compare/mmlu-vs-active-params-llama3/")
    page.locator(".data a.value").first.click()
    page.wait_for_url("**/#source-*")
    assert page.evaluate("document.querySelector(':target').closest('section').className") == "sources"
    page.locator("svg.chart a[aria-label^='Mixtral 8x22B']").first.click()
    page.wait_for_url("**/models/mixtral-8x22b/")
    assert page.locator("h1").text_content() == "Mixtral 8x22B"


def test_everything_can_be_read_without_scripts(opened: Any) -> None:
    page = opened("/", java_script_enabled=False)
    page.get_by_role("link", name="Models", exact=True).first.click()
    page.get_by_role("link", name="Phi-3-mini 3.8B").first.click()
    page.locator(".facts").wait_for()
    assert page.locator(".side").first.is_visible()


def test_print_hides_navigation_and_shows_addresses(opened: Any) -> None:
    page = opened("/papers/dpo-vs-ppo/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").is_visible()
    assert "https://arxiv.org" in page.locator(".sources li a").first.evaluate(
        "a => getComputedStyle(a, '::after').content"
    )


@pytest.mark.parametrize("path", ["/models/", "/compare/openelm-olmo-llama2-architecture/", "/results/phi3-report-v4/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_what_has_the_focus_is_never_hidden_under_pinned_cells(opened: Any, path: str, width: int) -> None:
    page = opened(path, width, reduced_motion="reduce")
    page.locator(".data caption").first.click()
    links = page.locator(".data").first.locator("a:visible").count()
    assert links > 20
    hidden = []
    for _ in range(min(links, 90)):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
              const focused = document.activeElement, box = focused.getClientRects()[0];
              if (!focused.closest('.data')) return '';
              const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 12), box.top + box.height / 2);
              return top && (focused.contains(top) || top.contains(focused)) ? '' : focused.outerHTML + ' under ' + (top ? top.outerHTML : 'nothing').slice(0, 200);
            }"""
        )
        if found:
            hidden.append(found)
    assert hidden == []


@pytest.mark.parametrize("width", [320, 360, 768, 1100, 1280])
def test_a_number_of_a_source_stays_on_the_line_of_its_word_and_its_full_stop(opened: Any, width: int) -> None:
    page = opened("/models/llama-3-8b/", width)
    wrapped = page.evaluate(
        """() => [...document.querySelectorAll('.note .cited')].filter(cited => {
          const walker = document.createTreeWalker(document.querySelector('.note'), NodeFilter.SHOW_TEXT);
          walker.currentNode = cited;
          let before = walker.previousNode();
          while (before && (!before.data.trim() || before.parentElement.closest('.side, .between, .cited'))) before = walker.previousNode();
          const last = document.createRange();
          last.setStart(before, before.data.trimEnd().length - 1);
          last.setEnd(before, before.data.trimEnd().length);
          const word = last.getBoundingClientRect(), number = cited.querySelector('.ref').getBoundingClientRect();
          const end = document.createRange();
          end.selectNodeContents(cited.lastChild);
          const stop = end.getBoundingClientRect();
          return Math.abs(word.bottom - number.bottom) > 20 || (stop.width && Math.abs(stop.bottom - word.bottom) > 12);
        }).map(cited => cited.textContent)"""
    )
    assert wrapped == []
