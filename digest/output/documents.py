"""What can be found: entries, sections of long notes, claims; how each is shown, and its words."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.note import html_of, plain, text_of
from digest.entries.records import KINDS, ClaimSet, Model
from digest.field.profile import Facts
from digest.output.analysis import joined, stem, tokens, words
from digest.values.steps import in_pieces
from digest.values.words import Blank, Day

_WHOLE, _TITLE, _PERSON = 3, 2, 1
"""How much a word of a name says: it is the whole name, a part of one, or a person's."""

_LONG = 6_000
"""Characters of text above which a note is known by its sections."""


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


HEADS, PLACES, SAID, NOTES = "heads", "places", "said", "notes"
"""The pieces of what is known of an entry."""


@in_pieces
def known_by(site: Site, path: str) -> dict[str, Any]:
    """Of each document of an entry: how it is shown, where it stands among others, its words, and its text."""
    found = list(documents_of(site, path))
    return {
        HEADS: tuple((d.address, d.title, d.names, d.people, d.detail, d.summary) for d in found),
        PLACES: tuple((d.kind, d.day, d.title, d.address) for d in found),
        SAID: tuple(map(words_of, found)),
        NOTES: tuple(f"{d.text} {d.facts}".strip() for d in found),
    }


def documents(site: Site) -> Iterator[Document]:
    """Everything that can be found, by kind, each kind in the order of its lists."""
    for path in found_paths(site):
        yield from documents_of(site, path)


def found_paths(site: Site) -> Iterator[str]:
    """The entries by kind, each kind in the order of its lists."""
    for record in sorted(KINDS.values(), key=lambda record: record.kind.search):
        yield from (entry.path for entry in site.of(record))


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
        detail=", ".join(filter(None, (record.detail, record.standing))),
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
    pieces = re.split(r'(?=<h[23] id=")', html_of(entry.note))
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


def words_of(document: Document) -> tuple[dict[str, int], str]:
    """The words of its names with what each says of it; those of its text, one after the other."""
    named: dict[str, int] = dict.fromkeys((word for person in document.people for word in words(person)), _PERSON)
    for name in (document.title, *document.names):
        parts = words(name)
        weight = _WHOLE if len(set(parts)) == 1 else _TITLE
        for word in (*parts, *joined(name)):
            named[word] = max(named.get(word, 0), weight)
    said = set(tokens(f"{document.detail} {document.summary} {document.text} {document.facts}"))
    return named, " ".join(sorted(set(map(stem, said))))
