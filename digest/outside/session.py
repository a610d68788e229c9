"""The site of a folder as it is now: known without a look into any file where none changed, made again otherwise."""

import contextlib
import datetime
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from digest.figures.plotting import plotted_by
from digest.outside.inputs import Folder
from digest.outside.maker import maker
from digest.outside.memory import Finished, Memory, now
from digest.outside.packaged import packaged
from digest.outside.plotter import Plotter
from digest.outside.progress import NONE, Progress
from digest.values.language import counted
from digest.values.problems import DigestError, Problem

if TYPE_CHECKING:
    from digest.connections.site import Site
    from digest.output.renewal import Renewed
    from digest.outside.shelf import Shelf
    from digest.values.asking import Asker
    from digest.values.graph import Graph

A = TypeVar("A")


class Session:
    """The site below a root, as it was when it was looked at last. To be used in a `with`, at whose end it is remembered.

    Raises DigestError with everything that is wrong; what was found out is remembered all the same.
    """

    def __init__(
        self,
        root: Path,
        cache: Path | None,
        given: Mapping[str, str],
        progress: Progress = NONE,
        only_read: bool = False,
    ) -> None:
        """`cache` is the folder of the memory, None where nothing is to be remembered; `given` goes before the settings."""
        self._root, self._given, self._progress = root, dict(given), progress
        self._lock = threading.RLock()  # a page may be made for somebody who reads while files are looked at again
        self._begun = now()
        self._memory = Memory(cache, maker(), only_read)
        self._inputs = Folder(root, self._memory.signatures, self._memory.noted, packaged())
        self._renewed: Renewed | None = None
        self._shelf: Shelf | None = None
        self._graph: Graph | None = None
        self._asker: Asker | None = None
        self._site: Site | None = None
        self._plotter = Plotter()
        finished = self._memory.finished
        same = finished and finished.given == self._given and self._inputs.unchanged
        self._finished = finished if same else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._graph is not None:
            self._memory.save(self._graph, self._inputs.signatures(), self._begun, self._finished)
        self._memory.close()
        if self._shelf:
            self._shelf.close()
        self._plotter.close()

    def look_again(self) -> None:
        """Take the files as they are now."""
        with self._lock:
            noted, self._begun = self._begun, now()
            self._inputs = Folder(self._root, self._inputs.signatures(), noted, packaged())
            if not self._inputs.unchanged:
                self._finished = None

    @property
    def site(self) -> Finished:
        """The site, by the fingerprints of its files."""
        with self._lock:
            if self._finished is None:
                with self._telling_whose():
                    self._renew()
            assert self._finished
            return self._finished

    def ask(self, question: Callable[["Site"], A]) -> A:
        """What the site answers, from what is remembered where that holds."""
        from digest.connections.site import Site
        from digest.values.asking import Asker

        with self._lock:
            asker = Asker(self._inputs, self._graph or self._memory.graph, self._memory.answers, self._given)
            try:
                return question(Site(asker))
            finally:
                self._graph = asker.ledger.finish()

    @property
    def fingerprints(self) -> Mapping[str, str]:
        return self.site.fingerprints

    def read(self, path: str) -> bytes:
        """The bytes of a file of the last site that could be made."""
        with self._lock, self._telling_whose():
            if self._renewed is None:
                self._renew()
            assert self._renewed
            with plotted_by(self._plotter):
                return self._renewed.read(path)

    def ready(self, paths: Collection[str]) -> None:
        """Told which files are about to be read: where many of them have to be made, that is done in several processes."""
        with self._lock, self._telling_whose():
            if self._renewed is None:
                self._renew()
            assert self._renewed
            with plotted_by(self._plotter), self._progress.during():
                self._renewed.ready(paths)

    @contextlib.contextmanager
    def _telling_whose(self) -> Iterator[None]:
        """A problem in a file that comes with the program is one that an author looks for in vain: it says so."""
        try:
            yield
        except DigestError as error:
            own = self._inputs.is_own
            said = "the file comes with the program, and is used with those of your own"
            raise DigestError(
                one if own(one.location.path) else replace(one, message=f"{one.message} ({said})")
                for one in (*error.problems, *error.hints)
            ) from None

    def later_than(self, today: datetime.date) -> tuple[Problem, ...]:
        """Every day in content/ that is still to come, whether a site could be made or not."""
        with self._lock:
            if self._finished and self._finished.newest <= today.isoformat():
                return ()
            if self._site is None:
                self._renew()
            from digest.connections.days import later_than  # as below

            assert self._site
            return tuple(later_than(self._site, today))

    def account(self) -> str:
        """What was asked, what of it ran again, and how many seconds that took, in all processes together."""
        if self._asker is None or self._renewed is None:
            return "nothing was asked: every file is what it was"
        ran, took = self._asker.ran, self._asker.took
        lines = [f"{took[step]:8.2f} s {times:7,} × {step}" for step, times in ran.items()]
        known = len(self._asker.ledger.graph)
        head = (
            f"{counted(known, 'answer')} known; {counted(sum(ran.values()), 'step')} ran,"
            f" {counted(len(self._renewed.made), 'file')} made"
        )
        return "\n".join((head, *sorted(lines, reverse=True)))

    def _renew(self) -> None:
        # Only where something changed: to import all of it takes longer than to learn that nothing did.
        from digest.connections.site import Site
        from digest.output.renewal import renew
        from digest.outside.shelf import Shelf
        from digest.outside.work import Processes
        from digest.values.asking import Asker
        from digest.values.flat import Damaged
        from digest.values.graph import Graph

        shelf = self._shelf = self._shelf or Shelf()
        spread = Processes(report=self._progress)
        self._plotter.begin()

        def from_graph(graph: "Graph") -> None:
            asker = Asker(self._inputs, graph, self._memory.answers, self._given, time.perf_counter)
            self._asker, self._site = asker, Site(asker)
            try:
                with plotted_by(self._plotter), self._progress.during():
                    self._renewed = renew(self._site, shelf, spread)
                renewed = self._renewed
                self._finished = Finished(
                    self._given,
                    dict(renewed.fingerprints),
                    renewed.remarks,
                    renewed.hints,
                    renewed.newest,
                    renewed.pages,
                )
            finally:
                self._graph = asker.ledger.finish()

        try:
            from_graph(self._graph or self._memory.graph)
        except Damaged:  # a memory that nobody could have written like that
            from_graph(Graph())
