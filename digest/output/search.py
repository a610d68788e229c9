"""Site → the search index: small JSON files, of which a query needs a few. static/search.js reads them.

    search/index.json        what there is: kinds, and the first word of every file below
    search/names/N.json      word → where it stands in a title, another name or an author's name
    search/text/N.json       word → where it stands in a summary or a note
    search/endings/N.json    words of names from their ends, for slips near a word's beginning
    search/entries/N.json    what a result shows: a few entries a file

An index of our own rather than Pagefind's: that one knows no slips of the pen (`kolmogrov` finds nothing in it), took
260 kB for its first query over 10,000 entries, and 2.7 GB to build.
"""

import hashlib
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.note import Note
from digest.entries.records import KINDS, ClaimSet, Model
from digest.field.profile import Facts
from digest.output.analysis import joined, words
from digest.output.producing import File
from digest.values.steps import in_pieces, lookup, step
from digest.values.words import Blank

Files = dict[str, bytes]
"""Path below the root of the site → bytes."""

_SHARD = 12_000
"""Bytes after which a file of words ends with its current word."""

_ENTRIES = 2
"""Entries to a file: a result costs a few kilobytes, and ten thousand entries 5,000 files."""

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


def search_files(site: Site) -> Iterator[File]:
    """The whole index."""
    for path in _index_paths(site, "", "paths"):
        yield File(path, partial(_index_file, site, path))


@in_pieces
def _index_paths(site: Site, key: str) -> dict[str, tuple[str, ...]]:
    return {"paths": tuple(_index(site))}


def _index(site: Site) -> Files:
    found = [one for path in _found_paths(site) for one in known_by(site, path)]
    return index_files([document for document, _ in found], [said for _, said in found])


@lookup
def _index_by_path(site: Site) -> Files:
    return _index(site)


def _index_file(site: Site, path: str) -> bytes:
    return _index_by_path(site)[path]


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
            yield Document(whole.kind, at, title, (), (), f"in {whole.title}", "", plain(piece[head.end() :]))


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
    named: dict[str, list[int]] = defaultdict(list)
    written: dict[str, list[int]] = defaultdict(list)
    last_named: dict[str, int] = {}
    last_written: dict[str, int] = {}
    for number, (names, text) in enumerate(said):
        for word, weight in names.items():
            named[word].append((number - last_named.get(word, 0)) * 4 + weight)
            last_named[word] = number
        for word in text.split():
            written[word].append(number - last_written.get(word, 0))
            last_written[word] = number
    files: Files = {}
    index: dict[str, object] = {"kinds": _kinds(found), "count": len(found), "held": _ENTRIES}
    index["names"] = _shards(files, "names", named)
    index["text"] = _shards(files, "text", written)
    index["endings"] = _shards(files, "endings", {word[::-1]: [] for word in named if len(word) > 3})
    # An open page that outlives a publishing would show one entry for another; by this it can tell.
    version = hashlib.sha256(repr([list(found), sorted(files.items())]).encode()).hexdigest()[:12]
    for first in range(0, len(found), _ENTRIES):
        shown = [
            [d.address, d.title, d.names, d.people, d.detail, d.summary, f"{d.text} {d.facts}".strip()]
            for d in found[first : first + _ENTRIES]
        ]
        files[f"search/entries/{first // _ENTRIES}.json"] = _json({"version": version, "entries": shown})
    files["search/index.json"] = _json(index | {"version": version})
    return files


def _kinds(found: Sequence[Document]) -> list[tuple[str, int]]:
    """The name of each kind and the number of its first document."""
    first: dict[str, int] = {}
    for number, document in enumerate(found):
        first.setdefault(document.kind, number)
    return list(first.items())


def _shards(files: Files, folder: str, postings: Mapping[str, list[int]]) -> list[str]:
    """Add the files of `folder`, in the order in which a script compares texts; the first word of each."""
    firsts: list[str] = []
    shards: list[list[str]] = []
    size = 0
    for word in sorted(postings, key=lambda word: word.encode("utf-16-be")):
        member = f'"{word}":[{",".join(map(str, postings[word]))}]'  # a word holds nothing that JSON would escape
        if not shards or size > _SHARD:
            firsts.append(word)
            shards.append([])
            size = 0
        shards[-1].append(member)
        size += len(member)
    files |= {f"search/{folder}/{n}.json": f"{{{','.join(members)}}}".encode() for n, members in enumerate(shards)}
    return firsts


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
