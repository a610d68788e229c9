"""Published numbers as rows of a table: one for each benchmark and setting, with what all reporters give in one cell.

Equal numbers are merged, differing ones are a range; nothing is averaged. A number that is another one rounded is no other
number. Who gives it, where and when it was read stays with each.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from digest.connections.scores import Reported, scores_of, scores_on
from digest.connections.site import Site
from digest.entries.records import Benchmark, Model
from digest.field.quantities import Quantity, rounds
from digest.figures.bibliography import cited_in, identity
from digest.figures.tables import Value, column_head, row_head, value_of
from digest.pages.frame import Anchor
from digest.pages.links import anchor
from digest.values.cited import Source
from digest.values.steps import step


@dataclass(frozen=True, slots=True)
class Report:
    """A number as one reporter gives it; `results` leads to the table that prints it, `detail` tells how it was measured,
    where that has to be said."""

    value: Value
    reporter: str
    results: Anchor
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A number, and where it was read. `text` is as the reporter writes it who gives most digits; `number` is None where it is none."""

    text: str
    number: float | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """What is reported of one variant, measured one way: the points that differ, the lowest first, and by how many reporters."""

    variant: str
    text: str
    points: tuple[Point, ...]
    reporters: int
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """All numbers of one model in one row; `about` says of which, `axis` are the least and the largest of them."""

    ident: str
    about: str
    spreads: tuple[Spread, ...]
    axis: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A benchmark and how it was measured, or on a benchmark's page a model; a cell for each column, None where it has no number.

    Rows of one `key` are one row, and stand in the order of their keys.
    """

    key: str
    subject: Anchor
    benchmark: str
    settings: str
    cells: tuple[ScoreCell | None, ...]

    def reports(self) -> Iterator[Report]:
        """Everything that its cells are made of."""
        for cell in filter(None, self.cells):
            for spread in cell.spreads:
                yield from spread.reports

    @property
    def drawn(self) -> tuple[float, ...]:
        """From where to where the points of the row are drawn: least number and extent. Empty where there is none."""
        return axis_of((self,))


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """`columns` are the models, or none where the table is about one; `checked` tells when all of it was read.

    All its points stand on one `axis`, least number and extent, or those of each row on their own where that is empty.
    """

    caption: str
    corner: str
    columns: tuple[Anchor, ...]
    rows: tuple[ScoreRow, ...]
    checked: str
    axis: tuple[float, ...] = ()


@step
def score_rows(site: Site, slug: str) -> tuple[ScoreRow, ...]:
    """The numbers of a model: a row for each benchmark and setting, each with one cell."""
    model = site.get(Model, slug)
    groups: dict[tuple[str, str], list[Reported]] = {}
    for result in scores_of(site, slug):
        groups.setdefault((result.column.benchmark or "", _settings(site, result)), []).append(result)
    rows = []
    for (name, settings), results in groups.items():
        benchmark = anchor(site.get(Benchmark, name))
        key = _key(benchmark.title, name, settings)
        about = f"{model.label} on {benchmark.title}"
        rows.append((key, benchmark, name, settings, about, _spreads(site, results)))
    return tuple(
        ScoreRow(key, benchmark, name, settings, (score_cell(f"reports-{slug}-{at}", about, spreads),))
        for at, (key, benchmark, name, settings, about, spreads) in enumerate(sorted(rows, key=lambda row: row[0]), 1)
    )


@step
def rows_on(site: Site, name: str) -> tuple[ScoreRow, ...]:
    """The numbers on one benchmark: a row for each model, variant and setting, the best model first, as the chart has them."""
    groups: dict[tuple[str, str, str], list[Reported]] = {}
    for result in scores_on(site, name):
        head = row_head(site, result.row)
        settings = ", ".join(filter(None, (result.row.variant, _settings(site, result))))
        groups.setdefault((head.title, head.href or result.results.address, settings), []).append(result)
    best: dict[str, float] = {}
    rows = []
    for (title, address, settings), own in groups.items():
        model = site.find(Model, own[0].row.model)
        subject = anchor(model) if model else Anchor(title, address)
        spread = spread_of("", [report(result) for result in own])
        top = max((point.number for point in spread.points if point.number is not None), default=0.0)
        best[subject.title] = max(best.get(subject.title, top), top)
        rows.append((top, subject, settings, spread))
    rows.sort(key=lambda row: (-best[row[1].title], row[1].title.casefold(), -row[0], _key(row[2])))
    return tuple(
        ScoreRow("", subject, "", settings, (score_cell(f"reports-{at}", subject.title, (spread,)),))
        for at, (_, subject, settings, spread) in enumerate(rows, 1)
    )


def beside(models: Sequence[Sequence[ScoreRow]]) -> tuple[tuple[ScoreRow, ...], tuple[ScoreRow, ...]]:
    """The rows of several models as rows with a cell for each, of the benchmarks that two or more of them have.

    First those of which two or more were measured alike, then those that only one has. static/compare.js does the same.
    """
    cells = [{row.key: row.cells[0] for row in rows} for rows in models]
    having = [{row.benchmark for row in rows} for rows in models]
    found = {row.key: row for rows in reversed(models) for row in rows}
    merged = [
        replace(found[key], cells=tuple(own.get(key) for own in cells))
        for key in sorted(found)
        if sum(found[key].benchmark in names for names in having) > 1
    ]
    alike = tuple(row for row in merged if sum(cell is not None for cell in row.cells) > 1)
    return alike, tuple(row for row in merged if row not in alike)


def score_table(
    caption: str, corner: str, columns: Sequence[Anchor], rows: Sequence[ScoreRow], axis: tuple[float, ...] = ()
) -> ScoreTable:
    """A table that says once when its sources were read, where that was one day."""
    days = {source.checked.spoken for source in cited_in(tuple(rows)) if source.checked}
    checked = (
        f"All checked {min(days)}." if len(days) == 1 else "Each number tells when it was checked." if days else ""
    )
    return ScoreTable(caption, corner, tuple(columns), tuple(rows), checked, axis)


def axis_of(rows: Iterable[ScoreRow]) -> tuple[float, ...]:
    """From where to where the points of some rows are drawn: least number and extent. Empty where there is none."""
    return extent([number for row in rows for cell in row.cells if cell for number in cell.axis])


def extent(numbers: Sequence[float]) -> tuple[float, ...]:
    """The least number, and how far it is to the largest."""
    return (min(numbers), max(numbers) - min(numbers)) if numbers else ()


def score_cell(ident: str, about: str, spreads: Sequence[Spread]) -> ScoreCell:
    """A cell with its points on one axis."""
    numbers = [point.number for spread in spreads for point in spread.points if point.number is not None]
    return ScoreCell(ident, about, tuple(spreads), (min(numbers), max(numbers)) if numbers else ())


def report(result: Reported, detail: str = "") -> Report:
    """A published number with its source."""
    key = result.row.source or result.column.source or result.results.record.source
    return Report(value_of(result.cell, result.results, key), result.reporter, anchor(result.results), detail)


def spread_of(variant: str, reports: Sequence[Report]) -> Spread:
    """Numbers of one variant that were measured alike: those that say the same are one point."""
    points = _points(reports)
    texts = [point.text for point in points]
    bare = all(_BARE.fullmatch(text) for text in texts)
    text = f"{texts[0]}–{texts[-1]}" if bare and len(texts) > 1 else ", ".join(texts)
    return Spread(variant, text, points, len({one.reporter for one in reports}), tuple(reports))


_BARE = re.compile(r"\d[\d.,]*[KMBT%]?")
"""What a range can be written of with a dash."""


def _spreads(site: Site, results: Sequence[Reported]) -> tuple[Spread, ...]:
    ordered = sorted(results, key=lambda result: _key(result.row.variant))
    return tuple(
        spread_of(variant, [report(result) for result in own])
        for variant, own in groupby(ordered, lambda result: result.row.variant)
    )


def _points(reports: Sequence[Report]) -> tuple[Point, ...]:
    """The distinct numbers, lowest first; of those that are one, rounded, the one with most digits is told."""
    found: list[tuple[Quantity | None, list[Value]]] = []
    for number, value in sorted(_numbers(reports), key=_digits):
        for other, values in found:
            if value.text == values[0].text or _one_number(number, other):
                values.append(value)
                break
        else:
            found.append((number, [value]))
    points = [
        Point(
            values[0].text,
            number.number if number else None,
            tuple({identity(v.source): v.source for v in values if v.source}.values()),
        )
        for number, values in found
    ]
    return tuple(sorted(points, key=lambda point: (point.number is None, point.number or 0, point.text)))


def _numbers(reports: Sequence[Report]) -> Iterator[tuple[Quantity | None, Value]]:
    for one in reports:
        try:
            yield Quantity.parse(one.value.text), one.value
        except ValueError:
            yield None, one.value


def _one_number(one: Quantity | None, other: Quantity | None) -> bool:
    """`about 70` is no number of which another could be the rounding."""
    if not (one and other and _PLAIN.fullmatch(one.text) and _PLAIN.fullmatch(other.text)):
        return False
    return rounds(one.exact, other.exact)


_PLAIN = re.compile(r"[-+−]?\d[\d.,]*(?:[eE][-+]?\d+)?[KMBT]? ?%?")


def _digits(told: tuple[Quantity | None, Value]) -> int:
    return int(told[0].exact.as_tuple().exponent) if told[0] else 0


def _settings(site: Site, result: Reported) -> str:
    """In words, how a number was measured: what two have to have in common to stand in one row."""
    head = column_head(site, result.column_key, result.column)
    name = site.get(Benchmark, result.column.benchmark or "").label
    own = "" if head.title in ("", name) else head.title
    return ", ".join(filter(None, (own, head.detail, result.row.setting)))


def _key(*texts: str) -> str:
    """What rows are ordered by, alike here and in scripts: in ASCII, and 5-shot before 10-shot."""
    padded = (re.sub(r"\d+", lambda digits: digits[0].zfill(6), text.casefold()) for text in texts)
    return "␟".join(padded).encode("ascii", "backslashreplace").decode()
