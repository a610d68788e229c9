"""Which words stand in which documents, found out so that one edited note asks little again.

Entries are dealt out into blocks by the hash of their path, words into groups by their first two characters. A block
knows the postings of its entries by group, a group merges those of all blocks: an edit changes one block, and of the
groups those alone in which a word came or went.
"""

import string
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, cast

from digest.connections.site import Site, blocks, paths_in
from digest.output.documents import OWN, PLACES, SAID, SAYINGS, found_paths, known_by
from digest.output.numbers import numbers, span
from digest.values.steps import in_pieces, lookup, step, whole

STEPS = (8, SAYINGS)
"""How many things a word may say of a document, in a name and in a text: so many numbers a document takes in its postings."""

Places = tuple[tuple[int, ...], tuple[int, ...]]
"""Where a word stands in names, and where in texts, ascending."""

_BLOCK = 512
"""Entries to a block, about."""

WORDS, SIZES, NAMED = "words", "sizes", "named"
"""The pieces of a group: its words with their postings, how long each is in a file, and those that stand in names."""


@step
def _places_in(site: Site, block: str) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """By path: where the documents of each entry of a block stand among others."""
    found = ((path, known_by(site, path, PLACES)) for path in paths_in(site, block))
    return tuple((path, places) for path, places in found if places)


@in_pieces
def numbering(site: Site, key: str) -> dict[str, Any]:
    """The kinds, each with the first number that it may have; all documents by number; and of each entry the numbers.

    Documents are given by the path of their entry and their place in it.
    """
    members: dict[str, list[tuple[Any, ...]]] = {}
    placed = dict(one for block in blocks(site) for one in _places_in(site, block))
    placed[OWN] = known_by(site, OWN, PLACES)
    for path in found_paths(site):
        for at, (kind, *known) in enumerate(placed[path]):
            members.setdefault(kind, []).append((path, at, *known))
    kinds: list[tuple[str, int]] = []
    every: list[tuple[int, str, int]] = []
    first = 0
    for kind, those in members.items():
        known = [(day, title, address) for _, _, day, title, address in those]
        every += [(first + number, path, at) for number, (path, at, *_) in zip(numbers(known), those, strict=True)]
        kinds.append((kind, first))
        first += span(known)
    of_entries: dict[str, dict[int, int]] = defaultdict(dict)
    for number, path, at in every:
        of_entries[path][at] = number
    by_entry = {path: tuple(places[at] for at in sorted(places)) for path, places in of_entries.items()}
    return {"kinds": tuple(kinds), "every": tuple(sorted(every)), **by_entry}


@whole
def _blocks(site: Site) -> int:
    """How many blocks there are: a power of two, so that they seldom change."""
    return 1 << (sum(1 for _ in found_paths(site)) // _BLOCK).bit_length()


@lookup
def _members(site: Site) -> dict[str, tuple[str, ...]]:
    """By the number of a block: the paths of its entries."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in found_paths(site):
        found[str(zlib.crc32(path.encode()) % _blocks(site))].append(path)
    return {block: tuple(paths) for block, paths in found.items()}


def word_blocks(site: Site) -> list[str]:
    """The names of all blocks."""
    return [str(number) for number in range(_blocks(site))]


@in_pieces
def block(site: Site, number: str) -> dict[str, Any]:
    """By group: word → where it stands in the entries of a block; and the names of these groups."""
    found: dict[str, dict[str, tuple[list[int], list[int]]]] = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for path in _members(site).get(number, ()):
        for place, (named, said) in zip(numbering(site, "", path) or (), known_by(site, path, SAID), strict=True):
            for word, weight in named.items():
                found[word[:2]][word][0].append(place * STEPS[0] + weight)
            for saying, text in enumerate(said):
                for word in text.split():
                    found[word[:2]][word][1].append(place * STEPS[1] + saying)
    merged = {
        f"{_GROUP}{group}": {word: (tuple(names), tuple(texts)) for word, (names, texts) in words.items()}
        for group, words in found.items()
    }
    return {"groups": tuple(sorted(merged)), **merged}


_GROUP = "of "
"""What the names of groups begin with, before the first characters of their words: no other piece of a block is called so."""


@in_pieces
def group(site: Site, key: str) -> dict[str, Any]:
    """The words of a group in the order in which a script compares texts, each with its postings as JSON."""
    merged: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number in word_blocks(site):
        for word, both in cast("dict[str, Places]", block(site, number, key) or {}).items():
            for known, places in zip(merged[word], both, strict=True):
                known.extend(places)
    ordered = sorted(merged, key=in_order)
    written = {word: written_postings(*merged[word]) for word in ordered}
    return {
        WORDS: written,
        SIZES: tuple((word, len(word) + len(value) + 4) for word, value in written.items()),
        NAMED: tuple(word for word in ordered if merged[word][0]),
    }


@whole
def groups(site: Site) -> tuple[tuple[str, str], ...]:
    """The groups of all words, in order: what their words begin with, and what they are called."""
    every = {name for number in word_blocks(site) for name in block(site, number, "groups") or ()}
    return tuple((name.removeprefix(_GROUP), name) for name in sorted(every, key=in_order))


def sizes(site: Site) -> Iterator[tuple[str, int]]:
    """Every word in order, and how long it is in a file with its postings."""
    for _, name in groups(site):
        yield from cast("tuple[tuple[str, int], ...]", group(site, name, SIZES))


def named(site: Site) -> Iterator[str]:
    """Every word that stands in a name, in order."""
    for _, name in groups(site):
        yield from cast("tuple[str, ...]", group(site, name, NAMED))


def in_order(word: str) -> bytes:
    """What words are sorted by: the order in which a script compares texts."""
    return word.encode("utf-16-be")


def written_postings(names: Iterable[int], texts: Iterable[int]) -> str:
    """Where a word stands in names and, behind a colon, where in texts; in JSON, as one text."""
    in_names, in_texts = (_written(places, step) for places, step in zip((names, texts), STEPS, strict=True))
    return f'"{in_names}:{in_texts}"' if in_texts else f'"{in_names}"'


def _written(places: Iterable[int], step: int) -> str:
    """Each by its distance from the one before, in documents; what is left by `step` is what the word says there.

    A number is written in digits of five bits, the lowest first, of which all but the last are marked.
    """
    found, last = [], 0
    for place in sorted(places):
        number, weight = divmod(place, step)
        rest, last = (number - last) * step + weight, number
        while rest > _DIGIT:
            found.append(_LETTERS[_DIGIT + 1 + (rest & _DIGIT)])
            rest >>= 5
        found.append(_LETTERS[rest])
    return "".join(found)


_DIGIT = 31
_LETTERS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
