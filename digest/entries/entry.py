"""One file as an entry: its record, its note, and where each field stands."""

from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from digest.entries.kinds import Kind
from digest.entries.note import Note
from digest.entries.record import Record, Ref
from digest.values.cited import Source
from digest.values.problems import Location

R = TypeVar("R", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """One file: its record, its note, and where each field stands.

    `texts` holds further pieces of Markdown by the path of their field (`claims.3.found`, `history.0.change`); `refs` every typed
    reference of the record with the path of its field.
    """

    slug: str
    path: str
    record: R
    note: Note = field(default_factory=Note)
    texts: dict[str, Note] = field(default_factory=dict)
    refs: tuple[tuple[str, Ref], ...] = ()
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        return self.record.kind

    @property
    def label(self) -> str:
        return self.record.label

    @property
    def address(self) -> str:
        """Where it lies below the root of the site: `/papers/kan/`."""
        return f"{self.kind.root}{self.slug}/"

    @property
    def name(self) -> str:
        """What sets it apart from all other entries, in guids and data: `papers/kan`."""
        return f"{self.kind.folder}/{self.slug}"

    def source(self, key: str) -> Source:
        """The source named `key`."""
        return self.record.sources[key]  # type: ignore[index]  # a Key is a str; check_entry has made sure of it

    def where(self, field_path: str = "") -> Location:
        """The place of a field, or of the nearest field around it that has a line of its own."""
        while field_path and field_path not in self.lines:
            field_path = field_path.rpartition(".")[0]
        return Location(self.path, self.lines.get(field_path, 1))


@dataclass(frozen=True, slots=True)
class Picture:
    """An image beside the entries; width and height in pixels."""

    path: str
    width: int
    height: int


AnyEntry = Entry[Record]


def with_days(record: Record) -> Record:
    """The record with the day of the file filled in for every source that names none of its own."""
    own = record.checked
    return replace(record, sources={k: s if s.checked else replace(s, checked=own) for k, s in record.sources.items()})
