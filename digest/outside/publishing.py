"""Publishing: make an output folder equal to a site, whole or not at all, at the cost of what changed.

Two trees of hard links take turns: the output that all see, and an idle one beside it, which is what the output was
before. The idle one is brought up to date with what the last two builds changed and then exchanged with the output in
one step; where that was much, the other one is brought up to date right afterwards. A build that is killed leaves the old output or the new one, and an idle tree that the next one puts right:
it trusts neither, but looks at both (`inventory`). Beside the output `_site` lie `._site.digest-idle`, the idle tree,
and `._site.digest-known`, what was found out about the two; both may be deleted, which costs time only.
"""

# For each of many thousand files a Path costs as much as the call itself:
# ruff: noqa: PTH102, PTH105, PTH106, PTH108, PTH123, PTH208

import contextlib
import itertools
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring  # what json.dumps uses itself
from pathlib import Path

from digest.outside.folders import Refused, exchange, is_mount_point, only_one
from digest.outside.inventory import (
    NOTHING,
    Inventory,
    keep,
    learn,
    load,
    parents,
    settle,
    settle_folder,
    survey,
    write,
)
from digest.outside.reading import FOLDERS
from digest.values.frozen import fingerprint_of
from digest.values.tree import SiteFiles

MANIFEST = ".digest-manifest.json"
"""Lists the files that a build made, so that the next one removes no others."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, left as they were, and removed."""

    written: int
    left: int
    removed: int


def refuse_dangerous(output: Path, root: Path) -> None:
    """Raise Refused for an output folder that no site may be written to: to be asked before anything is built."""
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
    if not (output / MANIFEST).exists() and not _beside(output, "known").exists():
        with _refusing(output):
            _Copy(output, output).look()


def publish(site: SiteFiles, output: Path, root: Path, doubt: bool = False) -> Published:
    """Make `output` equal to `site`. Raises Refused where that would touch what is not ours.

    Only those files of the site are read that have to be written. With `doubt` nothing that was found out before is
    relied on: every file is read.
    """
    refuse_dangerous(output, root)
    with _refusing(output):
        return _publish(site, output.resolve(), doubt)


