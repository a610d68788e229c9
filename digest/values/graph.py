"""Who asked what: answers by name, the fingerprint of each, and what was asked for it. Numbers, so that it stays small.

Runs are counted: `changed` says in which run an answer became what it is, `held` in which it was last known to hold. So
an answer holds if none of those that it asked changed after it was last known to, also where a run in between was
stopped by a mistake before it came to it.

Written as bytes it is data and nothing else: a check sum, the lengths of eight parts, and these: names, fingerprints one
after the other, the number of the step that each piece belongs to, `changed`, `held`, the numbers of what lies outside,
how many each asked, and the numbers of these.
"""

import hashlib
import struct
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

ABSENT = "-" * 24
"""The fingerprint of what is not there."""
_NO_OWNER = 0xFFFFFFFF
_BETWEEN = "\0\n"
"""Between names, each of which holds a NUL of its own, but no path starts with a line end."""
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
        self._lengths = array("I")  # of what each asked, in `_all`
        self._ends = array("Q", [0])
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

    def settle(self, changed: set[int], settled: set[int]) -> None:
        """Add to the settled ones all answers of which it can be said at once that they hold: none that they asked changed.

        What was asked for an answer has, as a rule, a lower number, so that one pass comes to nearly all of them.
        """
        last, known, not_one = self.run - 1, settled.issuperset, changed.isdisjoint
        at, lengths, every, newer = 0, self._lengths, self._all, self._newer
        changed_in = self.changed.__getitem__
        for number, (owner, held, length) in enumerate(zip(self._owners, self.held, lengths, strict=False)):
            start, at = at, at + length
            if owner != _NO_OWNER:
                if owner in settled:
                    settled.add(number)
            elif length and number not in newer:
                asked = every[start:at]
                if known(asked) and (not_one(asked) if held == last else max(map(changed_in, asked)) <= held):
                    settled.add(number)

    def __bytes__(self) -> bytes:
        """Nothing where a name holds what parts names, as that of a file with an odd name may."""
        names = _BETWEEN.join(self.names)
        if self.names and names.count(_BETWEEN) != len(self.names) - 1:
            return b""
        lengths, joined = self._all_asked()
        parts = (
            names.encode("utf-8", "surrogatepass"),
            "".join(self.fingerprints).encode(),
            self._owners.tobytes(),
            self.changed.tobytes(),
            self.held.tobytes(),
            self.outside.tobytes(),
            lengths.tobytes(),
            joined,
        )
        whole = b"".join(parts)
        return _HEAD.pack(hashlib.blake2b(whole, digest_size=32).digest(), *map(len, parts)) + whole

    def _all_asked(self) -> tuple["array[int]", bytes]:
        """How many each asked, and the numbers of all these; what did not change is taken over in long stretches."""
        lengths, ends = self._lengths[:], self._ends
        lengths.extend([0] * (len(self.names) - len(lengths)))
        joined, done = [], 0
        for number in sorted(self._newer):
            if number < len(self._lengths):
                joined.append(self._all[ends[done] : ends[number]].tobytes())
                done = number + 1
            elif done < len(self._lengths):
                joined.append(self._all[ends[done] :].tobytes())
                done = len(self._lengths)
            joined.append(self._newer[number].tobytes())
            lengths[number] = len(self._newer[number])
        if done < len(self._lengths):
            joined.append(self._all[ends[done] :].tobytes())
        return lengths, b"".join(joined)

    @classmethod
    def of(cls, data: bytes) -> "Graph":
        """Raises Damaged for bytes that are no graph."""
        try:
            check, *sizes = _HEAD.unpack_from(data)
            whole = memoryview(data)[_HEAD.size :]
            if len(whole) != sum(sizes) or hashlib.blake2b(whole, digest_size=32).digest() != check:
                raise Damaged("the check sum is another")
            cuts = list(pairwise(accumulate(sizes, initial=0)))
            names, prints, owners, changed, held, outside, lengths, asked = (whole[start:end] for start, end in cuts)
            graph = cls()
            graph.names = str(names, "utf-8", "surrogatepass").split(_BETWEEN) if names else []
            graph.numbers = dict(zip(graph.names, range(len(graph.names)), strict=True))
            text, size = str(prints, "ascii"), len(ABSENT)
            graph.fingerprints = [text[at : at + size] for at in range(0, len(text), size)]
            graph._owners = array("I", bytes(owners))
            graph.changed, graph.held = array("I", bytes(changed)), array("I", bytes(held))
            graph.outside = array("I", bytes(outside))
            graph.run = max(max(graph.changed, default=0), max(graph.held, default=0)) + 1
            graph._lengths, graph._all = array("I", bytes(lengths)), array("I", bytes(asked))
            graph._ends = array("Q", accumulate(graph._lengths, initial=0))
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
            and len(self.changed) == len(self.held) == len(self._lengths) == count
            and self._ends[-1] == len(self._all)
            and max(self._all, default=0) < max(count, 1)
            and max(self.outside, default=0) < max(count, 1)
            and max(set(self._owners) - {_NO_OWNER}, default=0) < max(count, 1)
        )
        if not sound:
            raise Damaged("its parts do not fit")
