"""Which files a site has: every producer by name, and what each is going to make.

A producer is imported when its files are planned or made and not before: a build in which nothing of it changed has no
use for it, and importing all of them takes longer than making a page.
"""

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from digest.connections.site import Site
from digest.output.producing import File, Producer, made_of
from digest.pages.frame import is_indexed, twin_of
from digest.values.answers import Print
from digest.values.problems import DigestError, Location, Problem
from digest.values.steps import in_pieces
from digest.values.tree import clashes

if TYPE_CHECKING:
    from digest.pages.frame import Page
    from digest.pages.making import Plan

PAGES = (
    "home.home",
    "editions.lists", "methods.lists", "topics.lists", "benchmarks.lists", "result_sets.lists", "claims.lists",
    "comparisons.lists", "paper_lists.lists", "model_lists.lists", "lineage.lists", "model_charts.lists", "architectures.lists",
    "editions.pages", "papers.pages", "models.pages", "methods.pages", "topics.pages", "comparisons.pages",
    "pairs.pages", "benchmarks.pages", "result_sets.pages", "claims.pages", "articles.pages", "mentioned.pages",
    "subscribe.subscribe", "data.data", "finding.search", "finding.alphabet", "changes.changes", "home.not_found",
)  # fmt: skip
"""What plans the pages of a site, by its module and name; the order here is that of the sitemap."""

ALWAYS = (
    "sitemap.search_engine_files",
    "keys.key_files",
    "copies.picture_files",
    "copies.static_files",
    "drawn.drawn_files",
    "redirects.redirect_files",
)

OUTPUTS = {
    "feeds": "feeds.feed_files",
    "data": "data.data_files",
    "database": "database.database_files",
    "csv": "data.csv_files",
    "columns": "columns.column_files",
    "search": "search.search_files",
    "epub": "epub.book_files",
    "mail": "keepsakes.mail_files",
    "headers": "hosting.header_files",
    "manifest": "hosting.manifest_files",
    "share_images": "copies.share_image_files",
    "markdown": "llms.llms_files",
    "pictures": "copies.chart_files",
    "citations": "citations.citation_files",
}
"""Those that `outputs` in content/site.yaml can switch off, by their names there."""

REDIRECTS = "output.redirects.redirect_files"
"""What makes the pages that only lead to others."""

PATHS = "paths"
"""The piece of a plan that holds the paths of all its files; the others are named after these."""


def producers(site: Site) -> tuple[str, ...]:
    """The names of all producers of a site."""
    wanted = (name for output, name in OUTPUTS.items() if site.settings.outputs.has(output))
    return *(f"pages.{name}" for name in PAGES), *(f"output.{name}" for name in (*ALWAYS, *wanted))


def files_of(site: Site, producer: str) -> Iterator[File]:
    """What a producer is going to make."""
    if producer.startswith("pages."):
        return _page_files(site, producer.removeprefix("pages."))
    return cast(Producer, _named(producer))(site)


def pages_of(site: Site, name: str) -> Iterator["Plan"]:
    """The pages that are planned by that name."""
    from digest.pages.making import Maker

    return cast("Iterator[Plan]", _named(f"pages.{name}")(Maker(site)))


def page_paths(site: Site) -> Iterator[str]:
    """The files of all pages, in the order of the sitemap."""
    for name in PAGES:
        yield from (path for path in plan(site, f"pages.{name}", PATHS) if path.endswith(".html"))


def _page_files(site: Site, name: str) -> Iterator[File]:
    """Pages, each followed by its Markdown twin, which is made of the same HTML."""
    has_twins = site.settings.outputs.has("markdown")
    for page in pages_of(site, name):
        yield File(page.path, partial(_html, site, page.path, page.compose))
        if has_twins and is_indexed(page.address):
            yield File(twin_of(page.path), partial(_markdown, site, page.path, page.compose))


def _html(site: Site, path: str, compose: Callable[[], "Page"]) -> bytes:
    """A page, made and laid out."""
    return site.asker.once(path, partial(_laid_out, site, compose))


def _laid_out(site: Site, compose: Callable[[], "Page"]) -> bytes:
    from digest.pages.templating import render

    return render(site, compose())


def _markdown(site: Site, path: str, compose: Callable[[], "Page"]) -> bytes:
    from digest.output.twins import twin

    return twin(_html(site, path, compose)).encode()


def _named(name: str) -> Callable[[Any], Any]:
    module, _, function = name.rpartition(".")
    return cast(Callable[[Any], Any], getattr(importlib.import_module(f"digest.{module}"), function))


@in_pieces
def plan(site: Site, producer: str) -> dict[str, Any]:
    """What a producer is going to make: the paths, and by path what the file is made of, as a fingerprint."""
    site.planned[producer] = files = tuple(files_of(site, producer))
    return {PATHS: tuple(file.path for file in files), **{file.path: Print(file.fingerprint) for file in files}}


def files_again(site: Site, producer: str) -> Iterable[File]:
    """The files of a producer that was asked for its plan: as this process planned them, or, where it did not, planned anew."""
    return cast("Iterable[File] | None", site.planned.get(producer)) or files_of(site, producer)


def planned(site: Site) -> dict[str, str]:
    """Every file of the site, with the name of its producer.

    Raises DigestError where two files would have one path, or one would lie where another needs a folder.
    """
    where: dict[str, str] = {}
    twice: list[tuple[str, str]] = []
    for producer in producers(site):
        for path in plan(site, producer, PATHS):
            if path in where:
                twice.append((path, path))
            where.setdefault(path, producer)
    if twice or (twice := list(clashes(where))):
        raise DigestError(_claimed(site, twice))
    return where


def count_of_pages(where: Mapping[str, str]) -> int:
    """How many of the planned files are pages that somebody reads, not only a lead to one."""
    return sum(path.endswith(".html") and producer != REDIRECTS for path, producer in where.items())


def _claimed(site: Site, twice: list[tuple[str, str]]) -> Iterator[Problem]:
    """Of each two files that cannot both be there, what each is made of, with the other."""
    wanted = {path for pair in twice for path in pair}
    files = [file for producer in producers(site) for file in files_of(site, producer) if file.path in wanted]
    for pair in dict.fromkeys(twice):
        places = [next(made_of(site, file), None) for file in files if file.path in pair]
        for place in [place for place in places if place] or [Location("content")]:
            others = [f"{at.path}:{at.line}" if at else "a page of the site's own" for at in places if at != place]
            other = others[0] if others else "this, a second time"
            yield Problem(place, f"/{pair[0]} cannot be made both of this and of {other}: give one another name")
