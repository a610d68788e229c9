"""Numbers that a note states: each with the words around it, what it cites, and its line."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.entries.note import Citation, Link, Note
from digest.field.numerals import Numeral, numerals

_TAG = re.compile(r"<[^>]*>")
_UNREAD = re.compile(r"<(math|pre|h[1-6])\b.*?</\1>", re.DOTALL)
_BLOCK_ENDS = re.compile(r"</(?:p|li|tr|blockquote|section)>\n?|<(?:ul|ol|p|tr)\b[^>]*>\n?")
_CELL_ENDS = re.compile(r"</t[hd]>\n?")
_SENTENCES = re.compile(r"(?<=[.!?;])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A number in running text. `sentence` is what it stands in, `at` where; `links` are those of the sentence
    by their places in it.

    `keys` are the sources named next after it, in its own paragraph, list item or row.
    """

    numeral: Numeral
    line: int
    sentence: str
    at: int
    links: tuple[tuple[int, str], ...]
    keys: tuple[str, ...]


def statements(note: Note) -> Iterator[Statement]:
    """Every number that the note states with a source, in the order of its text."""
    for block in _blocks(note):
        for start, end in _sentences(block.text):
            links = tuple((at - start, target) for at, target in block.links if start <= at < end)
            for numeral in numerals(block.text[start:end]):
                cited = block.cited_after(start + numeral.end)
                if cited:
                    between = block.text.count("\n", start + numeral.start, cited[0])
                    line, keys = cited[1], cited[2]
                    yield Statement(numeral, line - between, block.text[start:end], numeral.start, links, keys)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for boundary in _SENTENCES.finditer(text):
        yield start, boundary.start()
        start = boundary.end()
    yield start, len(text)


class _Block:
    """A paragraph, list item or row: its text, and where in it links and citations stand."""

    def __init__(self) -> None:
        self.text = ""
        self.links: list[tuple[int, str]] = []
        self.citations: list[tuple[int, Citation]] = []

    def cited_after(self, place: int) -> tuple[int, int, tuple[str, ...]] | None:
        """The place, the line and the keys of the citations that come next after a place."""
        later = [(at, hole) for at, hole in self.citations if at >= place]
        if not later:
            return None
        first, line = later[0][0], later[0][1].line
        return first, line, tuple(hole.key for at, hole in later if not self.text[first:at].strip())


def _blocks(note: Note) -> Iterator[_Block]:
    block = _Block()
    for part in note.parts:
        if isinstance(part, Citation):
            block.citations.append((len(block.text), part))
        elif isinstance(part, Link):
            block.links.append((len(block.text), part.target))
        elif isinstance(part, str):
            first, *others = _BLOCK_ENDS.split(_CELL_ENDS.sub("; ", _UNREAD.sub(" ", part)))
            block.text += _text(first)
            for other in others:
                yield block
                block = _Block()
                block.text = _text(other)
    yield block


def _text(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup))
