"""The table of models where scripts run: sorting, narrowing down, columns, picking; and where they do not."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

FIRST = "#models tbody tr:not([hidden]) th a"


def by_number(name: str) -> list[tuple[int, float, str]]:
    """The order in which people count: 8B before 70B."""
    parts = re.split(r"(\d+)", name.lower())
    return [(0, float(part), "") if part.isdecimal() else (1, 0.0, part) for part in parts]


def choice(page: Any, label: str) -> Any:
    return page.get_by_role("combobox", name=label, exact=True, include_hidden=True)


def open_filter(page: Any) -> None:
    if page.locator("#models-form .filter").get_attribute("open") is None:
        page.locator("#models-form summary", has_text="Filter").click()


def names(page: Any) -> list[str]:
    return list(page.locator(FIRST).all_text_contents())


def values(page: Any, key: str) -> list[str]:
    """The texts of one column, top to bottom."""
    index = page.locator("#models thead th").evaluate_all(
        "(heads, key) => heads.findIndex(h => h.dataset.key === key)", key
    )
    return [
        text.strip()
        for text in page.locator(f"#models tbody tr:not([hidden]) > :nth-child({index + 1})").all_text_contents()
    ]


def asked(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def status(page: Any, text: str) -> None:
    page.locator("#models-status", has_text=text).wait_for()


@pytest.mark.long
@pytest.mark.parametrize("column", ["released", "license"])
def test_blanks_are_last_in_both_directions(opened: Any, column: str) -> None:
    page = opened(f"/models/?sort={column}&order=ascending")
    up = values(page, column)
    choice(page, "Order").select_option("descending")
    page.locator(f"th[data-key={column}][aria-sort=descending]").wait_for()
    down = values(page, column)
    blanks = [text for text in up if text.startswith("not ")]
    assert blanks
    assert up[-len(blanks):] == down[-len(blanks):] == blanks  # fmt: skip
    assert sorted(up) == sorted(down)


def test_quantities_are_sorted_by_number_and_equals_keep_their_order(opened: Any) -> None:
    page = opened("/models/")
    before = names(page)
    choice(page, "Sort by").select_option("Context, tokens")
    page.wait_for_url("**sort=context_length")
    assert page.locator("th[aria-sort]").evaluate_all("heads => heads.map(h => [h.dataset.key, h.ariaSort])") == [
        ["context_length", "descending"]
    ]
    numbers = page.locator("#models tbody tr td[data-sort]:nth-child(7)").evaluate_all(
        "cells => cells.map(c => +c.dataset.sort)"
    )
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] == 128_000
    after = names(page)
    ordered = dict(zip(after, values(page, "context_length"), strict=True))
    for value in set(ordered.values()):
        group = [name for name in after if ordered[name] == value]
        assert group == [name for name in before if name in group]


@pytest.mark.long
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_filters_are_folded_until_one_is_set(opened: Any, width: int) -> None:
    page = opened("/models/", width)
    title = page.locator("#models-form summary", has_text="Filter")
    assert title.inner_text() == "Filter"
    assert not choice(page, "Family").is_visible()
    title.focus()
    page.keyboard.press("Enter")
    choice(page, "Family").select_option("Reed")
    status(page, " of ")
    assert title.inner_text() == "Filter (1 set)"
    page.reload()
    choice(page, "Family").wait_for()
    assert title.inner_text() == "Filter (1 set)"
    page.get_by_role("button", name="Start over").click()
    status(page, "All ")
    assert title.inner_text() == "Filter"


def test_facets_count_what_the_other_facets_leave(opened: Any) -> None:
    page = opened("/models/")
    count = page.locator("#models tbody tr").count()
    assert "mixture of experts (4)" in choice(page, "Build").text_content()
    open_filter(page)
    choice(page, "Family").select_option("Reed")
    status(page, f"2 of {count} models shown.")
    assert sorted(names(page)) == ["Reed 8x22B", "Reed 8x7B"]
    assert choice(page, "Build").locator("option").all_text_contents()[1:] == [
        "dense (0)",
        "mixture of experts (2)",
        "not checked (0)",
    ]
    assert "Rush (3)" in choice(page, "Family").inner_text(), "a facet does not count against itself"
    assert asked(page) == {"family": ["Reed"]}
    page.get_by_role("button", name="Start over").click()
    status(page, f"All {count} models are shown.")
    assert asked(page) == {}


@pytest.mark.long
def test_columns_are_chosen_and_their_sources_come_along(opened: Any) -> None:
    page = opened("/models/")
    page.get_by_text("Columns", exact=True).last.click()
    page.get_by_role("checkbox", name="Layers").check()
    page.get_by_role("checkbox", name="Licence").uncheck()
    page.locator("th[data-key=layers]").wait_for()
    assert not page.locator("th[data-key=license]").is_visible()
    cell = page.locator("tr[data-model=iris-3-mini] td:visible").last.get_by_role("link")
    assert cell.text_content() == "32"
    assert page.locator(cell.get_attribute("href")).is_visible()
    page.reload()
    page.locator("th[data-key=layers]").wait_for()
    assert "layers" in asked(page)["columns"][0]


@pytest.mark.long
def test_back_and_reload_bring_the_same_table(opened: Any) -> None:
    page = opened("/models/")
    choice(page, "Sort by").select_option("Model")
    page.wait_for_url("**sort=name")
    choice(page, "Order").select_option("ascending")
    page.wait_for_url("**order=ascending")
    open_filter(page)
    choice(page, "Family").select_option("Rush")
    status(page, "3 of ")
    assert page.url.endswith("/models/?sort=name&order=ascending&family=Rush")
    found = names(page)
    assert found == sorted(found, key=by_number), "8B comes before 70B"
    page.reload()
    status(page, "3 of ")
    assert names(page) == found
    page.go_back()
    status(page, "All ")
    assert choice(page, "Family").input_value() == ""
    assert choice(page, "Sort by").input_value() == "name"


@pytest.mark.long
def test_rows_are_picked_by_keyboard_and_compared(opened: Any) -> None:
    page = opened("/models/?sort=name&order=ascending")
    page.get_by_role("checkbox", name="Pick Rush 3 8B to compare").focus()
    page.keyboard.press("Space")
    page.get_by_text("One model is picked").wait_for()
    page.get_by_role("checkbox", name="Pick Iris-3-mini 3.8B to compare").focus()
    page.keyboard.press("Space")
    link = page.get_by_role("link", name="Compare 2 models")
    link.wait_for()
    assert asked(page)["models"] == ["rush-3-8b,iris-3-mini"]
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?models=rush-3-8b,iris-3-mini")
    page.go_back()
    link.wait_for()
    assert page.get_by_role("checkbox", name="Pick Rush 3 8B to compare").is_checked()


def test_other_columns_keep_what_is_picked_and_narrowed_down(opened: Any) -> None:
    page = opened("/models/?sort=name&columns=weights&family=Iris&models=iris-3-mini")
    status(page, "2 of ")
    page.get_by_role("navigation", name="Columns").get_by_role("link", name="Training").click()
    page.wait_for_url("**/models/by/training/?family=Iris&models=iris-3-mini")
    status(page, "2 of ")
    assert page.get_by_role("checkbox", name="Pick Iris-3-mini 3.8B to compare").is_checked()
    assert page.get_by_role("columnheader", name="Alignment").is_visible()


@pytest.mark.long
def test_six_is_the_most_that_can_be_picked(opened: Any) -> None:
    page = opened("/models/?models=horsetail,iris-2,sedge-3b,sedge-450m,otter-1b")
    page.get_by_role("checkbox", name="Pick Rush 3 8B to compare").check()
    page.get_by_text("Six is the most that can be compared.").wait_for()
    assert page.get_by_role("checkbox", name="Pick Reed 8x7B to compare").is_disabled()
    page.get_by_role("button", name="Unpick all").click()
    page.get_by_text("Tick two models or more").wait_for()
    page.get_by_role("button", name="Unpick all").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.parentElement.className") == "pick"


def test_words_of_the_address_that_mean_nothing_are_named(opened: Any) -> None:
    page = opened("/models/?sort=colour&family=Lama&columns=layers,x&models=nobody")
    for said in ("no sort “colour”", "no family “Lama”", "no column “x”", "no model “nobody”"):
        status(page, said)
    assert len(names(page)) == page.locator("#models tbody tr").count()
    assert page.locator("th[data-key=layers]").is_visible()


def test_a_narrow_screen_keeps_its_width(opened: Any) -> None:
    page = opened("/models/?columns=weights,training_data,alignment&models=horsetail,iris-2", 360)
    page.get_by_text("Columns", exact=True).last.click()
    page.get_by_role("checkbox", name="Layers", exact=True).check()
    page.locator("th[data-key=layers]").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.long
def test_without_scripts_links_show_the_other_columns(opened: Any) -> None:
    page = opened("/models/", java_script_enabled=False)
    assert not choice(page, "Sort by").is_visible()
    page.get_by_role("navigation", name="Columns").get_by_role("link", name="Build").click()
    page.wait_for_url("**/models/by/build/")
    assert page.get_by_role("columnheader", name="Layers").is_visible()


def test_print_hides_the_controls(opened: Any) -> None:
    page = opened("/models/?models=horsetail,iris-2")
    page.emulate_media(media="print")
    assert not choice(page, "Sort by").is_visible()
    assert not page.locator("#picked").is_visible()
    assert not page.locator(".pick").first.is_visible()


def test_a_benchmark_is_a_column_to_choose_and_to_sort_by(opened: Any) -> None:
    page = opened("/models/?columns=score-pondbench&sort=score-pondbench")
    page.locator("th[data-key=score-pondbench][aria-sort=descending]").wait_for()
    numbers = page.locator("#models tbody td[data-sort]:visible").evaluate_all(
        "cells => cells.map(c => +c.dataset.sort)"
    )
    assert len(numbers) > 10
    assert numbers == sorted(numbers, reverse=True)
    link = page.locator("#models tbody td:visible a[href^='#source-']").first
    assert page.locator(link.get_attribute("href")).is_visible(), "its source came along"


@pytest.mark.long
@pytest.mark.parametrize("scripts", [True, False])
def test_an_order_is_a_page_which_scripts_leave_as_it_is(opened: Any, scripts: bool) -> None:
    page = opened("/models/", java_script_enabled=scripts)
    page.get_by_role("navigation", name="Order").get_by_role("link", name="Parameters, total").click()
    page.wait_for_url("**/models/order/parameters-total/")
    assert names(page)[0] == "Reed 8x22B"
    assert values(page, "parameters_total")[-1].startswith("not ")
    if scripts:
        assert page.locator("th[aria-sort]").get_attribute("data-key") == "parameters_total"
        page.get_by_role("button", name="Start over").click()
        assert names(page)[0] == "Reed 8x22B"
        assert asked(page) == {}
