"""Characters that nobody sees: refused with their names wherever an author can write, but where a script or a picture needs them."""

import unicodedata

import pytest

from digest.entries.content import catalogue_of, read_entry, read_settings
from digest.values.unseen import unseen, without_unseen
from tests.conftest import problems_of


@pytest.mark.parametrize(
    "code", [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x061C]
)
def test_what_reorders_text_is_refused_by_name(code: int) -> None:
    told = unseen(f"Otter{chr(code)} 1B")
    assert f"U+{code:04X} ({unicodedata.name(chr(code))}) behind 'Otter' changes the order" in told


@pytest.mark.parametrize(
    "code", [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x034F, 0x3164, 0xFE0F, 0x180E, 0xE0041, 0x2063]
)
def test_what_has_no_width_is_refused(code: int) -> None:
    assert f"U+{code:04X} (" in unseen(f"Otter{chr(code)} 1B")
    assert without_unseen(f"Otter{chr(code)} 1B") == "Otter 1B"


@pytest.mark.parametrize(
    "text",
    ["می\u200cخواهم", "क्\u200dष", "ශ්\u200dරී", "👩\u200d🔬", "🏳\ufe0f\u200d🌈", "❤\ufe0f", "1\ufe0f\u20e3", "👍🏽", "葛\U000e0100",
     "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "שלום עולם", "مرحبا", "naïve — “quoted” 10\u00a0000", ""],
)  # fmt: skip
def test_what_a_script_or_a_picture_needs_is_kept(text: str) -> None:
    assert not unseen(text)
    assert without_unseen(text) == text


@pytest.mark.parametrize(
    "text", ["a\u200db", "👩\u200d", "می\u200c\u200cخ", "1\ufe0f", "\u200d👩", "a\ufe0f", "🏴\U000e0067"]
)
def test_a_joiner_that_joins_nothing_is_refused(text: str) -> None:
    assert unseen(text)


PAPER = "---\ntitle: {0}\narxiv: 2404.01231\ndate: 2024-04\ntopics: [rivers]\nsummary: {1}\n---\n{2}"
WIDE = "the invisible character U+200B (ZERO WIDTH SPACE)"


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("content/papers/p.md", PAPER.format("O\u200btter", "S", ""), 2),
        ("content/papers/p.md", PAPER.format('"O\\u200btter"', "S", ""), 2),
        ("content/papers/p.md", PAPER.format("O", "S\u200b S", ""), 6),
        ("content/papers/p.md", PAPER.format("O", "S", "\n\nA\u200bB\n"), 10),
        ("content/papers/p.md", PAPER.format("O", "S", "\n\nA&#8203;B\n"), 10),
        ("content/papers/p.md", PAPER.format("O", "S", "\n```\nA\u200bB\n```\n"), 10),
        ("content/topics/t.md", "---\nname: T\u200b\nsummary: S\n---\n", 2),
        ("content/topics/t.md", "---\nname: T\nsummary: S\naliases: [A, B\u200b]\n---\n", 4),
    ],
)
def test_it_is_refused_wherever_it_stands(path: str, text: str, line: int) -> None:
    found = [str(problem) for problem in read_entry((path, text.encode())).problems]
    assert len(found) == 1
    assert found[0].startswith(f"{path}:{line}: {WIDE}")


def test_it_is_refused_in_the_settings_and_among_the_facts() -> None:
    _, problems = read_settings(
        "title: A\u202eB\ntagline: T\ndescription: D\nbase_url: https://a.example/\nid: x\n".encode()
    )
    assert [problem.location.line for problem in problems] == [1]
    _, problems = catalogue_of("facts:\n  spots: {label: Sp\u200bots, group: Coat}\n".encode())
    assert [problem.location.line for problem in problems] == [2]


def test_the_rest_of_a_file_is_judged_as_if_it_were_not_there() -> None:
    text = PAPER.format("O\u200btter", "S", "\n\nOf 12 otters, one [@crad].\n").replace("rivers", "ri\u200bvers")
    assert [line.partition(": ")[0] for line in problems_of({"content/papers/p.md": text})] == [
        "content/papers/p.md:2",
        "content/papers/p.md:5",
        "content/papers/p.md:10",
    ]
