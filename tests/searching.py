"""The index of some documents, made all at once: what the index of a site is held against, and of documents that no entry has."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from digest.output.documents import Document, words_of
from digest.output.numbers import numbers, span
from digest.output.pieces import contents, file_of, pieces

_SHARD, _ENTRIES, _NOTES = 15_000, 40, 36


def index_files(found: Sequence[Document]) -> dict[str, bytes]:
    """Path → bytes of the whole index."""
    kinds, numbered = _numbered(found)
    order = sorted(range(len(found)), key=numbered.__getitem__)
    named: dict[str, list[int]] = defaultdict(list)
    written: dict[str, list[int]] = defaultdict(list)
    last_named: dict[str, int] = {}
    last_written: dict[str, int] = {}
    for at in order:
        number, (names, text) = numbered[at], words_of(found[at])
        for word, weight in names.items():
            named[word].append((number - last_named.get(word, 0)) * 4 + weight)
            last_named[word] = number
        for word in text.split():
            written[word].append(number - last_written.get(word, 0))
            last_written[word] = number
    files: dict[str, bytes] = {}
    index: dict[str, object] = {"kinds": kinds, "count": len(found)}
    endings: dict[str, list[int]] = {word[::-1]: [] for word in named if len(word) > 3}
    for folder, postings in (("names", named), ("text", written), ("endings", endings)):
        index[folder] = _word_files(files, folder, postings)
    for folder, most, shown in (("entries", _ENTRIES, _head), ("notes", _NOTES, _note)):
        those = pieces([numbered[at] for at in order], [1] * len(order), most)
        index[folder] = contents(those)
        for piece in those:
            members = [(str(numbered[at]), _json(shown(found[at]))) for at in order[piece.start : piece.end]]
            files[f"search/{folder}/w{piece.name}.json"] = file_of(piece.to, members)
    files["search/index.json"] = _json(index).encode()
    return files


def _word_files(files: dict[str, bytes], folder: str, postings: Mapping[str, list[int]]) -> dict[str, object]:
    words = sorted(postings, key=lambda word: word.encode("utf-16-be"))
    values = [f"[{','.join(map(str, postings[word]))}]" for word in words]
    those = pieces(words, [len(w) + len(v) + 4 for w, v in zip(words, values, strict=True)], _SHARD)
    for piece in those:
        members = zip(words[piece.start : piece.end], values[piece.start : piece.end], strict=True)
        files[f"search/{folder}/w{piece.name}.json"] = file_of(piece.to, members)
    return contents(those)


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


def _head(d: Document) -> object:
    return [d.address, d.title, d.names, d.people, d.detail, d.summary]


def _note(document: Document) -> object:
    return f"{document.text} {document.facts}".strip()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
