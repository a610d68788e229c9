"""Tree → Tree: the files of a repository in, the files of a site out. Nothing is read or written on the way."""

from dataclasses import dataclass

from digest.connections.site import Site
from digest.output.keeping import broken_promises
from digest.output.plans import count_of_pages, files_again, planned, producers
from digest.output.verdict import remarks, site_hints, site_problems
from digest.values.problems import DigestError, Problem
from digest.values.tree import Tree, merge
from digest.values.words import ExactDay


@dataclass(frozen=True, slots=True)
class Built:
    """A site as a value. `pages` counts its pages, without those that only lead to one.

    `remarks` are sentences on it for its author, such as how many sources are stale; `hints` say what is likely wrong.
    """

    tree: dict[str, bytes]
    pages: int
    remarks: tuple[str, ...] = ()
    hints: tuple[Problem, ...] = ()


def build(tree: Tree, base_url: str = "", as_of: ExactDay | None = None, drafts: bool = False) -> Built:
    """The site that `tree` (content/, templates/, static/) makes; `base_url` and `as_of` go before its settings.

    With `drafts` it has those as well, as a preview shows them.

    Raises DigestError with everything that is wrong.
    """
    site = Site.made_of(tree, base_url, as_of, drafts)
    hints = site_hints(site)
    if problems := site_problems(site) or broken_promises(site):
        raise DigestError((*problems, *hints))
    where = planned(site)
    made: list[dict[str, bytes]] = []
    for producer in producers(site):
        made.append({})
        for file in files_again(site, producer):
            try:
                made[-1][file.path] = file.make()
            except DigestError as error:
                problems += error.problems
    if problems:
        raise DigestError((*problems, *hints))
    merged = merge(*made)
    return Built(merged, count_of_pages(where), remarks(site), hints)
