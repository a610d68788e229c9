"""A tree of files as a value: relative path to bytes. A digest is a function from one tree to another."""

from collections.abc import Collection, Iterator, Mapping

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
    if clash := next(clashes(merged), None):
        raise ValueError(clash)
    return merged


def clashes(paths: Collection[str]) -> Iterator[str]:
    """Files that lie where a folder must be, each in a sentence."""
    for path in paths:
        end = path.find("/")
        while end >= 0:
            if path[:end] in paths:
                yield f"{path[:end]} is both a file and a folder"
            end = path.find("/", end + 1)


def below(tree: Tree, folder: str) -> dict[str, bytes]:
    """The files under `folder`, with paths relative to it."""
    prefix = folder.rstrip("/") + "/"
    return {path[len(prefix) :]: data for path, data in tree.items() if path.startswith(prefix)}
