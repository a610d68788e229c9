"""What a published table consists of, and a choice from such tables: columns, rows, charts."""

import enum
from dataclasses import dataclass, field

from digest.entries.record import BenchmarkRef, MethodRef, ModelRef, ResultsRef
from digest.values.cited import Cited
from digest.values.meaning import meaning
from digest.values.words import Key


class Better(enum.Enum):
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a result set: a benchmark with its settings, or anything else with a title."""

    title: str = field(default="", metadata=meaning("its heading; the name of the benchmark where it has one", "Score"))
    benchmark: BenchmarkRef | None = field(
        default=None, metadata=meaning("what was measured: a file name in content/benchmarks/")
    )
    fact: str = field(
        default="",
        metadata=meaning(
            "the fact of the models that this column states, to be held against their files", "parameters_total"
        ),
    )
    metric: str = field(default="", metadata=meaning("what the number is, with its unit", "accuracy, %"))
    shots: str = field(default="", metadata=meaning("how many examples were shown", "5"))
    better: Better | None = field(default=None, metadata=meaning("which way is better"))
    source: Key | None = field(
        default=None,
        metadata=meaning("the key of the source of this column, where it is another than the table's", "card"),
    )
    note: str = field(default="", metadata=meaning("what a reader has to know of this column", "chain of thought"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """A row of a result set: a model, a method or a label, and its cells by column key."""

    model: ModelRef | None = field(default=None, metadata=meaning("the model: a file name in content/models/"))
    method: MethodRef | None = field(default=None, metadata=meaning("the method: a file name in content/methods/"))
    label: str = field(default="", metadata=meaning("what the line is called, where it is neither", "Human raters"))
    variant: str = field(
        default="", metadata=meaning("which of several, where a model has more lines than one", "instruct")
    )
    setting: str = field(default="", metadata=meaning("how it was run", "temperature 0"))
    reporter: str = field(
        default="", metadata=meaning("who published this line, where it is another than the table's", "River Lab")
    )
    source: Key | None = field(
        default=None,
        metadata=meaning("the key of the source of this line, where it is another than the table's", "card"),
    )
    note: str = field(default="", metadata=meaning("what a reader has to know of this line", "before fine-tuning"))
    cells: dict[Key, Cited[str]] = field(
        metadata=meaning(
            "the values by the key of their column; `value [@source, place] note` where one differs", "{mmlu: 41.5}"
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPick:
    """A row of a comparison: a model, as the variant that the result sets name."""

    model: ModelRef = field(metadata=meaning("a file name in content/models/"))
    variant: str = field(default="", metadata=meaning("the variant that the result sets name", "instruct"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPick:
    """A column of a comparison: a fact of the models, a column of `results`, or a benchmark from several result sets."""

    fact: str = field(default="", metadata=meaning("a fact of the models", "parameters_total"))
    column: Key | None = field(default=None, metadata=meaning("a column of `results`, by its key", "mmlu"))
    benchmark: BenchmarkRef | None = field(
        default=None, metadata=meaning("a file name in content/benchmarks/, with `from`")
    )
    sets: tuple[ResultsRef, ...] = field(
        default=(),
        metadata=meaning("the result sets to take a benchmark from; the first that has a value wins", key="from"),
    )
    title: str = field(
        default="", metadata=meaning("its heading, where it is another than that of the fact or benchmark", "Size")
    )


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

    kind: ChartKind = field(metadata=meaning("how it is drawn"))
    title: str = field(metadata=meaning("what is drawn", "MMLU against size"))
    description: str = field(
        metadata=meaning("what it shows, for those who cannot see it and those in a hurry", "Further up is better.")
    )
    x: tuple[str, ...] = field(
        metadata=meaning("the key of a column; bars take one or more", "parameters_total", one_or_more=True)
    )
    y: str = field(default="", metadata=meaning("the key of a column; none for bars", "mmlu"))
    series: Series | None = field(
        default=None, metadata=meaning("what shares a colour: a model's family, or a row's name")
    )
