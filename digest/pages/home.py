"""The first page, and the one for addresses at which there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from digest.connections.history import newest
from digest.connections.site import Site
from digest.entries.records import KINDS, Comparison, Edition, Paper
from digest.pages.body import ChartView
from digest.pages.claims import counts_of_all
from digest.pages.compose import comparison_charts
from digest.pages.desk import Desk
from digest.pages.frame import Anchor
from digest.pages.links import anchor
from digest.pages.making import Maker, Plan
from digest.pages.papers import PaperCard, paper_card
from digest.values.language import plural
from digest.values.steps import whole

NEWEST_NOTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
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
class NotFoundView:
    sections: tuple[Anchor, ...] = ()


def home(make: Maker) -> Iterator[Plan]:
    yield make.page("/", "home.html", "", make.site.settings.description, home_view)


def not_found(make: Maker) -> Iterator[Plan]:
    """404.html is served at any depth, so that its links start at the root of the host."""
    root = urlsplit(make.site.url("/")).path
    title, text = "Page not found", "There is no page at this address."
    yield make.page_from(root, "/404.html", "404.html", title, text, not_found_view)


def not_found_view(desk: Desk) -> NotFoundView:
    return NotFoundView(counts(desk.site))


def home_view(desk: Desk) -> HomeView:
    site = desk.site
    last = next(iter(site.of(Edition)), None)
    lead = site.find(Comparison, last.record.lead) if last else None
    return HomeView(
        edition=anchor(last) if last else None,
        edition_summary=last.record.summary if last else "",
        edition_date=last.record.date.spoken if last else "",
        chart=next(iter(comparison_charts(desk, lead)), None) if lead else None,
        chart_address=lead.address if lead else "",
        chart_title=lead.label if lead else "",
        papers=tuple(paper_card(site, site.get(Paper, slug)) for slug in _newest_notes(site)),
        counts=counts(site),
        verdicts=counts_of_all(site),
    )


@whole
def _newest_notes(site: Site) -> tuple[str, ...]:
    """The papers that joined last."""
    return tuple(entry.slug for _, entry in newest(site, [Paper], NEWEST_NOTES))


def counts(site: Site) -> tuple[Anchor, ...]:
    """What the digest holds: each kind with the number of its entries."""
    records = sorted((r for r in KINDS.values() if r.kind.home), key=lambda record: record.kind.home)
    found = ((site.kind(record), site.count(record)) for record in records)
    return tuple(Anchor(plural(count, k.one, k.many), k.root, f"{count:,}") for k, count in found if count)
