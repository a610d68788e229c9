"""Site → the search index: small JSON files, of which a query needs a few. static/search_index.js reads them.

    search/index.json        what there is: kinds, what facts are called, and where every file below starts
    search/words/….json      word → where it stands in a title, another name or an author's name, and where in a text
    search/endings/….json    words of names from their ends, for slips near a word's beginning
    search/entries/….json    number → what a result shows of a document first
    search/notes/….json      number → its whole text, of which a result may quote a passage, and what is stated of it;
                             that of a paper is read in the Markdown twin of its page

Documents have numbers that stay (numbers.py), and files are cut where a change elsewhere leaves them (pieces.py): an edited
note changes the files of its words and its own, and none that every reader fetches. There are a few dozen files and one more
for every ten entries, or fewer. Nothing says which publishing a file is of: a page that was open before knows by what it
finds, which has to hold the words that it was found by.

An index of our own rather than Pagefind's: that one knows no slips of the pen (`kolmogrov` finds nothing in it), took
260 kB for its first query over 10,000 entries, and 2.7 GB to build.
"""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from digest.connections.site import Site, blocks, paths_in
from digest.entries.records import KINDS, Article, Comparison, Model
from digest.output.documents import HEADS, NOTES, OWN, SIZES, fact_names, in_twin, json_of, known_by
from digest.output.pieces import bytes_of_a_file, contents, file_of, pieces, steps
from digest.output.postings import WORDS, group, groups, in_order, named, numbering, sizes
from digest.output.producing import File
from digest.values.steps import in_pieces, step

SHARD, ENDINGS = 14_000, 20_000
"""Bytes of a file of words, or of their ends, at most, unless a single word takes more."""

_LONGEST = 14
"""Letters of a word that is known from its end, too; longer ones are mostly several, written as one."""

_ENDINGS = "endings"
SHOWN = {"entries": (HEADS, 14, 22), "notes": (NOTES, 14, 20)}
"""Folder → what it says of a document; how many files it has, about, and how many documents there are for one more."""

_CONTENTS, _PATHS = "contents", "paths"


def search_files(site: Site) -> Iterator[File]:
    """The whole index."""
    for path in _word_files(site, "", _PATHS):
        yield File(path, partial(_words, site, path))
    for path in _ending_files(site, "", _PATHS):
        yield File(path, partial(_endings, site, path))
    for folder in SHOWN:
        for path in _document_files(site, folder, _PATHS):
            yield File(path, partial(_documents, site, folder, path))
    yield File("search/index.json", partial(_index, site))


def _path(folder: str, name: str) -> str:
    return f"search/{folder}/w{name}.json"


@in_pieces
def _word_files(site: Site, key: str) -> dict[str, Any]:
    """By path: the word that a file starts at, the one that the next starts at, and the groups that it takes words from."""
    sized = list(sizes(site))
    found = pieces([word for word, _ in sized], [size for _, size in sized], SHARD)
    names = [(in_order(first), name) for first, name in groups(site)]
    held = {}
    for piece in found:
        start, end = in_order(piece.first[:2]), in_order(piece.to[:2]) if piece.to else b"\xff" * 8
        held[_path(WORDS, piece.name)] = (piece.first, piece.to, tuple(n for at, n in names if start <= at <= end))
    return {_CONTENTS: json_of(contents(found)), _PATHS: tuple(held), **held}


def _words(site: Site, path: str) -> bytes:
    first, to, names = _word_files(site, "", path)
    low, high = in_order(first), in_order(to) if to else b""
    every = (member for name in names for member in group(site, name, WORDS).items())
    return file_of(to, [one for one in every if low <= in_order(one[0]) and (not high or in_order(one[0]) < high)])


@in_pieces
def _ending_files(site: Site, key: str) -> dict[str, Any]:
    """By path: where the next file starts, and words of names from their ends."""
    turned = sorted({word[::-1] for word in named(site) if 3 < len(word) <= _LONGEST}, key=in_order)
    found = pieces(turned, [len(word) + len("0") + 4 for word in turned], ENDINGS)
    held = {_path(_ENDINGS, one.name): (one.to, tuple(turned[one.start : one.end])) for one in found}
    return {_CONTENTS: json_of(contents(found)), _PATHS: tuple(held), **held}


def _endings(site: Site, path: str) -> bytes:
    to, held = _ending_files(site, "", path)
    return file_of(to, [(word, "0") for word in held])


@step
def _sizes_in(site: Site, block: str) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """By path: about how long the documents of each entry of a block are."""
    return tuple((path, known_by(site, path, SIZES)) for path in paths_in(site, block) if known_by(site, path, SIZES))


@in_pieces
def _document_files(site: Site, folder: str) -> dict[str, Any]:
    """By path: where the next file starts, and which documents a file holds; and how many bytes that may be."""
    every, known = numbering(site, "", "every"), dict(one for block in blocks(site) for one in _sizes_in(site, block))
    known[OWN] = known_by(site, OWN, SIZES)
    sized = [(one, size) for one in every if (size := known[one[1]][one[2]][SHOWN[folder][0]])]
    sizes = [size for _, size in sized]
    most = most_of(folder, sizes)
    found = pieces([number for (number, _, _), _ in sized], sizes, most)
    those = [one for one, _ in sized]
    held = {_path(folder, one.name): (one.to, tuple(those[one.start : one.end])) for one in found}
    return {_CONTENTS: json_of({"steps": steps(found), "most": most}), _PATHS: tuple(held), **held}


def most_of(folder: str, sizes: Sequence[int]) -> int:
    """How many bytes a file of documents holds at most, unless a single one is longer."""
    _, files, documents = SHOWN[folder]
    return bytes_of_a_file(sum(sizes), files + len(sizes) // documents)


def _documents(site: Site, folder: str, path: str) -> bytes:
    to, held = _document_files(site, folder, path)
    piece, *_ = SHOWN[folder]
    return file_of(to, [(str(number), json_of(known_by(site, entry, piece)[at])) for number, entry, at in held])


def _index(site: Site) -> bytes:
    kinds, every = [kind_of(site, *kind) for kind in numbering(site, "", "kinds")], numbering(site, "", "every")
    said: dict[str, Any] = {"kinds": kinds, "count": len(every), "beside": beside(site), "stated": fact_names(site)}
    said["pages"] = site.kind(Article).many
    said[WORDS] = json.loads(_word_files(site, "", _CONTENTS))
    said[_ENDINGS] = json.loads(_ending_files(site, "", _CONTENTS))
    said |= {folder: json.loads(_document_files(site, folder, _CONTENTS)) for folder in SHOWN}
    return json_of(said).encode()


def kind_of(site: Site, title: str, first: int) -> tuple[str, int, float, bool, bool, str]:
    """What heads its results, its first number, what a match in it counts; whether it sets things side by side, and
    has twins; and by what people ask for it beside a name."""
    kinds = [(record, site.kind(record)) for record in KINDS.values()]
    record, kind = next((record, kind) for record, kind in kinds if kind.many == title)
    return title, first, kind.telling, record is Comparison, in_twin(site, title), " ".join(kind.asked)


def beside(site: Site) -> dict[str, str]:
    """Which kind can be set side by side as readers like, where, and what heads that; nothing where none can."""
    if not site.settings.outputs.has("columns"):
        return {}
    return {"kind": site.kind(Model).many, "at": Comparison.kind.root, "title": site.kind(Comparison).many}
