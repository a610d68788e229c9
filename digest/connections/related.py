"""Site → what to read next: for each paper, model or method the entries it shares most with, and in words what."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from digest.connections.kinship import kinship
from digest.connections.references import references
from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.records import KINDS, Benchmark, Model, Paper, ResultSet

SHOWN = 4
_ALIKE = sorted(
    (record.kind for record in KINDS.values() if record.kind.likeness), key=lambda kind: kind.likeness, reverse=True
)
"""Kinds of entry of which having one in common counts, the telling ones first. Topics only decide between entries that share something closer."""

_MOST_BENCHMARKS = 3
"""Reporters score every model on the same benchmarks: more of them do not bring two models closer."""

_MOST_SHARERS = 40
"""A thing that more entries share than this says little about any two of them."""


@dataclass(frozen=True, slots=True)
class Related:
    entry: AnyEntry
    reason: str


def related(site: Site) -> dict[str, tuple[Related, ...]]:
    """By path: up to four related entries of each paper, model and method, and why.

    Those of a paper are papers, the others' of all three kinds. What a page links to already, as its text, its lineage or its mentions, is not repeated.
    """
    entries = [entry for entry in site.every() if entry.kind.reads_on]
    targets = {e.path: {t.path: t for t in references(site, e) if t.kind.likeness} for e in entries}
    for results in site.of(ResultSet):  # a model shares the benchmarks on which it was scored
        for row in results.record.rows:
            if row.model:
                scored = (results.record.columns[key].benchmark for key in row.cells)
                benchmarks = [site.get(Benchmark, slug) for slug in scored if slug]
                targets[site.get(Model, row.model).path] |= {b.path: b for b in benchmarks}
    sharers: dict[str, list[AnyEntry]] = defaultdict(list)
    papers: dict[str, list[AnyEntry]] = defaultdict(list)
    for entry in entries:
        for path in targets[entry.path]:
            sharers[path].append(entry)
            if entry.kind is Paper.kind:
                papers[path].append(entry)
    families = _families(site)
    found = {}
    for entry in entries:
        shown = {entry.path, *targets[entry.path], *families.get(entry.path, ())}
        if entry.kind is not Paper.kind:
            shown |= {other.path for other in site.mentioned_in(entry)}
        found[entry.path] = _nearest(site, entry, targets, papers if entry.kind is Paper.kind else sharers, shown)
    return found


def _families(site: Site) -> dict[str, set[str]]:
    """By path: the models of the same family, which a model's page lists."""
    members = {name: {entry.path for entry in found} for name, found in kinship(site).members.items()}
    return {
        entry.path: set().union(*(members[name] for name in entry.record.facts.profile.families))
        for entry in site.of(Model)
    }


def _nearest(
    site: Site,
    entry: AnyEntry,
    targets: dict[str, dict[str, AnyEntry]],
    sharers: dict[str, list[AnyEntry]],
    shown: set[str],
) -> tuple[Related, ...]:
    score: dict[str, int] = {}
    shared: dict[str, list[AnyEntry]] = defaultdict(list)
    others: dict[str, AnyEntry] = {}
    for path, target in targets[entry.path].items():
        for other in sharers[path] if len(sharers[path]) <= _MOST_SHARERS else ():
            if other.path not in shown:
                shared[other.path].append(target)
                others[other.path] = other
    for path, other in others.items():
        kinds = Counter(target.kind for target in shared[path])
        kinds[Benchmark.kind] = min(kinds[Benchmark.kind], _MOST_BENCHMARKS)
        score[path] = 10 * sum(kind.likeness * count for kind, count in kinds.items())
        score[path] += len(set(entry.record.filed_under) & set(other.record.filed_under))
    best = sorted(others, key=lambda path: (-score[path], path))[:SHOWN]
    return tuple(Related(others[path], _reason(site, entry, others[path], shared[path])) for path in best)


def _reason(site: Site, entry: AnyEntry, other: AnyEntry, shared: list[AnyEntry]) -> str:
    """`same method: DPO, PPO; same model: Mistral 7B`; where kinds are mixed, the other's kind before it."""
    names: dict[str, list[str]] = {}
    for kind in _ALIKE:
        both_name = kind is Model.kind and entry.kind is not Paper.kind
        said = "both name" if both_name else kind.shared or f"same {site.kind(KINDS[kind.folder]).word}"
        for target in shared:
            if target.kind == kind:
                names.setdefault(said, []).append(target.record.brief)
    reasons = [f"{why}: {_some(sorted(found))}" for why, found in names.items()]
    if entry.kind is not Paper.kind:
        reasons.insert(0, site.kind(other.record).word)
    return "; ".join(reasons)


def _some(names: list[str]) -> str:
    """The first three, and how many more."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
