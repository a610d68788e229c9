"""All models at once: a table with a choice of columns, a page for each group of facts, lineage, charts."""

from collections.abc import Sequence
from dataclasses import replace

from digest.connections.lineage import Node, drawn, nested
from digest.connections.model_facets import every_facet, facets_of
from digest.connections.site import Site, address, cited_of, released
from digest.display.bodies import Desk, chart_views
from digest.display.entry_pages import anchor, rest
from digest.display.list_views import (
    ColumnGroup,
    FactChartSection,
    LineageLine,
    LineageView,
    ModelCell,
    ModelChartsView,
    ModelColumn,
    ModelListView,
    ModelRow,
    ModelTable,
)
from digest.display.model_charts import CHARTS, FACT_CHARTS, model_charts
from digest.display.parts import ChartView, Figure
from digest.display.tables import NOT_CHECKED, Head, Table, Value, facts_table, row_head, value_of
from digest.display.views import Anchor
from digest.entries.entry import Entry
from digest.entries.facts import Cited, Facts
from digest.entries.records import Model, ModelRef, Row
from digest.values.words import Blank, Day, Quantity, Url

LINEAGE = "/models/lineage/"
OVERVIEW = (
    "developer",
    "released",
    "parameters_total",
    "parameters_active",
    "training_tokens",
    "context_length",
    "license",
)
"""The facts that the overview shows at first."""


def overview_table(desk: Desk) -> Table:
    """The overview as a plain table, for the CSV file beside it."""
    return facts_table(desk.site, "All models, newest first", OVERVIEW, _heads(desk.site), desk.bibliography)


def fact_groups(site: Site) -> dict[str, tuple[str, ...]]:
    """Group → those of its facts that at least one model has, both in the order of the page of a model."""
    groups: dict[str, tuple[str, ...]] = {}
    for name, spec in Facts.__dataclass_fields__.items():
        if any(not isinstance(cited.value, Blank) for entry in site.all("models") for cited in cited_of(entry, name)):
            group = spec.metadata["group"]
            groups[group] = (*groups.get(group, ()), name)
    return groups


def group_address(group: str) -> str:
    return f"/models/by/{group.lower()}/"


def model_list_view(desk: Desk, charts: bool, group: str = "") -> ModelListView:
    """The overview with every other fact folded away; or, for one group of facts, all that belong to it.

    `charts` says whether there is a page of charts to lead to.
    """
    site, groups = desk.site, fact_groups(desk.site)
    others = [name for names in groups.values() for name in names if name not in OVERVIEW]
    names = groups[group] if group else (*OVERVIEW, *others)
    columns = tuple(_column(site, name, bool(group) or name in OVERVIEW) for name in names)
    # What is shown is cited first, so that the sources of what is folded away can be folded away with it.
    cells = [[_cell(desk, entry, c.head.key) if c.shown else None for c in columns] for entry in site.all("models")]
    cited = len(desk.bibliography.sources)
    rows = tuple(
        _row(head, entry, [cell or _cell(desk, entry, c.head.key) for cell, c in zip(line, columns, strict=True)])
        for head, entry, line in zip(_heads(site), site.all("models"), cells, strict=True)
    )
    number = f"{len(rows):,} model{'' if len(rows) == 1 else 's'}"
    ending = "Every value leads to its source; an empty cell says which kind of empty it is."
    return ModelListView(
        title=f"Models: {group.lower()}" if group else "Models",
        introduction=f"{number}, newest first. {ending}",
        table=ModelTable(f"All models: {group.lower()}" if group else "All models", columns, rows),
        facets=every_facet([row.facets for row in rows]),
        groups=_in_groups(columns),
        pages=(Anchor("Overview", "/models/"), *(Anchor(title, group_address(title)) for title in groups)),
        shown=group_address(group) if group else "/models/",
        csv="" if group else "/models/models.csv",
        cited=cited,
        more=_more(site, charts),
        rest=rest(desk),
    )


def _more(site: Site, charts: bool) -> tuple[Anchor, ...]:
    more = [Anchor("Lineage: which came from which", LINEAGE)] if site.all("models") else []
    if charts:
        more.append(Anchor("Charts: their numbers against each other", CHARTS))
    return tuple(more)


