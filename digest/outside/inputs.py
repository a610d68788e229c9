"""The files of content/, templates/ and static/ on disk: which there are, and which have changed, mostly without reading them.

Below the templates/ and static/ of a digest lie those of the program: a file of its own takes the place of one of the same
name there. A file is known to be what it was by its size, its time of change and its inode, as git knows it. One that was changed
in the same moment in which that was noted down is read again: its next change could carry the same time.
"""

import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

from digest.outside import packaged
from digest.values.frozen import fingerprint_of
from digest.values.graph import ABSENT
from digest.values.problems import DigestError, Location, Problem

FOLDERS = ("content", "templates", "static")

Signature = tuple[int, int, int, str]
"""Size, time of change in nanoseconds, inode, and the fingerprint of the bytes."""

_GRAIN = 2_000_000_000
"""Nanoseconds: the coarsest times of change that file systems note down (FAT)."""


class Folder:
    """The inputs below a root. Raises DigestError for a file that cannot be read or that is a link out of the root."""

    def __init__(
        self, root: Path, known: Mapping[str, Signature] | None = None, noted: int = 0, below: Path | None = None
    ) -> None:
        """`known` are signatures that were noted down at the time `noted`, in nanoseconds; `below` holds what comes with the program."""
        self._known, self._noted = known or {}, noted
        self._inside = root.resolve()
        self._now: dict[str, os.stat_result] = {}
        self._at: dict[str, str] = {}
        self._seen: dict[str, Signature] = {}
        self._problems: list[Problem] = []
        for folder in FOLDERS:
            self._scan(str(root), folder)
        self._own = frozenset(self._now)
        if below and below.resolve() != self._inside:
            self._inside = below.resolve()
            for folder in packaged.FOLDERS:
                self._scan(str(below), folder)
        if self._problems:
            raise DigestError(self._problems)
        self._names = sorted(self._now)

    def names(self, folder: str) -> Sequence[str]:
        """The paths of all files below a folder, sorted."""
        return [name for name in self._names if name.startswith(f"{folder}/")]

    def fingerprint(self, path: str) -> str:
        """Of the file's bytes; ABSENT where there is no such file."""
        now = self._now.get(path)
        if now is None:
            return ABSENT
        if path not in self._seen:
            size, changed, inode, fingerprint = self._known.get(path, (-1, 0, 0, ""))
            same = (size, changed, inode) == (now.st_size, now.st_mtime_ns, now.st_ino)
            if not same or changed >= self._noted - _GRAIN:
                fingerprint = fingerprint_of(self.read(path) or b"")
            self._seen[path] = (now.st_size, now.st_mtime_ns, now.st_ino, fingerprint)
        return self._seen[path][3]

    def read(self, path: str) -> bytes | None:
        if path not in self._now:
            return None
        try:
            with open(self._at[path], "rb") as file:  # noqa: PTH123  # a Path costs more than the reading
                return file.read()
        except OSError as error:
            raise DigestError([Problem(Location(path), f"this file cannot be read: {error.strerror}")]) from None

    def signatures(self) -> dict[str, Signature]:
        """What to know these files by the next time."""
        for path in self._names:
            self.fingerprint(path)
        return {path: self._seen[path] for path in self._names}

    @property
    def unchanged(self) -> bool:
        """Whether these are the files that were noted down, with the bytes they had."""
        if len(self._names) != len(self._known):
            return False
        return all(path in self._known and self.fingerprint(path) == self._known[path][3] for path in self._names)

    def is_own(self, path: str) -> bool:
        """Whether the file is the digest's own, or is not there at all; not one that comes with the program."""
        return path in self._own or path not in self._now

    def _scan(self, base: str, folder: str) -> None:
        """Take down every file below a folder, unless there is one at its path already; names that start with a dot are left out."""
        try:
            with os.scandir(f"{base}/{folder}") as items:
                found = list(items)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            self._problems.append(Problem(Location(folder), f"this folder cannot be read: {error.strerror}"))
            return
        for item in found:
            path = f"{folder}/{item.name}"
            if item.name.startswith("."):
                continue
            if item.is_dir(follow_symlinks=False):
                self._scan(base, path)
            elif path not in self._now:
                self._take(path, item)

    def _take(self, path: str, item: "os.DirEntry[str]") -> None:
        try:
            path.encode()
            if item.is_symlink() and not Path(item.path).resolve().is_relative_to(self._inside):
                raise OSError(0, "it is a link to a file outside the root")
            found = item.stat()
            if not stat.S_ISREG(found.st_mode):
                raise OSError(0, "it is not a plain file")
            if not os.access(item.path, os.R_OK):
                raise OSError(0, "Permission denied")
            self._now[path], self._at[path] = found, item.path
        except UnicodeEncodeError:
            self._problems.append(Problem(Location(path), "the name of this file is not UTF-8: give it another"))
        except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
            reason = getattr(error, "strerror", "") or "its links lead in a circle"
            self._problems.append(Problem(Location(path), f"this file cannot be read: {reason}"))
