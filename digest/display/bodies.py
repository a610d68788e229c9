"""An entry's text in place: links become addresses, citations get their numbers, figures their tables and charts."""

import dataclasses
import html
import math
import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from digest.connections.site import Reported, Site, address, reported, reporter_of, resolve
from digest.display.bibliography import Bibliography
from digest.display.charts import ROOT, Drawing, Mark, description_of, drawing_of, has_numbers
from digest.display.model_charts import model_charts
from digest.display.parts import Body, ChartView, Cite, ClaimMark, Figure, Html, Part, PictureView
from digest.display.tables import comparison_table, number_of, results_table
from digest.entries.entry import Entry, source_of
from digest.entries.note import Citation, Link, Note, Placed
from digest.entries.records import ChartKind, ClaimSet, Comparison, label_of
from digest.entries.staleness import freshness_of
from digest.values.problems import DigestError, Problem

Charts = Mapping[str, str]
"""SVG by the name of the chart, as `drawings` names them."""


@dataclass(slots=True)
class Desk:
    """One page being written: where it lies, its sources so far, and how many things it has named."""

    site: Site
    root: str
    charts: Charts
    bibliography: Bibliography
    named: int = 0
    shown: set[tuple[int, str | None]] = field(default_factory=set)

    def ident(self, word: str) -> str:
        self.named += 1
        return f"{word}-{self.named}"

    def seen(self, number: int, locator: str | None = None) -> bool:
        """Whether the margin has shown this source, or this place in it, before; from now on it has."""
        before = (number, locator) in self.shown
        self.shown.add((number, locator))
        return before

    def link(self, address: str) -> str:
        return self.root + address.removeprefix("/")


def desk_for(site: Site, root: str, charts: Charts) -> Desk:
    """A clean desk for one page that lies where `root` leads back from."""
    return Desk(site, root, charts, Bibliography(site.source_names, freshness_of(site.settings)))


def drawings(site: Site) -> dict[str, Drawing]:
    """Every chart of the site by its name, from the tables alone."""
    found: dict[str, Drawing] = {}
    for entry in site.all("comparisons"):
        if isinstance(entry.record, Comparison) and entry.record.charts:
            table = comparison_table(site, entry, Bibliography())
            if entry.record.transpose:
                table = comparison_table(site, _upright(entry), Bibliography())
            for index, pick in enumerate(entry.record.charts):
                drawing = drawing_of(pick, table)
                if not has_numbers(drawing):
                    raise DigestError(
                        [
                            Problem(
                                entry.where(f"charts.{index}"),
                                "this chart has no number to draw: its columns hold words or blanks",
                            )
                        ]
                    )
                found[f"{entry.path}#{index}"] = drawing
    found |= {chart.name: chart.drawing for chart in model_charts(site, Bibliography())}
    scores = scores_by_benchmark(site)
    for entry in site.all("benchmarks"):
        if spread := spread_of(site, entry, scores.get(entry.slug, [])):
            found[entry.path] = spread
    return found


def scores_by_benchmark(site: Site) -> dict[str, list[Reported]]:
    """Every published number, by benchmark."""
    scores: dict[str, list[Reported]] = defaultdict(list)
    for result in reported(site):
        if result.column.benchmark:
            scores[result.column.benchmark].append(result)
    return scores


def _upright(entry: Entry) -> Entry:
    """The same comparison with models in rows: charts name columns, whichever way the table is turned."""
    record = entry.record
    assert isinstance(record, Comparison)
    return dataclasses.replace(entry, record=dataclasses.replace(record, transpose=False))


def spread_of(site: Site, benchmark: Entry, scores: list[Reported]) -> Drawing | None:
    """All reported scores of a benchmark, a line per model; None where fewer than two models have one."""
    marks = []
    for result in scores:
        number = number_of(str(result.cell.value))
        if number is not None and result.row.model:
            model = site.get("models", result.row.model)
            marks.append(
                Mark(
                    label_of(model.record),
                    number,
                    None,
                    f"{result.cell.value} by {reporter_of(result)}",
                    "",
                    address(model),
                )
            )
    best: dict[str, float] = {}
    for mark in marks:
        best[mark.label] = max(best.get(mark.label, -math.inf), mark.x or 0)
    if len(best) < 2:
        return None
    marks.sort(key=lambda mark: (-best[mark.label], mark.label, mark.x or 0, mark.text))
    name = label_of(benchmark.record)
    text = "Every point is a published score; a bar spans what different reporters give for one model."
    return Drawing(ChartKind.SPREAD, f"{name}: scores by model and reporter", text, "Score", "", tuple(marks))


