"""Who mentions whom. Backlinks follow from references alone: the typed ones of records and the links of notes, with no code per kind."""

from collections import defaultdict

from digest.connections.references import references
from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.values.steps import lookup


@lookup
def _mentions(site: Site) -> dict[str, tuple[str, ...]]:
    """By path: the paths of the entries that point there, kind by kind, as lists show them."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in site.every():
        for target in references(site, entry):
            if target is not entry:
                found[target.path][entry.path] = None
    return {path: tuple(those) for path, those in found.items()}


def mentioned_in(site: Site, entry: AnyEntry) -> tuple[AnyEntry, ...]:
    """The entries that point at this one."""
    return tuple(filter(None, map(site.entry, paths_to(site, entry))))


def paths_to(site: Site, entry: AnyEntry) -> tuple[str, ...]:
    """The paths of the entries that point at this one."""
    return _mentions(site).get(entry.path) or ()
