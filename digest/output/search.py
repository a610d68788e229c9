"""Site → the search index: small JSON files, of which a query needs a few. static/search.js reads them.

    search/index.json        what there is: kinds, and where every file below starts
    search/names/….json      word → where it stands in a title, another name or an author's name
    search/text/….json       word → where it stands in a summary or a note
    search/endings/….json    words of names from their ends, for slips near a word's beginning
    search/entries/….json    number → what a result shows of a document first
    search/notes/….json      number → its whole text, of which a result may quote a passage

Documents have numbers that stay (numbers.py), and files are cut where a change elsewhere leaves them (pieces.py): an edited
note changes the files of its words and its own, and none that every reader fetches. There is one file for ten entries, or
fewer. Nothing says which publishing a file is of: a page that was open before knows by what it finds, which has to hold
the words that it was found by.

An index of our own rather than Pagefind's: that one knows no slips of the pen (`kolmogrov` finds nothing in it), took
260 kB for its first query over 10,000 entries, and 2.7 GB to build.
"""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.note import Note
from digest.entries.records import KINDS, ClaimSet, Model
from digest.field.profile import Facts
from digest.output.analysis import joined, words
from digest.output.numbers import numbers, span
from digest.output.pieces import Item, pieces
from digest.output.producing import File
from digest.values.steps import in_pieces, step
from digest.values.words import Blank, Day

Files = dict[str, bytes]
"""Path below the root of the site → bytes."""

_SHARD = 15_000
"""Bytes of a file of words, at most, unless a single word takes more."""

_ENTRIES, _NOTES = 40, 36
"""Documents to a file, at most; some two thirds of that are usual."""

_WHOLE, _TITLE, _PERSON = 3, 2, 1
"""How much a word of a name says: it is the whole name, a part of one, or a person's."""

_LONG = 6_000
"""Characters of text above which a note is known by its sections."""

