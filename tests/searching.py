"""The index of some documents, made all at once: what the index of a site is held against, and of documents that no entry has."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from digest.connections.site import Site
from digest.entries.records import Article
from digest.output import search
from digest.output.documents import Document, fact_names, head_of, in_twin, note_of, size_of, words_of
from digest.output.numbers import numbers, span
from digest.output.pieces import contents, file_of, pieces, steps
from digest.output.postings import written_postings
from digest.output.search import beside, kind_of, most_of

ANSWER = """async query => {
  const { search, entry, forget } = await import('/static/search.js');
  const { presented } = await import('/static/finder.js');
  forget();
  performance.clearResourceTimings();
  const found = await search(query);
  const { shown, quoted } = await presented(found, true);
  const hits = shown.flatMap(({ group, shown: number }) => group.hits.slice(0, number));
  const told = await Promise.all(hits.map((hit) => entry(hit, quoted.has(hit))));
  const sizes = performance.getEntriesByType('resource').map(({ decodedBodySize }) => decodedBodySize);
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), addresses: told.map(({ href }) => href.slice(location.origin.length)), quoted: quoted.size };
}"""
"""Query → what the page of results shows of it first, and how many bytes of the index that takes where none was read before."""

SCRIPTS = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0)"
"""How many bytes the scripts of a page take."""

FIRST_QUERY = 200_000
"""Bytes that the first query of a reader takes at most: scripts, the index, and pages that are quoted."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def read_postings(written: str, place: str) -> list[tuple[int, int]]:
    """The numbers of documents and what a word says there, in names or in texts, as static/search_index.js reads them."""
    parts = {"names": (written.partition(":")[0], 8), "text": (written.partition(":")[2], 5)}
    return _numbers(*parts[place])


def _numbers(written: str, step: int) -> list[tuple[int, int]]:
    found, last, rest, place = [], 0, 0, 1
    for letter in written:
        code = _LETTERS.index(letter)
        rest, place = rest + (code & 31) * place, place * 32
        if code < 32:
            last += rest // step
            found.append((last, rest % step))
            rest, place = 0, 1
    return found


def index_files(found: Sequence[Document], site: Site | None = None) -> dict[str, bytes]:
    """Path → bytes of the whole index; what is said of kinds is taken from `site`, if any."""
    kinds, numbered = _numbered(found)
    order = sorted(range(len(found)), key=numbered.__getitem__)
    named: dict[str, list[int]] = defaultdict(list)
    written: dict[str, list[int]] = defaultdict(list)
    for at in order:
        names, text = words_of(found[at])
        for word, weight in names.items():
            named[word].append(numbered[at] * 8 + weight)
        for saying, said in enumerate(text):
            for word in said.split():
                written[word].append(numbered[at] * 5 + saying)
    files: dict[str, bytes] = {}
    told = [kind_of(site, *kind) if site else (*kind, 1.0, False, False, "") for kind in kinds]
    index: dict[str, object] = {"kinds": told, "count": len(found), "beside": beside(site) if site else {}}
    index["stated"] = fact_names(site) if site else {}
    index["pages"] = site.kind(Article).many if site else ""
    endings = {word[::-1]: "0" for word in named if 3 < len(word) <= 14}
    every = {*named, *written}
    postings = {word: written_postings(named.get(word, ()), written.get(word, ())) for word in every}
    index["words"] = _word_files(files, "words", postings)
    index["endings"] = _word_files(files, "endings", endings)
    for folder, shown in (("entries", head_of), ("notes", note_of)):
        has_twin = [
            folder == "notes" and site is not None and in_twin(site, one.kind) and not one.is_part for one in found
        ]
        held = [at for at in order if not has_twin[at]]
        sizes = [size_of(shown(found[at])) for at in held]
        those = pieces([numbered[at] for at in held], sizes, most_of(folder, sizes))
        index[folder] = {"steps": steps(those), "most": most_of(folder, sizes)}
        for piece in those:
            members = [(str(numbered[at]), _json(shown(found[at]))) for at in held[piece.start : piece.end]]
            files[f"search/{folder}/w{piece.name}.json"] = file_of(piece.to, members)
    files["search/index.json"] = _json(index).encode()
    return files


def _word_files(files: dict[str, bytes], folder: str, postings: Mapping[str, str]) -> dict[str, object]:
    words = sorted(postings, key=lambda word: word.encode("utf-16-be"))
    values = [postings[word] for word in words]
    those = pieces(
        words,
        [len(w) + len(v) + 4 for w, v in zip(words, values, strict=True)],
        search.ENDINGS if folder == "endings" else search.SHARD,
    )
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


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
