"""A note as HTML with holes: links, placed figures and citations stay open until the other entries are known."""

import html
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """An opening `<a>` whose address is a content file, relative to the note's own file."""

    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An image: a picture beside the entry, or a content file that stands for its table and charts."""

    target: str
    text: str
    title: str
    line: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """`[@key, locator]`: a source of the entry's own file."""

    key: str
    locator: str
    line: int


Hole = Link | Placed | Citation


@dataclass(frozen=True, slots=True)
class Heading:
    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note as HTML with holes. Lines are those of the file it was written in."""

    parts: tuple[str | Hole, ...] = ()
    headings: tuple[Heading, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()
    unsourced: tuple[tuple[int, str], ...] = ()

    @property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(part for part in self.parts if not isinstance(part, str))


_BLOCKS = "p|figure|figcaption|li|ul|ol|h[1-6]|td|th|tr|table|div|pre|blockquote|dd|dt|dl|section|br|hr"


def html_of(note: Note) -> str:
    """The note without what its holes stand for."""
    return "".join(part for part in note.parts if isinstance(part, str))


def text_of(note: Note) -> str:
    """The note as running text, without citations and figures."""
    return plain(html_of(note))


def plain(markup: str) -> str:
    """Markup of our own making as text: blocks become spaces, long formulas nothing."""
    markup = re.sub(r'<a class="anchor".*?</a>', "", markup)
    spaced = re.sub(r'<math[^>]* display="block".*?</math>', " ", markup, flags=re.DOTALL)
    spaced = re.sub(rf"</?(?:{_BLOCKS})\b[^>]*>", " ", spaced)
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", "", spaced)).split())
    return re.sub(r" ([.,;:!?)])", r"\1", text)  # where a citation stood
