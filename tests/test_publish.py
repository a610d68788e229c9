"""A folder is made equal to a tree whole or not at all, and nothing that is not ours is touched."""

import os
import shutil
import stat
import threading
from pathlib import Path

import pytest

from digest.outside import publishing
from digest.outside.folders import Refused
from digest.outside.publishing import MANIFEST, Published, refuse_dangerous
from digest.outside.reading import read_tree
from digest.values.problems import DigestError
from tests.published import BESIDE, files, publish

ONE = {"index.html": b"one", "papers/kan/index.html": b"kan", "papers/index.html": b"papers"}
TWO = {"index.html": b"two", "papers/index.html": b"papers", "models/index.html": b"models"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root").mkdir()
    return tmp_path / "root"


def test_a_folder_becomes_equal_to_the_tree(root: Path) -> None:
    output = root / "_site"
    assert publish(ONE, output, root) == Published(written=3, left=0, removed=0)
    assert files(output) == ONE
    kept = (output / "papers/index.html").stat()
    assert publish(TWO, output, root) == Published(written=2, left=1, removed=1)
    assert files(output) == TWO
    assert not (output / "papers/kan").exists()
    after = (output / "papers/index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (kept.st_ino, kept.st_mtime_ns), (
        "an unchanged file is not written again"
    )
    assert sorted(p.name for p in root.iterdir()) == [*BESIDE, "_site"], "nothing else is left beside the site"


def test_publishing_the_same_again_touches_nothing(root: Path) -> None:
    publish(ONE, root / "_site", root)
    before = (root / "_site").stat().st_ino
    assert publish(ONE, root / "_site", root) == Published(0, 3, 0)
    assert (root / "_site").stat().st_ino == before


def test_after_many_files_the_other_tree_has_them_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_MANY", 2)
    idle = root / "._site.digest-idle"
    publish(ONE, root / "_site", root)
    assert files(idle) == files(root / "_site") == ONE
    assert (idle / "index.html").samefile(root / "_site/index.html")
    changed = ONE | {"index.html": b"one again"}
    assert publish(changed, root / "_site", root).written == 1
    assert (files(root / "_site"), files(idle)) == (changed, ONE), "for a few files it waits for the next build"
    assert publish(TWO | {"a": b"a"}, root / "_site", root) == Published(written=3, left=1, removed=1)
    assert files(idle) == files(root / "_site") == TWO | {"a": b"a"}


def test_a_file_that_someone_changed_is_mended(root: Path) -> None:
    publish(ONE, root / "_site", root)
    (root / "_site/index.html").write_bytes(b"xyz")
    assert publish(ONE, root / "_site", root).written == 1
    assert files(root / "_site") == ONE


def test_readers_may_read(root: Path) -> None:
    umask = os.umask(0o022)
    try:
        publish(ONE, root / "_site", root)
    finally:
        os.umask(umask)
    for path in [root / "_site", *(root / "_site").rglob("*")]:
        assert path.stat().st_mode & stat.S_IROTH, path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda root: root, "is or holds the root"),
        (lambda root: root.parent, "is or holds the root"),
        (lambda root: root / "content/site", "lies inside content/"),
        (lambda root: root / "static", "lies inside static/"),
        (lambda root: foreign(root / "photos"), "holds files that no build made"),
        (lambda root: guest(root / "_site", root), r"no build made \(CNAME\)"),
        (lambda root: plain_file(root / "file"), "is a file"),
    ],
)
def test_what_is_not_ours_is_refused(root: Path, make, said: str) -> None:  # type: ignore[no-untyped-def]
    output = make(root)
    before = files(root.parent)
    with pytest.raises(Refused, match=said):
        publish(TWO, output, root)
    assert files(root.parent) == before


@pytest.mark.parametrize("place", ["", "..", "content/site", ".git", "file", "file-by-another-name"])
def test_a_forbidden_output_is_refused_before_anything_is_built(root: Path, place: str) -> None:
    plain_file(root / "file")
    (root / "file-by-another-name").symlink_to("file")
    with pytest.raises(Refused, match="the output"):
        refuse_dangerous(root / place, root)


