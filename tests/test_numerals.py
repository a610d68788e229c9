"""Which numbers in running text want a source."""

import pytest

from digest.field.numerals import first_number, numerals


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("it scores 71.5 on it", "71.5"),
        ("nearly 90% of models fail", "90%"),
        ("Of 12 boats, two sank", "12"),
        ("trained on 15T tokens", "15T"),
        ("from 1,024 to 8", "1,024"),
        ("lifts it by -4.2 points", "-4.2"),
        ("Accuracy 71.5% was seen", "71.5%"),
    ],
)
def test_a_number_is_a_number(text: str, number: str) -> None:
    assert first_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "Llama 3 70B and Phi-3",
        "GPT-4 and GPT-3.5",
        "on 30 April 2024",
        "in 2017",
        "table 3 of section 4.1",
        "Mixtral 8x22B",
        "a note[^1]",
        "no number",
    ],
)
def test_a_name_or_a_date_is_not(text: str) -> None:
    assert first_number(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3.3T tokens", [("3.3T", 3.3e12, 1e11, False)]),
        ("over 15 trillion", [("15 trillion", 15e12, 1e12, False)]),
        (
            "32,064 entries, 128K or 4k",
            [("32,064", 32064.0, 1.0, False), ("128K", 128e3, 1e3, False), ("4k", 4e3, 1e3, False)],
        ),
        ("a gain of 12.5 % and 7 per cent", [("12.5 %", 12.5, 0.1, True), ("7 per cent", 7.0, 1.0, True)]),
        ("Llama 3 of April 2024 in table 7, v0.3 and 8x22B", []),
    ],
)
def test_numbers_are_read_with_their_last_place(text: str, found: list[tuple[str, float, float, bool]]) -> None:
    read = [(one.text, one.value, one.step, one.share) for one in numerals(text)]
    assert read == [(name, pytest.approx(value), pytest.approx(step), share) for name, value, step, share in found]
    assert [text[one.start : one.end].strip() for one in numerals(text)] == [name for name, *_ in found]
