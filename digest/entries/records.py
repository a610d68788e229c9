"""The vocabulary: what an author may write, one frozen record per kind of entry.

An entry's kind is its folder, its name (slug) its file name; neither is repeated inside the file. A field without a
default must be given. `help` in a field's metadata is what an editor or a schema shows for it.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, ClassVar

from digest.entries.facts import Cited, Facts, Source
from digest.values.words import ArxivId, Day, ExactDay, Key, Slug, Url


class Ref(Slug):
    """The slug of another entry. Each subclass names the kind that it points at."""

    __slots__ = ()
    kind: ClassVar[str] = ""


class PaperRef(Ref):
    kind = "papers"


class ModelRef(Ref):
    kind = "models"


class MethodRef(Ref):
    kind = "methods"


class TopicRef(Ref):
    kind = "topics"


class BenchmarkRef(Ref):
    kind = "benchmarks"


class ResultsRef(Ref):
    kind = "results"


class ComparisonRef(Ref):
    kind = "comparisons"


class EditionRef(Ref):
    kind = "editions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A correction of an entry: what was wrong, what is right."""

    date: ExactDay
    change: str = field(metadata={"help": "old and new value, citing the source of the new one"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """What every entry may carry: sources, the day they were checked, other names it is found by, its corrections."""

    sources: dict[Key, Source] = field(default_factory=dict)
    checked: Day | None = None
    aliases: tuple[str, ...] = ()
    added: Day | None = field(default=None, metadata={"help": "the day the entry joined the digest, for the feed"})
    history: tuple[Change, ...] = field(default=(), metadata={"help": "what was corrected, and when"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Sourced):
    title: str
    arxiv: ArxivId
    date: Day = field(metadata={"help": "of the first version; 2024-04 for the month"})
    topics: tuple[TopicRef, ...]
    summary: str
    authors: tuple[str, ...] = field(
        default=(), metadata={"help": "in order; `et al.` last when the list is not complete"}
    )
    renamed: str = field(default="", metadata={"help": "the title of a later version"})
    code: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Sourced):
    name: str
    summary: str
    topics: tuple[TopicRef, ...] = ()
    parents: tuple[ModelRef, ...] = field(default=(), metadata={"help": "the models it was built from or succeeds"})
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method(Sourced):
    name: str
    summary: str
    short: str = field(default="", metadata={"help": "the usual abbreviation"})
    topics: tuple[TopicRef, ...] = ()
    papers: tuple[PaperRef, ...] = ()
    related: tuple[MethodRef, ...] = ()
    results: tuple[ResultsRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Sourced):
    name: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark(Sourced):
    name: str
    summary: str
    long_name: str = ""


class Better(enum.Enum):
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a result set: a benchmark with its settings, or anything else with a title."""

    title: str = ""
    benchmark: BenchmarkRef | None = None
    fact: str = field(
        default="", metadata={"help": "the fact of the models that this column states, to be held against their files"}
    )
    metric: str = ""
    shots: str = ""
    better: Better | None = None
    source: Key | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a result set: a model, a method or a label, and its cells by column key."""

    model: ModelRef | None = None
    method: MethodRef | None = None
    label: str = ""
    variant: str = ""
    setting: str = ""
    reporter: str = ""
    source: Key | None = None
    note: str = ""
    cells: dict[Key, Cited[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSet(Sourced):
    """One published table of results. A cell it does not print is *not disclosed*."""

    title: str
    reporter: str
    source: Key
    note: str = ""
    columns: dict[Key, Column]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPick:
    """A row of a comparison: a model, as the variant that the result sets name."""

    model: ModelRef
    variant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPick:
    """A column of a comparison: a fact of the models, a column of `results`, or a benchmark from several result sets."""

    fact: str = ""
    column: Key | None = None
    benchmark: BenchmarkRef | None = None
    sets: tuple[ResultsRef, ...] = field(
        default=(), metadata={"key": "from", "help": "the first that has a value wins"}
    )
    title: str = ""


class ChartKind(enum.Enum):
    SCATTER = "scatter"
    BAR = "bar"
    LINE = "line"
    SPREAD = "spread"


class Series(enum.Enum):
    FAMILY = "family"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPick:
    """A chart of a comparison's table. `x` and `y` are column keys; bars take one or more in `x`."""

    kind: ChartKind
    title: str
    description: str
    x: tuple[str, ...] = field(metadata={"one_or_more": True})
    y: str = ""
    series: Series | None = field(
        default=None, metadata={"help": "what shares a colour: a model's family, or a row's name"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Sourced):
    """A choice of columns over a choice of rows, and how to draw it."""

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
    found: str = field(metadata={"help": "what the sources say, citing them"})
    about: tuple[str, ...] = field(default=(), metadata={"help": "paths below content/ of the entries it concerns"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSet(Sourced):
    """The claims of one text, checked."""

    title: str
    edition: EditionRef | None = None
    said_by: str
    said_in: Url
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """The text that an edition follows and credits."""

    title: str
    author: str
    date: Day
    url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Sourced):
    title: str
    date: Day
    summary: str
    lead: ComparisonRef | None = field(default=None, metadata={"help": "the comparison whose chart stands for it"})
    follows: Follows | None = None
    models: tuple[ModelRef, ...] = ()
    papers: tuple[PaperRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Sourced):
    """A page of its own, such as about."""

    title: str
    summary: str


Record = Paper | Model | Method | Topic | Benchmark | ResultSet | Comparison | ClaimSet | Edition | Article

KINDS: dict[str, type[Record]] = {
    "papers": Paper,
    "models": Model,
    "methods": Method,
    "topics": Topic,
    "benchmarks": Benchmark,
    "results": ResultSet,
    "comparisons": Comparison,
    "claims": ClaimSet,
    "editions": Edition,
    "pages": Article,
}
"""Folder below content/ → record type."""


def label_of(record: Record) -> str:
    """The name under which people know the entry."""
    return record.name if isinstance(record, Model | Method | Topic | Benchmark) else record.title


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every word, citation and record inside `value` with its dotted path, as `decode` names them."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, f"{path}.{index}" if path else str(index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, f"{path}.{key}")
    elif isinstance(value, Cited | Ref):
        yield path, value
    elif is_dataclass(value):
        for f in fields(value):
            inner = getattr(value, f.name)
            if inner or inner == 0:
                key = f.metadata.get("key", f.name)
                yield from walk(inner, f"{path}.{key}" if path else key)
    elif value is not None:
        yield path, value
