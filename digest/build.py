"""Tree → Tree: the files of a repository in, the files of a site out. Nothing is read or written on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol, TypeVar
from xml.sax.saxutils import escape

from digest.bodies import desk_for, drawings, picture_address, scores_by_benchmark
from digest.charts import draw
from digest.citations import bibtex
from digest.content import load, read_entry, read_text
from digest.data import data_files
from digest.feeds import feed_item, feed_note, newest, rss
from digest.model_lists import overview_table
from digest.pages import every_page
from digest.problems import DigestError, Location, Problem
from digest.records import Paper
from digest.rules import broken_rules
from digest.settings import SiteUrl
from digest.site import Site, address, assemble
from digest.templating import check_templates, render
from digest.tree import Tree, below, merge
from digest.views import Page

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
    """A site as a value. `pages` counts its HTML pages."""

    tree: dict[str, bytes]
    pages: int


def build(tree: Tree, base_url: str = "", run: Run = run_plainly) -> Built:
    """The site that `tree` (content/, templates/, static/) makes. Raises DigestError with everything that is wrong."""
    templates = _templates(tree)
    site = _site(tree, run)
    if base_url:
        site = replace(site, settings=replace(site.settings, base_url=SiteUrl.parse(base_url)))
    base_url = site.settings.base_url.rstrip("/") + "/"

    drawn = drawings(site)
    svgs = run(draw, list(drawn.values()), "charts", 150)
    charts = dict(zip(drawn, svgs, strict=True))

    pages = list(every_page(site, base_url, charts, drawn))
    listed = newest(site)
    notes = [feed_note(site, entry, base_url, charts) for entry, _ in listed]
    rendered = _render_all([*pages, *notes], templates, run)
    items = [feed_item(site, entry, day, base_url) for entry, day in listed]
    feed = rss(site.settings, base_url, items, [text.decode() for text in rendered[len(pages) :]])

    desk = desk_for(site, "", charts)
    files = merge(
        *({page.path: text} for page, text in zip(pages, rendered, strict=False)),
        {"feed.xml": feed},
        data_files(site, base_url, overview_table(desk), scores_by_benchmark(site)),
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
    return Built(files, len(pages))


def _templates(tree: Tree) -> dict[str, str]:
    """Raises DigestError for one that is not UTF-8."""
    return {name: read_text(f"templates/{name}", data) for name, data in below(tree, "templates").items()}


def _site(tree: Tree, run: Run) -> Site:
    """The connected content, with the problems of templates reported beside those of entries."""
    problems: list[Problem] = list(check_templates(_templates(tree)))
    for folder in ("content", "templates", "static"):
        if not below(tree, folder):
            problems.append(
                Problem(Location(folder), "this folder is missing or empty: is --root the folder that holds content/?")
            )
    content = load(tree, lambda files: run(read_entry, list(files), "entries", 2))
    site, dangling = assemble(content)
    problems += [*content.problems, *dangling, *broken_rules(site)]
    if problems:
        raise DigestError(problems)
    return site


def _render_all(pages: list[Page], templates: dict[str, str], run: Run) -> list[bytes]:
    one: Callable[[Page], Any] = partial(render, tuple(sorted(templates.items())))
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
