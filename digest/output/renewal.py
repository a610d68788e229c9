"""Site → its files, each made again only where it would be made of something else, or what it asked has changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from digest.connections.site import Site, places
from digest.output import ahead
from digest.output.plans import count_of_pages, files_again, plan, planned
from digest.output.producing import File
from digest.values.answers import Delta
from digest.values.frozen import fingerprint_of
from digest.values.ledger import LATE
from digest.values.problems import DigestError, Problem, Undrawn
from digest.values.spreading import Spread, in_order
from digest.values.steps import by_name, name_of


class Shelf(Protocol):
    """Where the bytes of new files wait to be published, by their fingerprints."""

    def put(self, fingerprint: str, data: bytes) -> None: ...

    def get(self, fingerprint: str) -> bytes | None: ...


@dataclass(slots=True)
class Renewed:
    """A site whose files are known by their fingerprints. Those that this run made are on the shelf; others are made when they are read."""

    fingerprints: Mapping[str, str]
    remarks: tuple[str, ...]
    hints: tuple[Problem, ...]
    newest: str
    pages: int
    """How many there are, without those that only lead to one."""
    made: frozenset[str]
    _shelf: Shelf = field(repr=False)
    _make: Callable[[str], bytes] = field(repr=False)
    _make_many: Callable[[list[str]], None] = field(repr=False)

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        found = self._shelf.get(self.fingerprints[path])
        return self._make(path) if found is None else found

    def ready(self, paths: Iterable[str]) -> None:
        """Make those of the files that are not at hand, where they are many: a site whose files were lost, or never were here."""
        lacking = [path for path in paths if self._shelf.get(self.fingerprints[path]) is None]
        if len(lacking) > _MANY:
            self._make_many(lacking)


# What is made from these is remembered: they are imported where they have to run again, and not before.
_problems: Callable[[Site], tuple[Problem, ...]] = by_name("output.verdict.site_problems")
_hints: Callable[[Site], tuple[Problem, ...]] = by_name("output.verdict.site_hints")
_newest: Callable[[Site], str] = by_name("connections.days.newest_day")
_broken_promises: Callable[[Site], tuple[Problem, ...]] = by_name("output.keeping.broken_promises")
_remarks: Callable[[Site], tuple[str, ...]] = by_name("output.verdict.remarks")


def renew(site: Site, shelf: Shelf, spread: Spread = in_order) -> Renewed:
    """The files of a site whose asker remembers. Raises DigestError with everything that is wrong."""
    asker = site.asker
    asker.push(LATE - 1, spread, _COSTS)
    new = _are_new(site)
    if new:
        ahead.entries(site, spread)
    if problems := _problems(site):
        raise DigestError((*problems, *_hints(site)))
    asker.ledger.floor = LATE  # what follows counts on that
    asker.push(spread=spread, costs=_COSTS)
    if problems := _broken_promises(site):
        raise DigestError((*problems, *_hints(site)))
    if new:
        ahead.words(site, spread)
        ahead.items(site, spread)
    (where, hints, remarks, newest), asked = asker.noted(partial(_wanted, site))
    known = asker.ledger.made()
    fingerprints = {path: known[path] for path in where if path in known}
    missing = [path for path in where if path not in known]
    files = _files_of(site, {path: where[path] for path in missing})
    if len(missing) > _MANY:
        ahead.charts(site, spread)
    fingerprints |= _make(site, [files[path] for path in missing], where, shelf, spread)
    asker.ledger.keep(asked, where)
    in_order_of_plans = {path: fingerprints[path] for path in where}

    planned_for: set[str] = set()

    def make(path: str) -> bytes:
        if path not in files:
            by = where[path]
            several = by in planned_for  # the second of a producer: then others will follow
            planned_for.add(by)
            files.update(
                _files_of(site, {one: who for one, who in where.items() if who == by} if several else {path: by})
            )
        return files[path].make()

    def make_many(paths: list[str]) -> None:
        files.update(_files_of(site, {path: where[path] for path in paths if path not in files}))
        for data in spread(lambda at: files[paths[at]].make(), len(paths), "pages", 2, asker.detach):
            shelf.put(fingerprint_of(data), data)

    return Renewed(
        in_order_of_plans, remarks, hints, newest, count_of_pages(where), frozenset(missing), shelf, make, make_many
    )


def _wanted(site: Site) -> tuple[dict[str, str], tuple[Problem, ...], tuple[str, ...], str]:
    """All that is asked for a site, beside the making of its files: these, its hints, what is remarked on it, its newest day."""
    _problems(site), _broken_promises(site)
    return planned(site), _hints(site), _remarks(site), _newest(site)


def _files_of(site: Site, where: Mapping[str, str]) -> dict[str, File]:
    """What makes each of these files. To plan files is cheap: it is done again, as far as they go, where this process did not plan them."""
    found: dict[str, File] = {}
    for producer in sorted(set(where.values())):
        wanted = {path for path, by in where.items() if by == producer}
        for file in files_again(site, producer):
            if file.path in wanted:
                found[file.path] = file
                wanted.discard(file.path)
                if not wanted:
                    break
    return found


def _are_new(site: Site) -> bool:
    """Whether entries came or went."""
    places(site, "", "entries")
    return name_of(places) in site.asker.ran


_COSTS = {"figures.drawings.svg": 300.0, "figures.drawings.narrow_svg": 300.0}
"""Milliseconds of steps that take long."""
_MANY = 50
"""Files to be made above which their charts are drawn first: in several processes, if need be."""


def _make(site: Site, files: list[File], where: Mapping[str, str], shelf: Shelf, spread: Spread) -> dict[str, str]:
    """Make files. Raises DigestError with everything that templates ask for in vain."""
    asker = site.asker

    def make(number: int) -> tuple[str, bytes, tuple[Problem, ...], Delta]:
        path = files[number].path
        try:
            data = asker.make(path, (name_of(plan), where[path]), files[number].make)
        except Undrawn:
            raise
        except DigestError as error:
            return path, b"", error.problems, asker.delta()
        return path, data, (), asker.delta()

    problems: list[Problem] = []
    made: dict[str, str] = {}
    for path, data, found_wrong, delta in spread(make, len(files), "pages", 2, asker.detach):
        asker.merge(delta)
        problems += found_wrong
        made[path] = fingerprint_of(data)
        shelf.put(made[path], data)
    if problems:
        raise DigestError(problems)
    return made
