"""A tree of files as a value: relative path to bytes. A digest is a function from one tree to another."""

from collections.abc import Mapping

Tree = Mapping[str, bytes]
"""Paths use forward slashes, are relative and hold no `.` or `..` part."""


def merge(*trees: Tree) -> dict[str, bytes]:
    """The union of `trees`. Two producers may not claim one path, and no file may lie where a folder must be.

    Raises ValueError naming the path: such a clash is a mistake in the generator, not in an author's file.
    """
    merged: dict[str, bytes] = {}
    for tree in trees:
        for path, data in tree.items():
            if path in merged:
                raise ValueError(f"two producers claim {path}")
            merged[path] = data
    for path in merged:
        for end in (i for i, character in enumerate(path) if character == "/"):
            if path[:end] in merged:
                raise ValueError(f"{path[:end]} is both a file and a folder")
    return merged


def below(tree: Tree, folder: str) -> dict[str, bytes]:
    """The files under `folder`, with paths relative to it."""
    prefix = folder.rstrip("/") + "/"
    return {path[len(prefix) :]: data for path, data in tree.items() if path.startswith(prefix)}
