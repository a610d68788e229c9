"""Table → Drawing → SVG. A chart is a table, drawn: it shows the numbers that its table holds and no others.

`drawing_of` decides what is drawn; `draw` is a pure function of that and can be remembered by it. The plotting is
Vega-Lite's, through vl-convert; what it gives is slimmed, and takes its colours from the page's style sheet.
"""

import json
import math
import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from digest.records import ChartKind, ChartPick, Series
from digest.svg import slim
from digest.tables import Head, Table, Value

WIDTH = 560
BARS_WIDTH = 300
SERIES_COLOURS = 6
_LABEL_HEIGHT, _CHARACTER = 14.0, 6.8
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
class Drawing:
    """All that a chart shows. Bars and spreads have their categories (labels) on the vertical axis."""

    kind: ChartKind
    title: str
    description: str
    x_title: str
    y_title: str
    marks: tuple[Mark, ...]


def drawing_of(pick: ChartPick, table: Table) -> Drawing:
    """The drawing that a comparison asks for, from its own table (not transposed)."""
    heads = [table.columns[table.column(key)] for key in pick.x]
    text = description_of(pick)
    x_title = _axis_title(heads[0]) if len(heads) == 1 else ""
    if pick.kind in (ChartKind.SCATTER, ChartKind.LINE):
        y_head = table.columns[table.column(pick.y)]
        marks = tuple(_points(table, pick, heads[0], y_head))
        return Drawing(pick.kind, pick.title, text, x_title, _axis_title(y_head), marks)
    marks = tuple(_bars(table, heads, pick.series is Series.ROW))
    return Drawing(pick.kind, pick.title, text, x_title, "", marks)


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
        at, up = row_cells[x.key][0], row_cells[y.key][0]
        if at.number is not None and up.number is not None:
            label = f"{row.title}, {row.detail}" if row.detail and pick.kind is ChartKind.SCATTER else row.title
            series = row.family if pick.series is Series.FAMILY else row.title if pick.series is Series.ROW else ""
            yield Mark(
                label,
                at.number,
                up.number,
                f"{x.title} {_all(row_cells[x.key])}, {y.title} {_all(row_cells[y.key])}",
                series,
                row.href,
            )


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
    """The drawing as an `<svg>` element; equal drawings give equal text."""
    import vl_convert  # 80 MB: loaded only where a chart is really drawn

    svg = vl_convert.vegalite_to_svg(json.dumps(_specification(drawing)), vl_version="5.20")
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


def _number_axis(
    field: str, title: str, numbers: Sequence[float], zero: bool = False, linear: bool = False
) -> dict[str, Any]:
    low, high = min(numbers), max(numbers)
    logarithmic = not (zero or linear) and low > 0 and high / low > 30
    scale: dict[str, Any] = {"type": "log"} if logarithmic else {"zero": zero, "nice": True}
    if not logarithmic and not zero:
        margin = (high - low or abs(high) or 1) * 0.06
        scale["domain"] = [0 if 0 <= low - margin < 0.25 * high else low - margin, high + margin]
    magnitude = "~s" if high >= 100_000 else ",~f"
    axis = {"format": magnitude, "title": title or None, "tickCount": 4 if high >= 1000 else 6}
    if high >= 1e9:  # trillions and billions as this field writes them
        axis["labelExpr"] = "replace(replace(format(datum.value, '~s'), 'G', 'B'), 'k', 'K')"
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def _category_axis(labels: Sequence[str]) -> dict[str, Any]:
    """Room for the longest line of a label in the reader's font, which is wider than the one Vega measures with."""
    longest = max((len(line) for label in labels for line in label.split("\n")), default=0)
    return {"minExtent": longest * _CHARACTER + 8, "labelLimit": 0, "labelExpr": "split(datum.label, '\\n')"}


def _wrapped(label: str) -> str:
    """A long label in lines of at most some 32 characters."""
    return "\n".join(textwrap.wrap(label, 32)) if len(label) > 36 else label


