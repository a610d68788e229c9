"""Paper → citations. BibTeX has the form that arXiv itself offers."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from digest.entries.records import Paper

_ESCAPES = {"\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip
_STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "on",
        "of",
        "for",
        "in",
        "to",
        "and",
        "is",
        "are",
        "do",
        "does",
        "how",
        "what",
        "why",
        "when",
        "with",
        "from",
        "towards",
        "toward",
    ]
)


def bibtex(paper: Paper) -> str:
    """A `@misc` record. The key is first author, year and first telling word of the title; text is escaped for LaTeX.

    Identifiers and addresses stand as they are, which the styles that know these fields print verbatim.
    """
    fields = {
        "title": f"{{{_escaped(paper.title)}}}",
        "author": " and ".join("others" if author == "et al." else _escaped(author) for author in paper.authors),
        "year": str(paper.date.date.year),
        "howpublished": _escaped(paper.venue),
        "eprint": paper.arxiv or "",
        "archivePrefix": "arXiv" if paper.arxiv else "",
        "doi": paper.doi or "",
        "url": paper.ways[0][1],
        "note": paper.standing.capitalize(),
    }
    lines = [f"  {name:<13} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(paper)},", *lines, "}", ""])


def _key(paper: Paper) -> str:
    first = paper.authors[0].split()[-1] if paper.authors else "anonymous"
    words = re.findall(r"[a-z0-9]+", _plain(paper.title).lower())
    telling = next((word for word in words if word not in _STOP_WORDS), "paper")
    return re.sub(r"[^a-z0-9]", "", _plain(first).lower()) + str(paper.date.date.year) + telling


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _escaped(text: str) -> str:
    """LaTeX special characters escaped; formulas between dollar signs are left as they are."""
    parts = re.split(r"(\$[^$]+\$)", text)
    return "".join(
        p if index % 2 else "".join(_ESCAPES.get(c, r"\$" if c == "$" else c) for c in p)
        for index, p in enumerate(parts)
    )


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """A form in which a paper is offered for citing: its name, the ending and type of its file, and what writes it."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Paper], str]


FORMATS = (CitationFormat("BibTeX", ".bib", "text/x-bibtex", bibtex),)
