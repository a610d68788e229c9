"""Tree → Tree: the files of a repository in, the files of a site out. Nothing is read or written on the way."""

from dataclasses import dataclass, replace

from digest.connections.assembly import assemble
from digest.connections.rules import broken_rules
from digest.connections.site import Site
from digest.entries.content import load, read_text
from digest.entries.settings import SiteUrl
from digest.figures.charts import draw
from digest.figures.drawings import comparison_drawings, site_drawings
from digest.figures.staleness import freshness_of
from digest.output.citations import citation_files
from digest.output.columns import column_files
from digest.output.copies import picture_files, static_files
from digest.output.data import csv_files, data_files
from digest.output.feeds import feed_files
from digest.output.html import page_files
from digest.output.keys import key_files
from digest.output.producing import Producer, Production, Run, run_plainly
from digest.output.search import search_files
from digest.pages.templating import Code, compile_template
from digest.values.problems import DigestError, Location, Problem
from digest.values.tree import Tree, below, merge
from digest.values.words import ExactDay

ALWAYS: tuple[Producer, ...] = (page_files, key_files, feed_files, picture_files, static_files)

PRODUCERS: dict[str, Producer] = {
    "data": data_files,
    "csv": csv_files,
    "columns": column_files,
    "search": search_files,
    "citations": citation_files,
}
"""Those that `outputs` in content/site.yaml can switch off, by their names there."""


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
    code, problems = _compiled(tree, run)
    site, found = _site(tree, run, base_url, as_of)
    problems += [*found, *broken_rules(site)]
    planned, undrawable = comparison_drawings(site, {problem.location.path for problem in problems})
    if problems or undrawable:
        raise DigestError([*problems, *undrawable])
    planned |= site_drawings(site)
    charts = dict(zip(planned, run(draw, list(planned.values()), "charts", 150), strict=True))
    work = Production(site=site, tree=tree, drawings=planned, charts=charts, code=code, run=run)
    wanted = (producer for name, producer in PRODUCERS.items() if site.settings.outputs.has(name))
    files = merge(*(producer(work) for producer in (*ALWAYS, *wanted)))
    if work.problems:
        raise DigestError(work.problems)
    return Built(files, sum(path.endswith(".html") for path in files), _stale(site))


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


def _compiled(tree: Tree, run: Run) -> tuple[Code, list[Problem]]:
    """The templates, and what is wrong with those that are none."""
    templates = sorted(_templates(tree).items())
    compiled = run(compile_template, templates, "templates", 8)
    named = list(zip((name for name, _ in templates), compiled, strict=True))
    code = tuple((name, made) for name, made in named if isinstance(made, bytes))
    return code, [made for _, made in named if isinstance(made, Problem)]


def _site(tree: Tree, run: Run, base_url: str, as_of: ExactDay | None) -> tuple[Site, list[Problem]]:
    """The connected content, with all that keeps it from being a site."""
    problems = []
    for folder in ("content", "templates", "static"):
        if not below(tree, folder):
            message = "this folder is missing or empty: is --root the folder that holds content/?"
            problems.append(Problem(Location(folder), message))
    content = load(tree, lambda read, files: run(read, list(files), "entries", 2))
    settings = content.settings
    whole = (base_url or settings.base_url).rstrip("/") + "/"
    settings = replace(settings, base_url=SiteUrl.parse(whole), as_of=as_of or settings.as_of)
    site, dangling = assemble(replace(content, settings=settings))
    return site, [*problems, *content.problems, *dangling]
