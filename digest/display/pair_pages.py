"""Pairs of models → the views of their comparisons: what differs first, then what is the same, then scores."""

import re
from collections.abc import Sequence
from dataclasses import replace

from digest.connections.pairs import Pair
from digest.connections.site import Reported, Site, cited_of
from digest.display.bibliography import Bibliography
from digest.display.bodies import Desk
from digest.display.entry_pages import anchor, rest
from digest.display.list_views import CompareListView, PairView, SideRow, SideTable
from digest.display.model_pages import result_line
from digest.display.tables import NOT_CHECKED, Head, Value, value_of
from digest.display.views import Anchor, Mentions, ResultLine
from digest.entries.entry import Entry
from digest.entries.facts import Facts
from digest.entries.records import Comparison
from digest.values.words import Blank

_NOT_KNOWN = {str(Blank.NOT_CHECKED), str(Blank.NOT_DISCLOSED)}


def pair_title(site: Site, pair: Pair) -> str:
    return " and ".join(anchor(site.get("models", slug)).title for slug in (pair.first, pair.second))


def pair_view(desk: Desk, pair: Pair, results: Sequence[Sequence[Reported]]) -> PairView:
    """`results` are the published numbers of the first and of the second model."""
    site = desk.site
    entries = [site.get("models", slug) for slug in (pair.first, pair.second)]
    columns = tuple(anchor(entry) for entry in entries)
    differing, alike = fact_rows(desk, entries)
    scores = score_rows(desk, results)
    return PairView(
        title=pair_title(site, pair),
        kinship=_kinship(pair, {entry.slug: anchor(entry).title for entry in entries}),
        differing=SideTable("Facts that differ, or are not known of all", columns, differing),
        alike=SideTable("Facts that are the same", columns, alike),
        scores=SideTable("Benchmarks with published scores of both", columns, scores),
        picked=f"/compare/?models={pair.first},{pair.second}",
        rest=rest(desk),
    )


def fact_rows(desk: Desk, entries: Sequence[Entry]) -> tuple[tuple[SideRow, ...], tuple[SideRow, ...]]:
    """The facts that at least one of the models has: those that are not the same for all, then those that are."""

    def cells(name: str, bibliography: Bibliography) -> tuple[tuple[Value, ...], ...]:
        return tuple(
            tuple(value_of(one, entry, "", bibliography) for one in cited_of(entry, name)) or NOT_CHECKED
            for entry in entries
        )

    names = [name for name in Facts.__dataclass_fields__ if any(cited_of(entry, name) for entry in entries)]
    alike = {name for name in names if same(cells(name, Bibliography()))}
    # Sources are numbered as they are cited, and the page shows what differs first.
    rows = [
        [SideRow(_fact_head(name), found := cells(name, desk.bibliography), differ(found)) for name in chosen]
        for chosen in ([n for n in names if n not in alike], [n for n in names if n in alike])
    ]
    return tuple(rows[0]), tuple(rows[1])


def _fact_head(name: str) -> Head:
    spec = Facts.__dataclass_fields__[name].metadata
    return Head(name, spec["label"], spec["help"])


def score_rows(desk: Desk, results: Sequence[Sequence[Reported]]) -> tuple[SideRow, ...]:
    """The benchmarks of which every one of the models has a score; a cell holds all reporters' scores."""
    slugs = [dict.fromkeys(r.column.benchmark for r in own if r.column.benchmark) for own in results]
    shared = [slug for slug in slugs[0] if all(slug in others for others in slugs[1:])]
    rows = []
    for slug in shared:
        lines = [[result_line(desk, r, "benchmark") for r in own if r.column.benchmark == slug] for own in results]
        cells = tuple(tuple(score_value(line) for line in own) for own in lines)
        subject = lines[0][0].subject
        rows.append(SideRow(Head(slug, subject.title, href=subject.address), cells, False))
    return tuple(rows)


def score_value(line: ResultLine) -> Value:
    """A published number for a cell: who measured it and how is its note."""
    details = (line.variant, line.detail, line.reporter, line.value.note)
    return replace(line.value, note="; ".join(filter(None, details)))


def same(cells: Sequence[Sequence[Value]]) -> bool:
    """Whether all cells say the same, whatever the order of their values."""
    return len({_said(cell) for cell in cells}) == 1


def differ(cells: Sequence[Sequence[Value]]) -> bool:
    """Whether two cells that say something differ; a blank that only says that it is not known does not count."""
    return len({_said(cell) for cell in cells if not all(unknown(value) for value in cell)}) > 1


def unknown(value: Value) -> bool:
    """Whether the value only says that none is known."""
    return value.text in _NOT_KNOWN


def _said(cell: Sequence[Value]) -> frozenset[str]:
    return frozenset(comparable(value.text) for value in cell)


def comparable(text: str) -> str:
    """One text for all that say the same, however they write yes and no, letters and numbers."""
    return {"true": "yes", "false": "no"}.get(text, _NUMBER.sub(_as_number, text)).lower()


_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)([KMBT](?![a-z]))?")


def _as_number(found: re.Match[str]) -> str:
    """However a number is written, 1B, 1.0B or 1,000,000,000, as one text."""
    return f"{float(found[1].replace(',', '')) * {'K': 1e3, 'M': 1e6, 'B': 1e9, 'T': 1e12}.get(found[2], 1):.15g}"


def _kinship(pair: Pair, names: dict[str, str]) -> str:
    said = []
    if pair.child:
        said.append(f"{names[pair.child]} follows {names[pair.other(pair.child)]}.")
    if pair.family:
        said.append(f"Both are of the family {pair.family}.")
    return " ".join(said)


def pairs_by_family(site: Site, pairs: Sequence[Pair]) -> tuple[Mentions, ...]:
    """Links to the pairs of each family, by its name, and last to those that join two families."""
    found: dict[str, list[Anchor]] = {}
    for pair in sorted(pairs, key=lambda pair: (not pair.family, pair.family.casefold())):
        name = pair.family or "Between families"
        found.setdefault(name, []).append(Anchor(pair_title(site, pair), pair.address))
    return tuple(Mentions(name, tuple(links)) for name, links in found.items())


def pairs_by_model(site: Site, pairs: Sequence[Pair]) -> dict[str, tuple[Anchor, ...]]:
    """Slug → links to the model's pairs, named by the other model."""
    found: dict[str, list[Anchor]] = {entry.slug: [] for entry in site.all("models")}
    for pair in pairs:
        for slug in (pair.first, pair.second):
            found[slug].append(Anchor(anchor(site.get("models", pair.other(slug))).title, pair.address))
    return {slug: tuple(links) for slug, links in found.items()}


def compare_list_view(site: Site, pairs: Sequence[Pair]) -> CompareListView:
    entries = tuple(anchor(e, e.record.summary) for e in site.all("comparisons") if isinstance(e.record, Comparison))
    return CompareListView(
        "Comparisons",
        "Tables and charts made of sourced numbers: every cell leads to where it was read.",
        entries,
        pairs_by_family(site, pairs),
        tuple(sorted((anchor(e, e.slug) for e in site.all("models")), key=lambda a: (a.title.casefold(), a.detail))),
    )
