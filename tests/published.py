"""What tests of publishing share: plain trees in, plain trees out."""

from collections.abc import Mapping
from pathlib import Path

from digest.outside import publishing
from digest.outside.publishing import MANIFEST, Published
from digest.values.tree import PlainFiles

BESIDE = ["._site.digest-idle", "._site.digest-known"]
"""What lies beside an output called _site, once two builds have gone there."""


def publish(tree: Mapping[str, bytes], output: Path, root: Path, doubt: bool = False) -> Published:
    return publishing.publish(PlainFiles(tree), output, root, doubt)


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder but for the manifest."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    found.pop(MANIFEST, None)
    return found
