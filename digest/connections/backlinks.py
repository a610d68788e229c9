"""Who mentions whom. Backlinks follow from references alone: the typed ones of records and the links of notes, with no code per kind."""

from collections import Counter, defaultdict
from typing import Any, cast

from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.values.steps import in_pieces

_COUNTS = "counts"


@in_pieces
def _mentions(site: Site, key: str) -> dict[str, Any]:
    """By path: the paths of the entries that point there, kind by kind, as lists show them.

    And of all paths, as `counts`, how many these are by their folders.
    """
    entries = list(site.survey())
    there = {entry.path for entry in entries}
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        for target in entry.links:
            if target != entry.path and target in there:
                found[target][entry.path] = None
    counts = {path: dict(Counter(one.split("/")[1] for one in those)) for path, those in found.items()}
    return {_COUNTS: counts, **{path: tuple(those) for path, those in found.items()}}


def mentioned_in(site: Site, entry: AnyEntry) -> tuple[AnyEntry, ...]:
    """The entries that point at this one."""
    return tuple(filter(None, map(site.entry, paths_to(site, entry))))


def paths_to(site: Site, entry: AnyEntry) -> tuple[str, ...]:
    """The paths of the entries that point at this one."""
    return cast(tuple[str, ...], _mentions(site, "", entry.path) or ())


def counts_of_mentions(site: Site) -> dict[str, dict[str, int]]:
    """By path: how many entries point there, by their folders; known without a look at each."""
    return cast("dict[str, dict[str, int]]", _mentions(site, "", _COUNTS))
