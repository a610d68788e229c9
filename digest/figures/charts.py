"""Table → Drawing → SVG. A chart is a table, drawn: it shows the numbers that its table holds and no others.

`drawing_of` decides what is drawn; `draw` is a pure function of that and can be remembered by it. The plotting is
Vega-Lite's, through vl-convert; what it gives is slimmed, and takes its colours from the page's style sheet.
"""

import json
import math
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from digest.entries.tabular import ChartKind, ChartPick, Series
from digest.figures.axes import along, category_axis, date_axis, number_axis
from digest.figures.labels import label_sides
from digest.figures.plotting import plot
from digest.figures.svg import slim
from digest.figures.tables import Head, Table, Value
from digest.values.words import Day

WIDTH = 560
BARS_WIDTH = 300
SERIES_COLOURS = 6
_LONGEST_AXIS_TITLE = 48
ROOT = "https://root.invalid"
"""Stands for the site's root in a drawing's links, so that one drawing serves pages at any depth."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One point, bar or knot of a line. `text` is its value as written; x or y is None where the table is blank."""

    label: str
    x: float | None
    y: float | None
    text: str
    series: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a chart does not draw: its name, why, and where it leads."""

    label: str
    why: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a chart shows. Bars and spreads have their categories (labels) on the vertical axis.

    `dates`: the horizontal axis is time, and x counts days (`datetime.date.toordinal`). `shares` names the axes, x and
    y, whose numbers are percentages of a whole. `left_out` are the rows of its table that it has no place for.
    """

    kind: ChartKind
    title: str
    description: str
    x_title: str
    y_title: str
    marks: tuple[Mark, ...]
    dates: bool = False
    shares: str = ""
    left_out: tuple[LeftOut, ...] = ()


def drawing_of(pick: ChartPick, table: Table) -> Drawing:
    """The drawing that a comparison asks for, from its own table (not transposed)."""
    heads = [table.columns[table.column(key)] for key in pick.x]
    text = description_of(pick)
    x_title = _axis_title(heads[0]) if len(heads) == 1 else ""
    if pick.kind in (ChartKind.SCATTER, ChartKind.LINE):
        y_head = table.columns[table.column(pick.y)]
        marks = tuple(_points(table, pick, heads[0], y_head))
        dates = is_date_column([cells[table.column(heads[0].key)] for cells in table.cells])
        shares = ("x" if "%" in heads[0].detail else "") + ("y" if "%" in y_head.detail else "")
        left_out = tuple(_left_out(table, heads[0], y_head))
        return Drawing(pick.kind, pick.title, text, x_title, _axis_title(y_head), marks, dates, shares, left_out)
    marks = tuple(_bars(table, heads, pick.series is Series.ROW))
    shares = "x" if all("%" in head.detail for head in heads) else ""
    return Drawing(pick.kind, pick.title, text, x_title, "", marks, shares=shares)


def description_of(pick: ChartPick) -> str:
    """What the author says of the chart, and what its colours stand for where no label says it."""
    if pick.kind is ChartKind.LINE or pick.series is None:
        return pick.description
    meaning = "families" if pick.series is Series.FAMILY else "the names before the comma"
    return f"{pick.description} Colours stand for {meaning}."


def _axis_title(head: Head) -> str:
    whole = f"{head.title} ({head.detail})" if head.detail else head.title
    return whole if len(whole) <= _LONGEST_AXIS_TITLE else head.title


def _points(table: Table, pick: ChartPick, x: Head, y: Head) -> Any:
    for row, cells in zip(table.rows, table.cells, strict=True):
        row_cells = {head.key: cell for head, cell in zip(table.columns, cells, strict=True)}
        at, up = place(row_cells[x.key][0]), row_cells[y.key][0].number
        if at is not None and up is not None:
            label = f"{row.title}, {row.detail}" if row.detail and pick.kind is ChartKind.SCATTER else row.title
            series = row.family if pick.series is Series.FAMILY else row.title if pick.series is Series.ROW else ""
            text = f"{x.title} {_all(row_cells[x.key])}, {y.title} {_all(row_cells[y.key])}"
            yield Mark(label, at, up, text, series, row.href)


def _left_out(table: Table, x: Head, y: Head) -> Iterator[LeftOut]:
    """The rows that lack a number on one of the axes, and what stands in its place. A bar chart writes that beside the name."""
    for row, cells in zip(table.rows, table.cells, strict=True):
        across, up = cells[table.column(x.key)], cells[table.column(y.key)]
        lacking = [(x, across)] * (place(across[0]) is None) + [(y, up)] * (up[0].number is None)
        if lacking:
            label = ", ".join(filter(None, (row.title, row.detail)))
            yield LeftOut(label, "; ".join(f"{head.title}: {_all(values)}" for head, values in lacking), row.href)


def place(value: Value) -> float | None:
    """Where a value stands on an axis: a number where it is, a day by its number since the first day of the calendar."""
    if value.number is not None or value.blank:
        return value.number
    try:
        return float(Day.parse(value.text).date.toordinal())
    except ValueError:
        return None


