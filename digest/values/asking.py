"""Answers of steps, which are known to hold as long as what was asked for them stays the same.

    step      a function of a site and a key; while it runs, all that it asks of other steps and of files is noted
    pieces    a step may answer with several pieces by name, each asked and compared for itself
    asker     answers questions: from what it has answered before, from what is remembered, or by running the step

Without a memory, asking is calling, once for each key: that is how tests build. With one, an answer still holds if
nothing that its step asked has changed, which is found out without running it; and where a step runs again and gives
what it gave before, the change ends there. After *Build Systems à la Carte* (Mokhov, Mitchell, Peyton Jones 2018,
constructive traces with early cut-off). Nothing here knows of papers, of files on a disk or of processes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from digest.values.answers import Answers, Delta, Freezer, Taken
from digest.values.frozen import Unreadable, fingerprint_of, thaw
from digest.values.graph import ABSENT, Graph
from digest.values.inputs import Inputs
from digest.values.steps import Pieces, World, step_named

SEP = "\0"
"""Between the name of a step, its key and the name of a piece."""
_FILE, _NAMES, _GIVEN = _INPUTS = ("file", "names", "given")
"""What is asked of the world outside: the bytes of a file, which files a folder holds, an option of the run."""
_NOTHING = f"{_GIVEN}{SEP}"
"""What a step has asked that asked nothing: an option that is never given."""
_MADE = "made"
"""Before the path of an output."""
_UNKNOWN: Any = object()


class Asker:
    """Answers questions about one state of the inputs. `graph` and `answers` are what is remembered; without them nothing is."""

    def __init__(
        self,
        inputs: Inputs,
        graph: Graph | None = None,
        answers: Answers | None = None,
        given: Mapping[str, str] | None = None,
        clock: Callable[[], float] = lambda: 0.0,
    ) -> None:
        """`clock` tells seconds, for who wants to know what takes long."""
        self.inputs, self.graph, self.answers = inputs, graph, answers
        self._freezer = Freezer(answers)
        self.given = dict(given or {})
        self.ran: dict[str, int] = {}
        """How often each step ran."""
        self.took: dict[str, float] = {}
        """How many seconds each step took, without those that it asked."""
        self._clock, self._inner = clock, 0.0
        self._world: Any = None
        self._alive: dict[str, Any] = {}
        self._tables: dict[str, dict[str, str]] = {}
        self._asked: dict[str, None] | None = None  # by the step that runs; the order is that of asking
        self._settled: set[int] = set()
        self._changed: set[int] = set()
        self._running: set[str] = set()
        self._log: list[Taken] | None = None
        if graph is not None:
            self._compare_inputs(graph)

    def serve(self, world: World) -> None:
        """Say what steps are run on."""
        self._world = world

    # What a step asks.

    def file(self, path: str) -> bytes | None:
        """The bytes of an input, None where there is none."""
        self._note(f"{_FILE}{SEP}{path}")
        return self.inputs.read(path)

    def names(self, folder: str) -> Sequence[str]:
        """The paths of all inputs below a folder, sorted."""
        self._note(f"{_NAMES}{SEP}{folder}")
        return self.inputs.names(folder)

    def option(self, name: str) -> str:
        """What was given on the command line, or nothing."""
        self._note(f"{_GIVEN}{SEP}{name}")
        return self.given.get(name, "")

    def ask(self, step: str, key: str = "") -> Any:
        """The answer of a step."""
        return self._answer(f"{step}{SEP}{key}")

    def ask_piece(self, step: str, key: str, piece: str) -> Any:
        """A piece of the answer of a step; None where it has no such piece."""
        return self._answer(f"{step}{SEP}{key}{SEP}{piece}")

    def _note(self, name: str) -> None:
        if self._asked is not None:
            self._asked[name] = None

    def _answer(self, name: str) -> Any:
        if self._asked is not None:
            self._asked[name] = None
        found = self._alive.get(name, _UNKNOWN)
        return self._find(name) if found is _UNKNOWN else found

    # How an answer is found.

    def _find(self, name: str) -> Any:
        owner, piece = _owner(name)
        if self.graph is None or self.answers is None:
            if f"{owner}{SEP}" not in self._alive:
                self._run(owner)
            return self._alive.setdefault(name, None) if piece else self._alive[name]
        fingerprint = self._fingerprint(name)
        found = self._alive.get(name, _UNKNOWN)
        if found is not _UNKNOWN:  # its step has just run
            return found
        if fingerprint == ABSENT:
            value = None
        else:
            data = self.answers.get(fingerprint)
            try:
                value = _UNKNOWN if data is None or fingerprint_of(data) != fingerprint else thaw(data)
            except Unreadable:
                value = _UNKNOWN
            if value is _UNKNOWN:  # forgotten or damaged: then it is made again
                self._run(owner)
                return self._alive.get(name)
        self._alive[name] = value
        return value

    def _fingerprint(self, name: str) -> str:
        """Of what the question is answered with now."""
        graph = cast(Graph, self.graph)
        number = graph.numbers.get(name)
        if number is None:
            owner, piece = _owner(name)
            known = graph.numbers.get(owner)
            if known is None or not piece:
                self._run(owner)
            else:
                self._settle(known)
            number = graph.number(name, owner if piece else "")
            if piece:
                self._compare(number, self._piece(owner, graph.numbers[owner], name.rpartition(SEP)[2]))
            self._settled.add(number)
        self._settle(number)
        return graph.fingerprints[number]

    def holds(self, number: int) -> bool:
        """Whether nothing that was asked for this answer has changed."""
        graph = cast(Graph, self.graph)
        asked, held = graph.asked(number), graph.held[number]
        if held == graph.run - 1 and self._settled.issuperset(asked):
            return self._changed.isdisjoint(asked)
        for one in asked:
            if one not in self._settled:
                self._settle(one)
            if graph.changed[one] > held:  # what was asked after it may make no sense any more
                return False
        return True

    def _settle(self, number: int) -> None:
        """See to it that a remembered answer is that of today."""
        if number in self._settled:
            return
        graph = cast(Graph, self.graph)
        owner = graph.owner(number)
        if owner is not None:
            self._settle(owner)
        elif not (graph.asked(number) and self.holds(number)):
            self._run(graph.names[number])
        self._settled.add(number)

    def _run(self, owner: str) -> None:
        """Run a step, and take down what it asked and what it gave."""
        if owner in self._running:
            raise RuntimeError(f"{owner!r} asks itself")
        step, _, key = owner.partition(SEP)
        self._running.add(owner)
        before, self._asked = self._asked, {}
        start, outer, self._inner = self._clock(), self._inner, 0.0
        try:
            value = step_named(step)(self._world, key)
            asked = self._asked
        finally:
            self._asked = before
            self._running.discard(owner)
            own, self._inner = self._clock() - start - self._inner, outer + self._clock() - start
        self.ran[step] = self.ran.get(step, 0) + 1
        self.took[step] = self.took.get(step, 0.0) + own
        pieces = value if isinstance(value, Pieces) else None
        if pieces is None:
            self._alive[owner] = value
        else:
            for piece, part in pieces.items():
                self._alive[f"{owner}{SEP}{piece}"] = part
        if self.graph is None:
            self._alive[f"{owner}{SEP}"] = None  # has run
            return
        if pieces is None:
            self.take(owner, self._freezer.put(value), asked)
        else:
            self._tables[owner] = table = {piece: self._freezer.put(part) for piece, part in pieces.items()}
            self.take(owner, self._freezer.put(table), asked)

    def _piece(self, owner: str, number: int, piece: str) -> str:
        """The fingerprint of a piece of an answer that is that of today."""
        if owner not in self._tables:
            graph, answers = cast(Graph, self.graph), cast(Answers, self.answers)
            data = answers.get(graph.fingerprints[number])
            try:
                found = thaw(data) if data and fingerprint_of(data) == graph.fingerprints[number] else None
            except Unreadable:
                found = None
            if isinstance(found, dict):
                self._tables[owner] = found
            else:  # forgotten or damaged
                self._run(owner)
        return self._tables[owner].get(piece, ABSENT)

    # What a build makes of the answers.

    def made(self, path: str) -> str | None:
        """The fingerprint of an output that was made before and still holds."""
        graph = cast(Graph, self.graph)
        number = graph.numbers.get(f"{_MADE}{SEP}{path}")
        if number is None or not (number in self._settled or (graph.asked(number) and self.holds(number))):
            return None
        self._settled.add(number)
        return graph.fingerprints[number]

    def make(self, path: str, plan: tuple[str, str], work: Callable[[], bytes]) -> bytes:
        """Make an output, and take down what was asked on the way; `plan` is the step and key with a piece for it."""
        before, self._asked = self._asked, {f"{plan[0]}{SEP}{plan[1]}{SEP}{path}": None}
        try:
            data = work()
            asked = self._asked
        finally:
            self._asked = before
        self.take(f"{_MADE}{SEP}{path}", fingerprint_of(data), asked)
        return data

    def pending(self, step: str, keys: Iterable[str]) -> list[str]:
        """Those of the keys for which the step has to run."""
        graph = cast(Graph, self.graph)
        numbers = ((key, graph.numbers.get(f"{step}{SEP}{key}")) for key in keys)
        return [
            key for key, n in numbers if n is None or not (n in self._settled or (graph.asked(n) and self.holds(n)))
        ]

    def finish(self, whole: bool = False) -> Graph:
        """The graph, which says from now on what this run has found to hold.

        After a `whole` run, which came to everything that is asked for, it loses the rest once that is the larger part.
        """
        graph = cast(Graph, self.graph)
        for number in self._settled:
            graph.held[number] = graph.run
        graph.run += 1
        return graph.with_only(self._settled) if whole and 2 * len(self._settled) < len(graph.names) else graph

    # Work in several processes.

    def detach(self) -> None:
        """In a process that was forked: find out for the other one."""
        self._log, self.ran, self.took = [], {}, {}
        if self.answers is not None:
            self.answers.detach()

    def delta(self) -> Delta:
        """What was found out since this was asked last, for the process that this one was forked from; nothing in that one."""
        if self._log is None or self.answers is None:
            return Delta()
        found = Delta(self._log, self.answers.taken(), self.ran, self.took)
        self._log, self.ran, self.took = [], {}, {}
        return found

    def merge(self, delta: Delta) -> None:
        """Know what another process has found out."""
        for fingerprint, data in delta.answers:
            cast(Answers, self.answers).put(fingerprint, data)
        for taken in delta.taken:
            self.take(*taken)
        for step, times in delta.ran.items():
            self.ran[step] = self.ran.get(step, 0) + times
            self.took[step] = self.took.get(step, 0.0) + delta.took.get(step, 0.0)

    def take(self, owner: str, fingerprint: str, asked: Iterable[str]) -> None:
        """Remember what a step gave, and notice what of it is another than before."""
        graph = cast(Graph, self.graph)
        asked = tuple(asked)
        if self._log is not None:
            self._log.append((owner, fingerprint, asked))
        number = graph.number(owner)
        same = graph.fingerprints[number] == fingerprint
        self._compare(number, fingerprint)
        graph.ask(number, [self._number(name) for name in asked or (_NOTHING,)])
        for one in () if same else graph.pieces(number):
            self._compare(one, self._piece(owner, number, graph.names[one].rpartition(SEP)[2]))

    def _number(self, name: str) -> int:
        """Of something that was asked, perhaps for the first time."""
        graph = cast(Graph, self.graph)
        number = graph.numbers.get(name)
        if number is None:
            owner, piece = _owner(name)
            number = graph.number(name, owner if piece else "")
            at = graph.owner(number)
            if name.partition(SEP)[0] in _INPUTS:
                graph.outside.append(number)
                self._compare_input(graph, number)
            elif at is not None and graph.fingerprints[at] != ABSENT:
                self._compare(number, self._piece(owner, at, name.rpartition(SEP)[2]))
        return number

    def _compare(self, number: int, fingerprint: str) -> None:
        graph = cast(Graph, self.graph)
        if graph.fingerprints[number] != fingerprint:
            graph.fingerprints[number] = fingerprint
            graph.changed[number] = graph.run
            self._changed.add(number)
        self._settled.add(number)

    # Inputs.

    def _compare_inputs(self, graph: Graph) -> None:
        """All of them at once: they are asked about most."""
        for number in graph.outside:
            self._compare_input(graph, number)
        graph.settle(self._changed, self._settled)

    def _compare_input(self, graph: Graph, number: int) -> None:
        what, _, key = graph.names[number].partition(SEP)
        if what == _FILE:
            now = self.inputs.fingerprint(key)
        elif what == _NAMES:
            now = fingerprint_of("\0".join(self.inputs.names(key)).encode("utf-8", "surrogatepass"))
        else:
            now = fingerprint_of(self.given.get(key, "").encode())
        self._compare(number, now)


def _owner(name: str) -> tuple[str, bool]:
    """The step, with its key, that a name belongs to, and whether it names a piece of its answer."""
    parts = name.split(SEP, 2)
    return (f"{parts[0]}{SEP}{parts[1]}", True) if len(parts) == 3 else (name, False)
