"""Tree → Tree: the files of a repository in, the files of a site out. Nothing is read or written on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol, TypeVar
from xml.sax.saxutils import escape

from digest.connections.rules import broken_rules
from digest.connections.site import Site, address, assemble
from digest.display.bodies import desk_for, drawings, picture_address
from digest.display.charts import draw
from digest.display.citations import bibtex
from digest.display.list_pages import CHANGES_FEED
from digest.display.model_lists import overview_table
from digest.display.pages import every_page
from digest.display.templating import Code, compile_template, render
from digest.display.views import Page
from digest.entries.content import load, read_entry, read_text
from digest.entries.records import Paper
from digest.entries.settings import SiteUrl
from digest.entries.staleness import freshness_of
from digest.output.data import data_files
from digest.output.feeds import (
    change_item,
    change_note,
    changes_channel,
    entries_channel,
    feed_item,
    feed_note,
    newest,
    newest_changes,
    rss,
)
from digest.output.search import documents, search_files, words_of
from digest.values.problems import DigestError, Location, Problem
from digest.values.tree import Tree, below, merge
from digest.values.words import ExactDay

A = TypeVar("A")
B = TypeVar("B")


class Run(Protocol):
    """Applies a pure function to many inputs. It may remember what came out, or spread the work over processes.

    `what` names the work for people, `cost` is a guess at one application's milliseconds.
    """

    def __call__(self, function: Callable[[A], B], inputs: Sequence[A], what: str, cost: float) -> list[B]: ...


def run_plainly(function: Callable[[A], B], inputs: Sequence[A], what: str, cost: float) -> list[B]:
    return [function(value) for value in inputs]


@dataclass(frozen=True, slots=True)
class Built:
    """A site as a value. `pages` counts its HTML pages; `stale` says how many sources are, where a day was given."""

    tree: dict[str, bytes]
    pages: int
    stale: str = ""


def build(tree: Tree, base_url: str = "", run: Run = run_plainly, as_of: ExactDay | None = None) -> Built:
    """The site that `tree` (content/, templates/, static/) makes; `base_url` and `as_of` go before its settings.

    Raises DigestError with everything that is wrong.
    """
    templates = sorted(_templates(tree).items())
    compiled = run(compile_template, templates, "templates", 8)
    code = tuple((name, made) for (name, _), made in zip(templates, compiled, strict=True) if isinstance(made, bytes))
    site = _site(tree, run, base_url, as_of, [made for made in compiled if isinstance(made, Problem)])
    base_url = site.settings.base_url.rstrip("/") + "/"

    drawn = drawings(site)
    svgs = run(draw, list(drawn.values()), "charts", 150)
    charts = dict(zip(drawn, svgs, strict=True))

    pages = list(every_page(site, base_url, charts, drawn))
    listed = newest(site)
    notes = [feed_note(site, entry, base_url, charts) for entry, _ in listed]
    changes = newest_changes(site)
    told = [change_note(site, one, base_url, charts) for one in changes]
    rendered = _render_all([*pages, *notes, *told], code, run)
    texts = [text.decode() for text in rendered[len(pages) :]]
    settings = site.settings
    items = [feed_item(site, entry, day, base_url) for entry, day in listed]
    feed = rss(entries_channel(settings, base_url), settings.language, items, texts[: len(notes)])
    items = [change_item(site, one, base_url) for one in changes]
    changes_feed = rss(changes_channel(settings, base_url), settings.language, items, texts[len(notes) :])

    desk = desk_for(site, "", charts)
    found = list(documents(site))
    files = merge(
        *({page.path: text} for page, text in zip(pages, rendered, strict=False)),
        {"feed.xml": feed, CHANGES_FEED.lstrip("/"): changes_feed},
        data_files(site, base_url, overview_table(desk)),
        search_files(found, run(words_of, found, "search", 0.3)),
        {
            f"{address(e).strip('/')}/{e.slug}.bib": bibtex(e.record).encode()
            for e in site.all("papers")
            if isinstance(e.record, Paper)
        },
        {picture_address(path).lstrip("/"): tree[path] for path in site.pictures},
        {f"static/{path}": data for path, data in below(tree, "static").items()},
        {
            "sitemap.xml": _sitemap(pages),
            "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {base_url}sitemap.xml\n".encode(),
        },
    )
    return Built(files, len(pages), _stale(site))


def _stale(site: Site) -> str:
    """How many of all sources are stale; nothing where no day is given to count back from."""
    freshness = freshness_of(site.settings)
    if not freshness:
        return ""
    records = [entry.record for entry in site.by_path.values()]
    read = {(source.url, source.checked or record.checked) for record in records for source in record.sources.values()}
    stale = sum(bool(freshness.stale(checked)) for _, checked in read)
    return f"{stale} of {len(read)} sources {'is' if stale == 1 else 'are'} stale as of {freshness.as_of.spoken}"


def _templates(tree: Tree) -> dict[str, str]:
    """Raises DigestError for one that is not UTF-8."""
    return {name: read_text(f"templates/{name}", data) for name, data in below(tree, "templates").items()}


def _site(tree: Tree, run: Run, base_url: str, as_of: ExactDay | None, of_templates: Sequence[Problem]) -> Site:
    """The connected content, with the problems of templates reported beside those of entries."""
    problems = list(of_templates)
    for folder in ("content", "templates", "static"):
        if not below(tree, folder):
            problems.append(
                Problem(Location(folder), "this folder is missing or empty: is --root the folder that holds content/?")
            )
    content = load(tree, lambda files: run(read_entry, list(files), "entries", 2))
    settings = content.settings
    settings = replace(settings, base_url=SiteUrl.parse(base_url) if base_url else settings.base_url)
    settings = replace(settings, as_of=as_of or settings.as_of)
    site, dangling = assemble(replace(content, settings=settings))
    problems += [*content.problems, *dangling, *broken_rules(site)]
    if problems:
        raise DigestError(problems)
    return site


def _render_all(pages: list[Page], code: Code, run: Run) -> list[bytes]:
    one: Callable[[Page], Any] = partial(render, code)
    results = run(one, pages, "pages", 4)
    problems = [problem for result in results if not isinstance(result, bytes) for problem in result]
    if problems:
        raise DigestError(problems)
    return results


def _sitemap(pages: Sequence[Page]) -> bytes:
    addresses = "".join(
        f"<url><loc>{escape(page.frame.canonical)}</loc></url>\n" for page in pages if page.frame.indexed
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{addresses}</urlset>\n".encode()