@contextlib.contextmanager
def _refusing(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        of = f" ({error.filename})" if error.filename else ""
        raise Refused(f"the site cannot be written to {output}: {error.strerror}{of}") from error


def _publish(site: SiteFiles, output: Path, doubt: bool) -> Published:
    with only_one(output.parent):
        _mend(output)
        visible = _Copy(output, output)
        visible.look(doubt=doubt)
        if visible.holds.whole and _without_manifest(visible.holds.fingerprints) == site.fingerprints:
            return Published(0, len(site.fingerprints), 0)
        manifest = _manifest(site.fingerprints)
        wanted = {**site.fingerprints, MANIFEST: fingerprint_of(manifest)}
        folders = parents(wanted)
        visible.read(wanted)
        there = visible.holds.fingerprints
        if there == wanted and visible.holds.folders.keys() == folders:
            return Published(0, len(site.fingerprints), 0)
        idle = _Copy(_beside(output, "idle"), output)
        idle.look(visible.holds, doubt)
        idle.read(wanted)
        _lay_out(idle, site, wanted, folders, manifest, visible)
        _swap(idle.folder, output)
        _forget_others(output)
        same = sum(there.get(path) == mark for path, mark in site.fingerprints.items())
        if len(site.fingerprints) - same > _MANY:
            _follow(site, output, wanted, folders, manifest, idle)
        return Published(len(site.fingerprints) - same, same, len(there.keys() - wanted.keys()))


def _beside(output: Path, what: str) -> Path:
    return output.with_name(f".{output.name}.digest-{what}")


class _Copy:
    """One of the two trees: where it lies, what it holds, and which paths in it are ours."""

    def __init__(self, folder: Path, output: Path) -> None:
        self.folder = folder
        self.at = str(folder)
        self.known = _beside(output, "known")
        self.holds = NOTHING
        self.ours: set[str] = set()
        self._remembered = NOTHING
        self._name, self._else = f"the folder {folder}", "remove it"
        if folder == output:
            self._name, self._else = f"the output folder {folder}", "choose another with --output"

    def look(self, sound: Inventory = NOTHING, doubt: bool = False) -> None:
        """Find out what it holds. Raises Refused if there is anything that no build made."""
        if not os.path.lexists(self.folder):
            return
        if self.folder.is_symlink() or not self.folder.is_dir():
            raise Refused(f"{self._name} is not a folder: remove it")
        self._remembered = load(self._record())
        self.holds = survey(self.at, NOTHING if doubt else self._remembered, sound)
        self.ours = set(self._remembered.fingerprints)
        if self.holds is not self._remembered:
            self._refuse_foreign()

    def read(self, wanted: Mapping[str, str]) -> None:
        """Read what may be what is wanted, where that is not known, and remember it."""
        if self.holds is not self._remembered:
            learn(self.at, self.holds, wanted)
            self.remember()

    def remember(self) -> None:
        self.known.mkdir(exist_ok=True)
        keep(self.holds, self._record())

    def _record(self) -> str:
        """The copies change their names with one another: what is known of one goes by the number of its folder."""
        return f"{self.known}/{os.lstat(self.folder).st_ino}"

    def listed(self) -> set[str] | None:
        """The files in its manifest; None where that cannot be read."""
        try:
            return {str(path) for path in json.loads((self.folder / MANIFEST).read_text("utf-8"))}
        except (OSError, ValueError, TypeError):
            return None

    def _refuse_foreign(self) -> None:
        """A file is ours if the manifest lists it, or if it holds, as far as is remembered, what a build wrote there."""
        listed, before = self.listed(), self._remembered.fingerprints
        there = self.holds.fingerprints
        unlisted = there.keys() - (listed or set()) - {MANIFEST}
        learn(self.at, self.holds, unlisted & before.keys())
        foreign = sorted(path for path in unlisted if not there[path] or there[path] != before.get(path))
        self.ours |= (listed or set()) | (unlisted - set(foreign))
        if strange := sorted(self.holds.folders.keys() - parents(itertools.chain(self.ours, there))):
            name = strange[0].rpartition("/")[2]
            raise Refused(f"{self._name} holds the empty folder {name}, which no build made: remove it")
        if foreign and listed is None:
            raise Refused(f"{self._name} holds files that no build made: empty it, or {self._else}")
        if foreign:
            names = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")
            raise Refused(f"{self._name} holds files that no build made ({names}): move them, or {self._else}")


_MANY = 500
"""So many new files that the idle tree is brought up to date at once: the next build, which may be of one note, is not to wait for that."""


def _follow(
    site: SiteFiles, output: Path, wanted: Mapping[str, str], folders: set[str], manifest: bytes, new: _Copy
) -> None:
    """Let the tree that is idle from now on have what the output has. Where that fails the next build sees to it, or says why not."""
    visible, idle = _Copy(output, output), _Copy(_beside(output, "idle"), output)
    visible.holds = new.holds
    with contextlib.suppress(OSError, Refused):
        idle.look(visible.holds)
        _lay_out(idle, site, wanted, folders, manifest, visible)
        _forget_others(output)


def _without_manifest(fingerprints: Mapping[str, str]) -> dict[str, str]:
    return {path: mark for path, mark in fingerprints.items() if path != MANIFEST}


def _manifest(paths: Iterable[str]) -> bytes:
    lines = ",\n".join(map(encode_basestring, sorted(paths)))
    return f"[\n{lines}\n]\n".encode("utf-8", "replace") if lines else b"[]\n"


def _lay_out(
    idle: _Copy, site: SiteFiles, wanted: Mapping[str, str], folders: set[str], manifest: bytes, visible: _Copy
) -> None:
    """Bring the idle tree up to date. At every moment its manifest lists whatever of ours is in it."""
    at, there = idle.at, idle.holds.fingerprints
    idle.folder.mkdir(exist_ok=True)
    idle.known.mkdir(exist_ok=True)
    touched: set[str] = {""} - idle.holds.folders.keys()
    if there.get(MANIFEST) != wanted[MANIFEST]:
        listed = idle.listed() or set()
        if not (idle.ours | site.fingerprints.keys()) <= listed | {MANIFEST}:
            _replace(idle, _manifest((idle.ours | listed | there.keys() | site.fingerprints.keys()) - {MANIFEST}))
    stale = [path for path, mark in there.items() if wanted.get(path) != mark and path != MANIFEST]
    for path in stale:
        os.unlink(f"{at}/{path}")
        touched.add(path.rpartition("/")[0])
    for folder in sorted(idle.holds.folders.keys() - folders, reverse=True):
        os.rmdir(f"{at}/{folder}")
        touched.add(folder.rpartition("/")[0])
    for folder in sorted(folders - idle.holds.folders.keys() - {""}):
        os.mkdir(f"{at}/{folder}")
        touched |= {folder, folder.rpartition("/")[0]}
    stamps = {path: idle.holds.stamps[path] for path, mark in there.items() if wanted.get(path) == mark}
    there_too = visible.holds.fingerprints
    if lacking := [
        path for path, mark in site.fingerprints.items() if path not in stamps and there_too.get(path) != mark
    ]:
        site.ready(lacking)
    for path, mark in site.fingerprints.items():
        if path not in stamps:
            stamps[path] = _shared(visible, path, mark, f"{at}/{path}") or _written(site, path, mark, f"{at}/{path}")
            touched.add(path.rpartition("/")[0])
    if MANIFEST not in stamps:
        stamps[MANIFEST] = _replace(idle, manifest)
        touched.add("")
    stay = {folder: stamp for folder, stamp in idle.holds.folders.items() if folder in folders}
    idle.holds = Inventory(
        dict(wanted),
        stamps,
        stay | {folder: settle_folder(f"{at}/{folder}" if folder else at) for folder in sorted(touched & folders)},
        whole=True,
    )
    idle.remember()


def _shared(visible: _Copy, path: str, mark: str, to: str) -> str:
    """Make `to` another name for the visible file, or a copy of it, and give its stamp; "" where it is not the same."""
    if visible.holds.fingerprints.get(path) != mark:
        return ""
    try:
        os.link(f"{visible.at}/{path}", to)
        return visible.holds.stamps[path]
    except OSError:  # a file system without hard links
        with open(f"{visible.at}/{path}", "rb") as file:
            data = file.read()
    if fingerprint_of(data) != mark:
        return ""
    write(to, data)
    return settle(to)


def _written(site: SiteFiles, path: str, mark: str, to: str) -> str:
    data = site.read(path)
    if fingerprint_of(data) != mark:
        raise ValueError(f"{path} is not what its fingerprint says")
    write(to, data)
    return settle(to)


def _replace(idle: _Copy, manifest: bytes) -> str:
    """Put a manifest in the place of another, so that there is one at every moment. Gives its stamp."""
    write(f"{idle.known}/manifest", manifest)
    os.replace(f"{idle.known}/manifest", f"{idle.at}/{MANIFEST}")
    return settle(f"{idle.at}/{MANIFEST}")


def _mend(output: Path) -> None:
    """Go on where a build was killed between the two steps of an exchange."""
    aside, idle = _beside(output, "old"), _beside(output, "idle")
    if os.path.lexists(aside):
        if output.exists() and idle.exists():
            raise Refused(f"the folder {aside} was left there by a build: remove it")
        aside.rename(idle if output.exists() else output)


def _swap(idle: Path, output: Path) -> None:
    """Let the two trees change places, in one step where the system can exchange two folders."""
    if not output.exists():
        idle.rename(output)
    elif not exchange(idle, output):
        aside = _beside(output, "old")
        output.rename(aside)
        idle.rename(output)
        aside.rename(idle)


def _forget_others(output: Path) -> None:
    """Remove what is known of trees that are no longer there."""
    known = _beside(output, "known")
    current = {str(os.lstat(tree).st_ino) for tree in (output, _beside(output, "idle")) if tree.exists()}
    for name in os.listdir(known):
        if name not in current and name.removesuffix(".new").isdigit():
            with contextlib.suppress(OSError):
                os.unlink(known / name)
