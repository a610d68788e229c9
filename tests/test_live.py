"""`digest serve` as its users run it, and the order in which it builds, shows and speaks."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.outside.cli import main
from digest.outside.commands import CACHE
from digest.outside.live import Files
from digest.outside.serve import serve
from digest.values.tree import Tree
from tests.corpus import more_entries
from tests.crowd import crowd
from tests.previewed import Previewed, little_digest, little_site, write


@pytest.fixture
def little(tmp_path: Path) -> Path:
    return little_digest(tmp_path)


def test_what_changed_and_what_came_of_it_is_said(little: Path) -> None:
    with Previewed(little).running() as preview:
        assert preview.said == ["3 pages here"]
        write(little / "content/otter.html", "BROKEN")
        preview.wait(lambda: len(preview.said) == 2)
        assert re.fullmatch(r"content/otter.html: 1 problem in \d+\.\d\d s", preview.said[1])
        assert preview.complained == ["content/otter.html:1: this is <broken>"]
        write(little / "content/otter.html", "otters")
        preview.wait(lambda: len(preview.said) == 3)
        assert re.fullmatch(r"content/otter.html: 3 pages in \d+\.\d\d s", preview.said[2])
        assert len(preview.complained) == 1


def test_hints_are_counted_each_time_and_told_once(little: Path) -> None:
    with Previewed(little).running() as preview:
        write(little / "content/otter.html", "DOUBT")
        preview.wait(lambda: len(preview.said) == 2)
        write(little / "content/leaf.html", "a leaf")
        preview.wait(lambda: len(preview.said) == 3)
        assert [re.sub(r" in .*", "", line) for line in preview.said[1:]] == [
            "content/otter.html: 3 pages, 1 hint", "content/leaf.html: 3 pages, 1 hint"
        ]  # fmt: skip
        assert preview.complained == ["content/otter.html:1: hint: 'DOUBT' is <doubtful> [doubt]"]


def test_a_bug_is_told_and_leaves_all_running(little: Path) -> None:
    def buggy(root: Path) -> Tree:
        if (root / "content/bug.html").exists():
            raise RuntimeError("a bug")
        return little_site(root)

    with Previewed(little, buggy).running() as preview:
        write(little / "content/bug.html", "")
        preview.wait(lambda: len(preview.said) == 2)
        assert "Traceback" in preview.complained[0]
        assert "a bug" in preview.complained[0]
        message = json.loads(preview.preview.message(preview.preview.after(0, 0)))
        assert message["problems"] == [
            {"place": "digest:1", "message": "internal error, RuntimeError: the terminal tells more"}
        ]
        (little / "content/bug.html").unlink()
        preview.wait(lambda: "3 pages" in preview.said[-1])
        assert urllib.request.urlopen(preview.address).status == 200


def test_problems_that_are_mended_before_their_build_is_over_are_never_told(little: Path) -> None:
    reads, go = threading.Event(), threading.Event()
    go.set()

    def slow(root: Path) -> Tree:
        try:
            return little_site(root)
        finally:
            reads.set()
            assert go.wait(60)

    with Previewed(little, slow).running() as preview:
        go.clear()
        reads.clear()
        write(little / "content/otter.html", "BROKEN")
        assert reads.wait(60)
        write(little / "content/otter.html", "otters")
        go.set()
        preview.wait(lambda: len(preview.said) > 1)
        assert preview.complained == []
        assert b"otters" in preview.preview.answer("/otter/").body


def test_files_that_never_rest_do_not_keep_problems_back(little: Path) -> None:
    def restless(root: Path) -> Tree:
        if (root / "content/restless.html").exists():
            write(root / "content/restless.html", f"BROKEN at build {preview.builds}")
        return little_site(root)

    preview = Previewed(little, restless)
    with preview.running():
        write(little / "content/restless.html", "go")
        preview.wait(lambda: bool(preview.complained))
        assert preview.builds >= 4, "it waited for a while"
        (little / "content/restless.html").unlink()


def test_files_are_read_again_only_where_their_fingerprints_are_others() -> None:
    read: list[str] = []

    def content(path: str) -> bytes:
        read.append(path)
        return path.encode()

    first = Files({"a": "1", "b": "1", "c": "", "e": "1"}, content)
    assert read == [], "nobody has asked for any"
    assert [first["a"], first["b"], first["c"], first["a"]] == [b"a", b"b", b"c", b"a"]
    assert read == ["a", "b", "c"]
    second = Files({"a": "1", "b": "2", "c": "", "d": "1"}, content, first)
    assert dict(second) == {"a": b"a", "b": b"b", "c": b"c", "d": b"d"}
    assert read == ["a", "b", "c", "b", "c", "d"], "an empty one is none"
    with pytest.raises(KeyError):
        second["e"]
    assert second.fingerprints == {"a": "1", "b": "2", "c": "", "d": "1"}


SPREADING = (
    "import functools, sys; from digest.outside import cli, work;"
    " work.Processes = functools.partial(work.Processes, processes=2, worth=0); sys.exit(cli.main())"
)
"""The command that does whatever can be done in several processes in two, however little it is."""


@contextlib.contextmanager
def command(cwd: Path, *arguments: str, spreading: bool = False, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """`digest serve` in a session of its own."""
    program = ["-c", SPREADING] if spreading else ["-m", "digest"]
    process = subprocess.Popen(
        [sys.executable, *program, "serve", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONWARNINGS": "error", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def address(process: subprocess.Popen[str]) -> str:
    """Where the preview is, from what it says first."""
    assert process.stdout
    said = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/", said)
    if not found:
        assert process.stderr
        raise AssertionError(said + process.stderr.read())
    return found[0]


def port_of(process: subprocess.Popen[str]) -> int:
    """Where it listens, as the system tells before it says so itself. A port that was free a moment ago may be another's."""
    own = Path("/proc", str(process.pid))
    for _ in patiently():
        held: set[str] = set()
        with contextlib.suppress(OSError):  # one that was closed meanwhile, or a process that is not there any more
            held.update(str(file.readlink()) for file in (own / "fd").iterdir())
        for line in (own / "net/tcp").read_text().splitlines()[1:]:
            _, local, _, state, *rest = line.split()
            if state == "0A" and f"socket:[{rest[5]}]" in held:
                return int(local.partition(":")[2], 16)
    raise AssertionError("it never listened")


