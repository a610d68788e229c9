"""Site → what to read next: for each paper, model or method the entries it shares most with, and in words what."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from digest.connections.kinship import families_of, kinship
from digest.connections.site import Site, references
from digest.entries.entry import Entry
from digest.entries.records import Method, Model, Paper, ResultSet, TopicRef, label_of

SHOWN = 4
_READ = ("papers", "models", "methods")
"""The kinds of entry that have something to read next, which is of these kinds too."""

_WEIGHTS = {"methods": 4, "papers": 3, "models": 2, "benchmarks": 1}
"""What sharing one thing counts. Topics only decide between entries that share something closer."""

_MOST_BENCHMARKS = 3
"""Reporters score every model on the same benchmarks: more of them do not bring two models closer."""

_WORDS = {"methods": "same method", "papers": "both cite", "models": "same model", "benchmarks": "same benchmark"}
_MOST_SHARERS = 40
"""A thing that more entries share than this says little about any two of them."""


@dataclass(frozen=True, slots=True)
class Related:
    entry: Entry
    reason: str


def related(site: Site) -> dict[str, tuple[Related, ...]]:
    """By path: up to four related entries of each paper, model and method, and why.

    Those of a paper are papers, the others' of all three kinds. What a page links to already, as its text, its lineage or its mentions, is not repeated.
    """
    entries = [entry for kind in _READ for entry in site.all(kind)]
    targets = {e.path: {t.path: t for t in references(site, e) if t.kind in _WEIGHTS} for e in entries}
    for entry in site.all("results"):  # a model shares the benchmarks on which it was scored
        if isinstance(entry.record, ResultSet):
            for row in entry.record.rows:
                if row.model:
                    scored = (entry.record.columns[key].benchmark for key in row.cells)
                    benchmarks = [site.get("benchmarks", slug) for slug in scored if slug]
                    targets[site.get("models", row.model).path] |= {b.path: b for b in benchmarks}
    sharers: dict[str, list[Entry]] = defaultdict(list)
    papers: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for path in targets[entry.path]:
            sharers[path].append(entry)
            if entry.kind == "papers":
                papers[path].append(entry)
    families = _families(site)
    found = {}
    for entry in entries:
        shown = {entry.path, *targets[entry.path], *families.get(entry.path, ())}
        if entry.kind != "papers":
            shown |= {other.path for other in site.mentioned_in(entry)}
        found[entry.path] = _nearest(entry, targets, papers if entry.kind == "papers" else sharers, shown)
    return found


def _families(site: Site) -> dict[str, set[str]]:
    """By path: the models of the same family, which a model's page lists."""
    members = {name: {entry.path for entry in found} for name, found in kinship(site).members.items()}
    return {
        entry.path: set().union(*(members[name] for name in families_of(entry.record)))
        for entry in site.all("models")
        if isinstance(entry.record, Model)
    }


def _nearest(
    entry: Entry, targets: dict[str, dict[str, Entry]], sharers: dict[str, list[Entry]], shown: set[str]
) -> tuple[Related, ...]:
    score: dict[str, int] = {}
    shared: dict[str, list[Entry]] = defaultdict(list)
    others: dict[str, Entry] = {}
    for path, target in targets[entry.path].items():
        for other in sharers[path] if len(sharers[path]) <= _MOST_SHARERS else ():
            if other.path not in shown:
                shared[other.path].append(target)
                others[other.path] = other
    for path, other in others.items():
        kinds = Counter(target.kind for target in shared[path])
        kinds["benchmarks"] = min(kinds["benchmarks"], _MOST_BENCHMARKS)
        score[path] = 10 * sum(_WEIGHTS[kind] * count for kind, count in kinds.items())
        score[path] += len(_topics(entry) & _topics(other))
    best = sorted(others, key=lambda path: (-score[path], path))[:SHOWN]
    return tuple(Related(others[path], _reason(entry, others[path], shared[path])) for path in best)


def _topics(entry: Entry) -> frozenset[TopicRef]:
    return frozenset(entry.record.topics) if isinstance(entry.record, Paper | Model | Method) else frozenset()


def _reason(entry: Entry, other: Entry, shared: list[Entry]) -> str:
    """`same method: DPO, PPO; same model: Mistral 7B`; where kinds are mixed, the other's kind before it."""
    words = _WORDS if entry.kind == "papers" else _WORDS | {"models": "both name"}
    names: dict[str, list[str]] = {}
    for kind in _WEIGHTS:
        for target in shared:
            if target.kind == kind:
                short = target.record.short if isinstance(target.record, Method) else ""
                names.setdefault(words[kind], []).append(short or label_of(target.record))
    reasons = [f"{why}: {_some(sorted(found))}" for why, found in names.items()]
    if entry.kind != "papers":
        reasons.insert(0, other.kind.removesuffix("s"))
    return "; ".join(reasons)


def _some(names: list[str]) -> str:
    """The first three, and how many more."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
