"""The views of home, of lists, and of the pages that belong to no entry."""

import html
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from digest.connections.history import Happening, happenings
from digest.connections.site import Reported, Site, address
from digest.display.bodies import Desk, chart_views, fill
from digest.display.charts import description_of
from digest.display.disagreement import disagreements
from digest.display.entry_pages import KIND_NAME, KIND_NAMES, anchor, counts_in_words, paper_card, rest, verdict_counts
from digest.display.list_views import (
    ChangeLine,
    ChangesDay,
    ChangesView,
    HomeView,
    ListView,
    NotFoundView,
    SubscribeView,
)
from digest.display.parts import ChartView, Html
from digest.display.views import Anchor, Mentions
from digest.entries.entry import Entry
from digest.entries.records import Benchmark, ClaimSet, Comparison, Edition, Method, Paper, ResultSet, Topic

NEWEST_NOTES = 8
CHANGES_FEED = "/changes/feed.xml"


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


def changes_view(desk: Desk) -> ChangesView:
    """Every correction and every new entry of the site, day by day."""
    days = groupby(happenings(desk.site), lambda one: (str(one.day), one.day.spoken))
    listed = tuple(ChangesDay(spoken, day, f"on-{day}", _changes(desk, found)) for (day, spoken), found in days)
    return ChangesView(listed, CHANGES_FEED, rest(desk))


def _changes(desk: Desk, found: Iterable[Happening]) -> tuple[ChangeLine, ...]:
    """What happened on one day, the corrections of an entry together."""
    lines = []
    for (_, new), group in groupby(found, lambda one: (one.entry.path, one.note is None)):
        same = list(group)
        entry = same[0].entry
        summary = Html(html.escape(getattr(entry.record, "summary", "")))
        texts = tuple(fill(desk, entry, one.note) if one.note else (summary,) for one in same)
        lines.append(ChangeLine(anchor(entry, KIND_NAME[entry.kind]), new, texts))
    return tuple(lines)


def subscribe_view(site: Site, base_url: str) -> SubscribeView:
    changes = base_url + CHANGES_FEED.removeprefix("/")
    return SubscribeView(f"{base_url}feed.xml", changes, site.settings.feed_length)


def not_found_view(site: Site) -> NotFoundView:
    return NotFoundView(counts(site))


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
