"""Published numbers, taken out of the result sets: by benchmark, and by model."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.records import Benchmark, ResultSet
from digest.entries.tabular import Column, ResultRow
from digest.values.cited import Cited
from digest.values.steps import lookup
from digest.values.words import Key

Place = tuple[str, int, str]
"""Where a number is printed: the result set's slug, the number of the row, the key of the column."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One published number: the cell, its column and row, and the result set that prints it."""

    results: Entry[ResultSet]
    row: ResultRow
    column: Column
    column_key: str
    cell: Cited[str]
    place: Place

    @property
    def reporter(self) -> str:
        """Who published the number."""
        return self.row.reporter or self.results.record.reporter


def reported(site: Site) -> Iterator[Reported]:
    """Every published number of every result set, blanks left out."""
    for entry in site.of(ResultSet):
        yield from numbers_of(entry)


def numbers_of(entry: Entry[ResultSet]) -> Iterator[Reported]:
    """Every number of a result set, blanks left out."""
    record = entry.record
    for index, row in enumerate(record.rows):
        for key, cell in row.cells.items():
            if isinstance(cell.value, str):
                yield Reported(entry, row, record.columns[key], key, cell, (entry.slug, index, key))


def _at(site: Site, place: Place) -> Reported:
    slug, index, key = place
    entry = site.get(ResultSet, slug)
    row, column = entry.record.rows[index], Key(key)
    return Reported(entry, row, entry.record.columns[column], column, row.cells[column], place)


@lookup
def _by_benchmark(site: Site) -> dict[str, tuple[Place, ...]]:
    scores: dict[str, list[Place]] = defaultdict(list)
    for result in reported(site):
        if result.column.benchmark:
            scores[result.column.benchmark].append(result.place)
    return {slug: tuple(places) for slug, places in scores.items()}


@lookup
def _by_model(site: Site) -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Reported]] = defaultdict(list)
    for result in reported(site):
        if result.row.model and result.column.benchmark:
            found[result.row.model].append(result)
    for results in found.values():
        results.sort(key=lambda r: (site.get(Benchmark, r.column.benchmark or "").label.casefold(), r.results.slug))
    return {slug: tuple(result.place for result in results) for slug, results in found.items()}


def count_on(site: Site, benchmark: str) -> int:
    """How many numbers are published on the benchmark of that slug."""
    return len(_by_benchmark(site).get(benchmark, ()))


def scores_on(site: Site, benchmark: str) -> list[Reported]:
    """Every published number on the benchmark of that slug."""
    return [_at(site, place) for place in _by_benchmark(site).get(benchmark, ())]


def scores_of(site: Site, model: str) -> list[Reported]:
    """The published numbers of the model of that slug, by benchmark, then reporter."""
    return [_at(site, place) for place in _by_model(site).get(model, ())]