def _in_groups(columns: Sequence[ModelColumn]) -> tuple[ColumnGroup, ...]:
    """The columns by group of facts, as the page of a model has them."""
    order = list(Facts.__dataclass_fields__)
    groups: dict[str, list[ModelColumn]] = {}
    for column in sorted(columns, key=lambda column: order.index(column.head.key)):
        groups.setdefault(column.group, []).append(column)
    return tuple(ColumnGroup(title, tuple(members)) for title, members in groups.items())


def _heads(site: Site) -> list[Head]:
    return [row_head(site, Row(model=ModelRef(entry.slug), cells={}), entry.slug) for entry in site.all("models")]


def _column(site: Site, name: str, shown: bool) -> ModelColumn:
    spec = Facts.__dataclass_fields__[name].metadata
    values = [cited.value for entry in site.all("models") for cited in cited_of(entry, name)]
    given = [value for value in values if not isinstance(value, Blank)]
    kinds = {"number": Quantity, "day": Day}
    kind = next((kind for kind, of in kinds.items() if given and all(isinstance(v, of) for v in given)), "text")
    head = Head(name, spec["label"], spec["help"], numeric=kind == "number")
    return ModelColumn(head, spec["group"], kind, shown)


def _cell(desk: Desk, entry: Entry, name: str) -> ModelCell:
    """Notes on values stay on the model's own page, as in every overview."""
    cited = cited_of(entry, name)
    values = tuple(_brief(value_of(one, entry, "", desk.bibliography), one) for one in cited) or NOT_CHECKED
    first = next((one.value for one in cited if not isinstance(one.value, Blank)), None)
    return ModelCell(values, sort_key(first))


def _brief(value: Value, cited: Cited[object]) -> Value:
    text = cited.value.short if isinstance(cited.value, Url) else value.text
    return replace(value, text=text, note="", locator="")


def sort_key(value: object) -> str:
    """What a cell is sorted by where that is not its text: a number as JavaScript reads it, or a day."""
    if isinstance(value, Quantity):
        return f"{value.number:.15g}"
    return value.date.isoformat() if isinstance(value, Day) else ""


def _row(head: Head, entry: Entry, cells: list[ModelCell]) -> ModelRow:
    assert isinstance(entry.record, Model)
    return ModelRow(head, sort_key(released(entry.record)), facets_of(entry.record.facts), tuple(cells))


def model_charts_view(desk: Desk) -> ModelChartsView:
    """The charts of all models, each with its table; sources are numbered through the page."""
    charts = model_charts(desk.site, desk.bibliography)
    sections = []
    for one in charts:
        drawn_as = chart_views(desk, [one.name], [(one.drawing.title, one.drawing.description)])
        numbers = Figure(desk.ident("figure"), one.table.caption, CHARTS, drawn_as, one.table, one.csv, folded=True)
        left_out = tuple(anchor(entry, lack) for entry, lack in one.left_out)
        sections.append(FactChartSection(one.chart.key, numbers, left_out))
    undrawn = tuple(chart.title for chart in FACT_CHARTS if chart not in {one.chart for one in charts})
    return ModelChartsView(len(desk.site.all("models")), tuple(sections), undrawn, rest(desk))


def lineage_view(desk: Desk) -> LineageView:
    """All models below the models they came from, as a list and as a drawing of that list."""
    rows = nested(_node(entry) for entry in desk.site.all("models"))
    title = "Which model came from which, by day of release"
    text = (
        "Each line is a model, at the day it was released; a curve leads to it from the model that it was built from or succeeds. "
        "A month stands at its first day. Hollow points have no known date: they stand beside the model they came from, or at the left edge."
    )
    chart = ChartView(title, text, drawn(rows, f"{title}. {text}", desk.link))
    lines = tuple(
        LineageLine(
            Anchor(row.node.title, row.node.address, row.node.day.spoken if row.node.day else "no known release date"),
            row.opens,
            row.closes,
            tuple(Anchor(other.title, other.address) for other in row.also),
        )
        for row in rows
    )
    return LineageView(chart, lines, sum(row.depth > 0 for row in rows))


def _node(entry: Entry) -> Node:
    record = entry.record
    assert isinstance(record, Model)
    return Node(entry.slug, record.name, address(entry), released(record), record.parents)
