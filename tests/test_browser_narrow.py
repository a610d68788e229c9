"""What there is room for on a phone: a header of two lines, and a chart as one stop of the Tab key."""

import itertools
from typing import Any

import pytest

from digest.output.build import build
from digest.pages.frame import Anchor
from digest.pages.header import room_for
from tests.conftest import invented_tree, once_per_run
from tests.fonts import Family
from tests.sight import sideways

LINE = 45
"""The most that a line of the header takes, with the room around it."""


@pytest.mark.long
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [360, 320])
def test_the_header_takes_two_lines_and_leads_to_the_sections(opened: Any, width: int, scripts: bool) -> None:
    page = opened("/papers/mud/", width, java_script_enabled=scripts, reduced_motion="reduce")
    rows = page.locator(".top > :visible").evaluate_all(
        "parts => new Set(parts.map(part => { const box = part.getBoundingClientRect(); return Math.round((box.top + box.bottom) / 20); })).size"
    )
    assert rows == 2
    assert page.locator(".top").bounding_box()["height"] < 2 * LINE + 30
    sections = page.get_by_role("navigation", name="Sections")
    assert not sections.is_visible()
    page.get_by_role("button", name="Sections").focus()
    page.keyboard.press("Enter")
    sections.wait_for()
    assert page.locator("#site-sections a[aria-current]").text_content() == "Papers"
    assert all(
        box["width"] >= 24 and box["height"] >= 24 for box in (a.bounding_box() for a in sections.locator("a").all())
    )
    page.keyboard.press("Escape")
    sections.wait_for(state="hidden")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/editions/")


LONG_NAME = "The Quarterly Review of Language Models, Their Papers and Their Measurements"
WIDTHS = (320, 360, 480, 600, 639, 641, 700, 768, 850, 1000, 1087, 1089, 1200, 1280, 1440)


def articles(count: int) -> dict[str, str]:
    """Pages of a digest's own, each of which is a section."""
    return {f"content/pages/words-{n}.md": f"---\ntitle: Meadows {n}\nsummary: S.\n---\nWords.\n" for n in range(count)}


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, bytes]]:
    """By the number of articles, a digest with a long name."""
    settings = (invented_tree()["content/site.yaml"]).decode()
    title = next(line for line in settings.splitlines() if line.startswith("title:"))
    changed = {"content/site.yaml": settings.replace(title, f"title: {LONG_NAME}")}
    return once_per_run(
        tmp_path_factory,
        "long-names",
        lambda folder: {count: build(invented_tree(changed | articles(count))).tree for count in (0, 3, 12)},
    )


@pytest.mark.long
@pytest.mark.parametrize("count", [0, 3, 12])
def test_the_header_takes_two_lines_at_every_width_whatever_the_name(
    named: dict[int, dict[str, bytes]], window: Any, serving: Any, family: Family, count: int
) -> None:
    page = window(family)
    page.goto(f"{serving(named[count])}/papers/otters/")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        middles = page.locator(".top > :visible").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(box => (box.top + box.bottom) / 2).sort((a, b) => a - b)"
        )
        lines = 1 + sum(b - a > 12 for a, b in itertools.pairwise(middles))
        height = page.locator(".top").bounding_box()["height"]
        assert (width, lines <= 2, height < 2 * LINE + 30) == (width, True, True), (lines, height)
        assert sideways(page) == []
        reached = page.get_by_role("button", name="Sections").is_visible(), page.locator("#site-sections").is_visible()
        assert sorted(reached) == [False, True], f"at {width} the sections are there, once"
    page.emulate_media(media="print")
    assert not page.locator("#site-sections").is_visible()
    page.emulate_media(media="null")


def test_what_fits_a_line_is_told_by_the_letters_of_its_names() -> None:
    def sections(count: int, title: str = "Methods") -> list[Anchor]:
        return [Anchor(title, "/m/")] * count

    assert [room_for(sections(count)) for count in (0, 5, 7, 10, 11, 20)] == [
        "few",
        "few",
        "few",
        "some",
        "some",
        "many",
    ]
    assert room_for(sections(7, "\u6a21" * 7)) == "some", "broad letters need more room"


def test_where_there_is_room_the_sections_stand_below_the_name(opened: Any, grown_base: str) -> None:
    page = opened("/papers/otters/", 1280, at=grown_base)
    assert not page.get_by_role("button", name="Sections").is_visible()
    assert page.locator("#site-sections").bounding_box()["y"] < LINE + 30


def stops(page: Any) -> int:
    """How many stops of the Tab key the charts of a page are."""
    return int(
        page.locator(".chart-figure :is(a[href], a[*|href], [tabindex])").evaluate_all(
            "all => all.filter(one => one.tabIndex >= 0 && one.closest('svg')?.getClientRects().length).length"
        )
    )


@pytest.mark.long
def test_a_chart_is_one_stop_and_arrow_keys_go_from_point_to_point(opened: Any) -> None:
    page = opened("/compare/pond-against-size/", 1280)
    points = page.locator("svg.chart:visible a[aria-label]")
    assert points.count() > 2
    assert stops(page) == page.locator("svg.chart:visible").count()
    page.locator("svg.chart:visible a[tabindex='0']").first.focus()
    passed = []
    for _ in range(points.count()):
        passed.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("ArrowRight")
    assert sorted(passed) == sorted(points.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))"))
    lefts = [
        page.locator(f"svg.chart:visible a[aria-label='{name}'] :is(path, circle)").first.bounding_box()["x"]
        for name in dict.fromkeys(passed)
    ]
    assert lefts == sorted(lefts)
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == passed[0]
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == passed[0]
    page.keyboard.press("End")
    assert stops(page) == page.locator("svg.chart:visible").count(), "the point that was left is none any more"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg')") is None
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == passed[-1], "back to where one was"


def test_without_scripts_every_point_can_be_reached(opened: Any) -> None:
    page = opened("/compare/pond-against-size/", 1280, java_script_enabled=False)
    assert stops(page) == page.locator("svg.chart:visible a[href]").count()