def is_date_column(cells: Sequence[tuple[Value, ...]]) -> bool:
    """Whether a column holds days, and nothing else that could be drawn."""
    drawn = [cell[0] for cell in cells if place(cell[0]) is not None]
    return bool(drawn) and all(value.number is None for value in drawn)


def _all(values: Sequence[Value]) -> str:
    """Where sources disagree, a mark stands at the first value and names them all."""
    return " or ".join(value.text for value in values)


def _bars(table: Table, heads: Sequence[Head], by_label: bool) -> Any:
    names = Counter((row.title, row.detail) for row in table.rows)
    taken: set[str] = set()
    for row, cells in zip(table.rows, table.cells, strict=True):
        label = ", ".join(filter(None, (row.title, row.detail, row.note if names[row.title, row.detail] > 1 else "")))
        while label in taken:  # two rows may carry one name: two bars all the same
            label += "\u00a0"
        taken.add(label)
        for head in heads:
            values = cells[table.column(head.key)]
            series = head.title if len(heads) > 1 else row.title if by_label else ""
            yield Mark(label, values[0].number, None, _all(values), series, row.href)


def has_numbers(drawing: Drawing) -> bool:
    """Whether there is anything to draw."""
    return any(mark.x is not None for mark in drawing.marks)


def draw(drawing: Drawing) -> str:
    """The drawing as an `<svg>` element; equal drawings give equal text. Raises EngineFailed."""
    svg = plot(json.dumps(_specification(drawing)))
    return slim(svg, drawing.kind.value, f"{drawing.title}. {drawing.description}", ROOT)


def _specification(drawing: Drawing) -> dict[str, Any]:
    series = list(dict.fromkeys(mark.series for mark in drawing.marks))
    values = [
        {"label": m.label, "x": m.x, "y": m.y, "text": m.text, "series": m.series, "href": ROOT + m.href if m.href else None,
         "name": f"{m.label}: {m.text}" if not m.series or m.series in m.label else f"{m.label}, {m.series}: {m.text}"}
        for m in drawing.marks
    ]  # fmt: skip
    body = {
        ChartKind.SCATTER: _scatter,
        ChartKind.LINE: _line,
        ChartKind.BAR: _bar,
        ChartKind.SPREAD: _spread,
    }[drawing.kind](drawing, values, series)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": {"left": 4, "top": 4, "bottom": 4, "right": 28},
        "data": {"values": values},
        "config": {
            "view": {"stroke": None},
            "font": "sans-serif",
            "axis": {"labelColor": "currentColor", "titleColor": "currentColor", "gridColor": "var(--rule)", "domain": False, "ticks": False,
                     "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelPadding": 6, "titlePadding": 8, "labelLimit": 260},
            "legend": {"labelColor": "currentColor", "labelFontSize": 12, "title": None, "orient": "top", "columnPadding": 26, "labelLimit": 240},
            "text": {"fill": "currentColor", "fontSize": 12},
        },
        **body,
    }  # fmt: skip


def _colour(series: Sequence[str], legend: bool) -> dict[str, Any]:
    if len(series) < 2:
        return {"value": "var(--accent)"}
    palette = [f"var(--series-{index % SERIES_COLOURS + 1})" for index in range(len(series))]
    scale = {"domain": list(series), "range": palette}
    return {"field": "series", "type": "nominal", "scale": scale, "legend": {} if legend else None}


def _x_axis(drawing: Drawing, values: Sequence[dict[str, Any]], linear: bool) -> dict[str, Any]:
    if drawing.dates:
        return date_axis(drawing.x_title, values)
    return number_axis("x", drawing.x_title, [v["x"] for v in values], linear=linear, most=_most(drawing, "x"))


def _most(drawing: Drawing, axis: str) -> float:
    """The largest number that an axis may show."""
    return 100.0 if axis in drawing.shares else math.inf


def _wrapped(label: str) -> str:
    """A long label in lines of at most some 32 characters."""
    return "\n".join(textwrap.wrap(label, 32)) if len(label) > 36 else label


_LINK: dict[str, Any] = {"href": {"field": "href"}, "description": {"field": "name"}}


def _scatter(drawing: Drawing, values: list[dict[str, Any]], series: list[str]) -> dict[str, Any]:
    x = _x_axis(drawing, values, linear=False)
    y = number_axis("y", drawing.y_title, [v["y"] for v in values], most=_most(drawing, "y"))
    height = 340
    spots = [(along(v["x"], x["scale"]) * WIDTH, (1 - along(v["y"], y["scale"])) * height) for v in values]
    for value, side in zip(values, label_sides(spots, [v["label"] for v in values], WIDTH, height), strict=True):
        value["side"] = side
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
         "encoding": {"x": x, "y": y, "color": _colour(series, False), **_LINK}}
    ]  # fmt: skip
    for side, mark in _SIDES.items():
        layers.append(
            {"transform": [{"filter": f"datum.side === '{side}'"}],
             "mark": {"type": "text", "aria": False, **mark},
             "encoding": {"x": x, "y": y, "text": {"field": "label"}}}
        )  # fmt: skip
    return {"width": WIDTH, "height": height, "layer": layers}