def ended(process: subprocess.Popen[str], number: int) -> str:
    """What it says on stderr when it is ended by that signal, and that nothing of it is left."""
    process.send_signal(number)
    said = process.communicate(timeout=60)[1]
    # The interpreter ends itself by an interrupt that came while it ran a text, as the making of data classes does, caught or not.
    assert process.returncode in (130, -signal.SIGINT), "130 to a shell, both of them"
    for _ in patiently():  # what it started notices its end by itself
        if not of_session(process.pid):
            break
    return said


def patiently() -> Iterator[None]:
    """For trying again and again what has to come true before long."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        yield
        time.sleep(0.02)
    raise AssertionError("it never came true")


def of_session(session: int) -> list[str]:
    """The command lines of what runs in a session."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, _, _, its = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(its) == session and state != "Z":
                found.append((folder / "cmdline").read_text().replace("\0", " "))
    return found


def until_served(url: str, wanted: str) -> None:
    """Asks for a page until it says that."""
    for _ in patiently():
        try:
            with urllib.request.urlopen(url) as answer:
                said = answer.read().decode()
        except urllib.error.HTTPError as error:
            said = error.read().decode()
            error.close()
        if wanted in said:
            return


@pytest.mark.long
def test_a_digest_is_shown_as_it_changes(remembering: Path) -> None:
    otters = remembering / "content/papers/otters.md"
    before = otters.read_text("utf-8")
    with command(remembering, "--port", "0") as process:
        site = address(process)
        assert "/.preview/preview.js" in urllib.request.urlopen(f"{site}papers/otters/").read().decode()
        write(otters, before.replace("title: ", "titel: "))
        assert process.stderr
        assert process.stdout
        assert process.stderr.readline().startswith("content/papers/otters.md:2: ")
        assert re.fullmatch(r"content/papers/otters.md: \d problems in .*\n", process.stdout.readline())
        until_served(f"{site}papers/otters/", "Otters Are All You Need")
        write(otters, f"{before}\n\nAn added sentence.\n")
        until_served(f"{site}papers/otters/", "An added sentence.")
        draft = "---\ntitle: H\narxiv: 2404.05555\ndate: 2024-04\ntopics: [rivers]\nsummary: S\ndraft: true\n---\n"
        write(otters.with_name("herons.md"), draft)
        until_served(f"{site}papers/herons/", "<strong>Draft</strong>")
        assert "Traceback" not in ended(process, signal.SIGINT)
    assert sorted(path.name for path in remembering.iterdir()) == [CACHE, "content", "static", "templates"], (
        "no site is written"
    )


