"""Published numbers, taken out of the result sets: by benchmark, and by model."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.records import Benchmark, ResultSet
from digest.entries.tabular import Column, ResultRow
from digest.values.cited import Cited


@dataclass(frozen=True, slots=True)
class Reported:
    """One published number: the cell, its column and row, and the result set that prints it."""

    results: Entry[ResultSet]
    row: ResultRow
    column: Column
    column_key: str
    cell: Cited[str]

    @property
    def reporter(self) -> str:
        """Who published the number."""
        return self.row.reporter or self.results.record.reporter


def reported(site: Site) -> Iterator[Reported]:
    """Every published number of every result set, blanks left out."""
    for entry in site.of(ResultSet):
        for row in entry.record.rows:
            for key, cell in row.cells.items():
                if isinstance(cell.value, str):
                    yield Reported(entry, row, entry.record.columns[key], key, cell)


def scores_by_benchmark(site: Site) -> dict[str, list[Reported]]:
    """Every published number, by benchmark."""
    scores: dict[str, list[Reported]] = defaultdict(list)
    for result in reported(site):
        if result.column.benchmark:
            scores[result.column.benchmark].append(result)
    return scores


def scores_by_model(site: Site) -> dict[str, list[Reported]]:
    """Each model's published numbers, by benchmark, then reporter."""
    found: dict[str, list[Reported]] = defaultdict(list)
    for result in reported(site):
        if result.row.model and result.column.benchmark:
            found[result.row.model].append(result)
    for results in found.values():
        results.sort(key=lambda r: (site.get(Benchmark, r.column.benchmark or "").label.casefold(), r.results.slug))
    return found
