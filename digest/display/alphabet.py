"""Everything in the digest by name, from A to Z: the way to an entry that needs no script."""

from collections import defaultdict
from collections.abc import Iterator

from digest.connections.site import Site
from digest.display.entry_pages import anchor
from digest.display.list_views import AlphabetView, LetterGroup, SearchView
from digest.display.views import Anchor
from digest.entries.analysis import sort_key
from digest.entries.entry import Entry
from digest.entries.records import Benchmark, Method, Paper, label_of

_WORDS = {
    "papers": "paper", "models": "model", "methods": "method", "topics": "topic", "benchmarks": "benchmark",
    "comparisons": "comparison", "editions": "edition", "results": "result set", "pages": "page",
}  # fmt: skip
_DIGITS, _OTHERS = "0–9", "Other letters"


def alphabet_view(site: Site) -> AlphabetView:
    """Every entry but claims under its initial, and once more under each other name that starts differently."""
    groups: dict[str, list[tuple[str, Anchor]]] = defaultdict(list)
    for kind in _WORDS:
        for entry in site.all(kind):
            for name, detail in _names(entry):
                groups[_initial(name)].append((sort_key(name), anchor(entry, detail, name)))
    letters = sorted(groups, key=lambda letter: (letter == _OTHERS, letter != _DIGITS, letter))
    return AlphabetView(
        tuple(
            LetterGroup(letter, f"letter-{number}", tuple(link for _, link in sorted(groups[letter], key=_order)))
            for number, letter in enumerate(letters, 1)
        )
    )


def search_view(site: Site) -> SearchView:
    return SearchView(f"{sum(len(site.all(kind)) for kind in site.kinds):,}")


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each name that the entry is looked for under, and what it is; an other name says of what."""
    record, word = entry.record, _WORDS[entry.kind]
    label = label_of(record)
    yield label, word
    others = list(record.aliases)
    if isinstance(record, Paper):
        others.append(record.renamed)
    elif isinstance(record, Method):
        others.append(record.short)
    elif isinstance(record, Benchmark):
        others.append(record.long_name)
    for name in dict.fromkeys(others):
        if name and not sort_key(label).startswith(sort_key(name)):
            yield name, f"{word}: {label}"


def _initial(name: str) -> str:
    first = sort_key(name)[:1]
    return _DIGITS if first.isdecimal() else first.upper() if "a" <= first <= "z" else _OTHERS


def _order(item: tuple[str, Anchor]) -> tuple[str, str]:
    return item[0], item[1].address
