"""What can be found: entries, sections of long notes, claims; how each is shown, and its words."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from digest.connections.pairs import pairs_with
from digest.connections.scores import scores_of
from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.note import html_of, plain, text_of
from digest.entries.record import Record
from digest.entries.records import (
    KINDS,
    Article,
    Benchmark,
    ClaimSet,
    Comparison,
    Edition,
    Model,
    Paper,
    ResultSet,
    Topic,
)
from digest.entries.tabular import ResultRow, RowPick
from digest.field.facts import FactSpec
from digest.field.profile import Facts
from digest.output.analysis import (
    FILLERS,
    asides_within,
    joined,
    names_within,
    stem,
    telling,
    tokens,
    whole_names,
    words,
)
from digest.pages.claims import counts_in_words, verdict_counts
from digest.values.cited import Cited
from digest.values.steps import in_pieces
from digest.values.words import Blank, Day

_PERSON, _WHOLE = 1, 7
_SHARES = ((2, 6), (3, 5), (5, 4), (8, 3))
_LEAST = 2
"""What a word of a name says: a person's, the whole name, or the larger a share the fewer words the name has: up to two, 6."""

_OF_A_PART = 3
"""What a word of a heading or of a claim says, at most."""

_ONCE, _OFTEN, _SUMMED, _ASKED, _STATED = range(5)
_MANY = 3
"""What a word of a text says: it stands in the note, or there this often at least, in the summary, in what a fact is called, or in
its value."""

SAYINGS = _STATED + 1
"""How many of these there are."""

Stated = tuple[str, str, str]
"""What a fact is called, its values, and what else people call it."""

_FILLERS = frozenset(map(stem, FILLERS))

OWN = "own"
"""In place of the path of an entry: the site's own pages."""

_LONG = 6_000
"""Characters of text above which a note is known by its sections."""


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found: an entry, or a part of one: a section, a claim. `kind` heads the results of its kind."""

    kind: str
    address: str
    title: str
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    detail: str = ""
    topics: tuple[str, ...] = ()
    summary: str = ""
    text: str = ""
    facts: tuple[Stated, ...] = ()
    scores: tuple[Stated, ...] = ()
    day: Day | None = None
    is_part: bool = False
    beside: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """What the address calls it, which is a name, too."""
        return self.address.strip("/").rpartition("/")[2]


HEADS, PLACES, SAID, NOTES, SIZES = "heads", "places", "said", "notes", "sizes"
"""The pieces of what is known of an entry."""

_ROUND = 128
"""Bytes by which sizes are told: most edits leave them as they were."""


@in_pieces
def known_by(site: Site, path: str) -> dict[str, Any]:
    """Of each document of an entry: how it is shown, where it stands among others, its words, its text, and how long it is."""
    found = list(documents_of(site, path))
    return {
        HEADS: tuple(head_of(d) for d in found),
        PLACES: tuple((d.kind, d.day, d.title, d.address) for d in found),
        SAID: tuple(map(words_of, found)),
        NOTES: tuple(map(note_of, found)),
        SIZES: tuple(
            {HEADS: size_of(head_of(d)), NOTES: 0 if in_twin(site, d.kind) and not d.is_part else size_of(note_of(d))}
            for d in found
        ),
    }


def documents(site: Site) -> Iterator[Document]:
    """Everything that can be found, by kind, each kind in the order of its lists."""
    for path in found_paths(site):
        yield from documents_of(site, path)


def found_paths(site: Site) -> Iterator[str]:
    """The entries by kind, each kind in the order of its lists; and the site's own pages."""
    for record in sorted(KINDS.values(), key=lambda record: record.kind.search):
        yield from (entry.path for entry in site.of(record))
    yield OWN


def documents_of(site: Site, path: str) -> Iterator[Document]:
    """What can be found of an entry, or the site's own pages."""
    if path == OWN:
        from digest.output.own_pages import own_pages  # with all that plans lists: an edited note asks nothing of them

        kind = site.kind(Article).many
        yield from (
            Document(kind, one.address, one.title, one.names, summary=one.description) for one in own_pages(site)
        )
        return
    entry = site.entry(path)
    if entry and entry.kind is ClaimSet.kind:
        yield from _claims(site, entry, site.get(ClaimSet, entry.slug).record)
    elif entry:
        yield from _sections(_document(site, entry), entry)


