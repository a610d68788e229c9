"""What is asked of the system for whole folders: that one build at a time writes there, and that two change places."""

import contextlib
import ctypes
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path


class Refused(Exception):
    """The output folder is not one that may be written. `str()` is the sentence for the user."""


@contextlib.contextmanager
def only_one(parent: Path) -> Iterator[None]:
    """Two builds into one place at a time would undo each other: the second is refused."""
    try:
        parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"the folder {parent} cannot be made: {error.strerror}") from None
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise Refused(f"another build is writing into {parent}: wait until it has finished") from None
    try:
        yield
    finally:
        os.close(handle)


def is_mount_point(folder: Path) -> str:
    """The sentence for a user who wants a site there."""
    return f"the output folder {folder} is a mount point, which cannot be replaced whole: choose a folder inside it"


_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def exchange(one: Path, other: Path) -> bool:
    """renameat2(2) with RENAME_EXCHANGE; False where kernel, C library or file system lack it."""
    if not sys.platform.startswith("linux"):
        return False
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        return False
    if function(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() == errno.EBUSY:
        raise Refused(is_mount_point(other))  # one that binds a folder of the same device, which looks like any other
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.ENOTSUP, errno.EPERM):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
