"""Publishing: make an output folder equal to a tree, whole or not at all."""

import json
import os
import re
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from digest.outside.folders import Refused, exchange, is_mount_point, only_one
from digest.outside.reading import FOLDERS
from digest.values.tree import Tree, folders_of

MANIFEST = ".digest-manifest.json"
"""Lists the files that a build made, so that the next one removes no others."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, left as they were, and removed."""

    written: int
    left: int
    removed: int


def refuse_dangerous(output: Path, root: Path) -> None:
    """Raise Refused for an output folder that no site may be written to, whatever it holds: to be asked before a build."""
    output, root = output.resolve(), root.resolve()
    if output == root or output in root.parents:
        raise Refused(f"the output folder {output} is or holds the root {root}: choose another with --output")
    for folder in (*FOLDERS, "digest", "tests", ".git"):
        if (root / folder) == output or (root / folder) in output.parents:
            raise Refused(f"the output folder {output} lies inside {folder}/: choose another with --output")
    if output.exists() and not output.is_dir():
        raise Refused(f"the output {output} is a file, not a folder")
    if output.is_mount():
        raise Refused(is_mount_point(output))


def publish(tree: Tree, output: Path, root: Path) -> Published:
    """Make `output` equal to `tree`. Raises Refused where that would touch what is not ours.

    The new site is laid out beside the old one, sharing the files that did not change, and takes its place in one
    step; a build that is killed leaves the old site as it was.
    """
    refuse_dangerous(output, root)
    try:
        return _publish(tree, output.resolve())
    except OSError as error:
        raise Refused(f"the site cannot be written to {output}: {error.strerror}") from error


def _publish(tree: Tree, output: Path) -> Published:
    with only_one(output.parent):
        _sweep(output)
        before = _before(output)
        wanted = dict(tree) | {MANIFEST: _manifest(tree)}
        same = {path for path, data in wanted.items() if path in before and _holds(f"{output}/{path}", data)}
        removed = len(before - wanted.keys())
        written = len(wanted.keys() - same)
        if written or removed:
            fresh = output.with_name(f".{output.name}.digest-{os.getpid()}")
            _lay_out(fresh, wanted, same, output)
            _swap(fresh, output)
        unchanged = MANIFEST in same
        return Published(written - (not unchanged), len(same) - unchanged, removed)


def _sweep(output: Path) -> None:
    """Mend what a killed build left: put the old site back if it was between two steps, and remove half a new one."""
    aside = output.with_name(f".{output.name}.digest-old")
    if aside.exists() and not output.exists():
        aside.rename(output)
    left = re.compile(rf"\.{re.escape(output.name)}\.digest-(?:\d+|old)")
    for folder in output.parent.iterdir():
        if left.fullmatch(folder.name):
            shutil.rmtree(folder, ignore_errors=True)


def _before(output: Path) -> set[str]:
    """The files that the last build made. Raises Refused if there are others."""
    if not output.exists():
        return set()
    there: set[str] = set()
    folders: set[str] = set()
    _walk(str(output), "", there, folders)
    strange = sorted(folders - {parent for path in there for parent in folders_of(path)})
    if strange:
        name = strange[0].rpartition("/")[2]
        raise Refused(f"the output folder {output} holds the empty folder {name}, which no build made: remove it")
    if not there:
        return set()
    try:
        ours = {str(path) for path in json.loads((output / MANIFEST).read_text("utf-8"))} | {MANIFEST}
    except (OSError, ValueError, TypeError):
        raise Refused(
            f"the output folder {output} holds files that no build made: empty it, or choose another with --output"
        ) from None
    if foreign := sorted(there - ours):
        names = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")
        raise Refused(
            f"the output folder {output} holds files that no build made ({names}): move them, or choose another with --output"
        )
    return there


def _walk(folder: str, below: str, files: set[str], folders: set[str]) -> None:
    """Add what lies in `folder`, named from the output folder; with plain texts, since there may be many thousands."""
    with os.scandir(folder) as items:
        for item in items:
            if item.is_dir(follow_symlinks=False):
                folders.add(below + item.name)
                _walk(item.path, f"{below}{item.name}/", files, folders)
            else:
                files.add(below + item.name)


def _manifest(tree: Tree) -> bytes:
    return (json.dumps(sorted(tree), indent=0, ensure_ascii=False) + "\n").encode()


def _holds(path: str, data: bytes) -> bool:
    try:
        there = os.lstat(path)
        if not stat.S_ISREG(there.st_mode) or there.st_size != len(data):
            return False
        with open(path, "rb") as file:  # noqa: PTH123  # a Path costs more than the reading
            return file.read() == data
    except OSError:
        return False


def _lay_out(fresh: Path, wanted: Tree, same: set[str], output: Path) -> None:
    try:
        fresh.mkdir()
        for folder in sorted({parent for path in wanted for parent in folders_of(path)}):
            (fresh / folder).mkdir()
        for path, data in wanted.items():
            if path in same:
                try:
                    os.link(f"{output}/{path}", f"{fresh}/{path}")
                except OSError:  # a file system without hard links
                    shutil.copyfile(output / path, fresh / path)
            else:
                (fresh / path).write_bytes(data)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise Refused(f"the site cannot be written to {output}: {error.strerror}") from error


def _swap(fresh: Path, output: Path) -> None:
    """Put `fresh` in the place of `output`, in one step where the system can exchange two folders."""
    if not output.exists():
        fresh.rename(output)
        return
    try:
        exchanged = exchange(fresh, output)
    except Refused:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    if exchanged:
        shutil.rmtree(fresh, ignore_errors=True)
    else:
        aside = output.with_name(f".{output.name}.digest-old")
        output.rename(aside)
        fresh.rename(output)
        shutil.rmtree(aside, ignore_errors=True)
