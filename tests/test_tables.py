"""Tables of result sets, comparisons and facts: which cell holds what, and what becomes of it as CSV."""

import pytest

from digest.connections.site import Site
from digest.entries.records import Comparison, ResultSet
from digest.field.benchmarks import shots_in_words
from digest.figures.bibliography import bibliography
from digest.figures.tables import (
    Head,
    Table,
    Value,
    comparison_table,
    csv_bytes,
    facts_table,
    number_of,
    results_table,
    to_csv,
)
from tests.tiny import entry_text, site_of

SOURCES = "checked: 2024-05-01\nsources: {card: 'https://cards.example/a', post: 'https://post.example/'}\n"
FILES = {
    "benchmarks/swim.md": entry_text("name: SwimBench\nsummary: S"),
    "models/ant.md": entry_text(
        f"name: Ant\nsummary: S\n{SOURCES}facts:\n  family: Insects [@card]\n  parameters_total: 1B [@card]\n"
        "  context_length: ['2048 [@card]', '4K [@post, table 1] longer']\n  license: MIT [@card]\n  layers: not disclosed [@card]"
    ),
    "models/bee.md": entry_text(
        f"name: Bee\nsummary: S\n{SOURCES}facts:\n  parameters_total: 400M [@card]\n  experts_total: does not apply\n  layers: 12 [@card]"
    ),
    "methods/paddling.md": entry_text("name: Paddling\nsummary: S"),
    "results/first.yaml": (
        f"title: First\nreporter: R\nsource: card\nnote: As printed.\n{SOURCES}"
        "columns:\n  swim: {benchmark: swim, metric: 'accuracy, %', shots: 5}\n"
        "  time: {title: Time, metric: seconds, better: lower, source: post, note: one core}\n  word: {title: Word}\n"
        "rows:\n"
        "  - {model: ant, variant: chat, cells: {swim: 71.5, time: 12, word: fast}}\n"
        "  - {model: bee, cells: {swim: not checked, time: '9 [@card, table 2] by hand'}}\n"
        "  - {method: paddling, setting: upstream, reporter: Someone, cells: {swim: -3.5}}\n"
        "  - {label: A human, cells: {swim: 99}}\n"
    ),
    "results/second.yaml": (
        f"title: Second\nreporter: Q\nsource: post\n{SOURCES}columns: {{s: {{benchmark: swim}}}}\n"
        "rows:\n  - {model: ant, cells: {s: 50}}\n  - {model: bee, cells: {s: 60}}\n"
    ),
}


def table_of(columns: str, more: str = "", rows: str = "[{model: ant}, {model: bee}]") -> Table:
    """The table of a comparison of the ant with the bee."""
    front = f"title: T\nsummary: S\nrows: {rows}\ncolumns: {columns}\n{more}"
    return comparison(front)


def comparison(front: str) -> Table:
    site = site_of(FILES | {"comparisons/c.md": entry_text(front)})
    return comparison_table(site, site.get(Comparison, "c"))


def results() -> Table:
    site = site_of(FILES)
    return results_table(site, site.get(ResultSet, "first"))


def texts(table: Table) -> list[list[str]]:
    """Cells as texts, several values joined by a stroke."""
    return [["/".join(value.text for value in cell) for cell in row] for row in table.cells]


def test_a_result_set_is_shown_whole_and_what_it_does_not_print_is_not_disclosed() -> None:
    table = results()
    assert (table.caption, table.corner, table.note) == ("First", "", "As printed.")
    assert texts(table) == [
        ["71.5", "12", "fast"],
        ["not checked", "9", "not disclosed"],
        ["-3.5", "not disclosed", "not disclosed"],
        ["99", "not disclosed", "not disclosed"],
    ]


def test_rows_are_named_by_model_method_or_label_with_variant_setting_and_reporter() -> None:
    assert [(row.title, row.detail, row.href, row.note) for row in results().rows] == [
        ("Ant", "chat", "/models/ant/", ""),
        ("Bee", "", "/models/bee/", ""),
        ("Paddling", "upstream", "/methods/paddling/", "Someone"),
        ("A human", "", "", ""),
    ]


