"""Charts of all models, on invented ones: who is drawn, who is named as left out, tables, sources, CSV."""

import csv
import io

import pytest
from lxml import html

from digest.connections.site import Site
from digest.field.language_models import BUILT_IN, CHARTS
from digest.figures import drawings
from digest.output.build import Built
from tests.conftest import invented_tree
from tests.on_demand import on_demand


def model(name: str, facts: str) -> str:
    return (
        f"---\nname: {name}\nsummary: S\ntopics: [rivers]\nchecked: 2024-05-02\n"
        f"sources:\n  card: https://cards.example/{name.lower()}\nfacts:\n{facts}---\n"
    )


MORE = {
    "content/models/heron.md": model(
        "Heron", "  released: 2023-06 [@card]\n  parameters_active: 30M [@card]\n  context_length: 2K [@card]\n"
    ),
    "content/models/stork.md": model(
        "Stork", "  released: not disclosed [@card]\n  parameters_active:\n    - 2B [@card]\n    - 3B [@card]\n"
    ),
    "content/models/crane.md": model(
        "Crane", "  released: 2024-02-10 [@card]\n  parameters_active:\n    - 7B [@card]\n    - 8B [@card]\n"
    ),
}


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def charts(built: Built) -> html.HtmlElement:
    return html.document_fromstring(built.tree["models/charts/index.html"].decode())


def test_facts_of_charts_are_facts_of_models() -> None:
    assert all({chart.x, chart.y} <= set(BUILT_IN.specs) for chart in CHARTS)
    assert len({chart.key for chart in CHARTS}) == len(CHARTS)


def test_all_models_with_both_numbers_are_drawn_and_the_others_named() -> None:
    page = charts(on_demand(invented_tree(MORE)))
    (section,) = page.xpath("//section[@class='fact-chart']")
    assert text(section.xpath("h2/span")[0]) == "Active parameters by day of release"
    wide, narrow = (
        svg.xpath(".//*[name()='a']/*[name()='title']/text()") for svg in section.xpath(".//*[name()='svg']")
    )
    assert (
        sorted(wide)
        == sorted(narrow)
        == [
            "Beaver 400M, Swimmers: Released 2024-01, Parameters, active 400M",
            "Crane: Released 2024-02-10, Parameters, active 7B or 8B",
            "Heron: Released 2023-06, Parameters, active 30M",
            "Otter 1B, Swimmers: Released 2024-04-03, Parameters, active 1B",
        ]
    )
    assert text(section.xpath(".//p[contains(@class, 'left-out')]")[0]) == (
        "Not drawn, for want of a number: Stork (day of release not disclosed)."
    )
    told = text(section.xpath(".//figcaption")[0])
    assert "A month without a day stands at its first day." in told
    assert "The vertical axis is logarithmic." in told
    assert "Where sources disagree" in told
    assert "Colours stand for families." in told
    assert "Too few models have the numbers for Training tokens against parameters," in text(page)


def test_the_axis_is_time() -> None:
    svg = charts(on_demand(invented_tree(MORE))).xpath("//*[name()='svg']")[0]
    assert {"Jul 2023", "Jan 2024"} <= {str(t) for t in svg.xpath(".//*[name()='text']/text()")}


def test_every_number_of_the_table_and_its_csv_has_its_source() -> None:
    built = on_demand(invented_tree(MORE))
    page = charts(built)
    rows = page.xpath("//table[contains(@class, 'data')]/tbody/tr")
    assert [text(row) for row in rows] == [
        "Otter 1B 2024-04-03 1B", "Crane 2024-02-10 7B8B", "Beaver 400M 2024-01 400M", "Heron 2023-06 30M"
    ]  # fmt: skip
    for a in page.xpath("//table[contains(@class, 'data')]/tbody//td//a"):
        assert page.xpath("//section[@class='sources']//li[@id=$i]", i=a.get("href")[1:])
    assert not any("stork" in href for href in page.xpath("//section[@class='sources']//a/@href")), (
        "not drawn, not cited"
    )
    (download,) = page.xpath("//a[@download]/@href")
    lines = list(csv.reader(io.StringIO(built.tree["models/charts/" + download.rpartition("/")[2]].decode())))
    assert lines[2] == ["Crane", "2024-02-10", "https://cards.example/crane", "7B; 8B", "https://cards.example/crane"]
    assert len(lines) == 5


def test_a_digest_with_too_few_models_has_no_such_page_and_no_link_to_it(invented: Built) -> None:
    assert not any(path.startswith("models/charts/") for path in invented.tree)
    assert "models/charts/" not in invented.tree["models/index.html"].decode()
    assert "models/charts/" in on_demand(invented_tree(MORE)).tree["models/index.html"].decode()


def test_a_comparison_may_draw_against_the_day_of_release_too() -> None:
    chart = (
        "---\ntitle: T\nsummary: S\ntopics: [rivers]\nrows: [{model: otter-1b}, {model: beaver-400m}]\n"
        "columns: [{fact: released}, {fact: parameters_total}]\n"
        "charts: [{kind: scatter, title: C, description: D, x: released, y: parameters_total}]\n---\n"
    )
    built = on_demand(invented_tree({"content/comparisons/time.md": chart}))
    svg = html.document_fromstring(built.tree["compare/time/index.html"].decode()).xpath("//*[name()='svg']")[0]
    assert "Feb 2024" in [str(t) for t in svg.xpath(".//*[name()='text']/text()")]


def test_of_many_models_those_of_the_highest_scores_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three with a score of the benchmark, where two have room."""
    card = (invented_tree()["content/results/otter-card.yaml"]).decode()
    added = {
        "content/results/otter-card.yaml": f"{card}  - model: heron\n    cells: {{swim: 80.5}}\n",
        "content/models/heron.md": MORE["content/models/heron.md"],
    }

    def drawn() -> tuple[list[str], str]:
        site = Site.made_of(invented_tree(added))
        chart = drawings.drawing(site, "content/benchmarks/swimbench.md")
        assert chart
        return list(dict.fromkeys(mark.label for mark in chart.marks)), chart.description

    labels, description = drawn()
    assert labels == ["Heron", "Otter 1B", "Beaver 400M"]
    assert "are drawn" not in description
    monkeypatch.setattr(drawings, "MOST", 2)
    labels, description = drawn()
    assert labels == ["Heron", "Otter 1B"]
    assert description.endswith("Of 3 models with a score, the 2 that have the highest are drawn.")
