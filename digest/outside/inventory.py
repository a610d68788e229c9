"""What a tree of files on the disk holds, found out without reading what was read or written before.

An inventory remembers of each file its fingerprint and its stamp: inode, size and time of change (mtime, in nanoseconds);
of each folder inode and time of change. A file whose stamp is the same holds the same; a folder whose stamp is the same
has the same names in it. Whoever writes sets the time of change back (`settle`): whatever happens to the file afterwards,
be it in the same instant, gives it another one. What was changed by others a moment ago gets no stamp and is read again.

On the disk an inventory is one text, its parts set apart by NUL, which no path can hold: `digest-inventory 1`, the
checksum (CRC-32) of all that follows, the number of files, the number of folders, `whole` or nothing; the files' paths,
their fingerprints, their stamps; the folders' paths ("" is the tree's own), their stamps. It is worth reading only on
the machine and for the tree where it was written, and is kept outside of the tree, since it tells of the machine.
"""

# For each of many thousand files a Path costs as much as the call itself:
# ruff: noqa: PTH105, PTH108, PTH123

import contextlib
import os
import stat
import time
import zlib
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from digest.values.frozen import fingerprint_of

_FORM = "digest-inventory 1"
_BACK = 4_000_000_000
"""How far `settle` sets a time back: more than the coarsest clock of a file system (two seconds) can hide."""
_YOUNG = 3_000_000_000
_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Inventory:
    """Files and folders by path. An empty fingerprint: it was not read; an empty stamp: it is not to be relied on.

    `whole`: these are all files and folders of one site, as it was laid out.
    """

    fingerprints: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    whole: bool = False


NOTHING = Inventory()


def load(file: str) -> Inventory:
    """What was kept in `file`; nothing where that cannot be read, was damaged or is of another form."""
    try:
        with open(file, "rb") as opened:
            form, mark, body = opened.read().split(b"\0", 2)
        if form != _FORM.encode() or int(mark) != zlib.crc32(body):
            return NOTHING
        files, folders, whole, *rest = body.decode().split("\0")
    except (OSError, ValueError):
        return NOTHING
    one, two = int(files), int(folders)
    paths, names = rest[:one], rest[3 * one : 3 * one + two]
    return Inventory(
        dict(zip(paths, rest[one : 2 * one], strict=True)),
        dict(zip(paths, rest[2 * one : 3 * one], strict=True)),
        dict(zip(names, rest[3 * one + two :], strict=True)),
        whole == "whole",
    )


def keep(inventory: Inventory, file: str) -> None:
    """Write `inventory` into `file`, whole or not at all."""
    stamps, paths = inventory.stamps, inventory.fingerprints
    columns = [paths, paths.values(), [stamps[path] for path in paths], inventory.folders, inventory.folders.values()]
    head = [str(len(paths)), str(len(inventory.folders)), "whole" if inventory.whole else ""]
    body = "\0".join([*head, *(text for column in columns for text in column)]).encode()
    write(f"{file}.new", f"{_FORM}\0{zlib.crc32(body)}\0".encode() + body)
    os.replace(f"{file}.new", file)


def survey(place: str, known: Inventory, sound: Inventory = NOTHING) -> Inventory:
    """What lies in the folder `place`; `known` itself where nothing differs from it.

    `sound` is the inventory of another tree, just made, with which this one may share files: those need no second look.
    """
    if not known.folders or not _same_folders(place, known):
        return _walk(place, known)
    seen = sound.stamps
    altered: dict[str, str] = {}
    lstat, within = os.lstat, f"{place}/"
    for path, stamp in known.stamps.items():
        if stamp and seen.get(path) == stamp:
            continue
        try:
            there = lstat(within + path)
        except OSError:
            altered[path] = ""
            continue
        found = f"{there.st_ino} {there.st_size} {there.st_mtime_ns}"  # written out: a call for each file costs more
        if found != stamp:
            altered[path] = found
    if not altered:
        return known
    fingerprints = known.fingerprints | dict.fromkeys(altered, "")
    return Inventory(fingerprints, known.stamps | altered, known.folders)


def learn(place: str, inventory: Inventory, paths: Container[str]) -> None:
    """Read those of `paths` of which the inventory does not know the fingerprint."""
    for path in [path for path, known in inventory.fingerprints.items() if not known and path in paths]:
        with contextlib.suppress(OSError):  # what cannot be read stays unknown
            before = os.lstat(f"{place}/{path}")
            if stat.S_ISREG(before.st_mode):
                inventory.stamps[path] = _unless_young(before, _of_file(before))
                with open(f"{place}/{path}", "rb") as file:
                    inventory.fingerprints[path] = fingerprint_of(file.read())


def settle(path: str) -> str:
    """Set the time of change of a file that was just written back, and give its stamp."""
    return _of_file(os.lstat(path)) if _set_back(path) else ""


def settle_folder(path: str) -> str:
    """The same for a folder in which names were changed."""
    return _of_folder(os.lstat(path)) if _set_back(path) else ""


def _set_back(path: str) -> bool:
    there = os.lstat(path)
    try:
        os.utime(path, ns=(there.st_atime_ns, there.st_mtime_ns - _BACK))
    except OSError:  # someone else's folder, in which we may write all the same
        return False
    return True


def write(path: str, data: bytes) -> None:
    """Write a new file. One that is there is taken away first, never written into: another tree may share it."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def _of_file(found: os.stat_result) -> str:
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


def _of_folder(found: os.stat_result) -> str:
    return f"{found.st_ino} {found.st_mtime_ns}"


def _unless_young(found: os.stat_result, stamp: str) -> str:
    """No stamp for what changed a moment ago: it may change again without a clock noticing."""
    return "" if found.st_mtime_ns > time.time_ns() - _YOUNG else stamp


def _file_stamp(path: str) -> str:
    try:
        return _of_file(os.lstat(path))
    except OSError:
        return ""


def _same_folders(place: str, known: Inventory) -> bool:
    for path, stamp in known.folders.items():
        try:
            found = os.lstat(f"{place}/{path}" if path else place)
        except OSError:
            return False
        if _of_folder(found) != stamp:
            return False
    return True


def _walk(place: str, known: Inventory) -> Inventory:
    """Look at everything. What has the stamp that is known of it keeps its fingerprint."""
    found = Inventory(folders={"": _folder(place)})
    _look_into(place, "", found)
    for path, stamp in found.stamps.items():
        same = stamp and known.stamps.get(path) == stamp
        found.fingerprints[path] = known.fingerprints[path] if same else ""
    return found


def _folder(path: str) -> str:
    found = os.lstat(path)
    return _unless_young(found, _of_folder(found))


def _look_into(folder: str, below: str, found: Inventory) -> None:
    with os.scandir(folder) as items:
        there = sorted(items, key=lambda item: item.name)
    for item in there:
        if item.is_dir(follow_symlinks=False):
            found.folders[below + item.name] = _folder(item.path)
            _look_into(item.path, f"{below}{item.name}/", found)
        else:
            found.stamps[below + item.name] = _file_stamp(item.path)


def parents(paths: Iterable[str]) -> set[str]:
    """Every folder that `paths` lie in; "" is the tree's own."""
    found = {""}
    for folder in {path[: path.rfind("/") + 1] for path in paths}:
        folder = folder[:-1]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
