"""The ways to an entry by its name: everything from A to Z, which needs no script, and the page of search."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.records import KINDS, Comparison, Method, Model, Paper
from digest.pages import paging
from digest.pages.desk import Desk
from digest.pages.frame import Anchor, AnchorGroup
from digest.pages.links import anchor
from digest.pages.making import Maker, Plan, fixed
from digest.values.names import filed_as

ALPHABET = ("/a-z/", "From A to Z", "Everything in the digest by name.")
"""Address, title and description of the page of all names, which every site has."""


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The entries under one initial; `detail` says what each is."""

    title: str
    ident: str
    entries: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlphabetView:
    """`parts` are the pages that it leads to where it is too long for one; `title` says which letters one of these has."""

    title: str = ALPHABET[1]
    groups: tuple[LetterGroup, ...] = ()
    parts: tuple[AnchorGroup, ...] = ()
    above: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchView:
    """`count`: how many entries there are."""

    count: int


def search(make: Maker) -> Iterator[Plan]:
    if not make.site.settings.outputs.has("search"):
        return
    words = (make.site.kind(record).words for record in (Model, Paper, Method, Comparison))
    text = f"Search the digest: {', '.join(words)} and claims."
    yield make.page("/search/", "search.html", "Search", text, search_view)


def alphabet(make: Maker) -> Iterator[Plan]:
    address, name, description = ALPHABET
    whole = paging.divided(address, name, _lines(make.site), _path, paging.LINES)
    for part in whole.every():
        view, title = fixed(alphabet_view(part)), part.title if part is whole else f"{whole.title}: {part.title}"
        yield make.page(part.address, "a-z.html", title, description, view)


def search_view(desk: Desk) -> SearchView:
    return SearchView(sum(desk.site.count(record) for record in KINDS.values()))


def alphabet_view(part: paging.Part[Anchor]) -> AlphabetView:
    """Every entry but claims under its initial, and once more under each other name that starts differently."""
    letters = {} if part.parts else _by_initial(part.items)
    groups = (
        LetterGroup(title, f"letter-{number}", tuple(links)) for number, (title, links) in enumerate(letters.items(), 1)
    )
    title = f"{ALPHABET[1]}: {part.title}" if part.above else part.title
    return AlphabetView(title=title, groups=tuple(groups), parts=part.links(), above=part.above)


def _by_initial(lines: Iterable[Anchor]) -> dict[str, list[Anchor]]:
    found: dict[str, list[Anchor]] = {}
    for line in lines:
        found.setdefault(paging.initial(line.title).title, []).append(line)
    return found


def _lines(site: Site) -> list[Anchor]:
    """Every name, in the order of letters; `detail` says what it names."""
    return sorted(
        (
            anchor(entry, detail, name)
            for entry in site.survey()
            if entry.kind.in_alphabet
            for name, detail in _names(entry, site.kind(entry).word)
        ),
        key=_order,
    )


def _path(line: Anchor) -> Iterator[paging.Step]:
    return paging.by_letters(line.title)


def _names(entry: AnyEntry, word: str) -> Iterator[tuple[str, str]]:
    """Each name that the entry is looked for under, and what it is; an other name says of what."""
    yield entry.label, word
    for name in dict.fromkeys(entry.outline.names):
        if name and not filed_as(entry.label).startswith(filed_as(name)):
            yield name, f"{word}: {entry.label}"


def _order(line: Anchor) -> tuple[bool, bool, str, str]:
    letter = paging.initial(line.title).slug
    return letter == "other", letter != "0-9", filed_as(line.title), line.address
