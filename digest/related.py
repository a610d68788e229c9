"""Site → what to read next: for each paper, model or method the entries it shares most with, and in words what."""

from collections import defaultdict
from dataclasses import dataclass

from digest.entry import Entry
from digest.records import Method, Paper, TopicRef, label_of
from digest.site import Site, references

SHOWN = 4
_WEIGHTS = {"methods": 4, "papers": 3, "models": 2, "benchmarks": 1}
"""What sharing one thing counts. Topics only decide between entries that share something closer."""

_WORDS = {"methods": "same method", "papers": "both cite", "models": "same model", "benchmarks": "same benchmark"}
_MOST_SHARERS = 40
"""A thing that more entries share than this says little about any two of them."""


@dataclass(frozen=True, slots=True)
class Related:
    entry: Entry
    reason: str


def related(site: Site) -> dict[str, tuple[Related, ...]]:
    """By path: up to four related papers of each paper, and why. What a note links to already is not repeated."""
    targets = {
        entry.path: {t.path: t for t in references(site, entry) if t.kind in _WEIGHTS} for entry in site.all("papers")
    }
    sharers: dict[str, list[Entry]] = defaultdict(list)
    for entry in site.all("papers"):
        for path in targets[entry.path]:
            sharers[path].append(entry)
    return {entry.path: _nearest(entry, targets, sharers) for entry in site.all("papers")}


def _nearest(
    entry: Entry, targets: dict[str, dict[str, Entry]], sharers: dict[str, list[Entry]]
) -> tuple[Related, ...]:
    score: dict[str, int] = defaultdict(int)
    shared: dict[str, list[Entry]] = defaultdict(list)
    others: dict[str, Entry] = {}
    for path, target in targets[entry.path].items():
        for other in sharers[path] if len(sharers[path]) <= _MOST_SHARERS else ():
            if other is not entry and other.path not in targets[entry.path]:
                score[other.path] += _WEIGHTS[target.kind] * 10
                shared[other.path].append(target)
                others[other.path] = other
    for path, other in others.items():
        score[path] += len(_topics(entry) & _topics(other))
    best = sorted(others, key=lambda path: (-score[path], path))[:SHOWN]
    return tuple(Related(others[path], _reason(shared[path])) for path in best)


def _topics(entry: Entry) -> frozenset[TopicRef]:
    return frozenset(entry.record.topics) if isinstance(entry.record, Paper) else frozenset()


def _reason(shared: list[Entry]) -> str:
    """`same method: DPO, PPO; same model: Mistral 7B`."""
    names: dict[str, list[str]] = {}
    for kind in _WEIGHTS:
        for target in shared:
            if target.kind == kind:
                short = target.record.short if isinstance(target.record, Method) else ""
                names.setdefault(_WORDS[kind], []).append(short or label_of(target.record))
    return "; ".join(f"{words}: {', '.join(sorted(found)[:3])}" for words, found in names.items())