def chart_views(desk: Desk, names: list[str], titles: list[tuple[str, str]]) -> tuple[ChartView, ...]:
    root = desk.root.rstrip("/") or "."
    return tuple(
        ChartView(title, text, desk.charts[name].replace(ROOT, root))
        for name, (title, text) in zip(names, titles, strict=True)
    )


def figure(desk: Desk, entry: Entry, caption: str = "", folded: bool = False) -> Figure:
    """A comparison or result set as a figure of this page."""
    record = entry.record
    charts: tuple[ChartView, ...] = ()
    if isinstance(record, Comparison):
        table = comparison_table(desk.site, entry, desk.bibliography)
        picks = record.charts
        charts = chart_views(
            desk, [f"{entry.path}#{i}" for i in range(len(picks))], [(p.title, description_of(p)) for p in picks]
        )
    else:
        table = results_table(desk.site, entry, desk.bibliography)
    return Figure(
        desk.ident("figure"),
        caption or table.caption,
        address(entry),
        charts,
        table,
        f"{address(entry)}{entry.slug}.csv",
        folded,
    )


@dataclass(frozen=True, slots=True)
class Awaited:
    placed: Placed


def fill(desk: Desk, entry: Entry, note: Note | None = None, figures_as_links: bool = False) -> Body:
    """The parts of `entry`'s note (or of another piece of its text) for the page on `desk`."""
    parts: list[Part | Awaited] = []
    for part in (entry.note if note is None else note).parts:
        if isinstance(part, str):
            parts.append(Html(part))
        elif isinstance(part, Citation):
            source = desk.bibliography.cite(source_of(entry.record, part.key))
            if parts and isinstance(parts[-1], Html):  # the number stands right after the word it belongs to
                parts[-1] = Html(parts[-1].html.rstrip(" \n"))
            known, again = desk.seen(source.number), desk.seen(source.number, part.locator)
            parts.append(Cite(desk.ident("cite"), source, part.locator, known, again))
        elif isinstance(part, Link):
            parts.extend(_link(desk, entry, part))
        else:
            parts.append(Awaited(part))
    # Figures come last, so that the text's own citations have the low numbers.
    place = _linked if figures_as_links else _placed
    return _joined([place(desk, entry, part.placed) if isinstance(part, Awaited) else part for part in parts])


def _link(desk: Desk, entry: Entry, link: Link) -> list[Part]:
    if link.target.startswith("#"):
        return [
            Html(f'<a href="{html.escape(desk.link(address(entry)) + link.target)}">')
        ]  # on lists of some of its claims, too
    target = desk.site.by_path[resolve(entry, link.target)]
    fragment = link.target.partition("#")[2]
    href = address(target) + (f"#{fragment}" if fragment else "")
    parts: list[Part] = []
    if isinstance(target.record, ClaimSet) and fragment:
        claim = next(claim for claim in target.record.claims if claim.id == fragment)
        parts.append(ClaimMark(desk.ident("claim"), claim.verdict.value, target.record.said_by, claim.said, href))
    parts.append(Html(f'<a href="{html.escape(desk.link(href))}">'))
    return parts


def _placed(desk: Desk, entry: Entry, placed: Placed) -> Part:
    path = resolve(entry, placed.target)
    if path in desk.site.pictures:
        picture = desk.site.pictures[path]
        return PictureView(
            picture_address(path), placed.text, placed.title, picture.width, picture.height, placed.alone
        )
    return figure(desk, desk.site.by_path[path], placed.text)


def _linked(desk: Desk, entry: Entry, placed: Placed) -> Part:
    """A picture as it is, a table or chart as a link to its page."""
    path = resolve(entry, placed.target)
    if path in desk.site.pictures:
        return _placed(desk, entry, placed)
    target = desk.site.by_path[path]
    text = html.escape(placed.text or label_of(target.record))
    return Html(f'<p><a href="{html.escape(desk.link(address(target)))}">{text}</a> (chart and table)</p>\n')


def picture_address(path: str) -> str:
    """Pictures keep their place beside the entries: `content/papers/kan-spline.png` → `/papers/kan-spline.png`."""
    return "/" + posixpath.relpath(path, "content")


def _joined(parts: list[Part]) -> Body:
    """Neighbouring pieces of HTML as one, and what closes a phrase with the citation that it follows."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Html) and isinstance(last, Html):
            joined[-1] = Html(last.html + part.html)
        elif isinstance(part, Html) and isinstance(last, Cite) and (closing := re.match(r"[.,;:!?)”’]+", part.html)):
            joined[-1] = dataclasses.replace(last, after=closing[0])
            joined.append(Html(part.html[closing.end() :]))
        else:
            joined.append(part)
    return tuple(joined)