def test_a_row_of_a_model_knows_its_family_for_the_colour() -> None:
    assert [(row.model, row.family) for row in results().rows][:3] == [
        ("ant", "Insects"),
        ("bee", ""),
        ("", ""),
    ]


def test_columns_say_metric_shots_and_that_lower_is_better() -> None:
    assert [(head.title, head.detail, head.href, head.note) for head in results().columns] == [
        ("SwimBench", "accuracy, %, 5-shot", "/benchmarks/swim/", ""),
        ("Time", "seconds, lower is better", "", "one core"),
        ("Word", "", "", ""),
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("5", "5-shot"),
        ("0", "0-shot"),
        ("3-5", "3-5-shot"),
        ("8, CoT", "8-shot, CoT"),
        ("2 rounds", "2 rounds"),
        ("", ""),
    ],
)
def test_shots_in_words(written: str, said: str) -> None:
    assert shots_in_words(written) == said


def test_a_column_is_numeric_where_every_value_that_is_there_is_a_number() -> None:
    assert [head.numeric for head in results().columns] == [True, True, False]
    assert [head.numeric for head in table_of("[{fact: experts_total}, {fact: layers}]").columns] == [False, True], (
        "blanks alone are no numbers"
    )


def test_a_cell_cites_its_own_source_then_its_columns_then_that_of_the_set() -> None:
    table = results()
    (swim, time, _), (_, own, _), *_ = table.cells
    numbers = bibliography(table, {})
    assert [source.url for source in numbers.sources] == ["https://cards.example/a", "https://post.example/"]
    assert [numbers.of(cell[0].source).number for cell in (swim, time, own) if cell[0].source] == [1, 2, 1]
    assert (own[0].locator, own[0].note) == ("table 2", "by hand")


def test_a_blank_without_a_citation_leads_to_no_source() -> None:
    (_, (blank, _, _), *_) = results().cells
    assert blank == (Value("not checked", blank=True),)


def test_several_values_of_a_fact_stand_in_one_cell() -> None:
    table = table_of("[{fact: context_length}]")
    assert texts(table) == [["2048/4K"], ["not checked"]]
    assert [value.number for value in table.cells[0][0]] == [2048, 4000]


def test_each_kind_of_blank_stays_what_it_is_and_an_absent_fact_is_not_checked() -> None:
    assert texts(table_of("[{fact: layers}, {fact: experts_total}]")) == [
        ["not disclosed", "not checked"],
        ["12", "does not apply"],
    ]


def test_a_title_of_its_own_goes_before_that_of_the_fact() -> None:
    named, plain = table_of("[{fact: license, title: Terms}, {fact: parameters_total}]").columns
    assert (named.key, named.title, plain.title) == ("license", "Terms", "Parameters, total")


def test_a_benchmark_is_taken_from_the_first_set_that_has_a_value() -> None:
    assert texts(table_of("[{benchmark: swim, from: [first, second]}]")) == [["71.5"], ["60"]]
    assert texts(table_of("[{benchmark: swim, from: [second, first]}]")) == [["50"], ["60"]]


def test_a_variant_is_taken_from_the_rows_that_have_it() -> None:
    assert texts(table_of("[{benchmark: swim, from: [second, first]}]", rows="[{model: ant, variant: chat}]")) == [
        ["71.5"]
    ]


def test_a_comparison_over_a_result_set_is_that_set_under_another_name() -> None:
    whole = comparison("title: Again\nsummary: S\nresults: first")
    assert whole.caption == "Again"
    assert texts(whole) == texts(results())
    assert whole.note == "As printed."


def test_a_comparison_may_choose_columns_of_a_result_set_in_another_order() -> None:
    chosen = comparison("title: T\nsummary: S\nresults: first\ncolumns: [{column: time}, {column: swim, title: Score}]")
    assert [head.title for head in chosen.columns] == ["Time", "Score"]
    assert texts(chosen)[0] == ["12", "71.5"]
    assert len(chosen.rows) == 4


