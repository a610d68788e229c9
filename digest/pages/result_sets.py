"""Result sets: their pages and their list."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from digest.entries.entry import Entry
from digest.entries.records import ResultSet
from digest.pages.back_matter import BackMatter, back_matter
from digest.pages.body import Figure
from digest.pages.compose import results_figure
from digest.pages.desk import Desk
from digest.pages.links import anchor
from digest.pages.lists import ListView
from digest.pages.making import Maker, Plan
from digest.pages.mentions import mentions
from digest.pages.parts import list_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSetView:
    title: str
    aliases: tuple[str, ...]
    reporter: str
    figure: Figure
    back_matter: BackMatter


def lists(make: Maker) -> Iterator[Plan]:
    entries = tuple(anchor(entry, f"Reported by {entry.record.reporter}.") for entry in make.site.of(ResultSet))
    kind = make.site.kind(ResultSet)
    view = ListView(kind.many, kind.introduction, entries)
    yield from list_pages(make, ResultSet, "All published tables of results.", view)


def pages(make: Maker) -> Iterator[Plan]:
    for entry in make.site.of(ResultSet):
        yield make.entry(entry, "results.html", partial(result_set_view, entry=entry))


def result_set_view(desk: Desk, entry: Entry[ResultSet]) -> ResultSetView:
    return ResultSetView(
        title=entry.record.title,
        aliases=entry.record.aliases,
        reporter=entry.record.reporter,
        figure=results_figure(desk, entry),
        back_matter=back_matter(desk, entry, mentions(desk.site, entry)),
    )
