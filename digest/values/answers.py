"""Where frozen answers are kept, and what one process tells another of those that it found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Answers(Protocol):
    """Frozen answers by fingerprint."""

    def get(self, fingerprint: str) -> bytes | None: ...

    def put(self, fingerprint: str, data: bytes) -> None: ...

    def get_all(self, fingerprints: Iterable[str]) -> Mapping[str, bytes]: ...

    def detach(self) -> None: ...

    def taken(self) -> list[tuple[str, bytes]]: ...


Taken = tuple[str, str, tuple[str, ...]]
"""A step with its key, the fingerprint of its answer, and what it asked."""


@dataclass(frozen=True, slots=True)
class Delta:
    """What another process has found out."""

    taken: list[Taken] = field(default_factory=list)
    answers: list[tuple[str, bytes]] = field(default_factory=list)
    ran: dict[str, int] = field(default_factory=dict)
