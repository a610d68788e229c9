"""Site → JSON and CSV for machines: what the pages say, in one file a kind."""

from collections.abc import Iterator
from functools import partial

from digest.connections.scores import scores_on
from digest.connections.site import Site
from digest.entries.entry import AnyEntry, Entry
from digest.entries.records import KINDS, Benchmark, Comparison, Model, ResultSet
from digest.figures.fact_charts import model_chart, model_charts
from digest.figures.tables import comparison_table, results_table, to_csv
from digest.output.lines import BETWEEN, TABLES, csv_of, number_told, told
from digest.output.producing import File
from digest.pages.model_lists import overview_table


def data_files(site: Site) -> Iterator[File]:
    """The files of data/. A kind without entries has none."""
    for folder, record in KINDS.items():
        if any(told(site, entry.path, "json") for entry in site.of(record)):
            yield File(f"data/{folder}.json", partial(_all_as_json, site, folder))
            if folder in TABLES:
                yield File(f"data/{folder}.csv", partial(_all_as_csv, site, folder))


def csv_files(site: Site) -> Iterator[File]:
    """The CSV beside each table."""
    if site.count(Model):
        yield File("models/models.csv", partial(_overview, site))
    for chart in model_charts(site):
        yield File(chart.csv.lstrip("/"), partial(_chart_numbers, site, chart.chart.key))
    for comparison in site.of(Comparison):
        yield File(_beside(comparison), partial(_comparison_numbers, site, comparison))
    for results in site.of(ResultSet):
        yield File(_beside(results), partial(_published_table, site, results))
    for benchmark in site.of(Benchmark):
        yield File(_beside(benchmark), partial(_scores, site, benchmark))


def _all_as_json(site: Site, folder: str) -> bytes:
    """A record to a line, which people can read and programs can compare; an indent would take ten times as long."""
    lines = filter(None, (told(site, entry.path, "json") for entry in site.of(KINDS[folder])))
    return f"[\n{BETWEEN.join(lines)}\n]\n".encode()


def _all_as_csv(site: Site, folder: str) -> bytes:
    entries = [entry for entry in site.of(KINDS[folder]) if told(site, entry.path, "csv")]
    heads = [told(site, entry.path, "head") for entry in entries[:1]]
    return "".join((*heads, *(told(site, entry.path, "csv") for entry in entries))).encode()


def _overview(site: Site) -> bytes:
    return to_csv(overview_table(site))


def _chart_numbers(site: Site, key: str) -> bytes:
    chart = model_chart(site, key)
    return to_csv(chart.every) if chart else b""


def _comparison_numbers(site: Site, entry: Entry[Comparison]) -> bytes:
    return to_csv(comparison_table(site, entry))


def _published_table(site: Site, entry: Entry[ResultSet]) -> bytes:
    return to_csv(results_table(site, entry))


def _scores(site: Site, entry: Entry[Benchmark]) -> bytes:
    return csv_of([number_told(site, result) for result in scores_on(site, entry.slug)])


def _beside(entry: AnyEntry) -> str:
    """Where the numbers of an entry's page lie."""
    return f"{entry.address.strip('/')}/{entry.slug}.csv"
