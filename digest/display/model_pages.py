"""Models and benchmarks → the views of their own pages: facts, lineage, published numbers."""

import math
from dataclasses import replace
from urllib.parse import quote

from digest.connections.kinship import Kinship, families_of
from digest.connections.related import Related
from digest.connections.site import Reported, address, facts_of, reporter_of
from digest.display.bodies import Desk, chart_views, fill
from digest.display.disagreement import Disagreement, disagreements
from digest.display.entry_pages import anchor, anchors, mentions, read_next, rest
from digest.display.parts import ChartView
from digest.display.tables import Value, column_head, row_head, value_of
from digest.display.views import (
    Anchor,
    BenchmarkView,
    DisagreementLine,
    FactGroup,
    FactLine,
    GivenLine,
    ModelView,
    ResultLine,
)
from digest.entries.entry import Entry
from digest.entries.records import Benchmark, Model, ResultSet


def model_view(
    desk: Desk,
    entry: Entry,
    results: list[Reported],
    kin: Kinship,
    pairs: tuple[Anchor, ...],
    near: tuple[Related, ...],
) -> ModelView:
    site, record = desk.site, entry.record
    assert isinstance(record, Model)
    body = fill(desk, entry)
    groups: dict[str, list[FactLine]] = {}
    absent: dict[str, list[str]] = {}
    for _, label, help_text, group, core, cited in facts_of(record):
        values = tuple(value_of(one, entry, "", desk.bibliography) for one in cited)
        if values:
            groups.setdefault(group, []).append(FactLine(label, help_text, values))
        elif core:
            absent.setdefault(group, []).append(label)
    lines = tuple(result_line(desk, result, "benchmark") for result in results)
    return ModelView(
        name=record.name,
        aliases=record.aliases,
        summary=record.summary,
        topics=anchors(site, "topics", record.topics),
        parents=anchors(site, "models", record.parents),
        children=tuple(anchor(other) for other in kin.followers.get(entry.slug, ())),
        siblings=_same_family(entry, record, kin),
        pairs=pairs,
        groups=tuple(
            FactGroup(title, tuple(groups.get(title, ())), tuple(absent.get(title, ())))
            for title in dict.fromkeys(group for _, _, _, group, _, _ in facts_of(record))
            if title in groups or title in absent
        ),
        body=body,
        results=lines,
        reporters=len({line.reporter for line in lines}),
        read_next=read_next(near),
        rest=rest(desk, mentions(site, entry), entry),
    )


_MOST_OF_A_FAMILY = 12
"""A larger family is not listed on the pages of its members."""


def _same_family(entry: Entry, record: Model, kin: Kinship) -> tuple[Anchor, ...]:
    """The others of the model's families that are neither its parents nor its followers."""
    near = {entry.slug, *record.parents, *(other.slug for other in kin.followers.get(entry.slug, ()))}
    found: dict[str, Anchor] = {}
    for family in families_of(record):
        members = kin.members[family]
        if len(members) > _MOST_OF_A_FAMILY:
            title = f"all {len(members):,} models of the family {family}"
            found[f"/{family}"] = Anchor(title, f"/models/?family={quote(family)}")
        else:
            found |= {other.slug: anchor(other) for other in members if other.slug not in near}
    return tuple(found.values())


def result_line(desk: Desk, result: Reported, subject: str) -> ResultLine:
    """One published number, named by its benchmark or by its model."""
    site = desk.site
    if subject == "benchmark" and result.column.benchmark:
        name = anchor(site.get("benchmarks", result.column.benchmark))
    elif subject == "model" and result.row.model:
        name = anchor(site.get("models", result.row.model))
    else:
        head = row_head(site, result.row)
        name = Anchor(head.title, head.href or address(result.results))
    value = _published(desk, result)
    detail = column_head(site, result.column_key, result.column).detail
    variant = ", ".join(filter(None, (result.row.variant, result.row.setting)))
    return ResultLine(
        result.column.benchmark or "", name, value, variant, detail, reporter_of(result), anchor(result.results)
    )


def _published(desk: Desk, result: Reported) -> Value:
    record = result.results.record
    assert isinstance(record, ResultSet)
    key = result.row.source or result.column.source or record.source
    return value_of(result.cell, result.results, key, desk.bibliography)


def disagreement_line(desk: Desk, one: Disagreement) -> DisagreementLine:
    """Each number leads to its source; one that several give names them all, each with its own source."""
    numbers = []
    for given in one.numbers:
        first, *others = [(reporter_of(score), _published(desk, score)) for score in given.scores]
        numbers.append(GivenLine(replace(first[1], note="", locator=""), first[0], tuple(others), given.detail))
    return DisagreementLine(anchor(desk.site.get("models", one.model)), one.variant, tuple(numbers), one.verdict)


def benchmark_view(desk: Desk, entry: Entry, results: list[Reported], chart: tuple[str, str] | None) -> BenchmarkView:
    site, record = desk.site, entry.record
    assert isinstance(record, Benchmark)
    body = fill(desk, entry)
    differing = tuple(disagreement_line(desk, one) for one in disagreements(results))
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
        record.name, record.aliases, record.long_name, record.summary, body, drawn, differing, tuple(lines), len({line.subject.address for line in lines}),
        len({line.reporter for line in lines}), f"{address(entry)}{entry.slug}.csv",
        rest(desk, mentions(site, entry, leave_out=("results",)), entry),
    )  # fmt: skip
