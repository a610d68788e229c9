"""What is remembered of answers: the fingerprint of each and what was asked for it; who is told when one is another than before."""

from collections.abc import Callable, Iterable, Sequence

from digest.values.answers import Answers
from digest.values.frozen import Unreadable, fingerprint_of, thaw
from digest.values.graph import ABSENT, INPUT, OUTPUT, UNKNOWN, Graph
from digest.values.waiting import SEP, Waiting, owner_of

FILE, NAMES, GIVEN = _INPUTS = ("file", "names", "given")
"""What is asked of the world outside: the bytes of a file, which files a folder holds, an option of the run."""
_NOTHING = f"{GIVEN}{SEP}"
"""What a step has asked that asked nothing: an option that is never given."""
MADE = f"made{SEP}"
"""Before the path of an output. Without one: asks all that is wanted; what nobody asks is forgotten."""
LATE = 1 << 16
"""The rank from which on answers are found out only where all that comes before went well."""


class Ledger:
    """A graph whose inputs are those of today. `outside` tells the fingerprint of an input, `run` runs a step by its name."""

    def __init__(
        self, graph: Graph, answers: Answers, outside: Callable[[str], str], run: Callable[[str], None]
    ) -> None:
        self.graph = graph
        self.waiting = Waiting(graph)
        self.floor = INPUT
        """The least rank of what is found out for the first time: INPUT or LATE."""
        self._tables: dict[str, dict[str, str]] = {}
        self._answers, self._outside, self._run = answers, outside, run
        self._unasked: list[int] = []
        for name, number in graph.named(INPUT).items():
            self._compare(number, outside(name))

    def has_to_run(self, step: str) -> bool:
        """Whether nothing is known of what a step, with its key, gives today."""
        number = self.graph.find(step)
        return number is None or number in self.graph.pending or self.graph.fingerprint(number) == UNKNOWN

    def take(self, owner: str, fingerprint: str, asked: Sequence[str]) -> None:
        """Remember what a step gave, and tell those that asked it where that is another than before.

        Until the end of it the step stays pending, so that nothing is lost if it does not come to its end.
        """
        graph = self.graph
        if fingerprint == UNKNOWN:
            self.fail(owner)
            return
        numbers = [self.number(name) for name in asked or (_NOTHING,)]
        above = max(graph.ranks[one] for one in numbers)
        number = graph.number(owner, OUTPUT if owner.startswith(MADE) else max(self.floor, above + 1))
        self.waiting.lift(number, above)
        self._unasked += graph.ask(number, numbers)
        if graph.ranks[number] == OUTPUT:  # whom nobody asks but what keeps them all, a list as long as the site
            graph.stamp(number, fingerprint)
        elif graph.fingerprint(number) != fingerprint:
            for piece in self._pieces(number):
                self._compare(piece, self._piece(owner, fingerprint, graph.name(piece).rpartition(SEP)[2]))
            self._compare(number, fingerprint)
        graph.pending.discard(number)

    def fail(self, owner: str) -> None:
        """A step came to no answer: whoever asks it runs it again."""
        number = self.number(owner)
        for piece in self._pieces(number):
            self._compare(piece, UNKNOWN)
        self._compare(number, UNKNOWN)
        self.graph.pending.discard(number)

    def number(self, name: str) -> int:
        """Of something that was asked, perhaps for the first time."""
        graph = self.graph
        number = graph.find(name)
        if number is None:
            owner, piece = owner_of(name)
            if name.partition(SEP)[0] in _INPUTS:
                number = graph.number(name, INPUT)
                graph.stamp(number, self._outside(name))
            elif piece:
                at = self.number(owner)
                number = graph.number(name, graph.ranks[at])
                graph.ask(number, [at])
                if graph.fingerprint(at) != UNKNOWN:
                    graph.stamp(number, self._piece(owner, graph.fingerprint(at), name.rpartition(SEP)[2]))
            else:
                number = graph.number(name, max(self.floor, INPUT + 1))
        return number

    def pieces(self, owner: str) -> dict[str, str]:
        """The fingerprints of those pieces of a step's answer that were asked for, by name, as they were known until now."""
        graph, number = self.graph, self.graph.find(owner)
        return (
            {}
            if number is None
            else {graph.name(one)[len(owner) + 1 :]: graph.fingerprint(one) for one in self._pieces(number)}
        )

    def _pieces(self, number: int) -> list[int]:
        """Those pieces of a step's answer that were asked for, also where they are not there."""
        graph = self.graph
        return [one for one in graph.askers(number) if graph.ranks[one] != OUTPUT and owner_of(graph.name(one))[1]]

    def has_pieces(self, owner: str, table: dict[str, str] | None) -> None:
        """These are the fingerprints of the pieces of its answer, by name; or it has to be read which they are."""
        self._tables.pop(owner, None)
        if table is not None:
            self._tables[owner] = table
        if len(self._tables) > _TABLES:
            for old in list(self._tables)[: _TABLES // 2]:
                del self._tables[old]

    def _piece(self, owner: str, fingerprint: str, piece: str) -> str:
        """The fingerprint of a piece of the answer with that fingerprint."""
        if owner not in self._tables:
            data = self._answers.get(fingerprint)
            try:
                found = thaw(data) if data and fingerprint_of(data) == fingerprint else None
            except Unreadable:
                found = None
            if isinstance(found, dict):
                self.has_pieces(owner, found)
            else:  # forgotten or damaged
                self._run(owner)
        return self._tables[owner].get(piece, ABSENT)

    def _compare(self, number: int, fingerprint: str) -> None:
        if self.graph.fingerprint(number) != fingerprint:
            self.waiting.tell(number)
            self.graph.stamp(number, fingerprint)

    # What a build makes of it.

    def made(self) -> dict[str, str]:
        """The fingerprints by path of all outputs that were made before and still hold."""
        graph = self.graph
        found = {name: graph.fingerprint(number) for name, number in graph.named(OUTPUT).items()}
        return {name.removeprefix(MADE): one for name, one in found.items() if one != UNKNOWN and name != MADE}

    def keep(self, asked: Iterable[str], made: Iterable[str]) -> None:
        """This is all that is wanted: names that were asked, and paths of outputs. What nobody asks for them is forgotten."""
        graph = self.graph
        wanted = [*asked, *(f"{MADE}{path}" for path in made)]
        self._unasked += graph.ask(graph.number(MADE, OUTPUT), [self.number(name) for name in wanted])
        while self._unasked:
            one = self._unasked.pop()
            if one not in graph.removed and not any(True for _ in graph.askers(one)):
                self._unasked += graph.remove(one)

    def finish(self) -> Graph:
        """The graph, which knows what this run has found out."""
        if _OFTEN * self.graph.overlaid > len(self.graph):
            self.graph = self.graph.flattened()
            self.waiting = Waiting(self.graph)
        return self.graph


_OFTEN = 16
"""One of so many answers may be another than the base of a graph says, before it gets a new one."""
_TABLES = 2_000
"""So many answers in pieces are at hand; others are read where a piece is asked for the first time."""
