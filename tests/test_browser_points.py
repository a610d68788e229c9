"""Points of charts name themselves: to the pointer, to the keyboard, on a phone, and without scripts."""

from typing import Any

import pytest

from tests.tabs import until

pytestmark = pytest.mark.browser

CHART = "/compare/pond-against-size/"


SETTLED = """name => {
  const box = document.querySelector('.point-name'), point = document.activeElement.querySelector('path, circle');
  if (box?.textContent !== name || box.hidden) return false;
  const [a, b] = [box, point].map(element => element.getBoundingClientRect());
  const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  return apart && a.left >= 0 && a.right <= document.documentElement.clientWidth && a.top >= 0;
}"""
"""Whether the name is shown, within the window, and off its point."""


def mark(page: Any, name: str) -> Any:
    """The point inside the link that is called so."""
    return page.locator(f'svg.chart:visible a[aria-label^="{name}"] :is(path, circle)').first


def name_of(page: Any) -> Any:
    return page.locator(".point-name")


def apart(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
        or one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
    )


def test_hovering_names_the_point_and_leaving_takes_the_name_away(opened: Any) -> None:
    page = opened(CHART)
    point = mark(page, "Reed 8x22B")
    expected = point.evaluate("path => path.closest('a').getAttribute('aria-label')")
    point.hover()
    name_of(page).wait_for(state="visible")
    assert name_of(page).inner_text() == expected
    assert apart(name_of(page).bounding_box(), point.bounding_box()), "the box does not cover its point"
    page.mouse.move(5, 5)
    name_of(page).wait_for(state="hidden")


@pytest.mark.long
def test_the_pointer_may_move_onto_the_name_and_escape_dismisses_it(opened: Any) -> None:
    page = opened(CHART)
    mark(page, "Reed 8x22B").hover()
    name_of(page).wait_for(state="visible")
    name_of(page).hover()
    page.wait_for_timeout(600)  # longer than it lingers: it stays as long as the pointer is on it
    assert name_of(page).is_visible()
    page.keyboard.press("Escape")
    name_of(page).wait_for(state="hidden")
    mark(page, "Reed 8x7B").hover()
    name_of(page).wait_for(state="visible")
    assert "Reed 8x7B" in name_of(page).inner_text()


@pytest.mark.long
@pytest.mark.parametrize("path", [CHART, "/models/lineage/", "/benchmarks/pondbench/", "/models/charts/"])
def test_the_keyboard_alone_reaches_names_and_dismisses_them(opened: Any, path: str) -> None:
    page = opened(path, 360)
    page.locator("svg.chart:visible a[tabindex='0']").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        label = page.evaluate("document.activeElement.getAttribute('aria-label')")
        until(page, "name => document.querySelector('.point-name')?.textContent === name", arg=label)
        name_of(page).wait_for(state="visible")  # the chart may have to scroll first
    page.keyboard.press("Escape")
    name_of(page).wait_for(state="hidden")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == label, "the focus stays"
    page.keyboard.press("ArrowLeft")
    name_of(page).wait_for(state="visible")
    page.evaluate("document.activeElement.blur()")
    name_of(page).wait_for(state="hidden")


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_name_stays_within_the_window_and_off_its_point(opened: Any, width: int) -> None:
    page = opened("/models/charts/", width)
    links = page.locator("svg.chart:visible >> nth=0 >> a")
    page.locator("svg.chart:visible a[tabindex='0']").first.focus()
    for _ in range(links.count() - 1):
        page.keyboard.press("ArrowRight")
        label = page.evaluate("document.activeElement.getAttribute('aria-label')")
        until(page, SETTLED, arg=label)  # the chart may have to scroll first
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_points_on_top_of_each_other_are_all_named(opened: Any) -> None:
    page = opened("/models/charts/")
    context = page.locator("section:has(#context-over-time)")
    context.locator('svg:visible a[aria-label^="Sedge 270M"] :is(path, circle)').hover(force=True)
    name_of(page).wait_for(state="visible")
    lines = name_of(page).locator("p").all_inner_texts()
    assert {line.split(":")[0].split(",")[0] for line in lines} == {
        "Sedge 270M", "Sedge 450M", "Sedge 1.1B", "Sedge 3B"
    }  # fmt: skip


def test_a_screen_reader_hears_a_name_once(opened: Any) -> None:
    page = opened(CHART)
    mark(page, "Reed 8x22B").hover()
    name_of(page).wait_for(state="visible")
    assert name_of(page).get_attribute("aria-hidden") == "true"
    assert page.locator("svg.chart:visible a title").count() == 0, "no second name by the browser"
    assert page.locator("svg.chart:visible a:not([aria-label])").count() == 0


def test_a_click_still_follows_the_link(opened: Any) -> None:
    page = opened(CHART)
    mark(page, "Reed 8x22B").click()
    page.wait_for_url("**/models/reed-8x22b/")


@pytest.mark.long
def test_a_tap_follows_the_link(opened: Any) -> None:
    page = opened(CHART, 360, has_touch=True)
    mark(page, "Rush 3 8B").tap()
    page.wait_for_url("**/models/rush-3-8b/")


@pytest.mark.long
def test_without_scripts_every_point_has_its_name_and_every_table_its_numbers(opened: Any) -> None:
    page = opened(CHART, java_script_enabled=False)
    marks = page.locator("svg.chart:visible a")
    assert marks.count() > 5
    assert page.locator("svg.chart:visible a title").count() == marks.count(), "what a browser shows by itself"
    page.locator("svg.chart:visible a").first.focus()
    assert name_of(page).count() == 0
    page.goto(page.url.replace(CHART, "/models/charts/"))
    page.locator("summary").first.click()
    page.locator("table.data").first.wait_for(state="visible")
    page.goto(page.url.replace("/models/charts/", "/models/lineage/"))
    listed = page.locator("ul.descent a").evaluate_all("links => links.map(link => link.href)")
    drawn = page.locator("svg.chart:visible a").evaluate_all(
        "links => links.map(link => new URL(link.href.baseVal, document.baseURI).href)"
    )
    assert sorted(set(listed)) == sorted(drawn), "a model of two parents is listed below both, and drawn once"
    assert len(drawn) > 20