_BLOCKS = "p|li|ul|ol|h[1-6]|td|th|tr|table|div|pre|blockquote|dd|dt|dl|section|br|hr"


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found: an entry, a section of a long one, or a claim. `kind` heads the results of its kind."""

    kind: str
    address: str
    title: str
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    detail: str = ""
    summary: str = ""
    text: str = ""
    facts: str = ""
    day: Day | None = None


def search_files(site: Site) -> Iterator[File]:
    """The whole index."""
    for path in _index(site, "", "paths"):
        yield File(path, partial(_index_file, site, path))


@in_pieces
def _index(site: Site, key: str) -> dict[str, Any]:
    """The files of the index, and their paths."""
    found = [one for path in _found_paths(site) for one in known_by(site, path)]
    files = index_files([document for document, _ in found], [said for _, said in found])
    return {"paths": tuple(files), **{path: data.decode() for path, data in files.items()}}


def _index_file(site: Site, path: str) -> bytes:
    text: str = _index(site, "", path)
    return text.encode()


def _found_paths(site: Site) -> Iterator[str]:
    """The entries by kind, each kind in the order of its lists."""
    for record in sorted(KINDS.values(), key=lambda record: record.kind.search):
        yield from (entry.path for entry in site.of(record))


@step
def known_by(site: Site, path: str) -> tuple[tuple[Document, tuple[dict[str, int], str]], ...]:
    """What can be found of an entry, and its words."""
    return tuple((document, words_of(document)) for document in documents_of(site, path))


def documents(site: Site) -> Iterator[Document]:
    """Everything that can be found, by kind, each kind in the order of its lists."""
    for path in _found_paths(site):
        yield from documents_of(site, path)


def documents_of(site: Site, path: str) -> Iterator[Document]:
    """What can be found of an entry."""
    entry = site.entry(path)
    if entry and entry.kind is ClaimSet.kind:
        yield from _claims(site, entry, site.get(ClaimSet, entry.slug).record)
    elif entry:
        yield from _sections(_document(site, entry), entry)


def _document(site: Site, entry: AnyEntry) -> Document:
    record = entry.record
    names = tuple(name for name in dict.fromkeys((*record.names, *record.identifiers)) if name and name != record.label)
    return Document(
        kind=site.kind(record).many,
        address=entry.address,
        title=record.label,
        names=names,
        people=record.people,
        detail=record.detail,
        summary=record.gist,
        text=text_of(entry.note),
        facts=_facts_in_words(site, record.facts) if isinstance(record, Model) else "",
        day=record.day,
    )


def _facts_in_words(site: Site, facts: Facts) -> str:
    """`Licence: MIT. Context, tokens: 8,192, 4K.`"""
    found = []
    for spec in site.catalogue:
        values = [str(cited.value) for cited in facts[spec.name] if not isinstance(cited.value, Blank)]
        if values:
            found.append(f"{spec.heading}: {', '.join(values)}.")
    return " ".join(found)


def _sections(whole: Document, entry: AnyEntry) -> Iterator[Document]:
    """The entry; where its note is long, without it, and each section of the note beside it."""
    if len(whole.text) <= _LONG:
        yield whole
        return
    pieces = re.split(r'(?=<h[23] id=")', _html(entry.note))
    yield replace(whole, text=plain(pieces[0]))
    for piece in pieces[1:]:
        head = re.match(r'<h[23] id="([^"]+)"[^>]*>(.*?)</h[23]>', piece, re.DOTALL)
        if head:
            title = plain(head[2])
            at = f"{whole.address}#{html.unescape(head[1])}"
            text = plain(piece[head.end() :])
            yield Document(whole.kind, at, title, detail=f"in {whole.title}", text=text, day=whole.day)


def _claims(site: Site, entry: AnyEntry, record: ClaimSet) -> Iterator[Document]:
    for index, claim in enumerate(record.claims):
        yield Document(
            site.kind(record).many, f"{entry.address}#{claim.id}", claim.said, (), (), claim.verdict.value.capitalize(),
            text_of(entry.texts[f"claims.{index}.found"]),
        )  # fmt: skip


def _html(note: Note) -> str:
    return "".join(part for part in note.parts if isinstance(part, str))


def text_of(note: Note) -> str:
    """The note as running text, without citations and figures."""
    return plain(_html(note))


def plain(markup: str) -> str:
    """Markup of our own making as text: blocks become spaces, long formulas nothing."""
    markup = re.sub(r'<a class="anchor".*?</a>', "", markup)
    spaced = re.sub(r'<math[^>]* display="block".*?</math>', " ", markup, flags=re.DOTALL)
    spaced = re.sub(rf"</?(?:{_BLOCKS})\b[^>]*>", " ", spaced)
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", "", spaced)).split())
    return re.sub(r" ([.,;:!?)])", r"\1", text)  # where a citation stood


def words_of(document: Document) -> tuple[dict[str, int], str]:
    """The words of its names with what each says of it; those of its text, one after the other."""
    named: dict[str, int] = dict.fromkeys((word for person in document.people for word in words(person)), _PERSON)
    for name in (document.title, *document.names):
        parts = words(name)
        weight = _WHOLE if len(set(parts)) == 1 else _TITLE
        for word in (*parts, *joined(name)):
            named[word] = max(named.get(word, 0), weight)
    text = set(words(f"{document.detail} {document.summary} {document.text} {document.facts}"))
    return named, " ".join(sorted(text))


def index_files(found: Sequence[Document], said: Sequence[tuple[dict[str, int], str]]) -> Files:
    """The index of some documents; `said` holds `words_of` each document."""
    kinds, numbered = _numbered(found)
    order = sorted(range(len(found)), key=numbered.__getitem__)
    named: dict[str, list[int]] = defaultdict(list)
    written: dict[str, list[int]] = defaultdict(list)
    last_named: dict[str, int] = {}
    last_written: dict[str, int] = {}
    for at in order:
        number, (names, text) = numbered[at], said[at]
        for word, weight in names.items():
            named[word].append((number - last_named.get(word, 0)) * 4 + weight)
            last_named[word] = number
        for word in text.split():
            written[word].append(number - last_written.get(word, 0))
            last_written[word] = number
    files: Files = {}
    index: dict[str, object] = {"kinds": kinds, "count": len(found)}
    endings: dict[str, list[int]] = {word[::-1]: [] for word in named if len(word) > 3}
    for folder, postings in (("names", named), ("text", written), ("endings", endings)):
        index[folder] = pieces(files, f"search/{folder}", _words(postings), _SHARD)
    for folder, most, shown in (("entries", _ENTRIES, _head), ("notes", _NOTES, _note)):
        items = [Item(numbered[at], _json(shown(found[at])), 1) for at in order]
        index[folder] = pieces(files, f"search/{folder}", items, most)
    files["search/index.json"] = _json(index).encode()
    return files


def _numbered(found: Sequence[Document]) -> tuple[list[tuple[str, int]], list[int]]:
    """The name of each kind and the first number that it may have; and the number of each document."""
    members: dict[str, list[int]] = {}
    for at, document in enumerate(found):
        members.setdefault(document.kind, []).append(at)
    kinds, numbered, first = [], [0] * len(found), 0
    for kind, places in members.items():
        known = [(found[at].day, found[at].title, found[at].address) for at in places]
        for at, number in zip(places, numbers(known), strict=True):
            numbered[at] = first + number
        kinds.append((kind, first))
        first += span(known)
    return kinds, numbered


def _words(postings: Mapping[str, list[int]]) -> list[Item[str]]:
    """The words in the order in which a script compares texts."""
    values = ((word, f"[{','.join(map(str, postings[word]))}]") for word in sorted(postings, key=_utf16))
    return [Item(word, value, len(word) + len(value) + 4) for word, value in values]


def _utf16(word: str) -> bytes:
    return word.encode("utf-16-be")


def _head(document: Document) -> object:
    d = document
    return [d.address, d.title, d.names, d.people, d.detail, d.summary]


def _note(document: Document) -> object:
    return f"{document.text} {document.facts}".strip()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
