"""Where the names of points go, and how axes run."""

import datetime

import pytest

from digest.figures.axes import date_axis, is_logarithmic, number_axis, round_numbers
from digest.figures.labels import HEIGHT, Box, label_sides, meet, text_width
from digest.values.words import round_months


def box(point: tuple[float, float], label: str, side: str) -> Box:
    """Where a label on that side lies, worked out apart from the module."""
    (x, y), w = point, text_width(label)
    left = {"right": x + 8, "left": x - 8 - w}.get(side, x - w / 2)
    top = {"above": y - 8 - HEIGHT, "below": y + 8}.get(side, y - HEIGHT / 2)
    return (left, top, left + w, top + HEIGHT)


def test_a_lone_point_has_its_name_at_its_right_unless_the_edge_is_there() -> None:
    assert label_sides([(100, 100)], ["Otter"], 500, 300) == ["right"]
    assert label_sides([(490, 100)], ["Otter"], 500, 300) == ["left"]
    assert label_sides([(50, 50)], ["Otter" * 30], 100, 100) == [""], "a name that fits nowhere is left out"


def test_four_names_go_around_one_place_and_the_fifth_is_left_out() -> None:
    assert label_sides([(250, 150)] * 5, ["Otter"] * 5, 500, 300) == ["right", "left", "above", "below", ""]


def test_names_meet_neither_each_other_nor_a_point() -> None:
    points = [(float(37 * n % 500), float(61 * n % 300)) for n in range(60)]
    labels = [f"Otter {n}B" for n in range(60)]
    sides = label_sides(points, labels, 500, 300)
    boxes = [box(p, name, side) for p, name, side in zip(points, labels, sides, strict=True) if side]
    assert 20 < len(boxes) < 60, "some fit, and not all do"
    dots = [(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    assert not any(meet(a, b) for i, a in enumerate(boxes) for b in [*boxes[:i], *dots])
    assert label_sides(points, labels, 500, 300) == sides


@pytest.mark.parametrize(
    ("numbers", "logarithmic"),
    [([1, 31], True), ([1, 30], False), ([0, 1000], False), ([-1, 1000], False), ([5], False), ([], False)],
)
def test_axes_are_logarithmic_where_numbers_span_a_lot(numbers: list[float], logarithmic: bool) -> None:
    assert is_logarithmic(numbers) is logarithmic
    if numbers:
        assert (number_axis("x", "X", numbers)["scale"].get("type") == "log") is logarithmic


def test_ticks_are_round_numbers() -> None:
    assert round_numbers(180, 2100) == [200, 500, 1000, 2000]
    assert round_numbers(3, 20_000) == [10, 100, 1000, 10_000]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-01-01", "2024-04-30", ["2024-01", "2024-02", "2024-03", "2024-04"]),
        ("2023-03-27", "2024-05-21", ["2023-04", "2023-07", "2023-10", "2024-01", "2024-04"]),
        ("2010-01-02", "2024-05-21", ["2015-01", "2020-01"]),
        ("2024-04-03", "2024-04-20", ["2024-04-03"]),
        ("2024-04-03", "2024-04-03", ["2024-04-03"]),
    ],
)
def test_months_are_evenly_spaced_and_few(first: str, last: str, months: list[str]) -> None:
    found = round_months(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    assert len(found) <= 6
    assert all(datetime.date.fromisoformat(first) <= day <= datetime.date.fromisoformat(last) for day in found)
    assert [day.isoformat()[: len(m)] for day, m in zip(found, months, strict=True)] == months


def test_a_time_axis_counts_in_milliseconds_and_has_room_around_a_single_day() -> None:
    values = [{"x": float(datetime.date(1970, 1, 2).toordinal())}]
    axis = date_axis("Released", values)
    assert values == [{"x": 86_400_000.0}]
    low, high = axis["scale"]["domain"]
    assert low < 86_400_000 < high
