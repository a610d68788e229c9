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
