"""What was corrected and what was added: the changes of an entry, and those of the whole site, newest first."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.note import Note
from digest.values.words import Day


@dataclass(frozen=True, slots=True)
class Update:
    """One correction of an entry, told in `note`; or, without one, that the entry joined the digest."""

    day: Day
    entry: AnyEntry
    note: Note | None = None
    written: str = ""

    @property
    def name(self) -> str:
        """What sets it apart from all others, as long as its text stays: `papers/kan/2026-11-21/0f3a9c21`."""
        if self.note is None:
            return f"{self.entry.name}/new"
        return f"{self.entry.name}/{self.day}/{hashlib.sha256(self.written.encode()).hexdigest()[:8]}"


def corrections(entry: AnyEntry) -> list[Update]:
    """The entry's own history, newest first; those of one day in the order of the file."""
    found = [
        Update(change.date, entry, entry.texts[f"history.{index}.change"], change.change)
        for index, change in enumerate(entry.record.history)
    ]
    return sorted(found, key=lambda one: -one.day.date.toordinal())


def updates(site: Site) -> list[Update]:
    """Every correction and every new entry of the site, newest first; on one day by kind, then as lists show entries."""
    found = [one for entry in site.every() for one in _of(entry)]
    return sorted(found, key=lambda one: (-one.day.date.toordinal(), one.day.whole_month))


def _of(entry: AnyEntry) -> Iterator[Update]:
    if entry.record.added:
        yield Update(entry.record.added, entry)
    yield from corrections(entry)
