"""Site → JSON and CSV for machines: what the pages say, in one file a kind."""

import enum
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from digest.connections.history import corrections
from digest.connections.scores import Reported, reported
from digest.connections.site import Site
from digest.entries.entry import AnyEntry, Entry
from digest.entries.note import Citation
from digest.entries.record import Record
from digest.entries.records import Benchmark, ClaimSet, Comparison, Model, ResultSet
from digest.field.quantities import Quantity
from digest.figures.fact_charts import model_charts
from digest.figures.tables import comparison_table, csv_bytes, results_table, to_csv
from digest.output.producing import Files, Production
from digest.pages.model_lists import overview_table
from digest.values.cited import Cited
from digest.values.words import Blank, Day, Key


def data_files(work: Production) -> Files:
    """The files of data/. A kind without entries has none."""
    site = work.site
    records = {folder: [published(site, e) for e in entries.values()] for folder, entries in site.kinds.items()}
    results = [_result(site, result) for result in reported(site)]
    records["results"] = results  # one by one, whatever sets they were printed in
    records["claims"] = [claim for entry in site.of(ClaimSet) for claim in _claims(site, entry)]
    files = {f"data/{folder}.json": _json(lines) for folder, lines in records.items() if lines}
    tables = {
        "papers": ({k: v for k, v in paper.items() if k != "history"} for paper in records["papers"]),
        "models": _flat(records["models"]),
        "results": results,
        "claims": records["claims"],
    }
    return files | {f"data/{folder}.csv": _csv(lines) for folder, lines in tables.items() if records[folder]}


def csv_files(work: Production) -> Files:
    """The CSV beside each table."""
    site = work.site
    files: Files = {}
    if site.of(Model):
        files["models/models.csv"] = to_csv(overview_table(site))
    files |= {chart.csv.lstrip("/"): to_csv(chart.every) for chart in model_charts(site)}
    files |= {_beside(entry): to_csv(comparison_table(site, entry)) for entry in site.of(Comparison)}
    files |= {_beside(entry): to_csv(results_table(site, entry)) for entry in site.of(ResultSet)}
    by_benchmark: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for result in reported(site):
        line = _result(site, result)
        by_benchmark[line["benchmark"]].append(line)
    files |= {_beside(entry): _csv(by_benchmark[entry.slug]) for entry in site.of(Benchmark)}
    return files


def _beside(entry: AnyEntry) -> str:
    """Where the numbers of an entry's page lie."""
    return f"{entry.address.strip('/')}/{entry.slug}.csv"


_TOLD_BY_ALL = frozenset(f.name for f in fields(Record))


def published(site: Site, entry: AnyEntry) -> dict[str, Any]:
    """An entry for machines: all that its kind of record holds, by the names that authors write, then what all entries have."""
    record = entry.record
    own = {f.name: _plain(entry, getattr(record, f.name)) for f in fields(record) if f.name not in _TOLD_BY_ALL}
    return {
        "slug": entry.slug,
        **own,
        "url": site.url(entry.address),
        "sources": [source.url for source in record.sources.values()],
        "history": _history(entry),
        "checked": str(record.checked or ""),
        "aliases": list(record.aliases),
        "added": str(record.added or ""),
    }


def _plain(entry: AnyEntry, value: object) -> Any:
    """A value of a record as JSON has it; what is not given is an empty text."""
    if isinstance(value, Cited):
        return _cited(entry, value)
    if isinstance(value, dict):
        return {key: _plain(entry, item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry, item) for item in value]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Day | Quantity):
        return str(value)
    if is_dataclass(value):
        return {f.metadata.get("key", f.name): _plain(entry, getattr(value, f.name)) for f in fields(value)}
    return "" if value is None else value


def _history(entry: AnyEntry) -> list[dict[str, str]]:
    """Its corrections, newest first, in the Markdown they are written in."""
    return [{"date": str(one.day), "change": one.written} for one in corrections(entry)]


def _cited(entry: AnyEntry, cited: Cited[object]) -> dict[str, Any]:
    found: dict[str, Any] = {"value": str(cited.value)}
    if isinstance(cited.value, Quantity):
        found["number"] = cited.value.number
    if cited.source:
        source = entry.source(cited.source)
        found |= {"source": source.url, "checked": str(source.checked)}
    if isinstance(cited.value, Blank):
        found["blank"] = True
    return found | {name: text for name, text in (("locator", cited.locator), ("note", cited.note)) if text}


def _flat(models: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """One line per value of a fact."""
    for model in models:
        for fact, values in model["facts"].items():
            for value in values:
                yield {"slug": model["slug"], "name": model["name"], "fact": fact, **{
                    key: value.get(key, "") for key in ("value", "number", "source", "checked", "locator", "note")
                }}  # fmt: skip


def _result(site: Site, result: Reported) -> dict[str, Any]:
    record = result.results.record
    key = result.cell.source or result.row.source or result.column.source or record.source
    source = result.results.source(key)
    return {
        "results": result.results.slug,
        "title": record.title,
        "model": result.row.model or "",
        "method": result.row.method or "",
        "label": result.row.label,
        "variant": result.row.variant,
        "setting": result.row.setting,
        "benchmark": result.column.benchmark or "",
        "column": result.column.title or result.column_key,
        "metric": result.column.metric,
        "shots": result.column.shots,
        "better": result.column.better.value if result.column.better else "",
        "value": str(result.cell.value),
        "reporter": result.reporter,
        "source": source.url,
        "checked": str(source.checked),
        "locator": result.cell.locator,
        "note": "; ".join(filter(None, (result.cell.note, result.row.note, result.column.note, record.note))),
        "url": site.url(result.results.address),
    }


def _claims(site: Site, entry: Entry[ClaimSet]) -> Iterable[dict[str, Any]]:
    record = entry.record
    for index, claim in enumerate(record.claims):
        yield {
            "id": claim.id,
            "title": record.title,
            "edition": record.edition or "",
            "section": claim.section,
            "said_by": record.said_by,
            "said_in": record.said_in,
            "said": claim.said,
            "verdict": claim.verdict.value,
            "found": claim.found,
            "sources": [record.sources[key].url for key in _cited_keys(entry, index)],
            "about": list(claim.about),
            "checked": str(record.checked or ""),
            "url": f"{site.url(entry.address)}#{claim.id}",
        }


def _cited_keys(entry: AnyEntry, index: int) -> list[Key]:
    """The sources that a claim's finding cites, each once."""
    holes = entry.texts[f"claims.{index}.found"].holes
    return list(dict.fromkeys(Key(hole.key) for hole in holes if isinstance(hole, Citation)))


def _json(records: Iterable[dict[str, Any]]) -> bytes:
    """A record to a line, which people can read and programs can compare; an indent would take ten times as long."""
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    return f"[\n{lines}\n]\n".encode()


def _csv(lines: Iterable[dict[str, Any]]) -> bytes:
    rows = list(lines)
    if not rows:
        return b""
    header = list(rows[0])
    return csv_bytes([header, *([_cell(row[key]) for key in header] for row in rows)])


def _cell(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
