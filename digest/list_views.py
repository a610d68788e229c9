"""What the templates of home, of lists and of the pages that belong to no entry may see."""

from dataclasses import dataclass, field

from digest.parts import ChartView, Figure
from digest.tables import Table
from digest.views import Anchor, Mentions, PaperCard, Rest


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers under one heading; a list without groups has one with none."""

    title: str
    papers: tuple[PaperCard, ...]


@dataclass(frozen=True, slots=True)
class PaperListView:
    """`sorts` and `facets` hold links to lists that are there already; `shown` is the address of this one."""

    title: str
    introduction: str
    shown: str
    groups: tuple[PaperGroup, ...]
    sorts: tuple[Anchor, ...]
    facets: tuple[Mentions, ...]


@dataclass(frozen=True, slots=True)
class ModelListView:
    """`more` leads to the pages about all models."""

    table: Table
    csv: str
    more: tuple[Anchor, ...]
    rest: Rest


@dataclass(frozen=True, slots=True)
class LineageLine:
    """A model in a nested list: whether a list of its own opens below it, and how many lists end with it.

    The anchor's detail is the day of release, or that there is none.
    """

    model: Anchor
    opens: bool
    closes: int
    also: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class LineageView:
    chart: ChartView
    lines: tuple[LineageLine, ...]
    followers: int


@dataclass(frozen=True, slots=True)
class FactChartSection:
    """A chart of all models that have its numbers; the others with what they lack."""

    ident: str
    figure: Figure
    left_out: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class ModelChartsView:
    """`undrawn` names the charts for which there are too few models."""

    models: int
    charts: tuple[FactChartSection, ...]
    undrawn: tuple[str, ...]
    rest: Rest


@dataclass(frozen=True, slots=True)
class ListView:
    """A plain list of entries with a line each."""

    title: str
    introduction: str
    entries: tuple[Anchor, ...]
    groups: tuple[Mentions, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeView:
    edition: Anchor | None
    edition_summary: str
    edition_date: str
    chart: ChartView | None
    chart_address: str
    chart_title: str
    papers: tuple[PaperCard, ...]
    counts: tuple[Anchor, ...]
    verdicts: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class SubscribeView:
    feed: str
    length: int


@dataclass(frozen=True, slots=True)
class NotFoundView:
    sections: tuple[Anchor, ...] = field(default=())
