"""“On this page”: which pages have it, what stands in it, and how it shows where a reader is."""

from typing import Any

import pytest
from lxml import html

from digest.output.build import build
from digest.pages.frame import Anchor
from digest.pages.sections import FEWEST, sections_of
from tests.conftest import invented_tree
from tests.sample import Sample
from tests.shapes import leads_on
from tests.sight import found_by_axe, sideways, small_targets
from tests.tabs import until

LIST = "//nav[@aria-label='On this page']"
KINDS = ("editions", "claims", "methods", "models", "compare", "topics", "papers")

NOTE = "".join(
    f"\n## Part {number}\n\n{'The pond is a pond, and a pond it stays for as long as it rains. ' * 30}\n"
    for number in range(1, 13)
)
LONG = {"content/pages/ponds.md": f"---\ntitle: Ponds\nsummary: A note of many parts.\n---\n{NOTE}"}


def heading(ident: str, title: str) -> str:
    return f'<h2 id="{ident}">{title} <a class="anchor" href="#{ident}" aria-label="Link to it"></a></h2>'


def test_a_section_is_told_by_its_words_without_what_is_pressed_or_cited() -> None:
    cited = '<span class="cited">⁠<button class="ref" data-number="1">1</button>⁠.</span>'
    text = heading("a", f"Of <em>ponds</em> &amp; <code>x &lt; y</code>{cited}") + heading("b", "B") + heading("c", "C")
    assert sections_of(text) == (Anchor("Of ponds & x < y", "#a"), Anchor("B", "#b"), Anchor("C", "#c"))


def test_too_few_sections_are_not_listed_and_parts_of_sections_are_none() -> None:
    enough = "".join(heading(f"s{number}", "S") for number in range(FEWEST))
    assert len(sections_of(enough)) == FEWEST
    assert sections_of(enough.replace("h2", "h3", 2)) == ()
    assert sections_of("<h2>One without an id</h2>" * FEWEST) == ()


def test_every_page_of_an_entry_with_enough_sections_lists_them_all_in_order(sample: Sample) -> None:
    listed: dict[bool, set[str]] = {True: set(), False: set()}
    for path, data in sample.built.tree.items():
        if not path.endswith("index.html") or leads_on(data):
            continue
        page = html.document_fromstring(data.decode())
        there = page.xpath("//main/article//h2[@id]/@id")
        found = [at.removeprefix("#") for at in page.xpath(f"{LIST}//a/@href")]
        if page.xpath("//main/article"):
            assert found == (there if len(there) >= FEWEST else []), path
            listed[bool(found)].add(path.split("/")[0])
    assert listed[True] >= set(KINDS)
    assert listed[False], "and some have too few"


def test_a_title_is_no_markup_of_its_own() -> None:
    page = f"---\ntitle: T\nsummary: S.\n---\n{NOTE}\n## <b>x</b> & `<i>` $a<b$\n"
    built = build(invented_tree({"content/pages/ponds.md": page})).tree["ponds/index.html"]
    last = html.document_fromstring(built.decode()).xpath(f"{LIST}//li/a")[-1]
    assert last.text_content().startswith("<b>x</b> & <i>")
    assert len(last) == 0


def test_it_is_no_part_of_a_twin(sample: Sample) -> None:
    assert not [path for path, data in sample.built.tree.items() if path.endswith(".md") and b"On this page" in data]


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return build(invented_tree(LONG)).tree


@pytest.fixture
def ponds(built: dict[str, bytes], serving: Any) -> str:
    """The address of a digest with a long note."""
    return str(serving(built))


def await_marked(page: Any, title: str) -> None:
    until(
        page,
        "title => { const all = [...document.querySelectorAll('.toc a[aria-current=true]')]; return all.length === 1 && all[0].textContent === title; }",
        arg=title,
    )


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_desk_it_stands_beside_the_text_and_marks_the_section_that_is_read(
    opened: Any, ponds: str, scheme: str
) -> None:
    page = opened("/ponds/", 1280, at=ponds, reduced_motion="reduce", color_scheme=scheme)
    link = page.get_by_role("navigation", name="On this page").get_by_role("link", name="Part 7")
    link.click()
    await_marked(page, "Part 7")
    assert page.url.endswith("#part-7")
    page.evaluate("document.getElementById('part-4').scrollIntoView()")
    await_marked(page, "Part 4")
    assert page.url.endswith("#part-7"), "the address stays what the reader asked for"
    box, text = page.locator(".toc ul").bounding_box(), page.locator(".note").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] < text["x"], "beside the text, and in sight"
    assert 0 <= box["y"] < 100
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    await_marked(page, "Part 12")
    page.evaluate("scrollTo(0, 0)")
    page.locator(".toc a[aria-current]").wait_for(state="detached")  # above the first section
    assert sideways(page) == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 1100])
def test_where_there_is_no_room_it_is_folded_and_stays_within_reach(opened: Any, ponds: str, width: int) -> None:
    page = opened("/ponds/#part-5", width, at=ponds, reduced_motion="reduce")
    await_marked(page, "Part 5")
    bar, at = page.locator(".toc summary"), page.locator("#part-5").bounding_box()
    assert bar.bounding_box()["y"] < 5, "still there in the middle of the text"
    assert bar.inner_text().split("\n")[-1].endswith("Part 5")
    assert at["y"] >= bar.bounding_box()["y"] + bar.bounding_box()["height"], "and over nothing that was asked for"
    link = page.locator(".toc a", has_text="Part 9")
    assert not link.is_visible()
    bar.focus()
    page.keyboard.press("Enter")
    link.wait_for()
    assert sideways(page) == []
    assert small_targets(page, (width,)) == []
    page.keyboard.press("Escape")
    link.wait_for(state="hidden")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Part 1"
    link.click()
    await_marked(page, "Part 9")
    assert not link.is_visible(), "it makes way for what was chosen"


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_without_scripts_it_is_a_list_of_links(opened: Any, ponds: str, width: int) -> None:
    page = opened("/ponds/", width, at=ponds, java_script_enabled=False, reduced_motion="reduce")
    link = page.locator(".toc a", has_text="Part 9")
    if width == 360:
        assert not link.is_visible()
        page.locator(".toc summary").click()
    link.click()
    page.wait_for_url("**/ponds/#part-9")
    assert page.locator("#part-9").bounding_box()["y"] < 100


@pytest.mark.long
@pytest.mark.browser
def test_axe_finds_nothing_in_it_and_paper_has_no_use_for_it(opened: Any, ponds: str) -> None:
    page = opened("/ponds/#part-3", 1280, at=ponds, reduced_motion="reduce")
    await_marked(page, "Part 3")
    assert found_by_axe(page) == []
    page.emulate_media(media="print")
    assert not page.locator(".toc").is_visible()