def test_a_comparison_may_choose_rows_of_a_result_set() -> None:
    front = "title: T\nsummary: S\nresults: first\nrows: [{model: bee}, {model: ant}]\ncolumns: [{column: time}]"
    assert texts(comparison(front)) == [["9"], ["12"]]


def test_transposed_models_stand_side_by_side() -> None:
    table = table_of("[{fact: parameters_total}, {fact: license}]", "transpose: true")
    assert table.side_by_side
    assert table.corner == ""
    assert [head.title for head in table.columns] == ["Ant", "Bee"]
    assert [(row.title, row.numeric) for row in table.rows] == [("Parameters, total", True), ("Licence", False)]
    assert texts(table) == [["1B", "400M"], ["MIT", "not checked"]]


def test_rows_differ_where_two_cells_say_different_things_and_a_blank_says_nothing() -> None:
    turned = table_of("[{fact: parameters_total}, {fact: layers}, {fact: license}]", "transpose: true")
    assert turned.differs == (True, False, False)


def test_the_corner_says_model_where_every_row_is_one() -> None:
    assert table_of("[{fact: layers}]").corner == "Model"
    assert results().corner == ""


def test_a_column_is_found_by_its_key() -> None:
    assert results().column("time") == 1


def facts(site: Site, *names: str) -> Table:
    heads = [Head("0", "Ant", model="ant"), Head("1", "Bee", model="bee")]
    return facts_table(site, "All", names, heads)


def test_an_overview_of_facts_leaves_notes_and_locators_to_the_models_pages() -> None:
    table = facts(site_of(FILES), "context_length")
    assert texts(table) == [["2048/4K"], ["not checked"]]
    assert {(value.note, value.locator) for row in table.cells for cell in row for value in cell} == {("", "")}
    assert [value.source.url for value in table.cells[0][0] if value.source] == [
        "https://cards.example/a",
        "https://post.example/",
    ]


@pytest.mark.parametrize(
    ("text", "number"), [("71.5", 71.5), ("15T+", 15e12), ("-3.5", -3.5), ("fast", None), ("", None), ("3 of 4", None)]
)
def test_what_is_a_number(text: str, number: float | None) -> None:
    assert number_of(text) == number


def test_a_csv_has_a_column_of_sources_beside_each_and_details_where_there_are_some() -> None:
    lines = to_csv(results()).decode().split("\r\n")
    assert lines[0] == (
        ',detail,"SwimBench (accuracy, %, 5-shot)","SwimBench (accuracy, %, 5-shot): source",'
        '"Time (seconds, lower is better)","Time (seconds, lower is better): source",Word,Word: source'
    )
    assert lines[1] == "Ant,chat,71.5,https://cards.example/a,12,https://post.example/,fast,https://cards.example/a"
    assert lines[3] == "Paddling,upstream,-3.5,https://cards.example/a,not disclosed,,not disclosed,"
    assert to_csv(table_of("[{fact: layers}]")).decode().startswith("Model,Layers,Layers: source\r\n")


def test_values_that_disagree_share_a_field_of_the_csv_and_so_do_their_sources() -> None:
    line = to_csv(table_of("[{fact: context_length}]")).decode().split("\r\n")[1]
    assert line == "Ant,2048; 4K,https://cards.example/a; https://post.example/"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\tx", "'\tx"),
        ("-3.5", "-3.5"),
        ("−4.19", "−4.19"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_no_cell_of_a_csv_can_act_as_a_formula_and_numbers_stay_numbers(cell: str, written: str) -> None:
    assert csv_bytes([["x", cell]]).decode() == f"x,{written}\r\n"


def test_quotes_commas_and_lines_stay_inside_their_field() -> None:
    assert csv_bytes([['a "b", c', "d\ne"]]) == b'"a ""b"", c","d\ne"\r\n'
