"""The files that everything is made of: on a disk, or in memory."""

from collections.abc import Sequence
from typing import Protocol

from digest.values.frozen import fingerprint_of
from digest.values.graph import ABSENT
from digest.values.tree import Tree


class Inputs(Protocol):
    """The files that everything is made of. Fingerprints may be known without reading a file."""

    def names(self, folder: str) -> Sequence[str]:
        """The paths of all files below a folder, sorted."""

    def fingerprint(self, path: str) -> str:
        """Of the file's bytes; ABSENT where there is no such file."""

    def read(self, path: str) -> bytes | None: ...


class Given:
    """The files of a tree in memory."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def names(self, folder: str) -> Sequence[str]:
        return sorted(path for path in self._tree if path.startswith(f"{folder}/"))

    def fingerprint(self, path: str) -> str:
        return fingerprint_of(self._tree[path]) if path in self._tree else ABSENT

    def read(self, path: str) -> bytes | None:
        return self._tree.get(path)
