"""What `digest addresses` does: tell which addresses are not promised yet, and promise them in content/addresses.txt."""

import os
from collections.abc import Iterable
from pathlib import Path

from digest.connections.promised import with_added
from digest.entries.places import ADDRESSES
from digest.output.keeping import published
from digest.outside.folders import Refused
from digest.values.language import counted


def tell(paths: Iterable[str], root: Path, write: bool) -> None:
    """Tell of the addresses of the files of a site. With `write` those that are new are added to the file, of which nothing is lost.

    Raises Refused where it cannot be written.
    """
    file = root / ADDRESSES
    text = file.read_text("utf-8-sig") if file.exists() else ""
    known = set(text.split())
    fresh = [address for address in published(paths) if address not in known]
    for address in fresh:
        print(f"+ {address}")
    if fresh and write:
        _write(file, with_added(text, fresh))
        print(f"{counted(len(fresh), 'address')} added to {file}")
    elif fresh:
        print(f"{counted(len(fresh), 'address')} not in {file} yet: digest addresses --write")
    else:
        print(f"every address is in {file}")


def _write(file: Path, text: str) -> None:
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        fresh.write_text(text, "utf-8", newline="\n")
        fresh.replace(file)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise Refused(f"{file} cannot be written: {error.strerror}") from None