_SIDES: dict[str, dict[str, Any]] = {
    "right": {"align": "left", "baseline": "middle", "dx": 8},
    "left": {"align": "right", "baseline": "middle", "dx": -8},
    "above": {"align": "center", "baseline": "bottom", "dy": -8},
    "below": {"align": "center", "baseline": "top", "dy": 8},
}


def _line(drawing: Drawing, values: list[dict[str, Any]], series: list[str]) -> dict[str, Any]:
    x = _x_axis(drawing, values, linear=True)
    y = number_axis("y", drawing.y_title, [v["y"] for v in values], linear=True, most=_most(drawing, "y"))
    last = {s: max((v for v in values if v["series"] == s), key=lambda v: v["x"]) for s in series}
    end = max(v["x"] for v in values)
    for value in values:
        is_last = last[value["series"]] is value
        # Where another line runs on, its way is to the right: the name stands lower.
        value["name_at"] = ("right" if value["x"] == end else "lower") if is_last else None
    colour = _colour(series, False)
    return {
        "width": WIDTH - 90 if len(series) > 1 else WIDTH,
        "height": 300,
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2, "aria": False}, "encoding": {"x": x, "y": y, "color": colour, "detail": {"field": "series"}}},
            {"mark": {"type": "point", "filled": True, "size": 34, "opacity": 1}, "encoding": {"x": x, "y": y, "color": colour, **_LINK}},
            {"transform": [{"filter": "datum.name_at === 'right'"}], "mark": {"type": "text", "aria": False, "align": "left", "dx": 8},
             "encoding": {"x": x, "y": y, "text": {"field": "series"}}},
            {"transform": [{"filter": "datum.name_at === 'lower'"}],
             "mark": {"type": "text", "aria": False, "align": "left", "baseline": "top", "dx": 5, "dy": 6},
             "encoding": {"x": x, "y": y, "text": {"field": "series"}}},
        ],
    }  # fmt: skip


def _bar(drawing: Drawing, values: list[dict[str, Any]], series: list[str]) -> dict[str, Any]:
    for value in values:
        value["label"] = _wrapped(value["label"])
    labels = list(dict.fromkeys(v["label"] for v in values))
    numbers = [v["x"] for v in values if v["x"] is not None] or [0.0]
    x = number_axis("x", drawing.x_title, [*numbers, 0.0], zero=True) | {"stack": None}
    y: dict[str, Any] = {
        "field": "label",
        "type": "nominal",
        "sort": labels,
        "title": None,
        "axis": category_axis(labels),
    }
    grouped = len(labels) < len(values)  # several bars to a label
    offset: dict[str, Any] = {"yOffset": {"field": "series", "sort": series}} if grouped else {}
    shown = {**offset, "y": y, "x": x}
    blank = {**offset, "y": y, "x": {"datum": 0}}
    return {
        "width": BARS_WIDTH,
        "height": {"step": 17 if grouped else max(24, 16 * max(label.count("\n") + 1 for label in labels))},
        "layer": [
            {"transform": [{"filter": "isValid(datum.x)"}], "mark": {"type": "bar", "opacity": 1} | ({} if grouped else {"height": 18}), "encoding": {**shown, "color": _colour(series, grouped), **_LINK}},
            {"transform": [{"filter": "isValid(datum.x) && datum.x >= 0"}], "mark": {"type": "text", "aria": False, "align": "left", "dx": 4, "fontSize": 11}, "encoding": {**shown, "text": {"field": "text"}}},
            {"transform": [{"filter": "isValid(datum.x) && datum.x < 0"}], "mark": {"type": "text", "aria": False, "align": "right", "dx": -4, "fontSize": 11}, "encoding": {**shown, "text": {"field": "text"}}},
            {"transform": [{"filter": "!isValid(datum.x)"}], "mark": {"type": "text", "aria": False, "align": "left", "dx": 4, "fontSize": 11, "fontStyle": "italic"}, "encoding": {**blank, "text": {"field": "text"}}},
        ],
    }  # fmt: skip


def _spread(drawing: Drawing, values: list[dict[str, Any]], series: list[str]) -> dict[str, Any]:
    labels = list(dict.fromkeys(v["label"] for v in values))
    x = number_axis("x", drawing.x_title, [v["x"] for v in values], linear=True, most=_most(drawing, "x"))
    y = {
        "field": "label",
        "type": "nominal",
        "sort": labels,
        "title": None,
        "axis": category_axis(labels) | {"grid": True},
    }
    span = {**x, "aggregate": "min"}
    return {
        "width": BARS_WIDTH,
        "height": {"step": 22},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.35, "aria": False, "color": "var(--accent)"}, "encoding": {"y": y, "x": span, "x2": {"field": "x", "aggregate": "max"}}},
            {"mark": {"type": "point", "filled": True, "size": 60, "opacity": 1, "color": "var(--accent)"}, "encoding": {"y": y, "x": x, **_LINK}},
        ],
    }  # fmt: skip
