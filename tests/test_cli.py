"""The command as its users run it: in processes of its own where surroundings matter, elsewhere in that of the tests."""

import contextlib
import datetime
import io
import os
import re
import shutil
import subprocess
import sys
import unittest.mock
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from digest.output.build import Built
from digest.outside.cli import main
from digest.outside.commands import CACHE
from digest.outside.publishing import MANIFEST
from digest.values.words import Day

TEN_MISTAKES = {
    "papers/a.md": "---\ntitel: A\narxiv: 2404.00001\ndate: 2024-04-01\ntopics: [rivers]\nsummary: S\ntitle: A\n---\n",
    "papers/b.md": "---\ntitle: B\narxiv: 24.1\ndate: 2024-04-01\ntopics: [rivers]\nsummary: S\n---\n",
    "papers/c.md": "---\ntitle: C\narxiv: 2404.00003\ndate: yesterday\ntopics: [rivers]\nsummary: S\n---\n",
    "papers/d.md": "---\ntitle: D\ntitle: D\narxiv: 2404.00004\ndate: 2024-04-01\ntopics: [rivers]\nsummary: S\n---\n",
    "papers/e.md": "---\ntitle: E: e\narxiv: 2404.00005\ndate: 2024-04-01\ntopics: [rivers]\nsummary: S\n---\n",
    "papers/f.md": "---\ntitle: F\narxiv: 2404.00006\ndate: 2024-04-01\ntopics: [rivers]\nsummary: S\n---\n\n[x](javascript:x)\n",
    "papers/g.md": "---\ntitle: G\narxiv: 2404.00007\ndate: 2024-04-01\ntopics: [rivers]\nsummary: S\n---\n\n\nA 5 [@x].\n",
    "papers/h.md": "---\ntitle: H\narxiv: 2404.00008\ndate: 2024-04-01\ntopics: rivers\nsummary: S\n---\n",
    "papers/i.md": "no front matter\n",
    "models/j.md": "---\nname: J\nsummary: S\nfacts:\n  parameters_total: many [@x]\n---\n",
}
TEN_LINES = [
    "content/models/j.md:5",
    "content/papers/a.md:2",
    "content/papers/b.md:3",
    "content/papers/c.md:4",
    "content/papers/d.md:3",
    "content/papers/e.md:2",
    "content/papers/f.md:9",
    "content/papers/g.md:10",
    "content/papers/h.md:5",
    "content/papers/i.md:1",
]


