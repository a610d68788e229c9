"""What earlier builds made, in a cache folder that is safe to delete: the graph of what asked what, answers, signatures of files.

    graph            who asked what, as `values/written.py` writes it, after a line that says who wrote it
    changes          what of it is otherwise since
    inputs.json      what each input file was known by
    site.json        the files of the site by fingerprint, where the build went well
    answers.sqlite3  frozen answers by fingerprint

All of it is data: nothing read from here is run, and each answer is held against its fingerprint. A memory that is
damaged, or was written by another version of this program or of its libraries, is a memory that knows nothing: it
never makes a build fail and never changes what a build gives.
"""

import contextlib
import functools
import json
import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digest.outside.inputs import Signature
from digest.values.flat import Damaged, Flat
from digest.values.graph import Graph
from digest.values.problems import Degree, Location, Problem
from digest.values.written import base_parts, change, change_bytes, graph_of

_TABLE = "answers (print TEXT PRIMARY KEY, data BLOB NOT NULL)"
"""With row numbers: answers come one behind the other, and what is put among others in no order is their index alone."""
_CACHE = 16_384
"""Kibibytes of that index which SQLite has at hand."""
_AT_ONCE = 1000
_SPARE = 1_000
"""Pages of SQLite, of 4 kB each, that a small memory may grow by before it is looked through."""


