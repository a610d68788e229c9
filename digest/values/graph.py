"""Who asked what: answers by name, the fingerprint of each, and what was asked for it. Numbers, so that it stays small.

Runs are counted: `changed` says in which run an answer became what it is, `held` in which it was last known to hold. So
an answer holds if none of those that it asked changed after it was last known to, also where a run in between was
stopped by a mistake before it came to it.

Written as bytes it is data and nothing else: a check sum, the lengths of eight parts, and these: names as JSON,
fingerprints one after the other, the number of the step that each piece belongs to, `changed`, `held`, the numbers of
what lies outside, and those of what each asked.
"""

import hashlib
import json
import struct
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

ABSENT = "-" * 24
"""The fingerprint of what is not there."""
_NO_OWNER = 0xFFFFFFFF
_HEAD = struct.Struct("<32s8Q")


class Damaged(ValueError):
    """These bytes are no graph."""


class Graph:
    """Answers by number. `fingerprints` may be set; everything else changes through the methods."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.numbers: dict[str, int] = {}
        self.fingerprints: list[str] = []
        self.changed = array("I")
        self.held = array("I")
        self.outside = array("I")
        """What is no step's answer, but a file, or what else is given."""
        self.run = 1
        """The number of this run."""
        self._owners = array("I")
        self._pieces: dict[int, list[int]] | None = {}
        self._ends = array("Q", [0])  # of what each asked, in `_all`
        self._all = array("I")
        self._newer: dict[int, array[int]] = {}

    def number(self, name: str, owner: str = "") -> int:
        """The number of a name, which gets one if it has none; `owner` is the step that it is a piece of."""
        number = self.numbers.get(name)
        if number is None:
            at = self.number(owner) if owner else _NO_OWNER
            number = self.numbers[name] = len(self.names)
            self.names.append(name)
            self.fingerprints.append(ABSENT)
            self._owners.append(at)
            self.changed.append(self.run)
            self.held.append(0)
            if owner and self._pieces is not None:
                self._pieces.setdefault(at, []).append(number)
        return number

    def owner(self, number: int) -> int | None:
        """The step that this is a piece of."""
        owner = self._owners[number]
        return None if owner == _NO_OWNER else owner

    def pieces(self, number: int) -> Sequence[int]:
        """The pieces of a step, those among them that were asked for and are not there."""
        if self._pieces is None:
            self._pieces = {}
            for piece, owner in enumerate(self._owners):
                if owner != _NO_OWNER:
                    self._pieces.setdefault(owner, []).append(piece)
        return self._pieces.get(number, ())

    def asked(self, number: int) -> Sequence[int]:
        """What was asked for this answer, in order."""
        newer = self._newer.get(number)
        if newer is not None:
            return newer
        if number + 1 >= len(self._ends):
            return ()
        return self._all[self._ends[number] : self._ends[number + 1]]

    def ask(self, number: int, asked: Iterable[int]) -> None:
        """Take down what was asked for this answer."""
        self._newer[number] = array("I", asked)

    def kept(self) -> set[str]:
        """The fingerprints of all answers that were asked for."""
        return set(self.fingerprints)

    def with_only(self, kept: set[int]) -> "Graph":
        """The same with those answers alone, and the pieces of steps among them."""
        small = Graph()
        order = [n for n in range(len(self.names)) if n in kept or self._owners[n] in kept]
        moved = {old: new for new, old in enumerate(order)}
        small.names = [self.names[n] for n in order]
        small.numbers = {name: number for number, name in enumerate(small.names)}
        small.fingerprints = [self.fingerprints[n] for n in order]
        small.changed = array("I", (self.changed[n] for n in order))
        small.held = array("I", (self.held[n] for n in order))
        small.run = self.run
        small.outside = array("I", (moved[n] for n in self.outside if n in moved))
        small._owners = array("I", (moved.get(self._owners[n], _NO_OWNER) for n in order))
        small._pieces = None
        for old in order:
            asked = self.asked(old)
            if asked and all(one in moved for one in asked):
                small._newer[moved[old]] = array("I", (moved[one] for one in asked))
        return small

    def __bytes__(self) -> bytes:
        asked = [self.asked(number) for number in range(len(self.names))]
        ends = array("Q", accumulate(map(len, asked), initial=0))
        joined = b"".join(one.tobytes() for one in asked if isinstance(one, array))
        parts = (
            json.dumps(self.names).encode(),
            "".join(self.fingerprints).encode(),
            self._owners.tobytes(),
            self.changed.tobytes(),
            self.held.tobytes(),
            self.outside.tobytes(),
            ends.tobytes(),
            joined,
        )
        whole = b"".join(parts)
        return _HEAD.pack(hashlib.blake2b(whole, digest_size=32).digest(), *map(len, parts)) + whole

    @classmethod
    def of(cls, data: bytes) -> "Graph":
        """Raises Damaged for bytes that are no graph."""
        try:
            check, *lengths = _HEAD.unpack_from(data)
            whole = memoryview(data)[_HEAD.size :]
            if len(whole) != sum(lengths) or hashlib.blake2b(whole, digest_size=32).digest() != check:
                raise Damaged("the check sum is another")
            cuts = list(pairwise(accumulate(lengths, initial=0)))
            names, prints, owners, changed, held, outside, ends, asked = (whole[start:end] for start, end in cuts)
            graph = cls()
            graph.names = json.loads(bytes(names))
            graph.numbers = {name: number for number, name in enumerate(graph.names)}
            text = bytes(prints).decode("ascii")
            size = len(ABSENT)
            graph.fingerprints = [text[at : at + size] for at in range(0, len(text), size)]
            graph._owners = array("I", bytes(owners))
            graph.changed, graph.held = array("I", bytes(changed)), array("I", bytes(held))
            graph.outside = array("I", bytes(outside))
            graph.run = max((*graph.changed, *graph.held), default=0) + 1
            graph._ends, graph._all = array("Q", bytes(ends)), array("I", bytes(asked))
        except (struct.error, ValueError, TypeError) as error:
            raise Damaged(str(error)) from None
        graph._pieces = None
        graph._verify()
        return graph

    def _verify(self) -> None:
        """Raises Damaged where a number leads nowhere: the check sum says what was written, not that it makes sense."""
        count = len(self.names)
        sound = (
            len(self.numbers) == len(self.fingerprints) == len(self._owners) == count
            and len(self.changed) == len(self.held) == count
            and len(self._ends) == count + 1
            and self._ends[-1] == len(self._all)
            and max(self._all, default=0) < max(count, 1)
            and max(self.outside, default=0) < max(count, 1)
            and all(owner < count or owner == _NO_OWNER for owner in self._owners)
            and all(start <= end for start, end in pairwise(self._ends))
        )
        if not sound:
            raise Damaged("its parts do not fit")
