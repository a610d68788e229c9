"""What the templates of home, of lists and of the pages that belong to no entry may see."""

from dataclasses import dataclass, field

from digest.connections.model_facets import Facet, ModelFacets
from digest.display.parts import Body, ChartView, Figure
from digest.display.tables import Head, Value
from digest.display.views import Anchor, Mentions, PaperCard, Rest


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers under one heading; a list without groups has one with none."""

    title: str
    papers: tuple[PaperCard, ...]


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a facet: the list of its papers, its name in addresses, and how many papers there are."""

    title: str
    address: str
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class PaperFacet:
    title: str
    key: str
    links: tuple[FacetLink, ...]


@dataclass(frozen=True, slots=True)
class PaperListView:
    """`sorts` and `facets` hold links to lists that are there already; `shown` is the address of this one.

    `whole` says that the list holds every paper, so that a script may narrow it down.
    """

    title: str
    introduction: str
    shown: str
    groups: tuple[PaperGroup, ...]
    sorts: tuple[Anchor, ...]
    facets: tuple[PaperFacet, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class ModelColumn:
    """A fact as a column; `kind` says how it is sorted: number, day or text."""

    head: Head
    group: str
    kind: str
    shown: bool


@dataclass(frozen=True, slots=True)
class ModelCell:
    """`sort` is a number or an ISO day; empty for a blank, and for a text, which is sorted as it stands."""

    values: tuple[Value, ...]
    sort: str


@dataclass(frozen=True, slots=True)
class ModelRow:
    """`released` is an ISO day, or empty."""

    head: Head
    released: str
    facets: ModelFacets
    cells: tuple[ModelCell, ...]


@dataclass(frozen=True, slots=True)
class ModelTable:
    caption: str
    columns: tuple[ModelColumn, ...]
    rows: tuple[ModelRow, ...]


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    title: str
    columns: tuple[ModelColumn, ...]


@dataclass(frozen=True, slots=True)
class ModelListView:
    """`pages` are the same models with other columns; the first `cited` sources are those of the columns shown.

    `more` leads to the pages about all models.
    """

    title: str
    introduction: str
    table: ModelTable
    facets: tuple[Facet, ...]
    groups: tuple[ColumnGroup, ...]
    pages: tuple[Anchor, ...]
    shown: str
    csv: str
    cited: int
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
class SideRow:
    """What each of some models has; `differs` if two of them that are known do."""

    head: Head
    cells: tuple[tuple[Value, ...], ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class SideTable:
    """A column per model."""

    caption: str
    columns: tuple[Anchor, ...]
    rows: tuple[SideRow, ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """`picked` is the address where other models can be put beside these."""

    title: str
    kinship: str
    differing: SideTable
    alike: SideTable
    scores: SideTable
    picked: str
    rest: Rest


@dataclass(frozen=True, slots=True)
class CompareListView:
    """`pairs` are links to comparisons of two models, by family; `models` are those that can be chosen, with their slugs."""

    title: str
    introduction: str
    entries: tuple[Anchor, ...]
    pairs: tuple[Mentions, ...]
    models: tuple[Anchor, ...]


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
class ChangeLine:
    """The corrections of an entry on one day, or a new entry with its summary; the anchor's detail is the kind."""

    entry: Anchor
    new: bool
    texts: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class ChangesDay:
    day: str
    day_iso: str
    ident: str
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    days: tuple[ChangesDay, ...]
    feed: str
    rest: Rest


@dataclass(frozen=True, slots=True)
class SubscribeView:
    feed: str
    changes: str
    length: int


@dataclass(frozen=True, slots=True)
class NotFoundView:
    sections: tuple[Anchor, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The entries under one initial; `detail` says what each is."""

    title: str
    ident: str
    entries: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class AlphabetView:
    groups: tuple[LetterGroup, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """`count`: how many entries there are, as shown."""

    count: str
