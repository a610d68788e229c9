"""What a file must hold beyond the types of its fields, as far as the file alone can tell."""

import datetime
import functools
from collections.abc import Collection, Iterable, Iterator

from digest.entries.claims import Verdict
from digest.entries.entry import AnyEntry
from digest.entries.ids import GENERATED_ID, RESERVED_IDS
from digest.entries.note import Citation, Placed
from digest.entries.places import PICTURES
from digest.entries.record import Record, walk
from digest.entries.records import ClaimSet, Comparison, Paper, ResultSet
from digest.entries.rulebook import IMPOSSIBLE_SCORE, PICTURE_WITHOUT_TEXT, READ_TOO_EARLY, ROW_TWICE
from digest.entries.tabular import ChartKind, ChartPick, Column, Series
from digest.field.authors import ET_AL
from digest.field.benchmarks import range_of
from digest.field.facts import Catalogue
from digest.field.identifiers import arxiv_id_in, identifier_in
from digest.field.quantities import Quantity, misread
from digest.values.cited import Cited
from digest.values.problems import Location, Problem, did_you_mean, one_of
from digest.values.words import Blank

Faults = Iterator[tuple[str, str]]
"""Path of a field, and a sentence."""


def check_entry(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Problem]:
    """What a file must hold beyond the types of its fields, as far as the file alone can tell."""
    yield from check_citations(entry, walk(entry.record), entry.record.sources)
    yield from _check_readings(entry)
    yield from _check_results(entry)
    yield from _check_pictures(entry)
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
    for index, author in enumerate(record.authors):
        if author == ET_AL and (index == 0 or index < len(record.authors) - 1):
            yield f"authors.{index}", f"{ET_AL} stands behind the last author that is named, and for all others"
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
        for key, cell in row.cells.items():
            if key not in record.columns:
                yield f"rows.{index}.cells.{key}", f"no column is called {key!r}{did_you_mean(key, record.columns)}"
            if not isinstance(cell.value, Blank) and (usual := misread(cell.value)):
                yield f"rows.{index}.cells.{key}", f"{cell.value!r} would stay text, not a number: write {usual}"


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


def _check_results(entry: AnyEntry) -> Iterator[Problem]:
    """Two rows that cannot be told apart, and numbers that their metric does not allow."""
    record = entry.record
    if not isinstance(record, ResultSet):
        return
    earlier: dict[tuple[object, ...], int] = {}
    for index, row in enumerate(record.rows):
        who = (row.model, row.method, row.label, row.variant, row.setting, row.reporter, row.source)
        at = entry.where(f"rows.{index}")
        if who in earlier and any(who):
            name = ", ".join(filter(None, (row.model or row.method or row.label, row.variant, row.setting)))
            message = f"{name} is in the table already, in line {earlier[who]}: say by `variant`, `setting` or `reporter` what sets this row apart"
            yield ROW_TWICE.broken(at, message)
        earlier.setdefault(who, at.line)
        for key, cell in row.cells.items():
            column = record.columns.get(key)
            if column and (fault := _out_of_range(column, str(cell.value))):
                yield IMPOSSIBLE_SCORE.broken(entry.where(f"rows.{index}.cells.{key}"), fault)


def _out_of_range(column: Column, written: str) -> str:
    metric = column.metric or column.title
    limits = range_of(metric, bool(column.benchmark))
    try:
        number = Quantity.parse(written)
    except ValueError:
        return ""
    if not limits or limits[0] <= number.low <= number.high <= limits[1]:
        return ""
    end = f"ends at {limits[1]:g}" if number.high > limits[1] else f"starts at {limits[0]:g}"
    return f"{written!r} cannot be right: {metric!r} {end}"


def _check_pictures(entry: AnyEntry) -> Iterator[Problem]:
    for hole in entry.texts["summary"].holes if "summary" in entry.texts else ():
        if isinstance(hole, Placed):
            yield Problem(Location(entry.path, hole.line), "a summary shows nothing: place this in the note")
    for note in (entry.note, *entry.texts.values()):
        for hole in note.holes:
            if isinstance(hole, Placed) and hole.target.endswith(PICTURES) and not hole.text.strip():
                message = f"this picture says nothing to who cannot see it: write what it shows, ![what it shows]({hole.target})"
                yield PICTURE_WITHOUT_TEXT.broken(Location(entry.path, hole.line), message)


def _check_readings(entry: AnyEntry) -> Iterator[Problem]:
    """Papers on arXiv that were read before they were there; what arXiv numbers on the last of a month may be of the next."""
    record = entry.record
    for key, source in record.sources.items():
        day, paper = source.checked or record.checked, arxiv_id_in(source.url)
        if paper and day and day.last < paper.month.date - _A_DAY:
            message = f"arXiv {paper} is of {paper.month.spoken}, and cannot have been read on {day}"
            own = f"sources.{key}.checked" in entry.lines
            yield READ_TOO_EARLY.broken(entry.where(f"sources.{key}.checked" if own else "checked"), message)


_A_DAY = datetime.timedelta(days=1)


def check_citations(
    entry: AnyEntry, values: Iterable[tuple[str, object]], sources: Collection[str]
) -> Iterator[Problem]:
    """Values without a source, citations of what is none, and sources without the day on which they were read.

    `values` are all of the record by their paths, and `sources` its keys; of a file that gives no entry, those that could
    be read.
    """
    record = entry.record
    undated = [key for key, source in record.sources.items() if not source.checked]
    if undated and not record.checked and "checked" not in entry.lines:
        told = f"the day on which the sources were read is missing: add a line `checked: YYYY-MM-DD` with the day on which you read {one_of(undated, 'and')}"
        yield Problem(entry.where("sources"), told)
    every = list(values)
    for path, value in every:
        if isinstance(value, Cited) and not value.source:
            if not isinstance(value.value, Blank) and path.startswith("facts."):
                named = f"; sources of this file: {', '.join(sources)}" if sources else ""
                yield Problem(entry.where(path), f"{value.value} has no source: write `{value.value} [@key]`{named}")
    for location, name in citations_of(entry, every):
        if name not in sources:
            named = f"; sources of this file: {', '.join(sources)}" if sources else ": name it under `sources`"
            yield Problem(location, f"no source is called {name!r}{did_you_mean(name, sources) or named}")


def citations_of(entry: AnyEntry, values: Iterable[tuple[str, object]]) -> Iterator[tuple[Location, str]]:
    """Where the entry cites which source, in `values`, its fields by their paths, and in its texts."""
    for path, value in values:
        if isinstance(value, Cited):
            if value.source:
                yield entry.where(path), value.source
        elif path.rpartition(".")[2] == "source" and isinstance(value, str):
            yield entry.where(path), value
    for note in (entry.note, *entry.texts.values()):
        for hole in note.holes:
            if isinstance(hole, Citation):
                yield Location(entry.path, hole.line), hole.key
