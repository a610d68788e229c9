"""Every sentence that an author can meet, word for word: from problems.txt, and what is most often wrong from mistakes.txt."""

import dataclasses
import re
from pathlib import Path

import pytest

from digest.entries.record import Record
from digest.entries.records import KINDS, Paper
from digest.values.problems import DigestError, one_of
from tests.conftest import INVENTED, invented_tree, problems_of
from tests.remembering import remembered


def cases(file: str) -> list[pytest.param]:  # type: ignore[valid-type]
    text = Path(__file__).with_name(file).read_text("utf-8")
    text = re.sub(r"\{U\+([0-9A-F]{4})\}", lambda found: chr(int(found[1], 16)), text)  # what would not be seen there
    found = []
    for case in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = case.partition("\n")
        blocks = re.split(r"^~~~ (.+)\n", rest, flags=re.MULTILINE)[1:]
        changes: dict[str, str | None] = {}
        expected: list[str] = []
        replaced = ""
        for head, body in zip(blocks[::2], blocks[1::2], strict=True):
            path, _, old = head.partition(" - ")
            if head == "problems":
                body = body.replace("{kinds}", one_of(KINDS)).replace("{keys of papers}", one_of(_keys(Paper), "and"))
                expected = body.strip().splitlines()
            elif head == "new":
                path, old = replaced.split("\n")
                changes[path] = _replaced(path, old, body.rstrip("\n"))
            elif old:
                replaced = f"{path}\n{old}"
            else:
                changes[path] = body
        found.append(pytest.param(changes, expected, id=title))
    return found


def _keys(record: type[Record]) -> list[str]:
    return [field.metadata.get("key", field.name) for field in dataclasses.fields(record)]


def _replaced(path: str, old: str, new: str) -> str:
    text = (INVENTED / path).read_text("utf-8")
    assert text.count(old) >= 1, f"{path} does not hold {old!r}"
    return text.replace(old, new, 1)


@pytest.mark.parametrize(("changes", "expected"), [*cases("problems.txt"), *cases("mistakes.txt")])
def test_the_lines_an_author_sees(changes: dict[str, str | None], expected: list[str]) -> None:
    assert problems_of(changes) == expected


@pytest.mark.long
@pytest.mark.parametrize(("changes", "expected"), [*cases("problems.txt"), *cases("mistakes.txt")])
def test_a_build_that_finds_out_ahead_sees_the_same_lines(
    tmp_path: Path, changes: dict[str, str | None], expected: list[str]
) -> None:
    """What many pages will ask is found out before it is known whether all is well."""
    try:
        found = [str(hint) for hint in remembered(invented_tree(changes), tmp_path).built.hints]
    except DigestError as error:
        found = [str(one) for one in sorted((*error.problems, *error.hints))]
    assert found == expected


def test_the_invented_digest_has_no_problems() -> None:
    assert problems_of({}) == []
