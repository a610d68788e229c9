"""Models and benchmarks → the views of their own pages: facts, lineage, published numbers."""

import math

from digest.bodies import Desk, chart_views, fill, reporter_of
from digest.entry import Entry
from digest.entry_pages import anchor, anchors, mentions, rest
from digest.parts import ChartView
from digest.records import Benchmark, Model, ResultSet
from digest.site import Reported, address, facts_of
from digest.tables import column_head, row_head, value_of
from digest.views import Anchor, BenchmarkView, FactGroup, FactLine, ModelView, ResultLine


def model_view(
    desk: Desk,
    entry: Entry,
    results: list[Reported],
    children: tuple[Anchor, ...],
    siblings: tuple[Anchor, ...],
    pairs: tuple[Anchor, ...],
) -> ModelView:
    site, record = desk.site, entry.record
    assert isinstance(record, Model)
    body = fill(desk, entry)
    groups: dict[str, list[FactLine]] = {}
    absent: dict[str, list[str]] = {}
    for name, label, help_text, group, core, cited in facts_of(record):
        values = tuple(value_of(one, entry, "", desk.bibliography) for one in cited)
        if values:
            groups.setdefault(group, []).append(FactLine(name, label, help_text, values))
        elif core:
            absent.setdefault(group, []).append(label)
    lines = tuple(result_line(desk, result, "benchmark") for result in results)
    return ModelView(
        name=record.name,
        aliases=record.aliases,
        summary=record.summary,
        topics=anchors(site, "topics", record.topics),
        parents=anchors(site, "models", record.parents),
        children=children,
        siblings=siblings,
        pairs=pairs,
        groups=tuple(
            FactGroup(title, tuple(groups.get(title, ())), tuple(absent.get(title, ())))
            for title in dict.fromkeys(group for _, _, _, group, _, _ in facts_of(record))
            if title in groups or title in absent
        ),
        body=body,
        results=lines,
        reporters=len({line.reporter for line in lines}),
        rest=rest(desk, mentions(site, entry), entry),
    )


def result_line(desk: Desk, result: Reported, subject: str) -> ResultLine:
    """One published number, named by its benchmark or by its model."""
    site, record = desk.site, result.results.record
    assert isinstance(record, ResultSet)
    if subject == "benchmark" and result.column.benchmark:
        name = anchor(site.get("benchmarks", result.column.benchmark))
    elif subject == "model" and result.row.model:
        name = anchor(site.get("models", result.row.model))
    else:
        head = row_head(site, result.row)
        name = Anchor(head.title, head.href or address(result.results))
    value = value_of(
        result.cell, result.results, result.row.source or result.column.source or record.source, desk.bibliography
    )
    detail = column_head(site, result.column_key, result.column).detail
    variant = ", ".join(filter(None, (result.row.variant, result.row.setting)))
    return ResultLine(
        result.column.benchmark or "", name, value, variant, detail, reporter_of(result), anchor(result.results)
    )


def benchmark_view(desk: Desk, entry: Entry, results: list[Reported], chart: tuple[str, str] | None) -> BenchmarkView:
    site, record = desk.site, entry.record
    assert isinstance(record, Benchmark)
    body = fill(desk, entry)
    unsorted = [result_line(desk, result, "model") for result in results]
    best: dict[str, float] = {}
    for line in unsorted:
        best[line.subject.title] = max(best.get(line.subject.title, -math.inf), line.value.number or 0)
    lines = sorted(  # as the chart above has them
        unsorted,
        key=lambda line: (
            -best[line.subject.title],
            line.subject.title.casefold(),
            -(line.value.number or 0),
            line.reporter,
        ),
    )
    drawn: ChartView | None = chart_views(desk, [entry.path], [chart])[0] if chart else None
    return BenchmarkView(
        record.name, record.aliases, record.long_name, record.summary, body, drawn, tuple(lines), len({line.subject.address for line in lines}),
        len({line.reporter for line in lines}), f"{address(entry)}{entry.slug}.csv",
        rest(desk, mentions(site, entry, leave_out=("results",)), entry),
    )  # fmt: skip
