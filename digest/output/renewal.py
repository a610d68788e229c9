"""Site → its files, each made again only where it would be made of something else, or what it asked has changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from digest.connections.site import IS_ENTRY, Site, entry_paths, entry_read
from digest.output.plans import PATHS, files_of, plan, producers
from digest.output.producing import File
from digest.values.answers import Delta
from digest.values.frozen import fingerprint_of
from digest.values.problems import DigestError, Problem
from digest.values.steps import by_name, name_of
from digest.values.tree import clashes

T = TypeVar("T")


class Spread(Protocol):
    """Does pieces of work by number and gives what each gave, in whatever order; in several processes, where that pays.

    `prepare` is called in each further process before its first piece. `what` names the work for people, `cost` is a
    guess at the milliseconds of one piece.
    """

    def __call__(
        self, work: Callable[[int], T], count: int, what: str, cost: float, prepare: Callable[[], None]
    ) -> Iterator[T]: ...


def in_order(work: Callable[[int], T], count: int, what: str, cost: float, prepare: Callable[[], None]) -> Iterator[T]:
    """One piece after the other, in this process."""
    return map(work, range(count))


class Shelf(Protocol):
    """Where the bytes of new files wait to be published, by their fingerprints."""

    def put(self, fingerprint: str, data: bytes) -> None: ...

    def get(self, fingerprint: str) -> bytes | None: ...


@dataclass(slots=True)
class Renewed:
    """A site whose files are known by their fingerprints. Those that this run made are on the shelf; others are made when they are read."""

    fingerprints: Mapping[str, str]
    stale: str
    made: frozenset[str]
    _shelf: Shelf = field(repr=False)
    _make: Callable[[str], bytes] = field(repr=False)

    @property
    def pages(self) -> int:
        """How many of the files are HTML pages."""
        return sum(path.endswith(".html") for path in self.fingerprints)

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        found = self._shelf.get(self.fingerprints[path])
        return self._make(path) if found is None else found


# What is made from these is remembered: they are imported where they have to run again, and not before.
_problems: Callable[[Site], tuple[Problem, ...]] = by_name("output.verdict.site_problems")
_stale: Callable[[Site], str] = by_name("output.verdict.stale_in_words")


def renew(site: Site, shelf: Shelf, spread: Spread = in_order) -> Renewed:
    """The files of a site whose asker remembers. Raises DigestError with everything that is wrong."""
    asker = site.asker
    _read_entries(site, spread)
    if problems := _problems(site):
        raise DigestError(problems)
    where = _planned(site)
    fingerprints: dict[str, str] = {}
    missing: list[str] = []
    for path in where:
        known = asker.made(path)
        if known is None:
            missing.append(path)
        else:
            fingerprints[path] = known
    files = _files_of(site, {where[path] for path in missing})
    _draw(site, missing, spread)
    fingerprints |= _make(site, [files[path] for path in missing], where, shelf, spread)
    if clash := next(clashes(where), None):
        raise ValueError(clash)
    in_order_of_plans = {path: fingerprints[path] for path in where}

    def make(path: str) -> bytes:
        if path not in files:
            files.update(_files_of(site, {where[path]}))
        return files[path].make()

    return Renewed(in_order_of_plans, _stale(site), frozenset(missing), shelf, make)


def _planned(site: Site) -> dict[str, str]:
    """Every file of the site, with the name of its producer. Raises ValueError where two producers claim one path."""
    where: dict[str, str] = {}
    for producer in producers(site):
        for path in plan(site, producer, PATHS):
            if path in where:
                raise ValueError(f"two producers claim {path}")
            where[path] = producer
    return where


def _files_of(site: Site, names: set[str]) -> dict[str, File]:
    """What makes each file of these producers. To plan files is cheap, so it is done again where one of them is wanted."""
    return {file.path: file for name in sorted(names) for file in files_of(site, name)}


def _read_entries(site: Site, spread: Spread) -> None:
    """Read what has changed; and while an entry is at hand, find out what search and data will ask of it."""
    asker = site.asker
    paths = asker.pending(name_of(entry_read), entry_paths(site))

    if len(paths) < 2:  # then as it is asked for
        return
    from digest.output.documents import SAID, known_by
    from digest.output.lines import told

    def read(number: int) -> Delta:
        path = paths[number]
        if entry_read(site, path, IS_ENTRY):
            known_by(site, path, SAID)
            told(site, path, "json")
        return asker.delta()

    site.settings, site.catalogue  # noqa: B018  # asked once, before processes part
    for delta in spread(read, len(paths), "entries", 3, asker.detach):
        asker.merge(delta)


def _draw(site: Site, missing: list[str], spread: Spread) -> None:
    """Draw charts before the pages that show them, where there are many of these."""
    asker = site.asker
    if len(missing) < _MANY:
        return
    from digest.figures.drawings import chart_names, svg

    names = asker.pending(name_of(svg), chart_names(site))

    def draw(number: int) -> Delta:
        svg(site, names[number])
        return asker.delta()

    for delta in spread(draw, len(names), "charts", 150, asker.detach):
        asker.merge(delta)


_MANY = 50
"""Files to be made above which their charts are drawn first: in several processes, if need be."""


def _make(site: Site, files: list[File], where: Mapping[str, str], shelf: Shelf, spread: Spread) -> dict[str, str]:
    """Make files. Raises DigestError with everything that templates ask for in vain."""
    asker = site.asker

    def make(number: int) -> tuple[str, bytes, tuple[Problem, ...], Delta]:
        path = files[number].path
        try:
            data = asker.make(path, (name_of(plan), where[path]), files[number].make)
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
