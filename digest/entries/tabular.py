"""What a published table consists of, and a choice from such tables: columns, rows, charts."""

import enum
from dataclasses import dataclass, field

from digest.entries.record import BenchmarkRef, MethodRef, ModelRef, ResultsRef
from digest.values.cited import Cited
from digest.values.words import Key


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
class ResultRow:
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