def _document(site: Site, entry: AnyEntry) -> Document:
    record = entry.record
    families = record.facts.profile.families if isinstance(record, Model) else ()
    every = dict.fromkeys((*record.names, *record.identifiers, *families))
    names = tuple(name for name in every if name and name != record.label)
    return Document(
        kind=site.kind(record).many,
        address=entry.address,
        title=record.label,
        names=names,
        people=(*record.people, *_credited(record)),
        detail=", ".join(filter(None, (record.detail, record.standing))),
        topics=tuple(_labels(site, Topic, record.topics)) if isinstance(record, Paper) else (),
        summary=record.gist,
        text=" ".join((text_of(entry.note), *_compared(site, record))).strip(),
        facts=tuple(_stated(site, record.facts)) if isinstance(record, Model) else (),
        scores=tuple(_scored(site, entry)) if isinstance(record, Model) else (),
        day=record.day,
        beside=_set_beside(site, entry) if isinstance(record, Model) else (),
    )


def _credited(record: Record) -> tuple[str, ...]:
    """Whose text an edition follows."""
    return (record.follows.author,) if isinstance(record, Edition) and record.follows else ()


def _compared(site: Site, record: Record) -> Iterator[str]:
    """What a comparison sets side by side, which its note need not name."""
    rows: tuple[RowPick | ResultRow, ...] = ()
    if isinstance(record, Comparison):
        results = site.find(ResultSet, record.results) if record.results else None
        rows = results.record.rows if results else record.rows
    if names := list(dict.fromkeys(_labels(site, Model, (row.model for row in rows)))):
        yield f"{site.kind(Model).many}: {', '.join(names)}."


def _labels(site: Site, record: type[Record], slugs: Iterable[str | None]) -> Iterator[str]:
    """The names of those of the entries that are there: what is asked for ahead of all checks finds some that are not."""
    yield from (entry.label for entry in (site.find(record, slug) for slug in slugs) if entry)


def head_of(document: Document) -> tuple[Any, ...]:
    """What a result shows of it first; the addresses where a model stands beside another; the topics of a paper."""
    head = (document.address, document.title, document.names, document.people, document.detail, document.summary)
    if document.topics:
        return (*head, document.beside, document.topics)
    return (*head, document.beside) if document.beside else head


def note_of(document: Document) -> Any:
    """Its whole text, beside what is stated of it: what else facts are called is told once, by `fact_names`."""
    stated = (*(fact[:2] for fact in document.facts), *document.scores)
    return (document.text, stated) if stated else document.text


def in_twin(site: Site, kind: str) -> bool:
    """Whether what is quoted of a kind is read in the Markdown twins of its pages, which are short: there are many papers."""
    return kind == site.kind(Paper).many and site.settings.outputs.has("markdown")