def digest(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONWARNINGS": "error", **environment}
    return subprocess.run(
        [sys.executable, "-m", "digest", *arguments],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def said_here(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The same without a start of Python: what would show a traceback fails the test."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        unittest.mock.patch("os.cpu_count", lambda: 1),  # tests run on the other cores
    ):
        code = main(arguments)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def test_build_says_what_it_made(remembering: Path) -> None:
    first = said_here("build", cwd=remembering)
    assert first.returncode == 0, first.stderr
    assert re.fullmatch(
        r"49 pages, \d+ files in _site: \d+ written, 0 left as they were, 0 removed, in \d+\.\d s\n"
        r"1 file says neither when added nor when checked, .*: content/papers/beavers\.md\n"
        r"0 of 5 sources are stale as of 5 May 2024, the newest day in content\n",
        first.stdout,
    )
    second = said_here("build", cwd=remembering)
    assert re.search(r": 0 written, \d+ left as they were, 0 removed", second.stdout)


@pytest.mark.long
def test_a_build_gives_account_of_what_it_asked(remembering: Path) -> None:
    assert said_here("build", cwd=remembering).returncode == 0
    note = remembering / "content/papers/otters.md"
    note.write_text(note.read_text("utf-8") + "\nMore words.\n", "utf-8")
    told = said_here("build", "--verbose", cwd=remembering).stdout.splitlines()
    assert re.fullmatch(r"[\d,]+ answers known; [\d,]+ steps ran, [\d,]+ files made", told[3])
    assert any(re.fullmatch(r" +\d+\.\d\d s +1 × connections\.site\.entry_read", line) for line in told[4:])
    assert said_here("build", "--verbose", cwd=remembering).stdout.splitlines()[3:] == [
        "nothing was asked: every file is what it was"
    ]


def test_a_day_tells_how_many_sources_are_stale(remembering: Path) -> None:
    for command in ("build", "check"):  # what the one remembers, the other reads
        told = said_here(command, "--as-of", "2025-05-02", cwd=remembering).stdout.splitlines()
        assert told[2:] == ["1 of 5 sources is stale as of 2 May 2025"]


def test_today_is_known_to_the_command(remembering: Path) -> None:
    told = said_here("check", "--as-of", "today", cwd=remembering).stdout.splitlines()
    today = datetime.date.today()
    spoken = {Day(today - datetime.timedelta(days)).spoken for days in (0, 1)}  # it may have been midnight
    assert told[2] in {f"5 of 5 sources are stale as of {day}" for day in spoken}


def test_stale_sources_are_listed_without_a_site(remembering: Path) -> None:
    told = said_here("stale", "--as-of", "2025-05-02", cwd=remembering)
    assert (told.returncode, told.stdout, told.stderr) == (
        0,
        "content/papers/otters.md:11: abstract, checked 1 May 2024, one year before 2 May 2025\n",
        "1 source checked more than 365 days before 2 May 2025\n",
    )
    (remembering / "content/papers/otters.md").write_text("no front matter", "utf-8")
    told = said_here("stale", cwd=remembering)
    assert (told.returncode, told.stderr.splitlines()[-1]) == (1, "1 problem")
    assert not (remembering / "_site").exists()


def test_drafts_are_named_and_left_out(remembering: Path) -> None:
    note = remembering / "content/papers/herons.md"
    note.write_text(
        "---\ntitle: Herons\narxiv: 2404.05555\ndate: 2024-04\ntopics: [rivers]\nsummary: S\ndraft: true\n---\n",
        "utf-8",
    )
    for command in ("check", "build"):
        assert (
            said_here(command, cwd=remembering).stdout.splitlines()[1] == "1 draft left out: content/papers/herons.md"
        )
    assert not (remembering / "_site/papers/herons").exists()


@pytest.mark.long
def test_ten_mistakes_in_ten_files_give_ten_lines(remembering: Path) -> None:
    assert said_here("build", cwd=remembering).returncode == 0
    before = {p: p.read_bytes() for p in (remembering / "_site").rglob("*") if p.is_file()}
    for path, text in TEN_MISTAKES.items():
        (remembering / "content" / path).write_text(text, "utf-8")
    for run, command in ((digest, "build"), (said_here, "check")):
        result = run(command, cwd=remembering)
        assert result.returncode == 1
        *lines, count = result.stderr.splitlines()
        assert [line.split(": ")[0] for line in lines] == TEN_LINES
        assert count == "10 problems"
        assert "Traceback" not in result.stderr
    assert {p: p.read_bytes() for p in (remembering / "_site").rglob("*") if p.is_file()} == before, (
        "the last good site stays"
    )


@pytest.mark.long
def test_check_writes_nothing(root: Path, memory: str) -> None:
    said = r"no problems: 49 pages, \d+ files could be built, in \d+\.\d s\n1 file .*\n0 of 5 sources .*\n"
    assert re.fullmatch(said, said_here("check", cwd=root).stdout)
    assert sorted(p.name for p in root.iterdir()) == ["content", "static", "templates"]
    shutil.copytree(memory, root / CACHE)
    said_here("build", cwd=root)
    before = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in root.rglob("*")}
    (root / "content/topics/new.md").write_text("---\nname: New\nsummary: S\n---\n\n[x](rivers.md)\n", "utf-8")
    assert "nothing links to this entry" in said_here("check", cwd=root).stderr
    (root / "content/topics/new.md").unlink()
    assert said_here("check", cwd=root).returncode == 0
    after = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in root.rglob("*")}
    assert {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)} <= {root / "content/topics"}


