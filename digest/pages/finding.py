"""The ways to an entry by its name: everything from A to Z, which needs no script, and the page of search."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from digest.entries.entry import AnyEntry
from digest.entries.records import Comparison, Method, Model, Paper
from digest.pages.desk import Desk
from digest.pages.frame import Anchor, Page
from digest.pages.links import anchor
from digest.pages.making import Maker
from digest.values.names import filed_as

_DIGITS, _OTHERS = "0–9", "Other letters"


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The entries under one initial; `detail` says what each is."""

    title: str
    ident: str
    entries: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class AlphabetView:
    groups: tuple[LetterGroup, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """`count`: how many entries there are, as shown."""

    count: str


def search(make: Maker) -> Iterator[Page]:
    if not make.site.settings.outputs.has("search"):
        return
    words = (make.site.kind(record).words for record in (Model, Paper, Method, Comparison))
    text = f"Search the digest: {', '.join(words)} and claims."
    yield make.page("/search/", "search.html", "Search", text, search_view)


def alphabet(make: Maker) -> Iterator[Page]:
    yield make.page("/a-z/", "a-z.html", "From A to Z", "Everything in the digest by name.", alphabet_view)


def search_view(desk: Desk) -> SearchView:
    return SearchView(f"{sum(1 for _ in desk.site.every()):,}")


def alphabet_view(desk: Desk) -> AlphabetView:
    """Every entry but claims under its initial, and once more under each other name that starts differently."""
    groups: dict[str, list[tuple[str, Anchor]]] = defaultdict(list)
    for entry in desk.site.every():
        if entry.kind.in_alphabet:
            for name, detail in _names(entry, desk.site.kind(entry.record).word):
                groups[_initial(name)].append((filed_as(name), anchor(entry, detail, name)))
    letters = sorted(groups, key=lambda letter: (letter == _OTHERS, letter != _DIGITS, letter))
    return AlphabetView(
        tuple(
            LetterGroup(letter, f"letter-{number}", tuple(link for _, link in sorted(groups[letter], key=_order)))
            for number, letter in enumerate(letters, 1)
        )
    )


def _names(entry: AnyEntry, word: str) -> Iterator[tuple[str, str]]:
    """Each name that the entry is looked for under, and what it is; an other name says of what."""
    yield entry.label, word
    for name in dict.fromkeys(entry.record.names):
        if name and not filed_as(entry.label).startswith(filed_as(name)):
            yield name, f"{word}: {entry.label}"


def _initial(name: str) -> str:
    first = filed_as(name)[:1]
    return _DIGITS if first.isdecimal() else first.upper() if "a" <= first <= "z" else _OTHERS


def _order(item: tuple[str, Anchor]) -> tuple[str, str]:
    return item[0], item[1].address
