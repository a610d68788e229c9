"""Words with rules: what they accept, how they sort, and the sentence that refuses the rest."""

import re

import pytest

from digest.field.authors import Author
from digest.field.identifiers import ArxivId, Doi, title_of
from digest.field.quantities import Quantity, misread
from digest.values.words import Day, Key, Slug, Url, YesNo


@pytest.mark.parametrize("text", ["kan", "llama-3-8b", "openelm-1.1b", "2024-04"])
def test_slugs(text: str) -> None:
    assert Slug.parse(text) == text


@pytest.mark.parametrize("text", ["", "KAN", "a b", "-a", "a-", "a--b", "../x", "ä", "a_b", "x" * 81])
def test_not_slugs(text: str) -> None:
    with pytest.raises(ValueError, match="is not a name of an entry"):
        Slug.parse(text)


@pytest.mark.parametrize("text", ["2404.01230", "2404.14219v4", "0704.0001", "1412.9999", "1501.00001",
                                  "cs/0112017", "math.GT/0309136v2", "hep-th/9108001", "solv-int/9901001", "cs/0703001"])  # fmt: skip
def test_arxiv_identifiers_keep_every_digit(text: str) -> None:
    assert ArxivId.parse(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "2404.0123",
        "1412.99999",
        "2413.00001",
        "2404.012300",
        "arXiv:2404.01230",
        "404.01230",
        "cs/0704001",
        "cs/9106001",
        "cs/0113001",
        "cs/011201",
        "cs.lg/0112017",
        "herons/0112017",
        "0112017",
    ],
)
def test_not_arxiv_identifiers(text: str) -> None:
    with pytest.raises(ValueError, match="is not an arXiv identifier"):
        ArxivId.parse(text)


def test_an_arxiv_identifier_is_the_same_however_it_is_written() -> None:
    written = {
        "2404.14219v4": "2404.14219",
        "math.GT/0309136v2": "math/0309136",
        "solv-int/9901001v1": "solv-int/9901001",
    }
    assert {text: ArxivId(text).without_version for text in written} == written


@pytest.mark.parametrize(
    "text", ["10.1145/3442188.3445922", "10.1002/(SICI)1097-4571(199101)42:1<7::AID-ASI2>3.0.CO;2-P"]
)
def test_dois(text: str) -> None:
    assert Doi.parse(text) == text


def test_the_address_of_a_doi_is_one_whatever_stands_in_it() -> None:
    assert Doi("10.1002/a(b)1<7::c>2;d#e").url == "https://doi.org/10.1002/a(b)1%3C7::c%3E2;d%23e"
    assert Doi("10.5555/Fern").folded == "10.5555/fern"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("https://doi.org/10.1145/344%3C1", "write 10.1145/344<1"),
        ("doi:10.1145/344", "write 10.1145/344"),
        ("10.1145", "write it like 10.1145/3442188.3445922"),
        ("herons", "write it like 10.1145/3442188.3445922"),
    ],
)
def test_not_dois(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"{text!r} is not a DOI: {remedy}")):
        Doi.parse(text)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://arxiv.org/abs/math.GT/0309136v2", "Knot 2003, arXiv:math.GT/0309136v2"),
        ("https://arxiv.org/pdf/cs/0112017.pdf", "arXiv:cs/0112017"),
        ("https://arxiv.org/abs/2404.01230", "Otter 2024, arXiv:2404.01230"),
        ("https://doi.org/10.5555/FERN", "Fern 1999, doi:10.5555/FERN"),
        ("https://dx.doi.org/10.5555/other", "doi:10.5555/other"),
    ],
)
def test_a_page_of_a_paper_is_called_by_who_wrote_it_and_when(url: str, name: str) -> None:
    known = {"math/0309136": "Knot 2003", "2404.01230": "Otter 2024", "10.5555/fern": "Fern 1999"}
    assert title_of(Url(url), known) == name


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "//x.example", "https://", "https://a b", 'https://x.example/"', "ftp://x.example",
     "https://me@x.example", "https://x.example:99999/", "https://x.example/<b>", "https://[::1"],
)  # fmt: skip
def test_not_web_addresses(text: str) -> None:
    with pytest.raises(ValueError, match="is not a web address"):
        Url.parse(text)


def test_a_month_is_a_day_that_is_not_known() -> None:
    month, day = Day.parse("2024-04"), Day.parse("2024-04-30")
    assert (str(month), month.spoken, month < day) == ("2024-04", "April 2024", True)
    assert (str(day), day.spoken) == ("2024-04-30", "30 April 2024")


