"""What is said of a source that was checked long ago, counted back from a day that the build is told."""

import datetime

import pytest
from lxml import html

from digest.figures.staleness import Freshness, between
from digest.output.build import Built
from digest.values.words import Day, ExactDay
from tests.conftest import build, invented_tree

NOVEMBER = ExactDay.parse("2026-11-21")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-05-01", "2026-11-21", "two years and six months"),
        ("2024-05-21", "2026-11-21", "two years and six months"),
        ("2024-05-22", "2026-11-21", "two years and five months"),
        ("2025-11-21", "2026-11-21", "one year"),
        ("2025-11-22", "2026-11-21", "eleven months"),
        ("2025-10-21", "2026-11-21", "one year and one month"),
        ("2024-02-29", "2025-02-28", "eleven months"),
        ("2024-02-29", "2025-03-01", "one year"),
        ("2026-01-31", "2026-02-28", "28 days"),
        ("2026-01-31", "2026-03-01", "one month"),
        ("2025-12-31", "2026-01-01", "one day"),
        ("2026-01-01", "2026-01-13", "twelve days"),
        ("2012-01-01", "2026-01-01", "14 years"),
        ("2026-01-01", "2026-01-01", "0 days"),
    ],
)
def test_whole_years_and_months(first: str, last: str, words: str) -> None:
    assert between(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)) == words


@pytest.mark.parametrize(
    ("checked", "words"),
    [
        ("2025-11-21", ""),  # 365 days before
        ("2025-11-20", "one year before 21 November 2026"),
        ("2024-05-01", "two years and six months before 21 November 2026"),
        ("2025-11", ""),  # the last of the month is 356 days before
        ("2025-10", "one year before 21 November 2026"),
        ("2024-05", "two years and five months before 21 November 2026"),
        ("2026-11-21", ""),
        ("2027-01-01", ""),
    ],
)
def test_a_reading_is_stale_after_a_year(checked: str, words: str) -> None:
    assert Freshness(NOVEMBER, 365).stale(Day.parse(checked)) == words


def test_other_limits_and_no_day_at_all() -> None:
    assert Freshness(NOVEMBER, 7).stale(Day.parse("2026-11-13")) == "eight days before 21 November 2026"
    assert Freshness(NOVEMBER, 8).stale(Day.parse("2026-11-13")) == ""
    assert Freshness(NOVEMBER, 0).stale(Day.parse("2026-11-20")) == "one day before 21 November 2026"
    assert Freshness(NOVEMBER, 365).stale(None) == ""


@pytest.mark.parametrize(
    ("stale", "of", "sentence"),
    [
        (0, 3, ""),
        (1, 1, "The only source is stale: last checked more than 365 days before 21 November 2026."),
        (1, 3, "1 of 3 sources is stale: last checked more than 365 days before 21 November 2026."),
        (2, 3, "2 of 3 sources are stale: last checked more than 365 days before 21 November 2026."),
        (3, 3, "All 3 sources are stale: last checked more than 365 days before 21 November 2026."),
    ],
)
def test_a_page_says_how_many(stale: int, of: int, sentence: str) -> None:
    assert Freshness(NOVEMBER, 365).told(stale, of) == sentence


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def page(built: Built, path: str) -> html.HtmlElement:
    return html.document_fromstring(built.tree[path].decode())


def built_as_of(day: str, settings: str = "") -> Built:
    tree = invented_tree()
    tree["content/site.yaml"] += f"\n{settings}".encode()
    return build(tree, as_of=ExactDay.parse(day))


def test_the_source_list_the_margin_and_a_models_page_say_so() -> None:
    built = built_as_of("2025-05-02")  # sources were checked on 1 and 2 May 2024
    paper = page(built, "papers/otters/index.html")
    (sources,) = paper.xpath("//section[@class='sources']")
    assert text(sources.xpath("p")[0]) == (
        "1 of 3 sources is stale: last checked more than 365 days before 2 May 2025."
    )
    assert [text(line) for line in sources.xpath(".//span[@class='checked']")] == [
        "checked 2 May 2024",
        "checked 1 May 2024, stale: one year before 2 May 2025",
        "checked 2 May 2024",
    ]
    assert [text(note).rpartition("checked ")[2] for note in paper.xpath("//span[@role='note']")] == [
        "2 May 2024",
        "1 May 2024, stale",
        "2 May 2024",
    ]
    model = page(built_as_of("2026-11-21"), "models/otter-1b/index.html")
    assert text(model.xpath("//section[@class='sources']/p")[0]).startswith("All 3 sources are stale")
    assert "checked 2 May 2024, stale: two years and six months before 21 November 2026" in text(model)


def test_nothing_is_said_without_a_day_or_while_all_is_fresh(invented: Built) -> None:
    fresh = built_as_of("2024-06-01")
    for path, data in invented.tree.items():
        assert b"stale" not in data or path.startswith("static/"), path
        assert fresh.tree[path] == data, path
    assert invented.remarks == ()
    assert fresh.remarks == ("0 of 5 sources are stale as of 1 June 2024",)


def test_the_option_goes_before_the_setting_and_the_setting_says_how_old_is_stale() -> None:
    settings = "as_of: 2024-06-01\nstale_after: 20\n"
    tree = invented_tree()
    tree["content/site.yaml"] += f"\n{settings}".encode()
    assert build(tree).remarks == ("5 of 5 sources are stale as of 1 June 2024",)
    assert built_as_of("2024-05-22", settings).remarks == ("1 of 5 sources is stale as of 22 May 2024",)


def test_the_feed_does_not_age(invented: Built) -> None:
    assert built_as_of("2030-01-01").tree["feed.xml"] == invented.tree["feed.xml"]
