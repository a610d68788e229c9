"""The views of home, of lists, and of the pages that belong to no entry."""

from collections import Counter

from digest.bibliography import Bibliography
from digest.bodies import Desk, chart_views
from digest.charts import description_of
from digest.disagreement import disagreements
from digest.entry import Entry
from digest.entry_pages import KIND_NAMES, anchor, counts_in_words, paper_card, rest, verdict_counts
from digest.lineage import Node, drawn, nested
from digest.list_views import (
    FactChartSection,
    HomeView,
    LineageLine,
    LineageView,
    ListView,
    ModelChartsView,
    ModelListView,
    NotFoundView,
    SubscribeView,
)
from digest.model_charts import CHARTS, FACT_CHARTS, model_charts
from digest.parts import ChartView, Figure
from digest.records import (
    Benchmark,
    ClaimSet,
    Comparison,
    Edition,
    Method,
    Model,
    ModelRef,
    Paper,
    ResultSet,
    Row,
    Topic,
)
from digest.site import Reported, Site, address, released
from digest.tables import Table, facts_table, row_head
from digest.views import Anchor, Mentions

MODEL_COLUMNS = (
    "developer",
    "released",
    "parameters_total",
    "parameters_active",
    "training_tokens",
    "context_length",
    "license",
)
NEWEST_NOTES = 8
LINEAGE = "/models/lineage/"


def home_view(desk: Desk) -> HomeView:
    site = desk.site
    editions = site.all("editions")
    newest = editions[0] if editions else None
    lead = _lead(site, newest)
    chart: ChartView | None = None
    if lead and isinstance(lead.record, Comparison) and lead.record.charts:
        pick = lead.record.charts[0]
        chart = chart_views(desk, [f"{lead.path}#0"], [(pick.title, description_of(pick))])[0]
    sets = [
        e for e in site.all("claims") if isinstance(e.record, ClaimSet) and newest and e.record.edition == newest.slug
    ]
    return HomeView(
        edition=anchor(newest) if newest else None,
        edition_summary=newest.record.summary if newest and isinstance(newest.record, Edition) else "",
        edition_date=newest.record.date.spoken if newest and isinstance(newest.record, Edition) else "",
        chart=chart,
        chart_address=address(lead) if lead else "",
        chart_title=anchor(lead).title if lead else "",
        papers=tuple(paper_card(site, paper) for paper in site.all("papers")[:NEWEST_NOTES]),
        counts=counts(site),
        verdicts=verdict_counts(sets[0]) if sets else (),
    )


def _lead(site: Site, edition: Entry | None) -> Entry | None:
    record = edition.record if edition else None
    return site.get("comparisons", record.lead) if isinstance(record, Edition) and record.lead else None


def counts(site: Site) -> tuple[Anchor, ...]:
    """What the digest holds: section, address and number of entries."""
    folders = {"comparisons": "compare"}
    kinds = ("papers", "models", "methods", "comparisons", "benchmarks", "topics")
    return tuple(Anchor(KIND_NAMES[kind], f"/{folders.get(kind, kind)}/", str(len(site.all(kind)))) for kind in kinds)


def topic_counts(site: Site) -> tuple[Anchor, ...]:
    """Each topic with the number of its papers."""
    papers: Counter[str] = Counter(
        topic for entry in site.all("papers") if isinstance(entry.record, Paper) for topic in entry.record.topics
    )
    return tuple(anchor(entry, str(papers[entry.slug])) for entry in site.all("topics"))


def models_table(desk: Desk) -> Table:
    rows = [
        row_head(desk.site, Row(model=ModelRef(entry.slug), cells={}), entry.slug) for entry in desk.site.all("models")
    ]
    return facts_table(desk.site, "All models, newest first", MODEL_COLUMNS, rows, desk.bibliography)


def model_list_view(desk: Desk) -> ModelListView:
    more = [Anchor("Lineage: which came from which", LINEAGE)] if desk.site.all("models") else []
    if model_charts(desk.site, Bibliography()):
        more.append(Anchor("Charts: their numbers against each other", CHARTS))
    return ModelListView(models_table(desk), "/models/models.csv", tuple(more), rest(desk))


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


def method_list_view(site: Site) -> ListView:
    entries = tuple(anchor(e, e.record.summary) for e in site.all("methods") if isinstance(e.record, Method))
    return ListView(
        "Methods",
        "How models are built, trained, tuned and aligned: what each method does, what the evidence shows, when to use it.",
        entries,
    )


def topic_list_view(site: Site) -> ListView:
    papers = {topic.address: topic.detail for topic in topic_counts(site)}
    entries = tuple(
        Anchor(e.record.name, address(e), f"{e.record.summary} {_plural(int(papers[address(e)]), 'paper')}.")
        for e in site.all("topics")
        if isinstance(e.record, Topic)
    )
    return ListView("Topics", "Ways into the digest.", entries)


def comparison_list_view(site: Site) -> ListView:
    entries = tuple(anchor(e, e.record.summary) for e in site.all("comparisons") if isinstance(e.record, Comparison))
    return ListView(
        "Comparisons", "Tables and charts made of sourced numbers: every cell leads to where it was read.", entries
    )


def benchmark_list_view(site: Site, scores: dict[str, list[Reported]]) -> ListView:
    entries = []
    for entry in site.all("benchmarks"):
        if isinstance(entry.record, Benchmark):
            found = scores.get(entry.slug, [])
            models = len({result.row.model for result in found})
            differing = len({one.model for one in disagreements(found)})
            counted = f"{_plural(len(found), 'score')} of {_plural(models, 'model')}."
            if differing:
                counted += f" Reporters differ on {_plural(differing, 'model')}."
            entries.append(anchor(entry, f"{entry.record.summary} {counted}"))
    introduction = "Every published score of each benchmark, side by side, with who reported it. Disagreements are shown, never averaged."
    return ListView("Benchmarks", introduction, tuple(entries))


def result_set_list_view(site: Site) -> ListView:
    entries = tuple(
        anchor(e, f"Reported by {e.record.reporter}.") for e in site.all("results") if isinstance(e.record, ResultSet)
    )
    return ListView("Result sets", "One published table of results each, as its reporter printed it.", entries)


def edition_list_view(site: Site) -> ListView:
    entries = tuple(
        anchor(e, f"{e.record.date.spoken}. {e.record.summary}")
        for e in site.all("editions")
        if isinstance(e.record, Edition)
    )
    return ListView(
        "Editions", "One month each: what came out, what it shows, and how the claims made about it hold up.", entries
    )


def claim_list_view(site: Site) -> ListView:
    entries = []
    for entry in site.all("claims"):
        record = entry.record
        if isinstance(record, ClaimSet):
            entries.append(anchor(entry, f"By {record.said_by}: {counts_in_words(entry)}."))
    groups = tuple(
        Mentions(
            anchor(entry).title,
            tuple(Anchor(verdict.capitalize(), to, str(count)) for verdict, count, to in verdict_counts(entry)),
        )
        for entry in site.all("claims")
    )
    introduction = "What was said, and how it holds up against the sources: confirmed, contradicted, or not checked."
    return ListView("Claims", introduction, tuple(entries), groups)


def subscribe_view(site: Site, base_url: str) -> SubscribeView:
    return SubscribeView(f"{base_url}feed.xml", site.settings.feed_length)


def not_found_view(site: Site) -> NotFoundView:
    return NotFoundView(counts(site))


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