@pytest.mark.long
def test_a_start_with_problems_goes_on(remembering: Path) -> None:
    settings = remembering / "content/site.yaml"
    text = settings.read_bytes()
    settings.unlink()
    with command(remembering, "--port", "0") as process:
        site = address(process)
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(site)
        assert caught.value.code == 503
        assert "content/site.yaml:1" in caught.value.read().decode()
        caught.value.close()
        settings.write_bytes(text)
        until_served(site, "The Little Digest")
        assert ended(process, signal.SIGTERM).startswith("content/site.yaml:1: this file is missing")


@pytest.mark.long
@pytest.mark.parametrize("workers", [False, True])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_a_build_with_open_requests_at_once(root: Path, number: int, workers: bool) -> None:
    """At its beginning, or once it has started processes. What is broken off leaves files to be closed, which is no matter."""
    if workers:
        for path, data in (more_entries() | crowd()).items():
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_bytes(data)
    with contextlib.ExitStack() as open_requests:
        given = ("--no-cache", "--port", "0")
        process = open_requests.enter_context(command(root, *given, spreading=workers, PYTHONWARNINGS=""))
        events = f"http://127.0.0.1:{port_of(process)}/.preview/events"
        for _ in patiently():
            with contextlib.suppress(OSError):
                open_requests.enter_context(urllib.request.urlopen(events))
                break
        for _ in patiently():
            if not workers or len(of_session(process.pid)) > 1:
                break
        assert ended(process, number) == ""


def test_a_taken_port_is_left_for_the_next(remembering: Path) -> None:
    with serve(dict, 0) as server:
        taken = server.server_address[1]
        with command(remembering, "--port", str(taken)) as process:
            assert process.stdout
            said = process.stdout.readline()
            assert f"; port {taken} is taken" in said
            assert int(re.findall(r"127\.0\.0\.1:(\d+)/", said)[0]) > taken
            ended(process, signal.SIGINT)


def test_a_browser_is_opened_where_it_is_asked_for(remembering: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("browser")
    write(folder / "browser", f'#!/bin/sh\necho "$1" > {folder}/opened.part\nmv {folder}/opened.part {folder}/opened\n')
    (folder / "browser").chmod(0o755)
    with command(remembering, "--open", "--port", "0", BROWSER=f"{folder}/browser %s") as process:
        site = address(process)
        for _ in patiently():
            if (folder / "opened").exists():
                break
        assert (folder / "opened").read_text().strip() == site
        ended(process, signal.SIGINT)


@pytest.mark.parametrize("files", [(), ("templates/base.html",), ("content/",)])
def test_a_folder_without_a_digest_is_refused_and_left_as_it_is(
    tmp_path: Path, files: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in files:
        if name.endswith("/"):
            (tmp_path / name).mkdir()
        else:
            write(tmp_path / name, "")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    for arguments, where in (([], "this folder"), (["--root", str(tmp_path)], str(tmp_path))):
        assert main(["serve", "--port", "0", *arguments]) == 1
        said = capsys.readouterr().err
        assert said.startswith(f"digest: {where} holds no digest")
        assert said.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_an_address_that_cannot_be_had_is_explained(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--root", str(root), "--host", "203.0.113.1", "--port", "0"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("digest: 203.0.113.1, port 0 cannot be used: ")
    assert said.endswith("choose another with --port or --host\n")
