"""Random trees, published one after the other with random damage between them: the output is always the plain dict."""

import os
import shutil
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.outside import publishing
from digest.outside.folders import Refused
from digest.outside.publishing import MANIFEST
from tests.published import files, publish

_names = st.sampled_from(["a", "b", "A", "ä", "c.html", "a\n"])
_paths = st.lists(_names, min_size=1, max_size=3).map("/".join)
_contents = st.sampled_from([b"", b"1", b"2", b"33"])


def _without_clashes(tree: dict[str, bytes]) -> dict[str, bytes]:
    """No path may be a file and a folder at once; between two trees it may change."""
    return {path: data for path, data in tree.items() if not any(other.startswith(f"{path}/") for other in tree)}


_trees = st.dictionaries(_paths, _contents, max_size=8).map(_without_clashes)


def _rewrite(path: Path, data: bytes) -> None:
    path.unlink()
    path.write_bytes(data)


_harms = {
    "write into": lambda path: path.write_bytes(b"4"),
    "replace": lambda path: _rewrite(path, b"1"),
    "remove": lambda path: path.unlink(),
    "touch": lambda path: os.utime(path),
    "link": lambda path: (path.unlink(), path.symlink_to("elsewhere")),
    "empty the folder": lambda path: [p.unlink() for p in path.parent.iterdir() if p.is_file() and p.name != MANIFEST],
}
_damage = st.tuples(
    st.sampled_from(["_site", "._site.digest-idle"]), st.sampled_from(sorted(_harms)), st.integers(0, 100)
)
_upheavals = ["nothing"] * 6 + ["no idle tree", "no output", "nothing known", "a copy", "old knowledge", "no manifest"]
_steps = st.lists(
    st.tuples(
        _trees, st.lists(_damage, max_size=3), st.sampled_from(_upheavals), st.booleans(), st.booleans(), st.booleans()
    ),
    min_size=2,
    max_size=6,
)


def _harm(tree: Path, harm: str, which: int) -> None:
    there = sorted(path for path in tree.rglob("*") if path.is_file() and path.name != MANIFEST)
    if there:
        _harms[harm](there[which % len(there)])


def _upset(root: Path, what: str, old: Path) -> None:
    idle, known = root / "._site.digest-idle", root / "._site.digest-known"
    if what == "no idle tree":
        shutil.rmtree(idle, ignore_errors=True)
    elif what == "no output":
        shutil.rmtree(root / "_site", ignore_errors=True)
    elif what == "nothing known":
        shutil.rmtree(known, ignore_errors=True)
    elif what == "a copy":
        root.rename(root.with_name("before"))
        shutil.copytree(root.with_name("before"), root, symlinks=True)
        shutil.rmtree(root.with_name("before"))
    elif what == "old knowledge":
        if old.exists():
            shutil.copytree(old, known, dirs_exist_ok=True)
    elif what == "no manifest":
        (idle / MANIFEST).unlink(missing_ok=True)
        (root / "_site" / MANIFEST).unlink(missing_ok=True)


def _trees_below(root: Path) -> list[Path]:
    return [path for path in (root / "_site", root / "._site.digest-idle") if path.exists()]


def _tries(count: int) -> settings:
    slow = [HealthCheck.too_slow]
    return settings(max_examples=count, deadline=None, derandomize=True, database=None, suppress_health_check=slow)


@pytest.mark.long
@_tries(40)
@given(_steps)
def test_whatever_happens_the_output_is_what_was_published(steps) -> None:  # type: ignore[no-untyped-def]
    _publish_all(steps)


@pytest.mark.thorough
@_tries(300)
@given(_steps)
def test_whatever_else_happens_the_output_is_what_was_published(steps) -> None:  # type: ignore[no-untyped-def]
    _publish_all(steps)


def _publish_all(steps) -> None:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as folder:
        root, old = Path(folder, "root"), Path(folder, "old")
        root.mkdir()
        for tree, damages, upheaval, exchanged, linked, followed in steps:
            for place, harm, which in damages:
                _harm(root / place, harm, which)
            manifests = {path: path.read_bytes() for path in root.glob(f"*/{MANIFEST}")}
            _upset(root, upheaval, old)
            if (root / "._site.digest-known").exists():
                shutil.copytree(root / "._site.digest-known", old, dirs_exist_ok=True)
            exchange = publishing.exchange if exchanged else lambda one, other: False
            link = os.link if linked else mock.Mock(side_effect=OSError(1, "no links"))
            many = mock.patch.object(publishing, "_MANY", 0 if followed else len(tree))
            with many, mock.patch.object(publishing, "exchange", exchange), mock.patch.object(os, "link", link):
                try:
                    publish(tree, root / "_site", root)
                except Refused as error:  # what no manifest lists could be anyone's, in this step or a later one
                    bare = [path for path in _trees_below(root) if not (path / MANIFEST).exists()]
                    assert bare and "no build made" in str(error)
                    for path, data in manifests.items() if upheaval == "no manifest" else ():
                        path.write_bytes(data)
                    for path in bare:
                        if not (path / MANIFEST).exists():
                            shutil.rmtree(path)
                    publish(tree, root / "_site", root)
            assert files(root / "_site") == tree
            folders = {p.relative_to(root / "_site").as_posix() for p in (root / "_site").rglob("*") if p.is_dir()}
            assert folders == {part.as_posix() for path in tree for part in Path(path).parents} - {"."}