class Answers:
    """Frozen answers by fingerprint. One that only reads keeps what is new for itself."""

    def __init__(self, file: Path | None, only_read: bool = False) -> None:
        self._file, self._only_read = file, only_read
        self._new: dict[str, bytes] = {}
        self._connection: sqlite3.Connection | None = None
        self._open()

    def _open(self) -> None:
        if self._file is None:
            return
        try:
            if self._only_read:  # immutable: no lock file beside it either
                address = f"{self._file.resolve().as_uri()}?mode=ro&immutable=1"
                self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
                return
            connection = sqlite3.connect(self._file, timeout=5, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")  # lost on a power cut: then it is made again
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            connection.execute(f"CREATE TABLE IF NOT EXISTS {_TABLE}")
            self._connection = connection
        except (OSError, sqlite3.Error):
            self._start_again()

    def _start_again(self) -> None:
        """A damaged file is put aside; where even that fails, nothing is kept beyond this run."""
        self.close()
        if self._only_read or self._file is None:
            return
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
        file, self._file = self._file, None
        with contextlib.suppress(OSError, sqlite3.Error):
            connection = sqlite3.connect(file, timeout=5, isolation_level=None, check_same_thread=False)
            connection.execute(f"CREATE TABLE {_TABLE}")
            self._connection, self._file = connection, file

    def get(self, fingerprint: str) -> bytes | None:
        found = self._new.get(fingerprint)
        if found is None and self._connection:
            try:
                row = self._connection.execute("SELECT data FROM answers WHERE print = ?", (fingerprint,)).fetchone()
            except sqlite3.Error:
                self._start_again()
                return None
            found = row[0] if row and isinstance(row[0], bytes) else None
        return found

    def put(self, fingerprint: str, data: bytes) -> None:
        self._new[fingerprint] = data
        if len(self._new) >= _AT_ONCE and self._connection and not self._only_read:
            self.write()

    def write(self) -> None:
        """Put down what is new."""
        if not self._new or not self._connection or self._only_read:
            return
        try:
            self._connection.execute("BEGIN")
            self._connection.executemany("INSERT OR IGNORE INTO answers VALUES (?, ?)", self._new.items())
            self._connection.execute("COMMIT")
            self._new.clear()
        except sqlite3.Error:
            self._start_again()

    def detach(self) -> bool:
        """In a process that was forked: read through a connection of its own, and keep what is new for itself."""
        self._connection, self._only_read = None, True  # the parent's connection is left as it is, not closed
        if self._file is not None:
            with contextlib.suppress(sqlite3.Error):
                address = f"{self._file.resolve().as_uri()}?mode=ro"
                self._connection = sqlite3.connect(address, uri=True)
        return self._connection is not None

    def taken(self) -> list[tuple[str, bytes]]:
        """What was put since this was asked last, which is then forgotten."""
        new, self._new = list(self._new.items()), {}
        return new

    def keep_only(self, fingerprints: Callable[[], set[str]]) -> None:
        """Throw all others away, once the file is twice as large as it was after the last time."""
        if not self._connection or self._only_read:
            return
        with contextlib.suppress(sqlite3.Error):
            (size,) = self._connection.execute("PRAGMA page_count").fetchone()
            (limit,) = self._connection.execute("PRAGMA user_version").fetchone()
            if limit == 0:
                self._connection.execute(f"PRAGMA user_version = {2 * size + _SPARE}")
            if limit == 0 or size <= limit:
                return
            self._connection.execute("BEGIN")
            self._connection.execute("CREATE TEMP TABLE kept (print TEXT PRIMARY KEY) WITHOUT ROWID")
            self._connection.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((one,) for one in fingerprints()))
            self._connection.execute("DELETE FROM answers WHERE print NOT IN (SELECT print FROM kept)")
            self._connection.execute("DROP TABLE kept")
            self._connection.execute("COMMIT")
            self._connection.execute("VACUUM")
            (size,) = self._connection.execute("PRAGMA page_count").fetchone()
            self._connection.execute(f"PRAGMA user_version = {2 * size + _SPARE}")

    def close(self) -> None:
        if self._connection:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A build that went well: what it was given, the files of its site by fingerprint, and what was said of it.

    `newest` is the newest day that an entry names, as 2026-11-21; `pages` counts the pages, without those that only lead to one.
    """

    given: dict[str, str]
    fingerprints: dict[str, str]
    remarks: tuple[str, ...]
    hints: tuple[Problem, ...] = ()
    newest: str = ""
    pages: int = 0


class Memory:
    """The memory in a folder, for the program that calls itself `maker`; without a folder, one that lasts as long as the program."""

    def __init__(self, folder: Path | None, maker: str, only_read: bool = False) -> None:
        self._folder, self._maker, self._only_read = folder, maker, only_read
        if folder is not None and not only_read:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / ".gitignore").write_text("*\n")
            except OSError:
                self._folder = None
        self._written: Flat | None = None
        """The base of a graph that is in the folder."""
        self.signatures, self.noted = self._read_signatures()

    @functools.cached_property
    def answers(self) -> Answers:
        return Answers(self._folder / "answers.sqlite3" if self._folder else None, self._only_read)

    @functools.cached_property
    def graph(self) -> Graph:
        """What is known of answers. Changes that are damaged never were: then it knows what held before them."""
        if self._folder is None:
            return Graph()
        try:
            data = (self._folder / "graph").read_bytes()
            head = self._maker.encode() + b"\n"
            if not data.startswith(head):
                return Graph()
            graph = graph_of(memoryview(data)[len(head) :])
        except (OSError, Damaged):
            return Graph()
        self._written = graph.base
        try:
            change(graph, (self._folder / "changes").read_bytes())
        except (OSError, Damaged):
            graph = Graph(graph.base)
        return graph

    def _save_graph(self, folder: Path, graph: Graph) -> None:
        """Changes that do not belong to a base are none, so that it does not matter when this ends between the two."""
        if graph.base is not self._written:
            _replace(folder / "graph", self._maker.encode() + b"\n", *base_parts(graph))
            self._written = graph.base
        _replace(folder / "changes", change_bytes(graph))

    def _read_signatures(self) -> tuple[dict[str, Signature], int]:
        try:
            found = self._read("inputs.json")
            known = {str(path): (int(s), int(t), int(i), str(f)) for path, (s, t, i, f) in found["files"].items()}
            return known, int(found["noted"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}, 0

    @property
    def finished(self) -> Finished | None:
        """The build whose signatures these are, where it went well and was this program's."""
        try:
            found = self._read("site.json")
            if found["noted"] != self.noted or found["maker"] != self._maker:
                return None
            given = {str(name): str(value) for name, value in found["given"].items()}
            files = dict(zip(map(str, found["paths"]), map(str, found["prints"]), strict=True))
            remarks, hints = tuple(map(str, found["remarks"])), tuple(map(_hint, found["hints"]))
            return Finished(given, files, remarks, hints, str(found["newest"]), int(found["pages"]))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def _read(self, name: str) -> Any:
        if self._folder is None:
            raise FileNotFoundError(name)
        return json.loads((self._folder / name).read_bytes())

    def save(
        self, graph: Graph, signatures: Mapping[str, Signature], noted: int, finished: Finished | None = None
    ) -> None:
        """Put down what this run knows; `noted` is the time before it looked at its files, `finished` what came of it."""
        if self._folder is None or self._only_read:
            return
        self.answers.write()
        with contextlib.suppress(OSError):
            self._save_graph(self._folder, graph)
            _replace(self._folder / "inputs.json", _json({"noted": noted, "files": signatures}))
            if finished:
                said = {"noted": noted, "maker": self._maker, "given": finished.given, "remarks": finished.remarks}
                said["hints"] = [[h.location.path, h.location.line, h.message, h.rule, h.about] for h in finished.hints]
                said |= {"newest": finished.newest, "pages": finished.pages}
                files = finished.fingerprints
                _replace(self._folder / "site.json", _json(said | {"paths": [*files], "prints": [*files.values()]}))
        self.answers.keep_only(graph.fingerprints)

    def close(self) -> None:
        if "answers" in self.__dict__:
            self.answers.close()


def _hint(written: list[Any]) -> Problem:
    path, line, message, rule, about = written
    return Problem(Location(str(path), int(line)), str(message), str(rule), Degree.HINT, str(about))


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _replace(file: Path, *parts: bytes | memoryview) -> None:
    """The whole of it or nothing, also for somebody who reads it at the same time."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    with fresh.open("wb") as written:
        written.writelines(parts)
    fresh.replace(file)


def now() -> int:
    """The time in nanoseconds, as files carry it."""
    return time.time_ns()
