"""Who asked what, both ways: answers by number, the fingerprint of each, what was asked for it, and who asked it.

    base      what an earlier run knew, in flat arrays, of which a run that changes little touches little
    overlay   what this run, and some before it, found to be otherwise

The rank of an answer is above those of all that it asked: inputs have none, and outputs, which nobody asks, the last.
So what may have to be found out anew can be gone through in an order in which nothing comes before what it asks.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence

from digest.values.flat import PRINT, Bytes, Damaged, Flat, Lists, Prints, hash_of

ABSENT = "0" * PRINT
"""The fingerprint of what is not there."""
UNKNOWN = "f" * PRINT
"""The fingerprint of what has to be found out before anybody can use it."""
INPUT, OUTPUT = 0, 0xFFFFFFFF
"""The ranks of what nothing is asked for, and of what nobody asks."""


class Graph:
    """Answers by number: those of a base, and what has changed since."""

    def __init__(self, base: Flat | None = None) -> None:
        self.base = base or Flat.empty()
        self.pending: set[int] = set()
        """What has to be found out anew, since something that it asked has changed."""
        self.ranks = array("I", bytes(self.base.ranks))
        self.names: list[str] = []
        """Of those that the base does not have, whose numbers follow; and, in the same order, their fingerprints and what was asked for them."""
        self.new_prints, self.new_asks = Prints(), Lists()
        self.prints: dict[int, str] = {}
        """Fingerprints that are others than in the base."""
        self.asks: dict[int, array[int]] = {}
        """What was asked for them, where that is something else than in the base."""
        self.removed: set[int] = set()
        self._numbers: dict[str, int] = {}
        self._askers: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self.ranks) - len(self.removed)

    @property
    def overlaid(self) -> int:
        """How many answers are not what the base says."""
        return len(self.names) + len(self.prints.keys() | self.asks.keys() | self.removed)

    def find(self, name: str) -> int | None:
        """The number of a name, where something is known of it."""
        number = self._numbers.get(name)
        if number is None:
            number = self.base.number(name)
            if number is not None:
                self._numbers[name] = number
        return None if number in self.removed else number

    def number(self, name: str, rank: int) -> int:
        """The number of a name, which gets one, and that rank, if it has none."""
        number = self.find(name)
        if number is not None:
            return number
        number = self._numbers.get(name)
        if number is not None:  # there was one of that name before
            self.removed.discard(number)
            self.ranks[number] = rank
        else:
            number = self._numbers[name] = len(self.ranks)
            self.names.append(name)
            self.ranks.append(rank)
            self.new_asks.append()
        self.stamp(number, UNKNOWN)
        return number

    def name(self, number: int) -> str:
        count = self.base.count
        return self.base.name(number) if number < count else self.names[number - count]

    def named(self, rank: int) -> dict[str, int]:
        """All of that rank by name: the inputs, or the outputs."""
        found = {self.name(number): number for number, one in enumerate(self.ranks) if one == rank}
        self._numbers |= found  # they will be looked for by name
        return {name: number for name, number in found.items() if number not in self.removed}

    def fingerprint(self, number: int) -> str:
        if number >= self.base.count:
            return self.new_prints[number - self.base.count]
        found = self.prints.get(number)
        return self.base.fingerprint(number) if found is None else found

    def stamp(self, number: int, fingerprint: str) -> None:
        """This is its fingerprint now."""
        if number >= self.base.count:
            self.new_prints[number - self.base.count] = fingerprint
        else:
            self.prints[number] = fingerprint

    def asked(self, number: int) -> Sequence[int]:
        """What was asked for this answer, in order."""
        if number >= self.base.count:
            return self.new_asks[number - self.base.count]
        found = self.asks.get(number)
        return self.base.asked_by(number) if found is None else found

    def _set_asked(self, number: int, asked: Iterable[int]) -> None:
        if number >= self.base.count:
            self.new_asks[number - self.base.count] = asked
        else:
            self.asks[number] = array("I", asked)

    def askers(self, number: int) -> Iterator[int]:
        """Who asked this."""
        if number < self.base.count:
            for asker in self.base.askers_of(number):
                if asker not in self.removed and (asker not in self.asks or number in self.asks[asker]):
                    yield asker
        for asker in self._askers.get(number, ()):
            if asker not in self.removed and number in self.asked(asker):
                yield asker

    def ask(self, number: int, asked: Iterable[int]) -> list[int]:
        """Take down what was asked for this answer. What was asked for it before, and is no more, is given back."""
        before, now = self.asked(number), array("I", asked)
        if now == before:
            return []
        known, kept = set(before), set(now)
        self._set_asked(number, now)
        if self.base.count:  # else nobody has to be told, and in the base all are told at once
            for one in now:
                if one not in known:
                    self._askers.setdefault(one, []).append(number)
        return [one for one in before if one not in kept]

    def remove(self, number: int) -> Sequence[int]:
        """Know nothing of this any more. What was asked for it is given back."""
        asked = self.asked(number)
        self._set_asked(number, ())
        self.removed.add(number)
        self.pending.discard(number)
        return asked

    def take_over(
        self,
        new: Iterable[tuple[str, int, str, Sequence[int]]],
        prints: dict[int, str],
        asks: dict[int, "array[int]"],
        removed: set[int],
        pending: set[int],
    ) -> None:
        """Have an overlay of an earlier run; of what is new, name, rank, fingerprint and what it asked.

        Raises Damaged where a number leads nowhere.
        """
        count = self.base.count
        for name, rank, fingerprint, asked in new:
            number = self._numbers[name] = len(self.ranks)
            self.names.append(name)
            self.ranks.append(rank)
            self.new_asks.append()
            self._set_asked(number, asked)
            self.stamp(number, fingerprint)
        if len(self.new_prints) != len(self.names) or len(self._numbers) != len(self.names):
            raise Damaged("its parts do not fit")
        self.prints, self.asks, self.removed, self.pending = prints, asks, removed, pending
        added = range(count, len(self.ranks))
        lists = [*asks.values(), *map(self.asked, added)]
        if max((*removed, *pending, *(max(asked) for asked in lists if asked)), default=0) >= max(len(self.ranks), 1):
            raise Damaged("a number leads nowhere")
        if max((*prints, *asks), default=-1) >= count:
            raise Damaged("a number is none of the base")
        for number in (*asks, *added):
            known = set(self.base.asked_by(number)) if number < count else set()
            for one in self.asked(number):
                if one not in known:
                    self._askers.setdefault(one, []).append(number)

    def fingerprints(self) -> set[str]:
        """Of all answers."""
        return {self.fingerprint(number) for number in range(len(self.ranks)) if number not in self.removed}

    def flattened(self) -> "Graph":
        """The same without an overlay, and without what no output comes to, if there are outputs.

        This one lets go of what it holds on the way, and is of no use afterwards.
        """
        wanted = array("I", self.named(OUTPUT).values())
        kept = (
            self._reached(wanted) if wanted else bytes(number not in self.removed for number in range(len(self.ranks)))
        )
        order = array("I", (number for number, is_kept in enumerate(kept) if is_kept))
        moved = array("I", bytes(4 * len(self.ranks)))
        for new, old in enumerate(order):
            moved[old] = new
        flat = Graph(Flat(_parts(self, order, moved)))
        flat.pending = {moved[number] for number in self.pending if kept[number]}
        return flat

    def forget_names(self) -> None:
        """Know answers by their numbers alone: names take the most room."""
        self.names, self._numbers = [], {}

    def _reached(self, numbers: "array[int]") -> bytearray:
        """Of each number, whether it is one of these, or was asked for one of those that are."""
        reached = bytearray(len(self.ranks))
        for one in numbers:
            reached[one] = 1
        while numbers:
            for one in self.asked(numbers.pop()):
                if not reached[one]:
                    reached[one] = 1
                    numbers.append(one)
        return reached


def _parts(graph: Graph, order: "array[int]", moved: "array[int]") -> "list[Bytes | array[int]]":
    """The arrays of a flat graph with these answers in that order; `moved` has the new number of each."""
    names, prints = bytearray(), Prints()
    ends, asked_ends, asked = array("I"), array("I"), array("I")
    hashes = array("Q")
    counts = array("I", bytes(4 * len(order)))
    for old in order:
        name = graph.name(old).encode("utf-8", "surrogatepass")
        hashes.append(hash_of(name))
        names += name
        ends.append(len(names))
    graph.forget_names()
    for new, old in enumerate(order):
        prints[new] = graph.fingerprint(old)
        for one in graph.asked(old):
            asked.append(moved[one])
            counts[moved[one]] += 1
        asked_ends.append(len(asked))
    by_hash = _in_order(hashes)
    askers, askers_ends = _turned(asked, asked_ends, counts)
    ranks = array("I", (graph.ranks[old] for old in order))
    hashes = array("Q", (hashes[number] for number in by_hash))
    return [names, ends, hashes, by_hash, prints.data, ranks, asked_ends, asked, askers_ends, askers]


def _in_order(hashes: "array[int]") -> "array[int]":
    """The places of hashes in the order of these; in parts, for sorting takes an object for each."""
    parts = [array("I") for _ in range(256)]
    for place, one in enumerate(hashes):
        parts[one >> 56].append(place)
    found = array("I")
    for part in parts:
        found.extend(sorted(part, key=hashes.__getitem__))
    return found


def _turned(asked: "array[int]", ends: "array[int]", counts: "array[int]") -> tuple["array[int]", "array[int]"]:
    """Lists of who asked, and their ends, from lists of what was asked; `counts` says how long each is."""
    askers, places, at = array("I", bytes(4 * len(asked))), array("I"), 0
    for count in counts:
        places.append(at)
        at += count
    start = 0
    for asker, end in enumerate(ends):
        for one in asked[start:end]:
            askers[places[one]] = asker
            places[one] += 1
        start = end
    return askers, places
