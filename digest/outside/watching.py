"""What changes below content/, templates/ and static/, told once it has been quiet for a moment.

The system tells at once (watchfiles). It may leave something out: what lies behind a link, what is written into a folder
that was made just before, all of a network's disk. So every word of it leads to a look at all files, and so does every
second or two without one. What has changed since the last look is told, whenever it happened: during a build, too.
"""

import os
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError  # watch() cannot be told of new folders

from digest.outside.inputs import FOLDERS

_STEP = 20
"""Milliseconds without a change after which a burst of them is over."""
_BURST = 500
"""Milliseconds after which one is told of that goes on."""
_LOOK = 1500
"""Milliseconds after which all files are looked at though nothing was told."""
_GLANCE = 300
"""The same where the system tells nothing at all."""

Sign = tuple[int, ...]
"""Equal for a file that is the same: where it is kept, how large it is and when it was written and renamed."""


@dataclass(slots=True)
class _Seen:
    """All files with their signs, and all folders that have to be watched."""

    files: dict[str, Sign] = field(default_factory=dict)
    folders: dict[str, Sign] = field(default_factory=dict)


class Watch:
    """Watches from when it is made. Close it to end what it has the system do."""

    def __init__(self, root: Path) -> None:
        self._root = str(root.resolve())
        self._told: RustNotify | None = None
        self._seen = _Seen()
        self._look()

    def changes(self, seconds: float | None = None) -> set[str]:
        """Waits until something has changed since the last time, and gives the paths; none where the time is over.

        What came and went again in between, as editors' own files do, has not changed.
        """
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            left = _LOOK if end is None else max(1, min(_LOOK, int((end - time.monotonic()) * 1000)))
            before = self._seen.files
            named = self._listen(left)
            changed = self._look() | {path for path in named if path in before or path in self._seen.files}
            if changed or (end is not None and time.monotonic() >= end):
                return changed

    def _listen(self, milliseconds: int) -> set[str]:
        """What the system names within this time."""
        if not self._told:
            time.sleep(min(milliseconds, _GLANCE) / 1000)
            return set()
        told = self._told.watch(_BURST, _STEP, milliseconds, None)
        if told == "signal":
            raise KeyboardInterrupt
        if isinstance(told, str):
            return set()
        paths = (os.path.relpath(path, self._root).replace(os.sep, "/") for _, path in told)
        return {path for path in paths if _is_source(path)}

    def _look(self) -> set[str]:
        """Looks at all files, after having all folders watched that there are: what comes later will be told."""
        before = self._seen
        seen = self._scanned()
        while seen.folders != self._seen.folders:
            self._seen = seen
            self._watch(seen.folders)
            seen = self._scanned()
        self._seen = seen
        paths = before.files.keys() | seen.files.keys()
        return {path for path in paths if before.files.get(path) != seen.files.get(path)}

    def _watch(self, folders: dict[str, Sign]) -> None:
        self.close()
        try:
            self._told = RustNotify(sorted(folders), False, False, 300, False, True)
        except (
            OSError,
            WatchfilesRustInternalError,
        ):  # gone again, or the system watches no more of them: looking does
            self._told = None

    def close(self) -> None:
        if self._told:
            self._told.close()
        self._told = None

    def _scanned(self) -> _Seen:
        seen = _Seen()
        _note_folder(seen, self._root)
        for name in FOLDERS:
            self._scan(name, seen)
        return seen

    def _scan(self, name: str, seen: _Seen) -> None:
        folder = f"{self._root}/{name}"
        try:
            with os.scandir(folder) as items:
                here = [(item.name, item.stat(follow_symlinks=False)) for item in items if item.name[0] != "."]
        except OSError:  # gone, or closed to us: a build says so
            return
        _note_folder(seen, folder)
        for item, status in here:
            path = f"{name}/{item}"
            seen.files[path] = _sign(status)
            if stat.S_ISDIR(status.st_mode):
                self._scan(path, seen)
            elif stat.S_ISLNK(status.st_mode):
                self._follow(path, seen)

    def _follow(self, path: str, seen: _Seen) -> None:
        """A link is another when what it leads to is."""
        target = Path(self._root, path)
        try:
            target = target.resolve()
            seen.files[path] += _sign(target.stat())
        except (OSError, RuntimeError):  # RuntimeError: links that lead in a circle
            return
        if target.is_relative_to(self._root):
            _note_folder(seen, str(target.parent))


def _note_folder(seen: _Seen, folder: str) -> None:
    try:
        status = Path(folder).stat()
    except OSError:
        return
    seen.folders[folder] = (status.st_dev, status.st_ino)


def _sign(status: os.stat_result) -> Sign:
    if stat.S_ISDIR(status.st_mode):  # what is in it speaks for itself
        return (status.st_dev, status.st_ino)
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_mode)


def _is_source(path: str) -> bool:
    parts = path.split("/")
    return parts[0] in FOLDERS and not any(part.startswith(".") for part in parts)
