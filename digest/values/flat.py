"""A graph as flat arrays: what an earlier run knew, which is there as soon as it is read; and lists that grow without an object for each."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Literal

PRINT = 24
"""Letters of a fingerprint."""
Bytes = bytes | bytearray | memoryview


class Damaged(ValueError):
    """This is no graph."""


class Flat:
    """A graph in arrays: nothing in it changes, and to have read it is to have it.

    `names` are joined without anything between, `ends` says where each ends; `hashes` are sorted, `by_hash` are the
    numbers of the names they belong to; `asked` and `askers` are all lists one after the other, with their ends.
    """

    # names, ends, hashes, by_hash, prints, ranks, asked_ends, asked, askers_ends, askers
    KINDS: "tuple[Literal['B', 'I', 'Q'], ...]" = ("B", "I", "Q", "I", "B", "I", "I", "I", "I", "I")

    def __init__(self, parts: "Sequence[Bytes | array[int]]") -> None:
        """Of parts that nobody writes to any more: nothing is copied.

        Raises Damaged where they do not fit each other, as `asked_by` and `askers_of` do where a number leads nowhere.
        """
        self.check = 0
        """A check sum, where it was written down."""
        try:
            self.parts: list[memoryview[int]] = [
                memoryview(part).cast("B").cast(kind) for kind, part in zip(self.KINDS, parts, strict=True)
            ]
        except (ValueError, TypeError) as error:
            raise Damaged(str(error)) from None
        self.names, self.ends, self.hashes, self.by_hash, self.prints, self.ranks = self.parts[:6]
        self.asked_ends, self.asked, self.askers_ends, self.askers = self.parts[6:]
        self.count = len(self.ends)
        lengths = [len(part) for part in (self.hashes, self.by_hash, self.ranks, self.asked_ends, self.askers_ends)]
        ends = ((self.ends, self.names), (self.asked_ends, self.asked), (self.askers_ends, self.askers))
        if {*lengths, len(self.prints) / PRINT} - {self.count} or any(
            (end[-1] if end else 0) != len(part) for end, part in ends
        ):
            raise Damaged("its parts do not fit")

    @classmethod
    def empty(cls) -> "Flat":
        return cls([b""] * len(cls.KINDS))

    def number(self, name: str) -> int | None:
        """The number of a name."""
        if not self.count:
            return None
        data = name.encode("utf-8", "surrogatepass")
        wanted = hash_of(data)
        at = bisect_left(self.hashes, wanted)
        while at < self.count and self.hashes[at] == wanted:
            number = self.by_hash[at]
            if number < self.count and self._data(number) == data:
                return number
            at += 1
        return None

    def name(self, number: int) -> str:
        return str(self._data(number), "utf-8", "surrogatepass")

    def _data(self, number: int) -> memoryview:
        return self.names[self.ends[number - 1] if number else 0 : self.ends[number]]

    def fingerprint(self, number: int) -> str:
        """Raises Damaged where it is none."""
        try:
            return str(self.prints[number * PRINT : (number + 1) * PRINT], "ascii")
        except ValueError as error:
            raise Damaged(str(error)) from None

    def asked_by(self, number: int) -> Sequence[int]:
        return self._led(self.asked[self.asked_ends[number - 1] if number else 0 : self.asked_ends[number]])

    def askers_of(self, number: int) -> Sequence[int]:
        return self._led(self.askers[self.askers_ends[number - 1] if number else 0 : self.askers_ends[number]])

    def _led(self, numbers: Sequence[int]) -> Sequence[int]:
        if max(numbers, default=0) >= self.count:
            raise Damaged("a number leads nowhere")
        return numbers


def hash_of(name: bytes | bytearray) -> int:
    """By which a name is found."""
    return int.from_bytes(blake2b(name, digest_size=8).digest(), "big")


class Prints:
    """Fingerprints one after the other."""

    def __init__(self) -> None:
        self.data = bytearray()

    def __len__(self) -> int:
        return len(self.data) // PRINT

    def __getitem__(self, at: int) -> str:
        return self.data[at * PRINT : (at + 1) * PRINT].decode("ascii")

    def __setitem__(self, at: int, fingerprint: str) -> None:
        """In the place of one that is there, or behind the last."""
        self.data[at * PRINT : (at + 1) * PRINT] = fingerprint.encode("ascii")


class Lists:
    """Lists of numbers: what one was before it was set anew takes its room until the end."""

    def __init__(self) -> None:
        self._numbers, self._starts, self._ends = array("I"), array("I"), array("I")

    def __len__(self) -> int:
        return len(self._starts)

    def append(self) -> None:
        """Have one more, an empty one."""
        self._starts.append(0)
        self._ends.append(0)

    def __getitem__(self, at: int) -> "array[int]":
        return self._numbers[self._starts[at] : self._ends[at]]

    def __setitem__(self, at: int, numbers: Iterable[int]) -> None:
        """Set one that is there."""
        start = len(self._numbers)
        self._numbers.extend(numbers)
        self._starts[at], self._ends[at] = start, len(self._numbers)
