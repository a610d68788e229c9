"""Tree → Tree: the files of a repository in, the files of a site out. Nothing is read or written on the way."""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.connections.site import Site
from digest.connections.soundness import content_problems
from digest.figures.drawings import undrawable
from digest.figures.staleness import freshness_of
from digest.output.plans import files_of, producers
from digest.pages.templating import template_problems
from digest.values.problems import DigestError, Location, Problem
from digest.values.steps import whole
from digest.values.tree import Tree, merge
from digest.values.words import ExactDay


@dataclass(frozen=True, slots=True)
class Built:
    """A site as a value. `pages` counts its HTML pages; `stale` says how many sources are, where a day was given."""

    tree: dict[str, bytes]
    pages: int
    stale: str = ""


def build(tree: Tree, base_url: str = "", as_of: ExactDay | None = None) -> Built:
    """The site that `tree` (content/, templates/, static/) makes; `base_url` and `as_of` go before its settings.

    Raises DigestError with everything that is wrong.
    """
    site = Site.made_of(tree, base_url, as_of)
    if problems := site_problems(site):
        raise DigestError(problems)
    made: list[dict[str, bytes]] = []
    for producer in producers(site):
        made.append({})
        for file in files_of(site, producer):
            try:
                made[-1][file.path] = file.make()
            except DigestError as error:
                problems += error.problems
    if problems:
        raise DigestError(problems)
    merged = merge(*made)
    return Built(merged, sum(path.endswith(".html") for path in merged), stale_in_words(site))


@whole
def site_problems(site: Site) -> tuple[Problem, ...]:
    """Everything that has to be mended before pages can be made."""
    problems = (*_missing_folders(site), *template_problems(site), *content_problems(site))
    return (*problems, *undrawable(site, {problem.location.path for problem in problems}))


def _missing_folders(site: Site) -> Iterator[Problem]:
    for folder in ("content", "templates", "static"):
        if not site.asker.names(folder):
            message = "this folder is missing or empty: is --root the folder that holds content/?"
            yield Problem(Location(folder), message)


@whole
def stale_in_words(site: Site) -> str:
    """How many of all sources are stale; nothing where no day is given to count back from."""
    freshness = freshness_of(site.settings)
    if not freshness:
        return ""
    read = {reading for entry in site.every() for reading in entry.readings}
    stale = sum(bool(freshness.stale(checked)) for _, checked in read)
    return f"{stale} of {len(read)} sources {'is' if stale == 1 else 'are'} stale as of {freshness.as_of.spoken}"
