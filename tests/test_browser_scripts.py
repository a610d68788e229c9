"""What scripts share with each other and with the build: the modules that several import, and the files beside pages."""

from collections.abc import Iterator
from typing import Any

import pytest

from digest.output.build import build
from tests.conftest import invented_tree, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def little() -> Iterator[str]:
    """The address of the invented digest."""
    with served(build(invented_tree()).tree) as address:
        yield address


@pytest.mark.parametrize(
    ("one", "other", "most", "slips"),
    [
        ("otter", "otter", 2, 0),
        ("oter", "otter", 2, 1),
        ("otzer", "otter", 2, 1),
        ("toter", "otter", 2, 1),  # two letters swapped are one slip
        ("totre", "otter", 2, 2),
        ("beaver", "otter", 2, 3),  # one more than what is counted on
        ("", "otter", 9, 5),
    ],
)
def test_slips_between_two_words(opened: Any, little: str, one: str, other: str, most: int, slips: int) -> None:
    page = opened("/compare/", at=little)
    count = "async ([...words]) => (await import('/static/text.js')).slips(...words)"
    assert page.evaluate(count, [one, other, most]) == page.evaluate(count, [other, one, most]) == slips


def test_numbers_and_names_are_said_as_people_say_them(opened: Any, little: str) -> None:
    page = opened("/compare/", at=little)
    said = """async () => {
      const { counted, spoken } = await import('/static/text.js');
      return [counted(0, 'fact'), counted(1, 'fact'), counted(2, 'fact'), spoken([]), spoken(['A']), spoken(['A', 'B']), spoken(['A', 'B', 'C'])];
    }"""
    assert page.evaluate(said) == ["0 facts", "1 fact", "2 facts", "", "A", "A and B", "A, B and C"]


def test_a_facet_that_the_page_has_is_one_for_the_script(opened: Any) -> None:
    tree = build(invented_tree()).tree
    text = tree["models/index.html"].decode()
    choices = "".join(f'<option value="{water}" data-label="{water}">{water}</option>' for water in ("lake", "sea"))
    select = (
        f'<label>Water <select name="wet-or_dry" data-facet><option value="">any</option>{choices}</select></label>'
    )
    for old, new in (
        ("<details>\n<summary>Columns", f"{select}<details>\n<summary>Columns"),
        ('data-model="otter-1b"', 'data-model="otter-1b" data-wet-or_dry="lake"'),
        ('data-model="beaver-400m"', 'data-model="beaver-400m" data-wet-or_dry="sea"'),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    with served({**tree, "models/index.html": text.encode()}) as address:
        page = opened("/models/?wet-or_dry=sea", at=address)
        page.locator("#models-status", has_text="1 of 2 models shown.").wait_for()
        assert page.locator("#models tbody tr:visible th a").all_text_contents() == ["Beaver 400M"]
        water = page.get_by_label("Water")
        assert water.locator("option").all_text_contents() == ["any", "lake (1)", "sea (1)"]
        assert "Swimmers (1)" in page.locator("#facet-family").inner_text()
        page.get_by_role("button", name="Start over").click()
        page.locator("#models-status", has_text="All 2 models are shown.").wait_for()
        assert water.input_value() == ""
        water.select_option("lake")
        page.wait_for_url("**/models/?wet-or_dry=lake")
        assert page.locator("#models tbody tr:visible th a").all_text_contents() == ["Otter 1B"]
