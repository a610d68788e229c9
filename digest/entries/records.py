"""The vocabulary: what an author may write, one frozen record per kind of entry, and the table of kinds.

An entry's kind is its folder, its name (slug) its file name. A field without a default must be given.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from digest.entries.claims import Claim
from digest.entries.kinds import Kind
from digest.entries.paper import Paper as Paper  # it is one of the vocabulary, and imported from here
from digest.entries.record import (
    ComparisonRef,
    EditionRef,
    MethodRef,
    ModelRef,
    PaperRef,
    Record,
    ResultsRef,
    TopicRef,
    short_texts,
)
from digest.entries.tabular import ChartPick, Column, ColumnPick, ResultRow, RowPick
from digest.field.profile import Facts
from digest.values.meaning import meaning
from digest.values.words import Day, Key, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Record):
    kind = Kind(folder="models", one="Model", many="Models", navigation=3, data="json", home=2, search=1, feed=3,
                reads_on=True, likeness=2)  # fmt: skip
    name: str = field(metadata=meaning("as its makers write it", "Heron 1B"))
    summary: str = field(
        metadata=meaning("one or two sentences of your own, shown in lists and feeds", "A small retriever.")
    )
    topics: tuple[TopicRef, ...] = field(
        default=(), metadata=meaning("what it is filed under: file names in content/topics/")
    )
    parents: tuple[ModelRef, ...] = field(default=(), metadata=meaning("the models it was built from or succeeds"))
    facts: Facts = field(
        default_factory=Facts, metadata=meaning("what is known of it, each fact as `value [@source, place] note`")
    )

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
    name: str = field(metadata=meaning("its name in full", "Patient retrieval"))
    summary: str = field(
        metadata=meaning(
            "one or two sentences of your own, shown in lists", "Retrieval that waits for a second question."
        )
    )
    short: str = field(default="", metadata=meaning("the usual abbreviation", "PR"))
    topics: tuple[TopicRef, ...] = field(
        default=(), metadata=meaning("what it is filed under: file names in content/topics/")
    )
    papers: tuple[PaperRef, ...] = field(default=(), metadata=meaning("the papers that propose or examine it"))
    related: tuple[MethodRef, ...] = field(default=(), metadata=meaning("methods to read next"))
    results: tuple[ResultsRef, ...] = field(default=(), metadata=meaning("result sets that show what it does"))

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
    name: str = field(metadata=meaning("as lists show it", "Retrieval"))
    summary: str = field(
        metadata=meaning("one or two sentences of your own, shown in lists", "Finding the text that answers.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark(Record):
    kind = Kind(folder="benchmarks", one="Benchmark", many="Benchmarks", navigation=7, home=5, search=5,
                likeness=1, asked=("score", "result", "leaderboard", "accuracy", "ranking", "performance", "best", "highest", "lowest", "top"),
                introduction="Every published score of each, side by side, with who reported it. Disagreements are shown, never averaged.")  # fmt: skip
    name: str = field(metadata=meaning("the short name, as tables print it", "MMLU"))
    summary: str = field(
        metadata=meaning(
            "what it measures, in a sentence or two of your own", "Questions from 57 fields with four answers each."
        )
    )
    long_name: str = field(
        default="", metadata=meaning("what the name stands for", "Massive Multitask Language Understanding")
    )

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.aliases, self.long_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSet(Record):
    """One published table of results. A cell it does not print is *not disclosed*."""

    kind = Kind(folder="results", one="Result set", many="Result sets", suffix=".yaml", data="csv", home=0, search=9, telling=0.6,
                can_be_placed=True,
                introduction="One published table of results each, as its reporter printed it.")  # fmt: skip
    title: str = field(metadata=meaning("what the table shows, and where it was printed", "Scores on the Heron card"))
    reporter: str = field(metadata=meaning("who published the numbers", "River Lab"))
    source: Key = field(metadata=meaning("the key of the source that the whole table was read from", "card"))
    note: str = field(
        default="",
        metadata=meaning("what a reader has to know of the whole table", "All models were run by the reporter."),
    )
    columns: dict[Key, Column] = field(metadata=meaning("a key for each column, which the cells of a row use"))
    rows: tuple[ResultRow, ...] = field(metadata=meaning("the lines of the table"))

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
                navigation=6, home=4, search=4, telling=0.9, can_be_placed=True,
                introduction="Tables and charts made of sourced numbers: every cell leads to where it was read.")  # fmt: skip
    title: str = field(metadata=meaning("what is compared", "Herons and llamas"))
    summary: str = field(metadata=meaning("one or two sentences of your own, shown in lists", "Score against size."))
    topics: tuple[TopicRef, ...] = field(
        default=(), metadata=meaning("what it is filed under: file names in content/topics/")
    )
    methods: tuple[MethodRef, ...] = field(default=(), metadata=meaning("the methods it is about"))
    results: ResultsRef | None = field(
        default=None, metadata=meaning("one result set, to be shown whole; instead of `rows` and `columns`")
    )
    rows: tuple[RowPick, ...] = field(default=(), metadata=meaning("the models, in the order of the table"))
    columns: tuple[ColumnPick, ...] = field(
        default=(), metadata=meaning("facts and benchmarks, in the order of the table")
    )
    transpose: bool = field(default=False, metadata=meaning("true: one column per model"))
    charts: tuple[ChartPick, ...] = field(default=(), metadata=meaning("how to draw it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSet(Record):
    """The claims of one text, checked."""

    kind = Kind(folder="claims", one="Claims", many="Claims", suffix=".yaml", navigation=8, data="json", home=0, search=7, telling=0.2,
                in_alphabet=False, stands_alone=True,
                introduction="What was said, and how it holds up against the sources: confirmed, contradicted, or not checked.")  # fmt: skip
    title: str = field(
        metadata=meaning("which text, and that its claims were checked", "Claims of the April overview, checked")
    )
    edition: EditionRef | None = field(default=None, metadata=meaning("the edition that follows the text"))
    said_by: str = field(metadata=meaning("who wrote the text", "Ada Heron"))
    said_in: Url = field(metadata=meaning("the address of the text"))
    claims: tuple[Claim, ...] = field(metadata=meaning("what was said, and how it holds up"))

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
        return short_texts(self) | {f"claims.{index}.found": claim.found for index, claim in enumerate(self.claims)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """The text that an edition follows and credits."""

    title: str = field(metadata=meaning("the title of the text", "April in review"))
    author: str = field(metadata=meaning("who wrote it", "Ada Heron"))
    date: Day = field(metadata=meaning("when it came out"))
    url: Url = field(metadata=meaning("where it stands"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Record):
    kind = Kind(folder="editions", one="Edition", many="Editions", navigation=1, home=0, search=8, telling=0.6, feed=1,
                by_editor=True, stands_alone=True,
                introduction="One month each: what came out, what it shows, and how the claims made about it hold up.")  # fmt: skip
    title: str = field(metadata=meaning("as lists and feeds show it", "April 2024"))
    date: Day = field(metadata=meaning("the month or day it stands for"))
    summary: str = field(
        metadata=meaning(
            "one or two sentences of your own, shown in lists and feeds", "Herons, and what they are good for."
        )
    )
    lead: ComparisonRef | None = field(default=None, metadata=meaning("the comparison whose chart stands for it"))
    follows: Follows | None = field(default=None, metadata=meaning("the text that it follows and credits"))
    models: tuple[ModelRef, ...] = field(default=(), metadata=meaning("the models that came out, in order"))
    papers: tuple[PaperRef, ...] = field(default=(), metadata=meaning("the papers that came out, in order"))

    @property
    def day(self) -> Day | None:
        return self.date

    @property
    def detail(self) -> str:
        return self.date.spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Record):
    """A page of its own, such as about."""

    kind = Kind(folder="pages", one="Page", many="Pages", at="", home=0, search=10, telling=0.8, stands_alone=True)
    title: str = field(metadata=meaning("as the page is headed", "About"))
    summary: str = field(
        metadata=meaning("one or two sentences of your own, for search and links", "What this digest is.")
    )


KINDS: dict[str, type[Record]] = {
    record.kind.folder: record
    for record in (Paper, Model, Method, Topic, Benchmark, ResultSet, Comparison, ClaimSet, Edition, Article)
}
"""Folder below content/ → record type, in the order in which mentions are grouped."""
