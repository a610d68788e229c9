"""Values with their sources."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from digest.values.meaning import meaning
from digest.values.words import Blank, Day, Url

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read, and the day. Named once per file, cited by key: `[@card]`."""

    url: Url = field(metadata=meaning("the address that was read"))
    title: str = field(
        default="", metadata=meaning("what it is called, where its address does not tell", "The Heron card")
    )
    checked: Day | None = field(
        default=None, metadata=meaning("the day this source was read; the file's `checked` otherwise")
    )
    note: str = field(
        default="", metadata=meaning("how it was read: from an image, a copy, an abstract", "read off an image")
    )


@dataclass(frozen=True, slots=True)
class Cited(Generic[T]):
    """One value and where it was read. Written `141B [@post, table 2] a note`.

    `source` is a key of the file's sources, or empty where the value is a blank that needs none.
    """

    value: T | Blank
    source: str = ""
    locator: str = ""
    note: str = ""