def test_an_internal_bug_and_only_that_shows_a_traceback(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("digest.output.verdict.undrawable", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        said_here("build", "--no-cache", cwd=root)
    assert not (root / "_site").exists()


def test_an_output_folder_that_is_not_ours_is_refused_in_a_sentence(remembering: Path) -> None:
    (remembering / "photos").mkdir()
    (remembering / "photos/cat.png").write_bytes(b"cat")
    result = said_here("build", "--output", "photos", cwd=remembering)
    assert result.returncode == 1
    assert result.stderr.startswith("digest: the output folder")
    assert (remembering / "photos/cat.png").read_bytes() == b"cat"


def test_a_forbidden_output_is_said_before_anything_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("this: [is no site\n")
    assert main(["build", "--root", str(tmp_path), "--output", str(tmp_path / "content/site")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("digest: the output folder")
    assert said.count("\n") == 1, "the slip in the content is not looked for"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"], "nor is anything kept"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--root", "nowhere"], "nowhere is not a folder"),
        (["build", "--base-url", "x"], "x is not the address of a site"),
        (["serve", "--port", "99999"], "is not a port"),
        (["build", "--as-of", "2026-11"], "is a month"),
        (["check", "--as-of", "tomorrow"], "'tomorrow' is not a date"),
        (["bild"], "invalid choice"),
        ([], "required"),
    ],
)
def test_a_wrong_command_line_is_explained(
    root: Path, arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process: what is not caught fails the test, as it would show a traceback."""
    monkeypatch.chdir(root)
    with pytest.raises(SystemExit) as caught:
        sys.exit(main(arguments))
    assert caught.value.code == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_content_is_explained(tmp_path: Path) -> None:
    result = said_here("build", cwd=tmp_path)
    assert result.returncode == 1
    assert "is --root the folder that holds content/?" in result.stderr


@pytest.mark.parametrize("where", ["cli._parser", "commands.run"])
def test_an_interrupt_is_no_traceback_however_early_it_comes(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"digest.outside.{where}", interrupted)
    assert main(["check"]) == 130


def test_help_and_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert re.fullmatch(r"digest \d+\.\d+\.\d+\n", digest("--version", cwd=tmp_path).stdout)
    for arguments, told in ((["--help"], ("build", "check", "serve")), (["build", "--help"], ("--base-url",))):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 0
        text = capsys.readouterr().out
        assert all(word in text for word in told)


def test_a_process_ends_without_looking_for_cycles(tmp_path: Path) -> None:
    told = "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count() >= len(gc.get_objects())))"
    run = "from digest.outside.cli import program; program()"
    ended = subprocess.run(
        [sys.executable, "-c", f"{told}; {run}", "check"], cwd=tmp_path, capture_output=True, text=True
    )
    assert ended.stdout.splitlines() == ["True"]


@pytest.mark.long
def test_equal_input_gives_equal_bytes_whatever_the_surroundings(
    root: Path, tmp_path_factory: pytest.TempPathFactory, invented: Built
) -> None:
    """The site that is built in here, with the words hashed as it happens, is also built far from here."""
    other = tmp_path_factory.mktemp("elsewhere") / "with space"
    shutil.copytree(root, other)
    surroundings = {
        "PYTHONHASHSEED": "2",
        "LC_ALL": "C.UTF-8" if os.environ.get("LC_ALL", "C") == "C" else "C",
        "TZ": "Asia/Tokyo",
        "SOURCE_DATE_EPOCH": "0",
        "PYTHONUTF8": "0",
    }
    result = digest("build", "--no-cache", cwd=other, **surroundings)
    assert result.returncode == 0, result.stderr
    site = other / "_site"
    written = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    assert written.pop(MANIFEST)
    assert written == invented.tree


@pytest.mark.long
def test_serve_answers_on_loopback(remembering: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "digest", "serve", "--port", "0"],
        cwd=remembering,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found, process.stderr and process.stderr.read()
        with urllib.request.urlopen(found[0] + "papers/otters") as answer:  # the slash is put in
            assert answer.url.endswith("/papers/otters/")
            assert b"Otters Are All You Need" in answer.read()
        with urllib.request.urlopen(found[0] + "feed.xml") as answer:
            assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
        for path in ("nowhere/", "%2e%2e/content/site.yaml", "../content/site.yaml"):
            with pytest.raises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(found[0] + path)
            assert caught.value.code == 404
            assert b"There is no page at this address" in caught.value.read()
            caught.value.close()
    finally:
        process.terminate()
        process.communicate(timeout=10)


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits address space as Linux does")
@pytest.mark.parametrize("processors", ["several", pytest.param("alone", marks=pytest.mark.thorough)])
def test_where_memory_is_limited_a_sentence_says_which_chart_and_what_to_do(root: Path, processors: str) -> None:
    command = f"ulimit -v 8000000; exec {sys.executable} -c"
    program = (
        f"import os, sys; os.cpu_count = lambda: {1 if processors == 'alone' else 3}; import digest.outside.cli as c"
    )
    said = subprocess.run(
        ["sh", "-c", f'{command} "{program}; sys.exit(c.main([\'build\']))"'],
        cwd=root, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (said.returncode, said.stdout) == (1, "")
    place, _, sentence = said.stderr.partition(": ")
    assert re.fullmatch(r"content/(comparisons|benchmarks)/\w+\.md:\d+", place), said.stderr
    assert sentence == (
        "this chart cannot be drawn: the plotting engine was ended by the system, as happens where memory or address space"
        " are limited; lift the limit (`ulimit -v unlimited`) and build again\n1 problem\n"
    )
    assert not (root / "_site").exists()


@pytest.mark.long
@pytest.mark.parametrize("arguments", [["build"], ["check"], ["check", "--format", "github"], ["--help"]])
def test_who_stops_reading_is_not_answered_by_a_traceback(remembering: Path, arguments: list[str]) -> None:
    if "github" in arguments:  # which has no other lines to say on that stream
        (remembering / "content/papers/bad.md").write_text("---\n")
    said = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m digest {' '.join(arguments)} | true; sleep 0.1"],
        cwd=remembering, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert said.stderr == ""
