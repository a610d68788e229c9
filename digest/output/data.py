"""Site → JSON and CSV for machines: what the pages say, in one file a kind; and each model as a script compares it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from digest.connections.history import corrections
from digest.connections.scores import Reported, reported, scores_by_model
from digest.connections.site import Site
from digest.entries.entry import AnyEntry, Entry
from digest.entries.note import Citation
from digest.entries.records import Benchmark, ClaimSet, Comparison, Model, Paper, ResultSet
from digest.field.quantities import Quantity
from digest.figures.bibliography import Bibliography, bibliography
from digest.figures.fact_charts import model_charts
from digest.figures.staleness import freshness_of
from digest.figures.tables import Value, comparison_table, csv_bytes, results_table, to_csv, value_of
from digest.output.producing import Files, Production
from digest.pages.model_lists import overview_table
from digest.pages.pairs import comparable, score_value, unknown
from digest.pages.score_lines import by_benchmark
from digest.values.cited import Cited
from digest.values.words import Blank, Key


def data_files(work: Production) -> Files:
    """Every data file, and the CSV beside each table."""
    site = work.site
    papers = [_paper(site, entry) for entry in site.of(Paper)]
    every_model = [_model(site, entry) for entry in site.of(Model)]
    results = [_result(site, result) for result in reported(site)]
    claims = [claim for entry in site.of(ClaimSet) for claim in _claims(site, entry)]
    files = {
        "data/papers.json": _json(papers),
        "data/papers.csv": _csv({key: value for key, value in paper.items() if key != "history"} for paper in papers),
        "data/models.json": _json(every_model),
        "data/models.csv": _csv(_flat(every_model)),
        "data/results.json": _json(results),
        "data/results.csv": _csv(results),
        "data/claims.json": _json(claims),
        "data/claims.csv": _csv(claims),
        "models/models.csv": to_csv(overview_table(site)),
    }
    files |= {chart.csv.lstrip("/"): to_csv(chart.table) for chart in model_charts(site)}
    files |= {_beside(entry): to_csv(comparison_table(site, entry)) for entry in site.of(Comparison)}
    files |= {_beside(entry): to_csv(results_table(site, entry)) for entry in site.of(ResultSet)}
    by_benchmark: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for result in results:
        by_benchmark[result["benchmark"]].append(result)
    files |= {_beside(entry): _csv(by_benchmark[entry.slug]) for entry in site.of(Benchmark)}
    scores = scores_by_model(site)
    return files | {_beside(entry, "json"): _column(site, entry, scores[entry.slug]) for entry in site.of(Model)}


def _beside(entry: AnyEntry, form: str = "csv") -> str:
    """Where the numbers of an entry's page lie."""
    return f"{entry.address.strip('/')}/{entry.slug}.{form}"


def _column(site: Site, entry: Entry[Model], results: Sequence[Reported]) -> bytes:
    """A model as static/compare.js sets it beside others: every fact in order, known or not, and scores by benchmark."""
    values = [
        (spec.heading, spec.help, spec.name, [value_of(one, entry) for one in entry.record.facts[spec.name]])
        for spec in site.catalogue
    ]
    lines = [by_benchmark(site, result) for result in results]
    sources = bibliography(
        (tuple(tuple(v) for *_, v in values), tuple(lines)), site.source_names, freshness_of(site.settings)
    )
    facts = [
        {"key": key, "label": label, "help": help, "values": [_shown(one, sources) for one in given]}
        for label, help, key, given in values
    ]
    scores: dict[str, dict[str, Any]] = {}
    for line in lines:
        head = {"key": line.benchmark, "label": line.subject.title, "address": line.subject.address, "values": []}
        scores.setdefault(line.benchmark, head)["values"].append(_shown(score_value(line), sources))
    column = {"name": entry.record.name, "facts": facts, "scores": list(scores.values())}
    return json.dumps(column, ensure_ascii=False, separators=(",", ":")).encode()


def _shown(value: Value, sources: Bibliography) -> dict[str, Any]:
    """What a reader sees of a value, and what it is compared by; what is empty is left out."""
    found: dict[str, Any] = {"text": value.text, "comparable": comparable(value.text)}
    found |= {"blank": value.blank, "unknown": unknown(value)}
    found |= {"href": value.href, "note": value.note, "locator": value.locator}
    if value.source:
        source = sources.of(value.source)
        listed = {"url": source.url, "title": source.title, "checked": source.checked, "stale": source.stale}
        found["source"] = {key: text for key, text in listed.items() if text}
    return {key: part for key, part in found.items() if part}


def _paper(site: Site, entry: Entry[Paper]) -> dict[str, Any]:
    record = entry.record
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
        "url": site.url(entry.address),
        "sources": [source.url for source in record.sources.values()],
        "history": _history(entry),
    }


def _history(entry: AnyEntry) -> list[dict[str, str]]:
    """Its corrections, newest first, in the Markdown they are written in."""
    return [{"date": str(one.day), "change": one.written} for one in corrections(entry)]


def _model(site: Site, entry: Entry[Model]) -> dict[str, Any]:
    record = entry.record
    facts = {name: [_cited(entry, one) for one in values] for name, values in record.facts.items()}
    return {
        "slug": entry.slug,
        "name": record.name,
        "summary": record.summary,
        "topics": list(record.topics),
        "parents": list(record.parents),
        "url": site.url(entry.address),
        "facts": facts,
        "history": _history(entry),
    }


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