@pytest.mark.parametrize("text", ["2024", "30.4.2024", "2024-4-3", "2024-02-30", "2024-13", "1024-01-01"])
def test_not_dates(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a da|is too early"):
        Day.parse(text)


def test_quantities_sort_by_number_and_show_as_written() -> None:
    written = ["15T+", "300B (299.9B)", "141B", "39B", "about 1.5B", "450M", "65,536", "12 to 20", "8 (GQA)", "1.0e-06"]
    quantities = [Quantity.parse(text) for text in written]
    assert [str(q) for q in sorted(quantities, reverse=True)] == written


@pytest.mark.parametrize(
    ("text", "number"),
    [("141B", 141e9), ("15T+", 15e12), ("over 400B", 400e9), ("64K", 64e3), ("-4.19", -4.19), ("−4.19", -4.19),
     ("39.5%", 39.5), ("4M tokens", 4e6), ("12 to 20B", 12e9), ("1.3e+28", 1.3e28)],
)  # fmt: skip
def test_the_number_of_a_quantity(text: str, number: float) -> None:
    assert Quantity.parse(text).number == pytest.approx(number)


@pytest.mark.parametrize("text", ["many", "1,00", "1.2.3", "7b", "12 or 13", "B7", "1,2345", ""])
def test_not_quantities(text: str) -> None:
    with pytest.raises(ValueError, match="is not a quantity"):
        Quantity.parse(text)


@pytest.mark.parametrize(
    ("text", "usual"),
    [("7 billion", "7B"), ("8 trillion", "8T"), ("9.24 bn", "9.24B"), ("7 Mio.", "7M"), ("1,5 Mrd", "1.5B"), ("7b", "7B"),
     ("64 k", "64K"), ("4 mil tokens", "4M tokens"), ("about 7 billion tokens", "about 7B tokens"), ("≈ 7 bn", "≈ 7B"),
     ("ca. 7B", "about 7B"), ("12-20B", "12 to 20B"), ("12 — 20", "12 to 20"), ("between 12 and 20", "12 to 20"),
     ("71,3", "71.3"), ("0,713", "0.713"), ("1234,567", "1234.567"), ("1.234.567,5", "1234567.5"), ("1 500 000", "1,500,000"),
     ("1\u202f500\u202f000", "1,500,000"), ("1'500'000", "1,500,000"), ("1.5 × 10⁻⁹", "1.5e-9"), ("1.5x10^9", "1.5e9"),
     ("71.3 percent", "71.3%"), ("71,3 per cent", "71.3%"), (".5", "0.5"), ("5.", "5"), ("– 4", ""), ("- 4", "−4")],
)  # fmt: skip
def test_other_ways_to_write_a_quantity_are_refused_with_the_one_that_is_meant(text: str, usual: str) -> None:
    with pytest.raises(ValueError, match="is not a quantity") as refused:
        Quantity.parse(text)
    assert misread(text) == usual
    assert str(refused.value).endswith(f"write {usual}" if usual else "12 to 20")


@pytest.mark.parametrize(
    "text", ["8 to twelve", "7 hundred", "7 or more", "20 to 12", "500 to 1B", "8x22B", "2024-04", "7 dozen"]
)
def test_words_that_change_a_number_are_no_units(text: str) -> None:
    with pytest.raises(ValueError, match="is not a quantity"):
        Quantity.parse(text)
    assert not misread(text)


@pytest.mark.parametrize(
    "text", ["yes", "GQA", "128 A100 80GB", "4 (after the gate)", "betas 0.9, 0.95", "Llama 3", "12%"]
)
def test_other_text_is_no_misread_quantity(text: str) -> None:
    assert not misread(text)


@pytest.mark.parametrize(("text", "number"), [("71.3 ± 0.4", 71.3), ("71.3±0.4%", 71.3), ("≈7B", 7e9), ("7 mm", 7.0)])
def test_more_ways_that_are_read(text: str, number: float) -> None:
    assert Quantity.parse(text).number == pytest.approx(number)


@pytest.mark.parametrize(
    "name",
    ["Ada Otter", "李雷", "Ludwig van den Berg", "Martin Luther King, Jr.", "Gemini Team, Google", "Center for Research and Development",
     "Alexander Andrews", "OpenAI", "et al.", "D. E. Knuth III", "Sand & Sea Research Group"],
)  # fmt: skip
def test_authors(name: str) -> None:
    assert Author.parse(name) == name


@pytest.mark.parametrize(
    ("text", "write"),
    [("et al", "write et al., with its full stop"), ("et. al.", "write et al., with"), ("and others", "write et al., with"),
     ("Ada Otter et al.", "[Ada Otter, et al.]"), ("Ada Otter, et al", "[Ada Otter, et al.]"), ("A. Otter and B. Pool", "[A. Otter, B. Pool]"),
     ("A. Otter & B. Pool", "[A. Otter, B. Pool]"), ("A. Otter, B. Pool, and C. Fern", "[A. Otter, B. Pool, C. Fern]"),
     ("A. Otter; B. Pool", "[A. Otter, B. Pool]"), ("Otter, Ada", "write Ada Otter if it is one; each author is an item"), ("Jr.", "'Ada Otter, Jr.'")],
)  # fmt: skip
def test_what_would_become_one_author(text: str, write: str) -> None:
    with pytest.raises(ValueError) as refused:  # the sentence is what is looked at
        Author.parse(text)
    assert write in str(refused.value)


def test_yes_and_no() -> None:
    assert YesNo.parse("true") == "true"
    with pytest.raises(ValueError, match="neither yes nor no"):
        YesNo.parse("maybe")


def test_keys() -> None:
    assert Key.parse("hf-card_2.1") == "hf-card_2.1"
    with pytest.raises(ValueError, match="is not a key"):
        Key.parse("a b")


@pytest.mark.parametrize("text", ["1e308", "1e308T", "1e31", "1e-31", "-1e40", "1 to 1e31"])
def test_numbers_that_no_axis_could_show(text: str) -> None:
    with pytest.raises(ValueError, match="is too large or too small a number"):
        Quantity.parse(text)


@pytest.mark.parametrize(
    ("text", "exact"), [("1.5M", "1.5E+6"), ("8,512", "8512"), ("62.50", "62.50"), ("−1.0e-06", "-0.0000010"), ("12 to 20B", "1.2E+10")]
)  # fmt: skip
def test_a_quantity_knows_its_last_place(text: str, exact: str) -> None:
    assert str(Quantity.parse(text).exact) == exact
