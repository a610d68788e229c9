"""Reading a digest's root: the files of its folders as a tree."""

import os
from collections.abc import Iterator
from pathlib import Path

from digest.values.problems import DigestError, Location, Problem

FOLDERS = ("content", "templates", "static")


def read_tree(root: Path) -> dict[str, bytes]:
    """The files of content/, templates/ and static/ below `root`; names that start with a dot are left out.

    Raises DigestError for a file that cannot be read or that is a link out of the root.
    """
    problems: list[Problem] = []
    tree: dict[str, bytes] = {}
    inside = root.resolve()
    for folder in FOLDERS:
        for path in _files(root / folder):
            name = path.relative_to(root).as_posix()
            try:
                name.encode()
                if not path.resolve().is_relative_to(inside):
                    raise OSError(0, "it is a link to a file outside the root")
                if not path.is_file():
                    raise OSError(0, "it is not a plain file")
                tree[name] = path.read_bytes()
            except UnicodeEncodeError:
                problems.append(Problem(Location(name), "the name of this file is not UTF-8: give it another"))
            except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
                reason = getattr(error, "strerror", "") or "its links lead in a circle"
                problems.append(Problem(Location(name), f"this file cannot be read: {reason}"))
    if problems:
        raise DigestError(problems)
    return tree


def _files(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            items = sorted(found, key=lambda item: item.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise DigestError([Problem(Location(folder.name), f"this folder cannot be read: {error.strerror}")]) from None
    for item in items:
        if item.name.startswith("."):
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _files(Path(item.path))
        else:
            yield Path(item.path)
