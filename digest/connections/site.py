"""All entries, connected: look-ups by kind, name and path, and who mentions whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar, cast

from digest.entries.entry import AnyEntry, Entry, Picture
from digest.entries.kinds import Kind
from digest.entries.record import Record
from digest.entries.settings import Settings
from digest.field.facts import Catalogue
from digest.field.language_models import BUILT_IN

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Site:
    """All entries, connected. `kinds` holds each kind's entries by slug, in the order in which lists show them."""

    settings: Settings
    kinds: dict[str, dict[str, AnyEntry]]
    by_path: dict[str, AnyEntry]
    pictures: dict[str, Picture]
    unread: frozenset[str] = frozenset()
    mentions: dict[str, tuple[AnyEntry, ...]] = field(default_factory=dict)
    source_names: dict[str, str] = field(default_factory=dict)
    catalogue: Catalogue = BUILT_IN

    def of(self, record: type[R]) -> tuple[Entry[R], ...]:
        """The entries of one kind, named by its record."""
        return cast(tuple[Entry[R], ...], tuple(self.kinds[record.kind.folder].values()))

    def get(self, record: type[R], slug: str) -> Entry[R]:
        """The entry of that kind and name; KeyError where there is none."""
        return cast(Entry[R], self.kinds[record.kind.folder][slug])

    def find(self, record: type[R], slug: str | None) -> Entry[R] | None:
        """The entry of that kind and name, or None."""
        return cast(Entry[R] | None, self.kinds[record.kind.folder].get(slug or ""))

    def every(self) -> Iterator[AnyEntry]:
        """All entries, kind by kind."""
        for entries in self.kinds.values():
            yield from entries.values()

    def kind(self, record: type[Record] | Record) -> Kind:
        """The kind of a record, called as this digest calls it."""
        kind = record.kind
        words = self.settings.kinds.get(kind.folder)  # type: ignore[call-overload]  # a Key is a str
        return kind.named(words.one, words.many, words.section, words.introduction) if words else kind

    def url(self, address: str) -> str:
        """An address of the site, whole."""
        return self.settings.base_url + address.removeprefix("/")

    def mentioned_in(self, entry: AnyEntry) -> tuple[AnyEntry, ...]:
        return self.mentions.get(entry.path, ())
