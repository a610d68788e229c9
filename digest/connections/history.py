"""What was corrected and what was added: the changes of an entry, and those of the whole site, newest first."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.note import Note
from digest.values.words import Day


@dataclass(frozen=True, slots=True)
class Happening:
    """One correction of an entry, told in `note`; or, without one, that the entry joined the digest."""

    day: Day
    entry: Entry
    note: Note | None = None
    written: str = ""

    @property
    def name(self) -> str:
        """What sets it apart from all others, as long as its text stays: `papers/kan/2026-11-21/0f3a9c21`."""
        place = f"{self.entry.kind}/{self.entry.slug}"
        if self.note is None:
            return f"{place}/new"
        return f"{place}/{self.day}/{hashlib.sha256(self.written.encode()).hexdigest()[:8]}"


def corrections(entry: Entry) -> list[Happening]:
    """The entry's own history, newest first; those of one day in the order of the file."""
    found = [
        Happening(change.date, entry, entry.texts[f"history.{index}.change"], change.change)
        for index, change in enumerate(entry.record.history)
    ]
    return sorted(found, key=lambda one: -one.day.date.toordinal())


def happenings(site: Site) -> list[Happening]:
    """Every correction and every new entry of the site, newest first; on one day by kind, then as lists show entries."""
    found = [one for kind in site.kinds for entry in site.all(kind) for one in _of(entry)]
    return sorted(found, key=lambda one: (-one.day.date.toordinal(), one.day.whole_month))


def _of(entry: Entry) -> Iterator[Happening]:
    if entry.record.added:
        yield Happening(entry.record.added, entry)
    yield from corrections(entry)
