"""Answers of steps, which are known to hold as long as what was asked for them stays the same.

    step      a function of a site and a key; while it runs, all that it asks of other steps and of files is noted
    pieces    a step may answer with several pieces by name, each asked and compared for itself
    asker     answers questions: from what it has answered before, from what is remembered, or by running the step

Without a memory, asking is calling, once for each key: that is how tests build. With one, what changed outside is pushed
to those that asked it: their steps run again, in an order in which nothing runs before what it asks; and where a step
gives what it gave before, the change ends there. What no change came to holds, and nobody looks at it. After *Build
Systems à la Carte* (Mokhov, Mitchell, Peyton Jones 2018, early cut-off) and *Adaptive Functional Programming* (Acar,
Blelloch, Harper 2002, propagation by who asked). Nothing here knows of papers, of files on a disk or of processes.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from digest.values.answers import Answers, Delta, Freezer, Print, Taken
from digest.values.frozen import Unreadable, fingerprint_of, freeze, thaw
from digest.values.graph import ABSENT, OUTPUT, UNKNOWN, Graph
from digest.values.inputs import Inputs
from digest.values.ledger import FILE, GIVEN, MADE, NAMES, Ledger
from digest.values.spreading import Spread, in_order
from digest.values.steps import Pieces, World, step_named
from digest.values.waiting import SEP, owner_of

_COST = 3.0
"""Milliseconds that a step takes, more or less."""
_ALIVE = 10_000
"""Answers at hand, and as many that were at hand before: what is asked again later is read again."""
_UNSET: Any = object()
_FEW = {fingerprint_of(freeze(one)): one for one in (True, False, (), "")}
"""What very many answers are, which nobody has to look up."""
T = TypeVar("T")


class _Later(BaseException):
    """What is asked may itself have to be found out anew: that of lower ranks goes first."""

    def __init__(self, rank: int) -> None:
        self.rank = rank


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
        self.inputs, self.answers = inputs, answers
        self._freezer = Freezer(answers)
        self.given = dict(given or {})
        self.ran: dict[str, int] = {}
        """How often each step ran."""
        self.took: dict[str, float] = {}
        """How many seconds each step took, without those that it asked."""
        self._clock, self._inner = clock, 0.0
        self._world: Any = None
        self._alive: dict[str, Any] = {}
        self._most = _ALIVE
        self._older: dict[str, Any] = {}  # of these, those that nobody asked for lately are forgotten
        self._asked: dict[str, None] | None = None  # by the step that runs; the order is that of asking
        self._running: set[str] = set()
        self._last: tuple[str, Any, dict[str, None]] | None = None
        self._log: list[Taken] | None = None
        self.ledger = cast(Ledger, None)
        """What is remembered, by asking on; there is none without a memory."""
        if graph is not None and answers is not None:
            self.ledger = Ledger(graph, answers, self._outside, self._run)

    def serve(self, world: World) -> None:
        """Say what steps are run on."""
        self._world = world

    # What a step asks.

    def file(self, path: str) -> bytes | None:
        """The bytes of an input, None where there is none."""
        self._note(f"{FILE}{SEP}{path}")
        return self.inputs.read(path)

    def names(self, folder: str) -> Sequence[str]:
        """The paths of all inputs below a folder, sorted."""
        self._note(f"{NAMES}{SEP}{folder}")
        return self.inputs.names(folder)

    def option(self, name: str) -> str:
        """What was given on the command line, or nothing."""
        self._note(f"{GIVEN}{SEP}{name}")
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
        found = self._alive.get(name, _UNSET)
        return self._find(name) if found is _UNSET else found

    # How an answer is found.

    def _find(self, name: str) -> Any:
        owner, piece = owner_of(name)
        if self.answers is None or self.ledger is None:
            if f"{owner}{SEP}" not in self._alive:
                self._run(owner)
            return self._alive.setdefault(name, None) if piece else self._alive[name]
        if name in self._older:
            self._alive[name] = self._older[name]
            return self._alive[name]
        while True:
            try:
                fingerprint = self._fingerprint(name, owner, piece)
                break
            except _Later as later:
                if self.ledger.waiting.at is not None or self._running:
                    raise
                self.push(later.rank)
        found = self._alive.get(name, _UNSET)
        if found is not _UNSET:  # its step has just run
            return found
        if fingerprint == ABSENT:
            value = None
        elif fingerprint in _FEW:
            value = _FEW[fingerprint]
        else:
            data = self.answers.get(fingerprint)
            try:
                value = _UNSET if data is None or fingerprint_of(data) != fingerprint else thaw(data)
            except Unreadable:
                value = _UNSET
            if value is _UNSET:  # forgotten or damaged: then it is made again
                self._run(owner, lost=True)
                return self._alive.get(name)
        self._forget()
        self._alive[name] = value
        return value

    def _forget(self) -> None:
        """Of many answers at hand, those that nobody asked for lately are not, from now on: they are read again."""
        if self.ledger is not None and len(self._alive) > self._most:
            self._older, self._alive = self._alive, {}

    def _fingerprint(self, name: str, owner: str, piece: bool) -> str:
        """Of what the question is answered with now."""
        graph, waiting = self.ledger.graph, self.ledger.waiting
        at = graph.find(owner)
        if at is None or graph.fingerprint(at) == UNKNOWN:
            self._run(owner)
        elif graph.ranks[at] >= waiting.lowest:
            if at in graph.pending and graph.ranks[at] == waiting.at:
                self._run(owner)
            elif graph.ranks[at] != waiting.at and not (waiting.at is not None and len(graph.pending) == 1):
                raise _Later(graph.ranks[at])
        return graph.fingerprint(self.ledger.number(name))

    def _run(self, owner: str, lost: bool = False) -> None:
        """Run a step, and take down what it asked and what it gave; `lost` where what is known of that may not be there any more."""
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
        self._forget()
        if pieces is None:
            self._alive[owner] = value
        else:
            for piece, part in pieces.items():
                self._alive[f"{owner}{SEP}{piece}"] = part
        if self.ledger is None:
            self._alive[f"{owner}{SEP}"] = None  # has run
            return
        if pieces is None:
            self._take(owner, self._freezer.put(value), asked)
        else:
            few = lost or any(type(part) is Print for part in pieces.values())
            kept = {} if few else self.ledger.pieces(owner)
            table = {piece: self._freezer.put(part, kept.get(piece, "")) for piece, part in pieces.items()}
            self.ledger.has_pieces(owner, table)
            self._take(owner, self._freezer.put(table), asked)

    def _take(self, owner: str, fingerprint: str, asked: Iterable[str]) -> None:
        """Remember an answer, here and in the process that this one was forked from."""
        taken = (owner, fingerprint, tuple(asked))
        if self._log is not None:
            self._log.append(taken)
        self.ledger.take(*taken)

    def _outside(self, name: str) -> str:
        """The fingerprint of an input."""
        what, _, key = name.partition(SEP)
        if what == FILE:
            return self.inputs.fingerprint(key)
        if what == NAMES:
            return fingerprint_of("\0".join(self.inputs.names(key)).encode("utf-8", "surrogatepass"))
        return fingerprint_of(self.given.get(key, "").encode())

    # What changed is pushed to those that asked it.

    def push(self, most: int = OUTPUT, spread: Spread = in_order, costs: Mapping[str, float] | None = None) -> None:
        """Find out anew what changes come to, up to a rank. `costs` has the milliseconds of steps that take long."""
        graph, waiting = self.ledger.graph, self.ledger.waiting

        while batch := waiting.take(most):
            steps = [graph.name(number).partition(SEP)[0] for number in batch]
            cost = sum((costs or {}).get(step, _COST) for step in steps) / len(steps)

            def again(at: int, batch: list[int] = batch) -> tuple[int, int | None, Delta]:
                return batch[at], self._again(batch[at]), self.delta()

            try:
                for number, later, delta in spread(again, len(batch), "answers", cost, self.detach):
                    self.merge(delta)
                    if later is None:
                        graph.pending.discard(number)
                    else:
                        waiting.lift(number, later)
            finally:
                waiting.back(batch)

    def _again(self, number: int) -> int | None:
        """Run a step again. The rank above which that has to be done, where it is for later."""
        if number in self.ledger.graph.pending:  # else it was found out meanwhile, since it was asked
            owner = self.ledger.graph.name(number)
            try:
                self._run(owner)
            except _Later as later:
                return later.rank
            except Exception:  # perhaps nobody asks this any more; who does is told then
                self._take(owner, UNKNOWN, ())
        return None

    # What a build makes of the answers.

    def make(self, path: str, plan: tuple[str, str], work: Callable[[], bytes]) -> bytes:
        """Make an output, and take down what was asked on the way; `plan` is the step and key with a piece for it."""
        before, self._asked = self._asked, {f"{plan[0]}{SEP}{plan[1]}{SEP}{path}": None}
        try:
            data = work()
            asked = self._asked
        finally:
            self._asked = before
        self._take(f"{MADE}{path}", fingerprint_of(data), asked)
        return data

    def once(self, name: str, work: Callable[[], T]) -> T:
        """What some work gives that outputs made one after the other share: it is done for the first, and asked by each."""
        if self._last is None or self._last[0] != name:
            before, self._asked = self._asked, {}
            try:
                self._last = (name, work(), self._asked)
            finally:
                self._asked = before
        if self._asked is not None:
            self._asked |= self._last[2]
        return cast(T, self._last[1])

    def noted(self, work: Callable[[], T]) -> tuple[T, list[str]]:
        """What some work gives, and what it asked."""
        before, self._asked = self._asked, {}
        try:
            return work(), list(self._asked)
        finally:
            self._asked = before

    def pending(self, step: str, keys: Iterable[str]) -> list[str]:
        """Those of the keys for which the step has to run."""
        return [key for key in keys if self.ledger.has_to_run(f"{step}{SEP}{key}")]

    # Work in several processes.

    def detach(self) -> None:
        """In a process that was forked: find out for the other one."""
        self._log, self.ran, self.took = [], {}, {}
        if self.answers is not None:
            if not self.answers.detach():  # what is sent away cannot be read again
                self._most = sys.maxsize

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
            self.ledger.has_pieces(taken[0], None)
            self.ledger.take(*taken)
        for step, times in delta.ran.items():
            self.ran[step] = self.ran.get(step, 0) + times
            self.took[step] = self.took.get(step, 0.0) + delta.took.get(step, 0.0)
