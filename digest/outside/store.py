"""What was made before, by a key that says all it depends on: names and bytes only.

One SQLite file in a cache folder that is safe to delete. A store that cannot be read is a store that knows nothing:
it never makes a build fail and never changes what a build gives.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

_KEPT_RUNS = 4
_AT_ONCE = 500


class Store:
    """Bytes by key. What four runs in a row did not ask for is forgotten. One that only reads writes nothing at all."""

    def __init__(self, folder: Path, only_read: bool = False) -> None:
        self._file = folder / "memory.sqlite3"
        self._only_read = only_read
        self._connection: sqlite3.Connection | None = None
        self._used: set[str] = set()
        if only_read:
            with contextlib.suppress(sqlite3.Error):  # immutable: no lock file beside it either
                self._connection = sqlite3.connect(f"{self._file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n")
            self._open()
        except (OSError, sqlite3.Error):
            self._start_again()

    def _open(self) -> None:
        connection = sqlite3.connect(self._file, timeout=5, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")  # lost on a power cut: then it is made again
        connection.execute(
            "CREATE TABLE IF NOT EXISTS made (key TEXT PRIMARY KEY, run INTEGER NOT NULL, data BLOB NOT NULL) WITHOUT ROWID"
        )
        self._run = int(connection.execute("SELECT coalesce(max(run), 0) + 1 FROM made").fetchone()[0])
        self._connection = connection

    def _start_again(self) -> None:
        """A damaged file is put aside; where even that fails, nothing is remembered."""
        self.close()
        if self._only_read:
            return
        with contextlib.suppress(OSError, sqlite3.Error):
            self._file.unlink(missing_ok=True)
            self._open()

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """What is known of `keys`."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, bytes] = {}
        try:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                if self._connection:
                    found.update(self._connection.execute(f"SELECT key, data FROM made WHERE key IN ({marks})", some))
        except sqlite3.Error:
            self._start_again()
            return {}
        self._used.update(found)
        return found

    def put(self, made: Mapping[str, bytes]) -> None:
        if not made or not self._connection or self._only_read:
            return
        try:
            self._connection.execute("BEGIN")
            self._connection.executemany(
                "INSERT OR REPLACE INTO made VALUES (?, ?, ?)", [(k, self._run, v) for k, v in made.items()]
            )
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            self._start_again()

    def finish(self) -> None:
        """Note what this run used, and forget what none of the last ones did."""
        if not self._connection or self._only_read:
            self.close()
            return
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("BEGIN")
            self._connection.executemany(
                "UPDATE made SET run = ? WHERE key = ?", [(self._run, key) for key in self._used]
            )
            self._connection.execute("DELETE FROM made WHERE run <= ?", (self._run - _KEPT_RUNS,))
            self._connection.execute("COMMIT")
        self.close()

    def close(self) -> None:
        if self._connection:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None
