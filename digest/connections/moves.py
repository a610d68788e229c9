"""Where entries were before: their former addresses, and what is wrong with what they say of them."""

from collections.abc import Iterator

from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.records import KINDS
from digest.values.problems import Problem, did_you_mean
from digest.values.steps import whole


@whole
def former_addresses(site: Site) -> tuple[tuple[str, str, int], ...]:
    """Every former address, the file of the entry that has taken its place, and which of its `moved_from` that is."""
    return tuple((at, entry.path, place) for entry in site.moved for place, at in enumerate(entry.former_addresses))


def entry_at(site: Site, address: str) -> AnyEntry | None:
    """The entry whose own page lies there."""
    above, _, slug = address.strip("/").rpartition("/")
    root = f"/{above}/" if above else "/"
    found = (site.find(record, slug) for record in KINDS.values() if record.kind.root == root)
    return next(filter(None, found), None)


def problems_of_moves(site: Site) -> Iterator[Problem]:
    """Former names of no kind; former addresses that are taken, and those that two entries claim."""
    claimed: dict[str, str] = {}
    for address, path, place in former_addresses(site):
        entry = site.entry(path)
        assert entry
        where = entry.where(f"moved_from.{place}")
        folder, slash, _ = entry.outline.moved_from[place].partition("/")
        if folder and slash and folder not in KINDS:
            yield Problem(where, f"no kind of entry is called {folder!r}{did_you_mean(folder, KINDS)}")
        elif (other := entry_at(site, address)) and other.path == path:
            yield Problem(where, f"{address} is where this entry lies now")
        elif other:
            yield Problem(where, f"{address} is the address of {other.path}, and can lead nowhere else")
        elif address in claimed:
            by = "above" if claimed[address] == path else f"by {claimed[address]}"
            yield Problem(where, f"{address} is claimed {by} already: one address leads to one entry")
        claimed.setdefault(address, path)
