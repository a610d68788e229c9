"""Where frozen answers are kept, and what one process tells another of those that it found."""

from dataclasses import dataclass, field
from typing import Protocol

from digest.values.frozen import fingerprint_of, freeze
from digest.values.graph import ABSENT


class Answers(Protocol):
    """Frozen answers by fingerprint."""

    def get(self, fingerprint: str) -> bytes | None: ...

    def put(self, fingerprint: str, data: bytes) -> None: ...

    def detach(self) -> bool:
        """Become what another process reads, which takes what it finds; whether it can read that again."""
        ...

    def taken(self) -> list[tuple[str, bytes]]: ...


Taken = tuple[str, str, tuple[str, ...]]
"""A step with its key, the fingerprint of its answer, and what it asked."""


@dataclass(frozen=True, slots=True)
class Delta:
    """What another process has found out."""

    taken: list[Taken] = field(default_factory=list)
    answers: list[tuple[str, bytes]] = field(default_factory=list)
    ran: dict[str, int] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)


_SMALL = frozenset((bool, int, str))
"""Kinds of answers of which many are alike."""
_AT_HAND = 5_000
"""So many of them are known by their fingerprints."""


class Print(str):
    """A fingerprint as an answer: who asks for it wants to know whether it is another than before, and it stands for itself."""

    __slots__ = ()


class Freezer:
    """Puts values where answers are kept."""

    def __init__(self, answers: Answers | None) -> None:
        self._answers = answers
        self._known: dict[tuple[type, object], str] = {}

    def put(self, value: object, kept: str = "") -> str:
        """The fingerprint of a value that is kept from now on; nothing is absent. That of what is `kept` already may be given."""
        if value is None or self._answers is None:
            return ABSENT
        if type(value) is Print:
            return str(value)
        small = type(value) in _SMALL and (type(value), value)
        if small and small in self._known:
            return self._known[small]
        data = freeze(value)
        fingerprint = fingerprint_of(data)
        if fingerprint != kept:
            self._answers.put(fingerprint, data)
        if small:
            if len(self._known) >= _AT_HAND:
                self._known.clear()
            self._known[small] = fingerprint
        return fingerprint
