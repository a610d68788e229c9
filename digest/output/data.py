"""Site → JSON and CSV for machines: what the pages say, in one file a kind; and each model as a script compares it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from digest.connections.history import corrections
from digest.connections.site import Reported, Site, address, facts_of, reported, reporter_of
from digest.display.bibliography import Bibliography
from digest.display.bodies import Desk, desk_for
from digest.display.model_charts import model_charts
from digest.display.model_pages import result_line
from digest.display.pages import results_by_model
from digest.display.pair_pages import comparable, score_value, unknown
from digest.display.tables import Table, Value, comparison_table, csv_bytes, results_table, to_csv, value_of
from digest.entries.entry import Entry, source_of
from digest.entries.facts import Cited, Facts
from digest.entries.note import Citation
from digest.entries.records import ClaimSet, Comparison, Model, Paper, ResultSet
from digest.values.words import Blank, Key, Quantity


def data_files(site: Site, base_url: str, models: Table) -> dict[str, bytes]:
    """Path → bytes of every data file, and of the CSV beside each table."""
    papers = [_paper(entry, base_url) for entry in site.all("papers")]
    every_model = [_model(entry, base_url) for entry in site.all("models")]
    results = [_result(result, base_url) for result in reported(site)]
    claims = [claim for entry in site.all("claims") for claim in _claims(entry, base_url)]
    files = {
        "data/papers.json": _json(papers),
        "data/papers.csv": _csv({key: value for key, value in paper.items() if key != "history"} for paper in papers),
        "data/models.json": _json(every_model),
        "data/models.csv": _csv(_flat(every_model)),
        "data/results.json": _json(results),
        "data/results.csv": _csv(results),
        "data/claims.json": _json(claims),
        "data/claims.csv": _csv(claims),
        "models/models.csv": to_csv(models),
    }
    files |= {chart.csv.lstrip("/"): to_csv(chart.table) for chart in model_charts(site, Bibliography())}
    for entry in (*site.all("comparisons"), *site.all("results")):
        table = (comparison_table if isinstance(entry.record, Comparison) else results_table)(
            site, entry, Bibliography()
        )
        files[f"{address(entry).strip('/')}/{entry.slug}.csv"] = to_csv(table)
    by_benchmark: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for result in results:
        by_benchmark[result["benchmark"]].append(result)
    for entry in site.all("benchmarks"):
        files[f"{address(entry).strip('/')}/{entry.slug}.csv"] = _csv(by_benchmark[entry.slug])
    desk, by_model = desk_for(site, "", {}), results_by_model(site)
    for entry in site.all("models"):
        files[f"{address(entry).strip('/')}/{entry.slug}.json"] = _column(desk, entry, by_model[entry.slug])
    return files


def _column(desk: Desk, entry: Entry, results: Sequence[Reported]) -> bytes:
    """A model as static/compare.js sets it beside others: every fact in order, known or not, and scores by benchmark."""
    record = entry.record
    assert isinstance(record, Model)
    facts: list[dict[str, Any]] = []
    scores: dict[str, dict[str, Any]] = {}
    for key, label, help_text, _, _, cited in facts_of(record):
        values = [_shown(desk, value_of(one, entry, "", desk.bibliography)) for one in cited]
        facts.append({"key": key, "label": label, "help": help_text, "values": values})
    for line in (result_line(desk, result, "benchmark") for result in results):
        head = {"key": line.benchmark, "label": line.subject.title, "address": line.subject.address, "values": []}
        scores.setdefault(line.benchmark, head)["values"].append(_shown(desk, score_value(line)))
    column = {"name": record.name, "facts": facts, "scores": list(scores.values())}
    return json.dumps(column, ensure_ascii=False, separators=(",", ":")).encode()


def _shown(desk: Desk, value: Value) -> dict[str, Any]:
    """What a reader sees of a value, and what it is compared by; what is empty is left out."""
    found: dict[str, Any] = {"text": value.text, "comparable": comparable(value.text)}
    found |= {"blank": value.blank, "unknown": unknown(value)}
    found |= {"href": value.href, "note": value.note, "locator": value.locator}
    if value.source:
        source = desk.bibliography.sources[value.source - 1]
        listed = {"url": source.url, "title": source.title, "checked": source.checked, "stale": source.stale}
        found["source"] = {key: text for key, text in listed.items() if text}
    return {key: part for key, part in found.items() if part}


def _paper(entry: Entry, base_url: str) -> dict[str, Any]:
    record = entry.record
    assert isinstance(record, Paper)
    return {
        "slug": entry.slug,
        "title": record.title,
        "renamed": record.renamed,
        "arxiv": record.arxiv,
        "date": str(record.date),
        "authors": list(record.authors),
        "topics": list(record.topics),
        "summary": record.summary,
        "code": record.code or "",
        "url": base_url + address(entry).removeprefix("/"),
        "sources": [source.url for source in record.sources.values()],
        "history": _history(entry),
    }


def _history(entry: Entry) -> list[dict[str, str]]:
    """Its corrections, newest first, in the Markdown they are written in."""
    return [{"date": str(one.day), "change": one.written} for one in corrections(entry)]


def _model(entry: Entry, base_url: str) -> dict[str, Any]:
    record = entry.record
    assert isinstance(record, Model)
    facts = {
        name: [_cited(entry, one) for one in values]
        for name in Facts.__dataclass_fields__
        if (values := getattr(record.facts, name))
    }
    return {
        "slug": entry.slug,
        "name": record.name,
        "summary": record.summary,
        "topics": list(record.topics),
        "parents": list(record.parents),
        "url": base_url + address(entry).removeprefix("/"),
        "facts": facts,
        "history": _history(entry),
    }


def _cited(entry: Entry, cited: Cited[object]) -> dict[str, Any]:
    found: dict[str, Any] = {"value": str(cited.value)}
    if isinstance(cited.value, Quantity):
        found["number"] = cited.value.number
    if cited.source:
        source = source_of(entry.record, cited.source)
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


def _result(result: Reported, base_url: str) -> dict[str, Any]:
    record = result.results.record
    assert isinstance(record, ResultSet)
    source = source_of(record, result.cell.source or result.row.source or result.column.source or record.source)
    return {
        "results": result.results.slug,
        "model": result.row.model or "",
        "method": result.row.method or "",
        "label": result.row.label,
        "variant": result.row.variant,
        "setting": result.row.setting,
        "benchmark": result.column.benchmark or "",
        "column": result.column.title or result.column_key,
        "metric": result.column.metric,
        "shots": result.column.shots,
        "value": str(result.cell.value),
        "reporter": reporter_of(result),
        "source": source.url,
        "checked": str(source.checked),
        "locator": result.cell.locator,
        "note": "; ".join(filter(None, (result.cell.note, result.row.note, result.column.note, record.note))),
        "url": base_url + address(result.results).removeprefix("/"),
    }


def _claims(entry: Entry, base_url: str) -> Iterable[dict[str, Any]]:
    record = entry.record
    assert isinstance(record, ClaimSet)
    for index, claim in enumerate(record.claims):
        yield {
            "id": claim.id,
            "said_by": record.said_by,
            "said_in": record.said_in,
            "said": claim.said,
            "verdict": claim.verdict.value,
            "found": claim.found,
            "sources": [record.sources[key].url for key in _cited_keys(entry, index)],
            "about": list(claim.about),
            "checked": str(record.checked or ""),
            "url": f"{base_url}{address(entry).removeprefix('/')}#{claim.id}",
        }


def _cited_keys(entry: Entry, index: int) -> list[Key]:
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