def size_of(shown: object) -> int:
    """About how many bytes it takes in a file."""
    return (len(json_of(shown).encode()) // _ROUND + 1) * _ROUND


def json_of(value: object) -> str:
    """As short as may be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _set_beside(site: Site, entry: AnyEntry) -> tuple[str, ...]:
    return tuple(pair.address for pair in pairs_with(site).get(entry.slug, ()))


def _stated(site: Site, facts: Facts) -> Iterator[Stated]:
    """`Context, tokens`: `8,192; 4K`. That something is not disclosed is known, too."""
    for spec in site.catalogue:
        values = dict.fromkeys(str(cited.value) for cited in facts[spec.name] if _is_stated(cited))
        if values:
            yield spec.heading, "; ".join(values), _other_names(spec)


def _other_names(spec: FactSpec) -> str:
    return " ".join(dict.fromkeys(" ".join((spec.name, spec.noun, *spec.also)).replace("_", " ").split()))


def fact_names(site: Site) -> dict[str, str]:
    """By the heading of a fact: what else people call it."""
    return {spec.heading: _other_names(spec) for spec in site.catalogue} if site.count(Model) else {}


def _scored(site: Site, model: AnyEntry) -> Iterator[Stated]:
    """`MMLU, published`: `66.5; 68.4`."""
    found: dict[str, dict[str, None]] = {}
    for score in scores_of(site, model.slug):
        found.setdefault(str(score.column.benchmark), {})[str(score.cell.value)] = None
    for slug, values in found.items():
        benchmark = site.get(Benchmark, slug)
        names = (*benchmark.record.names, slug.replace("-", " "), "score")
        yield f"{benchmark.label}, published", "; ".join(values), " ".join(filter(None, names))


def _is_stated(cited: Cited[Any]) -> bool:
    return cited.value is Blank.NOT_DISCLOSED or not isinstance(cited.value, Blank)


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
            yield Document(whole.kind, at, title, detail=f"in {whole.title}", text=text, day=whole.day, is_part=True)


def _claims(site: Site, entry: AnyEntry, record: ClaimSet) -> Iterator[Document]:
    """The set, those of its claims of one verdict, and each claim."""
    kind = site.kind(record)
    whole = site.get(ClaimSet, entry.slug)
    yield Document(
        kind.many, entry.address, record.label, record.names, people=(record.said_by,), detail=counts_in_words(whole)
    )
    for verdict, number, address in verdict_counts(whole):
        names = (f"{verdict} {kind.words}", verdict)
        yield Document(kind.many, address, f"{record.label}: {verdict}", names, detail=kind.counted(number))
    for index, claim in enumerate(record.claims):
        yield Document(
            kind.many, f"{entry.address}#{claim.id}", claim.said, detail=claim.verdict.value.capitalize(),
            summary=text_of(entry.texts[f"claims.{index}.found"]), is_part=True,
        )  # fmt: skip


def words_of(document: Document) -> tuple[dict[str, int], tuple[str, ...]]:
    """The words of its names with what each says of it; those of its text, by what they say, one after the other."""
    named: dict[str, int] = dict.fromkeys((word for person in document.people for word in words(person)), _PERSON)
    most = _OF_A_PART if document.is_part else _WHOLE
    for whole in (document.title, *document.names):
        for name in dict.fromkeys(names_within(whole)):
            _name(named, name, most)
        for name in dict.fromkeys(asides_within(whole)):
            _name(named, name, most if len(telling(name)) == 1 else min(most, _WHOLE - 1))
    if not document.is_part:
        _name(named, document.slug, _WHOLE - 1)
    return named, _said(document)


def _name(named: dict[str, int], name: str, most: int) -> None:
    """Notes what the words of a name say: the more, the fewer it has."""
    count = len(telling(name))
    weight = next((share for words, share in _SHARES if count <= words), _LEAST) if count > 1 else _WHOLE
    for word in (*words(name), *joined(name)):
        named[word] = max(named.get(word, 0), min(weight, most))
    if most > _OF_A_PART:
        for one in whole_names(name):
            named[one] = max(named.get(one, 0), most)


def _said(document: Document) -> tuple[str, ...]:
    """Words by what they say; those that say nothing are known of names alone."""
    said: dict[str, int] = {}
    for word, often in Counter(map(stem, tokens(document.text))).items():
        said[word] = _OFTEN if often >= _MANY else _ONCE
    said |= dict.fromkeys(joined(document.text), _ONCE)
    said |= dict.fromkeys(words(" ".join(document.topics)), _OFTEN)
    head = f"{document.detail} {document.summary}"
    said |= dict.fromkeys((*words(head), *joined(head)), _SUMMED)
    stated = (*document.facts, *document.scores)
    asked = " ".join(f"{heading} {others}" for heading, _, others in stated)
    said |= dict.fromkeys((*words(asked), *joined(asked)), _ASKED)
    values = " ".join(value for _, value, _ in stated)
    said |= dict.fromkeys((*words(values), *joined(values)), _STATED)
    by_saying: list[list[str]] = [[] for _ in range(SAYINGS)]
    for word in sorted(said.keys() - _FILLERS):
        by_saying[said[word]].append(word)
    return tuple(map(" ".join, by_saying))
