"""The vocabulary: what an author may write, one frozen record per kind of entry, and the table of kinds.

An entry's kind is its folder, its name (slug) its file name; neither is repeated inside the file. A field without a
default must be given. `help` in a field's metadata is what an editor or a schema shows for it.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field

from digest.entries.kinds import Kind
from digest.entries.record import (
    ComparisonRef,
    EditionRef,
    MethodRef,
    ModelRef,
    PaperRef,
    Record,
    ResultsRef,
    TopicRef,
    history_texts,
)
from digest.entries.tabular import ChartPick, Column, ColumnPick, ResultRow, RowPick
from digest.field.authors import ET_AL, Author
from digest.field.identifiers import ArxivId
from digest.field.profile import Facts
from digest.values.words import Day, Key, Slug, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Record):
    kind = Kind(folder="papers", one="Paper", many="Papers", navigation=2, data="json", home=1, search=3, feed=2,
                reads_on=True, likeness=3, shared="both cite")  # fmt: skip
    title: str
    renamed: str = field(default="", metadata={"help": "the title of a later version"})
    arxiv: ArxivId
    date: Day = field(metadata={"help": "of the first version; 2024-04 for the month"})
    authors: tuple[Author, ...] = field(
        default=(), metadata={"help": "in order; `et al.` last when the list is not complete"}
    )
    topics: tuple[TopicRef, ...]
    summary: str
    code: Url | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.aliases, self.renamed)

    @property
    def identifiers(self) -> tuple[str, ...]:
        return (self.arxiv.without_version,)

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(author for author in self.authors if author != ET_AL)

    @property
    def credit(self) -> str:
        if not self.authors:
            return ""
        first, *others = self.authors
        return f"{first.split()[-1]}{' and others' if others else ''} {self.date.date.year}"

    @property
    def day(self) -> Day | None:
        return self.date

    @property
    def detail(self) -> str:
        return self.date.spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Record):
    kind = Kind(folder="models", one="Model", many="Models", navigation=3, data="json", home=2, search=1, feed=3,
                reads_on=True, likeness=2)  # fmt: skip
    name: str
    summary: str
    topics: tuple[TopicRef, ...] = ()
    parents: tuple[ModelRef, ...] = field(default=(), metadata={"help": "the models it was built from or succeeds"})
    facts: Facts = field(default_factory=Facts)

    @property
    def people(self) -> tuple[str, ...]:
        return self.facts.profile.makers

    @property
    def day(self) -> Day | None:
        return self.facts.profile.released

    @property
    def rank(self) -> tuple[object, ...]:
        return self.facts.profile.family.casefold(), self.facts.profile.size or 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Method(Record):
    kind = Kind(folder="methods", one="Method", many="Methods", navigation=4, home=3, search=2,
                reads_on=True, likeness=4,
                introduction="How models are built, trained, tuned and aligned: what each method does, what the evidence shows, when to use it.")  # fmt: skip
    name: str
    summary: str
    short: str = field(default="", metadata={"help": "the usual abbreviation"})
    topics: tuple[TopicRef, ...] = ()
    papers: tuple[PaperRef, ...] = ()
    related: tuple[MethodRef, ...] = ()
    results: tuple[ResultsRef, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.aliases, self.short)

    @property
    def brief(self) -> str:
        return self.short or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    kind = Kind(folder="topics", one="Topic", many="Topics", navigation=5, home=6, search=6,
                introduction="Ways into the digest.")  # fmt: skip
    name: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark(Record):
    kind = Kind(folder="benchmarks", one="Benchmark", many="Benchmarks", navigation=7, home=5, search=5,
                likeness=1,
                introduction="Every published score of each, side by side, with who reported it. Disagreements are shown, never averaged.")  # fmt: skip
    name: str
    summary: str
    long_name: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.aliases, self.long_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSet(Record):
    """One published table of results. A cell it does not print is *not disclosed*."""

    kind = Kind(folder="results", one="Result set", many="Result sets", suffix=".yaml", data="csv", home=0, search=9,
                can_be_placed=True,
                introduction="One published table of results each, as its reporter printed it.")  # fmt: skip
    title: str
    reporter: str
    source: Key
    note: str = ""
    columns: dict[Key, Column]
    rows: tuple[ResultRow, ...]

    @property
    def gist(self) -> str:
        return self.note

    @property
    def detail(self) -> str:
        return f"Reported by {self.reporter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Record):
    """A choice of columns over a choice of rows, and how to draw it."""

    kind = Kind(folder="comparisons", one="Comparison", many="Comparisons", at="compare", section="Compare",
                navigation=6, home=4, search=4, can_be_placed=True,
                introduction="Tables and charts made of sourced numbers: every cell leads to where it was read.")  # fmt: skip
    title: str
    summary: str
    topics: tuple[TopicRef, ...] = ()
    methods: tuple[MethodRef, ...] = ()
    results: ResultsRef | None = None
    rows: tuple[RowPick, ...] = ()
    columns: tuple[ColumnPick, ...] = ()
    transpose: bool = field(default=False, metadata={"help": "true: one column per model"})
    charts: tuple[ChartPick, ...] = ()


class Verdict(enum.Enum):
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that was said, and how it holds up."""

    id: Slug
    section: str
    said: str
    verdict: Verdict
    found: str = field(metadata={"help": "what the sources say, citing them", "markdown": True})
    about: tuple[str, ...] = field(default=(), metadata={"help": "paths below content/ of the entries it concerns"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSet(Record):
    """The claims of one text, checked."""

    kind = Kind(folder="claims", one="Claims", many="Claims", suffix=".yaml", navigation=8, data="json", home=0, search=7,
                in_alphabet=False, stands_alone=True,
                introduction="What was said, and how it holds up against the sources: confirmed, contradicted, or not checked.")  # fmt: skip
    title: str
    edition: EditionRef | None = None
    said_by: str
    said_in: Url
    claims: tuple[Claim, ...]

    @property
    def fragments(self) -> tuple[str, ...]:
        return tuple(claim.id for claim in self.claims)

    @property
    def paths(self) -> Iterator[tuple[str, str]]:
        for index, claim in enumerate(self.claims):
            for number, path in enumerate(claim.about):
                yield f"claims.{index}.about.{number}", path

    @property
    def markdown(self) -> dict[str, str]:
        return history_texts(self) | {f"claims.{index}.found": claim.found for index, claim in enumerate(self.claims)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """The text that an edition follows and credits."""

    title: str
    author: str
    date: Day
    url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Record):
    kind = Kind(folder="editions", one="Edition", many="Editions", navigation=1, home=0, search=8, feed=1,
                by_editor=True, stands_alone=True,
                introduction="One month each: what came out, what it shows, and how the claims made about it hold up.")  # fmt: skip
    title: str
    date: Day
    summary: str
    lead: ComparisonRef | None = field(default=None, metadata={"help": "the comparison whose chart stands for it"})
    follows: Follows | None = None
    models: tuple[ModelRef, ...] = ()
    papers: tuple[PaperRef, ...] = ()

    @property
    def day(self) -> Day | None:
        return self.date

    @property
    def detail(self) -> str:
        return self.date.spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Record):
    """A page of its own, such as about."""

    kind = Kind(folder="pages", one="Page", many="Pages", at="", home=0, search=10, stands_alone=True)
    title: str
    summary: str


KINDS: dict[str, type[Record]] = {
    record.kind.folder: record
    for record in (Paper, Model, Method, Topic, Benchmark, ResultSet, Comparison, ClaimSet, Edition, Article)
}
"""Folder below content/ → record type, in the order in which mentions are grouped."""
