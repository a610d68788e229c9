"""Drawings of architectures as a reader has them: by keyboard, in any width and light, without scripts, and compared."""

from typing import Any

import pytest

from tests.sight import axe_violations
from tests.tabs import until

pytestmark = pytest.mark.browser

MODEL = "/models/quillwort-2b/"
PAIR, PICKED = "/compare/quillwort-2b--quillwort-500m/", "/compare/?models=quillwort-2b,quillwort-500m"
GALLERY = "/models/architectures/"
MARKS = """figures => figures.map(figure => [...figure.querySelectorAll('[data-fact]')].map(part =>
  [part.dataset.fact, part.classList.contains('differs'), part.getAttribute('aria-label'), part.textContent]))"""

BOX = """image => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const scale = canvas.width / 300;
  return [...context.getImageData(150 * scale, 55 * scale, 1, 1).data].slice(0, 3);
}"""
"""The colour of the first box of a drawing, between its words."""


def drawings(page: Any) -> Any:
    page.locator(".besides svg").nth(1).wait_for()
    return page.locator(".besides figure").evaluate_all(MARKS)


@pytest.mark.long
@pytest.mark.parametrize("width", [1280, 360, 320])
@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("path", [MODEL, PAIR, PICKED, GALLERY])
def test_nothing_sticks_out_or_is_hard_to_see(opened: Any, path: str, width: int, look: str) -> None:
    page = opened(path, width, color_scheme=look)
    if path != GALLERY:
        page.locator("svg.architecture").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(page) == []
    sizes = page.locator("svg.architecture .value").evaluate_all(
        "texts => texts.map(text => text.getBoundingClientRect().height)"
    )
    assert path == GALLERY or min(sizes) >= 12, "the height of a line of legible letters"
    outside = page.locator("svg.architecture").evaluate_all(
        """drawings => drawings.flatMap(svg => [...svg.querySelectorAll('text')]
          .filter(text => { const a = text.getBoundingClientRect(), b = svg.getBoundingClientRect();
                            return a.left < b.left - 1 || a.right > b.right + 1 })
          .map(text => text.textContent))"""
    )
    assert outside == []


def test_the_keyboard_goes_from_tokens_to_output_and_on_to_the_fact(opened: Any) -> None:
    page = opened(MODEL)
    lines = page.locator("svg.architecture a")
    lines.first.focus()
    reached = []
    for _ in range(lines.count()):
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Tab")
    assert reached[0].startswith("Vocabulary")
    assert reached[-1].startswith("Tied embeddings")
    heads = page.locator("svg.architecture a[data-fact=kv_heads]")
    heads.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#fact-kv_heads")
    assert page.locator(":target").text_content().split()[:2] == ["Key/value", "heads"]


@pytest.mark.long
def test_what_is_picked_is_drawn_and_marked_as_the_pair_made_beforehand(opened: Any) -> None:
    made, picked = opened(PAIR), opened(PICKED)
    expected = drawings(made)
    assert drawings(picked) == expected
    marked = {fact for figure in expected for fact, differs, *_ in figure if differs}
    assert {"layers", "kv_heads", "tied_embeddings"} <= marked
    assert "norm" not in marked, "of one it is not known"
    said = ".marked", ".besides + .in-words p"
    assert [picked.locator(one).all_text_contents() for one in said] == [
        made.locator(one).all_text_contents() for one in (".marked", ".besides + .in-words p")
    ]
    for page in (made, picked):
        leads = page.locator(".besides a[data-fact=layers]").first.evaluate(
            "link => { const to = new URL(link.getAttribute('href'), location.href); return to.pathname + to.hash }"
        )
        assert leads == "/models/quillwort-2b/#fact-layers"


def test_marks_are_those_of_the_table(opened: Any) -> None:
    page = opened(PAIR)
    rows = page.locator("table:has(#differing) tr.differs th").all_text_contents()
    labels = {"layers": "Layers", "kv_heads": "Key/value heads", "tied_embeddings": "Tied embeddings"}
    for label in labels.values():
        assert any(row.startswith(label) for row in rows)


@pytest.mark.long
def test_a_drawing_that_cannot_be_read_is_said_to_be_missing(opened: Any) -> None:
    page = opened("/compare/", own=True)
    page.route("**/models/quillwort-500m/architecture.svg", lambda route: route.fulfill(status=200, body="<p>no"))
    page.goto(page.url + PICKED.partition("/compare/")[2])
    page.locator(".besides .failed").wait_for()
    assert "The drawing of Quillwort 500M could not be read" in page.locator(".besides .failed").text_content()
    assert page.locator(".besides svg").count() == 1
    page.locator("#picked-differing").wait_for()


@pytest.mark.long
def test_without_scripts_all_is_there(opened: Any) -> None:
    for path, count in ((MODEL, 1), (PAIR, 2)):
        page = opened(path, java_script_enabled=False)
        assert page.locator("svg.architecture").count() == count
        assert "24 layers" in page.locator(".architecture-figure figcaption, .besides + .in-words").first.text_content()


@pytest.mark.long
def test_the_gallery_shows_each_drawing_in_its_own_colours(opened: Any) -> None:
    page = opened(GALLERY)
    images = page.locator(".gallery img")
    assert images.count() >= 2
    images.first.scroll_into_view_if_needed()
    until(page, "document.querySelector('.gallery img').complete")
    assert images.first.evaluate(BOX) == [246, 242, 232], "not black, as without styles"
    link = page.locator(".gallery a").first
    link.click()
    page.wait_for_url("**#architecture")


@pytest.mark.long
def test_drawings_are_printed_whole(opened: Any) -> None:
    page = opened(PAIR, media="print")
    boxes = page.locator(".besides svg").evaluate_all("all => all.map(svg => svg.getBoundingClientRect().right)")
    assert max(boxes) <= 1280
    gallery = opened(GALLERY, media="print", color_scheme="dark")
    image = gallery.locator(".gallery img").first
    image.scroll_into_view_if_needed()
    until(gallery, "document.querySelector('.gallery img').complete")
    assert min(image.evaluate(BOX)) > 200, "as on paper, whatever the screen is like"
