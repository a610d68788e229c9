"""Published numbers as lines of a table, each with who reported it and where it was read."""

from dataclasses import dataclass, replace

from digest.connections.scores import Reported
from digest.connections.site import Site
from digest.entries.records import Benchmark, Model
from digest.figures.disagreement import Disagreement
from digest.figures.tables import Value, column_head, row_head, value_of
from digest.pages.frame import Anchor
from digest.pages.links import anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One published number; `benchmark` is the slug of what it was measured on, or empty."""

    benchmark: str
    subject: Anchor
    value: Value
    variant: str
    detail: str
    reporter: str
    results: Anchor


@dataclass(frozen=True, slots=True)
class GivenLine:
    """One number with everyone who gives it; `others` are the reporters after the first, each with its own source."""

    value: Value
    reporter: str
    others: tuple[tuple[str, Value], ...]
    detail: str


@dataclass(frozen=True, slots=True)
class DisagreementLine:
    """Differing numbers of one model, and in words how far apart they are."""

    subject: Anchor
    variant: str
    numbers: tuple[GivenLine, ...]
    verdict: str


def by_benchmark(site: Site, result: Reported) -> ResultLine:
    """One published number, named by what it was measured on."""
    benchmark = site.find(Benchmark, result.column.benchmark)
    return _line(site, result, anchor(benchmark) if benchmark else None)


def by_model(site: Site, result: Reported) -> ResultLine:
    """One published number, named by the model that was measured."""
    model = site.find(Model, result.row.model)
    return _line(site, result, anchor(model) if model else None)


def _line(site: Site, result: Reported, subject: Anchor | None) -> ResultLine:
    head = row_head(site, result.row)
    return ResultLine(
        benchmark=result.column.benchmark or "",
        subject=subject or Anchor(head.title, head.href or result.results.address),
        value=_published(result),
        variant=", ".join(filter(None, (result.row.variant, result.row.setting))),
        detail=column_head(site, result.column_key, result.column).detail,
        reporter=result.reporter,
        results=anchor(result.results),
    )


def _published(result: Reported) -> Value:
    key = result.row.source or result.column.source or result.results.record.source
    return value_of(result.cell, result.results, key)


def disagreement_line(site: Site, one: Disagreement) -> DisagreementLine:
    """Each number leads to its source; one that several give names them all, each with its own source."""
    numbers = []
    for given in one.numbers:
        (reporter, value), *others = [(score.reporter, _published(score)) for score in given.scores]
        numbers.append(GivenLine(replace(value, note="", locator=""), reporter, tuple(others), given.detail))
    return DisagreementLine(anchor(site.get(Model, one.model)), one.variant, tuple(numbers), one.verdict)
