"""What a file must hold beyond the types of its fields, as far as the file alone can tell."""

import functools
from collections.abc import Iterator

from digest.entries.claims import Verdict
from digest.entries.entry import AnyEntry
from digest.entries.ids import GENERATED_ID, RESERVED_IDS
from digest.entries.note import Citation
from digest.entries.record import Record, walk
from digest.entries.records import ClaimSet, Comparison, Paper, ResultSet
from digest.entries.tabular import ChartKind, ChartPick, Series
from digest.field.facts import Catalogue
from digest.field.identifiers import identifier_in
from digest.values.cited import Cited
from digest.values.problems import Location, Problem, did_you_mean
from digest.values.words import Blank

Faults = Iterator[tuple[str, str]]
"""Path of a field, and a sentence."""


def check_entry(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Problem]:
    """What a file must hold beyond the types of its fields, as far as the file alone can tell."""
    yield from _check_sources(entry)
    for index, change in enumerate(entry.record.history):
        if change in entry.record.history[:index]:
            yield Problem(entry.where(f"history.{index}"), "this change is in the history already")
    for path, sentence in _faults(entry.record, catalogue):
        yield Problem(entry.where(path), sentence)
    for path, text in entry.texts.items():
        if path.startswith("claims.") and isinstance(entry.record, ClaimSet):
            verdict = entry.record.claims[int(path.split(".")[1])].verdict
            if verdict is not Verdict.NOT_CHECKED and not any(isinstance(hole, Citation) for hole in text.holes):
                yield Problem(entry.where(path), f"a claim that is {verdict.predicate} cites its source: [@key]")


@functools.singledispatch
def _faults(record: Record, catalogue: Catalogue) -> Faults:
    """What is wrong with the record itself. A kind that has rules of its own registers them."""
    yield from ()


@_faults.register
def _(record: Paper, catalogue: Catalogue) -> Faults:
    if record.status:
        if isinstance(record.status.value, Blank):
            yield "status", f"{str(record.status.value)!r} is no status: leave it out"
        elif not (record.status.source and record.status.note):
            word = record.status.value
            yield "status", f"a status cites its source and says why: write `{word} [@key] why`"
    if record.url:
        key, identifier = identifier_in(record.url)
        if key:
            yield "url", f"this address is an identifier: write `{key}: {identifier}`"


@_faults.register
def _(record: ResultSet, catalogue: Catalogue) -> Faults:
    for key, column in record.columns.items():
        if not column.title and not column.benchmark:
            yield f"columns.{key}", f"the column {key!r} needs a title or a benchmark"
        if column.fact and (fault := catalogue.unknown(column.fact)):
            yield f"columns.{key}.fact", fault
    for index, row in enumerate(record.rows):
        if not (row.model or row.method or row.label):
            yield f"rows.{index}", "a row needs a model, a method or a label"
        for key in row.cells:
            if key not in record.columns:
                yield f"rows.{index}.cells.{key}", f"no column is called {key!r}{did_you_mean(key, record.columns)}"


@_faults.register
def _(record: Comparison, catalogue: Catalogue) -> Faults:
    if not record.results and not (record.rows and record.columns):
        yield "", "a comparison needs `results`, or `rows` and `columns`"
    for index, pick in enumerate(record.columns):
        at = f"columns.{index}"
        if sum(map(bool, (pick.fact, pick.column, pick.benchmark))) != 1:
            yield at, "a column is one of `fact`, `column` or `benchmark`"
        if pick.fact and (fault := catalogue.unknown(pick.fact)):
            yield f"{at}.fact", fault
        if pick.benchmark and not pick.sets:
            yield at, "a `benchmark` needs `from`: the result sets to take it from"
        if pick.column and not record.results:
            yield at, "a `column` needs `results`: the result set it is a column of"
    for index, chart in enumerate(record.charts):
        yield from _chart_faults(f"charts.{index}", chart)


def _chart_faults(at: str, chart: ChartPick) -> Faults:
    points = chart.kind in (ChartKind.SCATTER, ChartKind.LINE)
    if chart.kind is ChartKind.SPREAD:
        yield f"{at}.kind", "a spread is drawn by benchmarks themselves: choose scatter, bar or line"
    if points and (len(chart.x) != 1 or not chart.y):
        yield at, f"a {chart.kind.value} chart needs one column for `x` and one for `y`"
    if not points and (not chart.x or chart.y):
        yield at, f"a {chart.kind.value} chart takes its columns in `x`, at least one, and no `y`"
    if chart.series is Series.FAMILY and not points:
        yield f"{at}.series", "bars share a colour by `row`, not by `family`"
    if chart.series and len(chart.x) > 1:
        yield f"{at}.series", "bars of several columns have a colour for each column already"


@_faults.register
def _(record: ClaimSet, catalogue: Catalogue) -> Faults:
    earlier: set[str] = set()
    for index, claim in enumerate(record.claims):
        if claim.id in earlier:
            yield f"claims.{index}.id", f"the id {claim.id!r} is taken by an earlier claim"
        if claim.id in RESERVED_IDS or GENERATED_ID.fullmatch(claim.id):
            yield f"claims.{index}.id", f"the id {claim.id!r} is the name of a part of every page: choose another"
        earlier.add(claim.id)


def _check_sources(entry: AnyEntry) -> Iterator[Problem]:
    record = entry.record
    sources = record.sources
    for key, source in sources.items():
        if not (source.checked or record.checked):
            yield Problem(
                entry.where(f"sources.{key}"), "the day the sources were checked is missing: add `checked: 2024-05-31`"
            )
    used: list[tuple[Location, str]] = []
    for path, value in walk(record):
        if isinstance(value, Cited):
            if value.source:
                used.append((entry.where(path), value.source))
            elif not isinstance(value.value, Blank) and path.startswith("facts."):
                named = f"; sources of this file: {', '.join(sources)}" if sources else ""
                yield Problem(entry.where(path), f"{value.value} has no source: write `{value.value} [@key]`{named}")
        elif path.rpartition(".")[2] == "source" and isinstance(value, str):
            used.append((entry.where(path), value))
    for note in (entry.note, *entry.texts.values()):
        used.extend((Location(entry.path, hole.line), hole.key) for hole in note.holes if isinstance(hole, Citation))
    for location, name in used:
        if name not in sources:
            yield Problem(location, f"no source is called {name!r}{did_you_mean(name, sources)}")