_LINK: dict[str, Any] = {"href": {"field": "href"}, "description": {"field": "name"}}


def _scatter(drawing: Drawing, values: list[dict[str, Any]], series: list[str]) -> dict[str, Any]:
    x = _number_axis("x", drawing.x_title, [v["x"] for v in values])
    y = _number_axis("y", drawing.y_title, [v["y"] for v in values])
    height = 340
    _place_labels(values, x["scale"], y["scale"], height)
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


def _place_labels(values: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], height: int) -> None:
    """Give each point the first side on which its label meets neither another label nor a point."""

    def scaled(value: float, scale: dict[str, Any], length: float, axis: str) -> float:
        if "domain" in scale:
            low, high = scale["domain"]
            return float((value - low) / (high - low) * length)
        numbers = [math.log(v[axis]) for v in values]
        return float((math.log(value) - min(numbers)) / ((max(numbers) - min(numbers)) or 1) * length)

    spots = [(scaled(v["x"], x, WIDTH, "x"), height - scaled(v["y"], y, height, "y")) for v in values]
    taken = [(px - 5, py - 5, px + 5, py + 5) for px, py in spots]
    for value, (px, py) in zip(values, spots, strict=True):
        width = len(value["label"]) * _CHARACTER
        boxes = {
            "right": (px + 8, py - 7, px + 8 + width, py + 7),
            "left": (px - 8 - width, py - 7, px - 8, py + 7),
            "above": (px - width / 2, py - 8 - _LABEL_HEIGHT, px + width / 2, py - 8),
            "below": (px - width / 2, py + 8, px + width / 2, py + 8 + _LABEL_HEIGHT),
        }
        free = [
            side
            for side, box in boxes.items()
            if box[0] >= -10
            and box[2] <= WIDTH + 10
            and box[1] >= 0
            and box[3] <= height
            and not any(_overlap(box, t) for t in taken)
        ]
        value["side"] = free[0] if free else "right"
        taken.append(boxes[value["side"]])


_Box = tuple[float, float, float, float]


def _overlap(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _line(drawing: Drawing, values: list[dict[str, Any]], series: list[str]) -> dict[str, Any]:
    x = _number_axis("x", drawing.x_title, [v["x"] for v in values], linear=True)
    y = _number_axis("y", drawing.y_title, [v["y"] for v in values], linear=True)
    last = {s: max((v for v in values if v["series"] == s), key=lambda v: v["x"]) for s in series}
    for value in values:
        value["last"] = last[value["series"]] is value
    colour = _colour(series, False)
    return {
        "width": WIDTH - 90 if len(series) > 1 else WIDTH,
        "height": 300,
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2, "aria": False}, "encoding": {"x": x, "y": y, "color": colour, "detail": {"field": "series"}}},
            {"mark": {"type": "point", "filled": True, "size": 34, "opacity": 1}, "encoding": {"x": x, "y": y, "color": colour, **_LINK}},
            {"transform": [{"filter": "datum.last"}], "mark": {"type": "text", "aria": False, "align": "left", "dx": 8},
             "encoding": {"x": x, "y": y, "text": {"field": "series"}}},
        ],
    }  # fmt: skip


def _bar(drawing: Drawing, values: list[dict[str, Any]], series: list[str]) -> dict[str, Any]:
    for value in values:
        value["label"] = _wrapped(value["label"])
    labels = list(dict.fromkeys(v["label"] for v in values))
    numbers = [v["x"] for v in values if v["x"] is not None] or [0.0]
    x = _number_axis("x", drawing.x_title, [*numbers, 0.0], zero=True) | {"stack": None}
    y: dict[str, Any] = {
        "field": "label",
        "type": "nominal",
        "sort": labels,
        "title": None,
        "axis": _category_axis(labels),
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
    x = _number_axis("x", drawing.x_title, [v["x"] for v in values], linear=True)
    y = {
        "field": "label",
        "type": "nominal",
        "sort": labels,
        "title": None,
        "axis": _category_axis(labels) | {"grid": True},
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