def test_a_mount_point_is_refused_before_anything_is_built(root: Path) -> None:
    if not Path("/proc").is_mount():
        pytest.skip("there is no mount point that is always there")
    with pytest.raises(Refused, match="is a mount point"):
        refuse_dangerous(Path("/proc"), root)


def foreign(folder: Path) -> Path:
    folder.mkdir()
    (folder / "holiday.jpg").write_bytes(b"irreplaceable")
    return folder


def guest(folder: Path, root: Path) -> Path:
    publish(ONE, folder, root)
    (folder / "CNAME").write_text("digest.example")
    return folder


def plain_file(path: Path) -> Path:
    path.write_text("x")
    return path


def test_a_reader_never_meets_half_a_site(root: Path) -> None:
    output = root / "_site"
    trees = [{f"{i}/index.html": str(version).encode() for i in range(60)} for version in range(2)]
    publish(trees[0], output, root)
    stop = threading.Event()
    begun = finished = compared = 0
    seen: list[str] = []

    def read() -> None:
        nonlocal compared
        while not stop.is_set():
            before = finished
            try:
                number = output.stat().st_ino
            except FileNotFoundError:
                seen.append("there was no site at all")
                continue
            try:
                found = {(output / f"{i}/index.html").read_bytes() for i in (0, 59)}
            except FileNotFoundError:
                continue  # between two trees that have changed places
            same = output.stat().st_ino == number and begun - before < 2  # after two exchanges the first is back again
            compared += same
            if same and len(found) != 1:
                seen.append(f"half of each: {found}")

    reader = threading.Thread(target=read)
    reader.start()
    while begun < 40 or (compared < 20 and begun < 2000):
        begun += 1
        publish(trees[begun % 2], output, root)
        finished += 1
    stop.set()
    reader.join()
    assert not seen
    assert compared >= 20


def test_two_builds_at_once_are_refused(root: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="locks of this kind are a matter of Unix")
    handle = os.open(root, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(Refused, match="another build"):
        publish(ONE, root / "_site", root)
    os.close(handle)
    publish(ONE, root / "_site", root)


def test_a_file_that_cannot_be_read_is_a_problem(root: Path) -> None:
    (root / "content").mkdir()
    (root / "content/secret.md").symlink_to("/etc/hostname")
    with pytest.raises(DigestError, match=r"content/secret\.md:1: this file cannot be read"):
        read_tree(root)


def test_what_is_no_plain_file_is_a_problem(root: Path) -> None:
    (root / "content").mkdir()
    os.mkfifo(root / "content/pipe.md")
    (root / "content/circle.md").symlink_to("circle.md")
    with pytest.raises(DigestError) as caught:
        read_tree(root)
    assert [problem.location.path for problem in caught.value.problems] == ["content/circle.md", "content/pipe.md"]


def test_folders_of_others_beside_and_inside_the_output_stay(root: Path) -> None:
    publish(ONE, root / "_site", root)
    (root / "._site.digest-notes").mkdir()
    (root / "._site.digest-notes/mine.txt").write_text("mine")
    publish(TWO, root / "_site", root)
    assert (root / "._site.digest-notes/mine.txt").read_text() == "mine"
    (root / "_site/empty").mkdir()
    with pytest.raises(Refused, match="the empty folder empty"):
        publish(ONE, root / "_site", root)


@pytest.mark.parametrize("manifest", ["5", "[[1]]", "not json", "null"])
def test_a_damaged_manifest_protects_what_is_there(root: Path, manifest: str) -> None:
    publish(ONE, root / "_site", root)
    shutil.rmtree(root / "._site.digest-known")
    (root / "_site" / MANIFEST).write_text(manifest)
    with pytest.raises(Refused, match="no build made"):
        publish(TWO, root / "_site", root)


def test_names_that_start_with_a_dot_are_left_out(root: Path) -> None:
    (root / "content").mkdir()
    (root / "content/.DS_Store").write_bytes(b"x")
    (root / "content/a.md").write_bytes(b"a")
    assert list(read_tree(root)) == ["content/a.md"]
