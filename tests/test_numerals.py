"""Which numbers in running text want a source."""

import pytest

from digest.field.numerals import first_number


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
