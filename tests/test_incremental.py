"""What did not change is not made again, and a build that remembers equals a build that does not."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from digest.connections.site import Site, entry_read
from digest.figures.citations import FORMATS
from digest.figures.drawings import svg
from digest.output import plans
from digest.output.build import build
from digest.output.documents import known_by
from digest.output.producing import File
from digest.pages.frame import FEED_FORMATS, twin_of
from digest.values.steps import name_of
from tests.conftest import ROOT, invented_tree
from tests.remembering import Remembered, remembered, renewing

T = TypeVar("T")

NEW_PAPER = (
    "---\ntitle: Herons\narxiv: 2404.05555\ndate: 2024-04-20\ntopics: [rivers]\nsummary: Herons wade.\nchecked: 2024-05-03\n---\n\n"
    "They met [otters](otters.md).\n"
)
READ, DRAWN, INDEXED = name_of(entry_read), name_of(svg), name_of(known_by)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Remembered]:
    """A memory of the invented digest, its site, and what had to be made for it."""
    folder = tmp_path_factory.mktemp("memory")
    return folder, remembered(invented_tree(), folder)


@pytest.fixture
def before(first: tuple[Path, Remembered], tmp_path: Path) -> dict[str, bytes]:
    """The site of the invented digest, of which `tmp_path` remembers all."""
    shutil.copytree(first[0], tmp_path, dirs_exist_ok=True)
    return first[1].built.tree


def test_nothing_is_made_twice(first: tuple[Path, Remembered], before: dict[str, bytes], tmp_path: Path) -> None:
    again = remembered(invented_tree(), tmp_path)
    assert again.built == first[1].built
    assert first[1].ran[READ] >= 14
    assert (again.ran, again.made) == ({}, set())


def feeds(*folders: str) -> set[str]:
    """The feeds of these folders, in every format."""
    return {f"{folder}{format.file}" for folder in folders for format in FEED_FORMATS}


def test_an_edited_note_is_read_alone_and_changes_its_page_and_the_feed(
    tmp_path: Path, edited: Any, before: dict[str, bytes]
) -> None:
    change = edited("content/papers/otters.md", "One river only.", "Two rivers only.")
    after = remembered(invented_tree(change), tmp_path)
    assert (after.ran[READ], after.ran[INDEXED]) == (1, 1)
    assert DRAWN not in after.ran
    found = {path for path in after.made if path.startswith("search/")}
    assert after.made - found == {
        "editions/2024-04/2024-04.epub",
        *with_twins("papers/otters/index.html"),
        *feeds("", "papers/", "topics/rivers/", "topics/boats/"),
    }
    assert after.made == changed(before, after.built.tree)
    assert found and not found & {"search/index.json", "search/index.html"}, "what every reader fetches stays"
    assert after.built == build(invented_tree(change))


def with_twins(*pages: str) -> set[str]:
    """Pages, and the same as Markdown."""
    return {*pages, *(twin_of(path) for path in pages)}


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize(
    "change",
    [
        {"content/papers/herons.md": NEW_PAPER},
        pytest.param({"content/papers/beavers.md": None}, marks=pytest.mark.long),
        {"templates/papers.html": '{% extends "base.html" %}{% block main %}<h1>Papers</h1>{% endblock %}'},
        pytest.param({"static/style.css": "body { color: red }"}, marks=pytest.mark.long),
        pytest.param({"content/topics/boats.md": "---\nname: Ships\nsummary: S\n---\n"}, marks=pytest.mark.long),
    ],
    ids=["added", "removed", "template", "style", "renamed topic"],
)
def test_incremental_equals_clean(tmp_path: Path, change: dict[str, str | None]) -> None:
    after = remembered(invented_tree(change), tmp_path)
    assert after.ran.get(READ, 0) <= 1, "the rest was remembered"
    assert after.built == build(invented_tree(change))


def test_adding_one_paper_changes_exactly_what_shows_it(before: dict[str, bytes]) -> None:
    after = build(invented_tree({"content/papers/herons.md": NEW_PAPER})).tree
    found = {path for path in changed(before, after) if re.fullmatch(r"search/(.+/)?\w+\.json", path)}
    assert "search/index.json" in found
    assert changed(before, after) - found == with_twins(
        "a-z/index.html",
        "search/index.html",  # which says how many entries there are
        "papers/herons/index.html",  # its page
        "papers/index.html",  # the lists
        "papers/by/title/index.html",
        "papers/by/topic/index.html",
        "papers/by/month/2024-04/index.html",
        "papers/by/month/2024-03/index.html",  # whose links say how many papers each list has
        "papers/by/model/otter-1b/index.html",
        "index.html",
        "topics/index.html",
        "topics/rivers/index.html",  # its topic
        "papers/otters/index.html",  # what it mentions
        "models/otter-1b/index.html",  # what cites the same paper, and so leads to it
        "methods/paddling/index.html",
    ) | {
        "404.html",
        "papers/herons/share.png",
        "llms.txt",  # which says how many there are
        *feeds("", "papers/", "topics/rivers/"),
        *(f"topics/rivers/rivers{form.suffix}" for form in FORMATS),
        *(f"papers/{name}{form.suffix}" for name in ("papers", "herons/herons") for form in FORMATS),
        "data/papers.json",
        "data/papers.csv",
        "data/digest.sqlite",
        "sitemap.xml",
    }


def test_a_correction_changes_its_entry_and_the_lists_of_changes(
    tmp_path: Path, edited: Any, before: dict[str, bytes]
) -> None:
    told = "summary: Beavers build.\nhistory: [{date: 2024-05-06, change: Some words.}]"
    after = remembered(invented_tree(edited("content/papers/beavers.md", "summary: Beavers build.", told)), tmp_path)
    assert changed(before, after.built.tree) == with_twins("papers/beavers/index.html", "changes/index.html") | {
        "CITATION.cff",  # the newest day in content
        "archive/2024-03.atom",
        "changes/archive/2024-05.atom",
        *feeds("changes/", "papers/", "topics/boats/"),  # the correction moves on when it was changed last
        "sitemap.xml",  # which says when
        "data/papers.json",
        "data/changes.json",
        "data/changes.csv",
        "data/digest.sqlite",
    }


@pytest.mark.long
@pytest.mark.parametrize("file", ["graph", "changes", "answers.sqlite3", "inputs.json"])
def test_a_damaged_memory_costs_time_only(tmp_path: Path, before: dict[str, bytes], file: str) -> None:
    (tmp_path / file).write_bytes(b"not what was written at all" * 1000)
    assert remembered(invented_tree(), tmp_path).built.tree == before


SPREAD = """
import pathlib, sys
from digest.figures.plotting import plotted_by
from digest.output.build import build
from digest.outside.plotter import Plotter
from digest.outside.work import Processes
from tests.conftest import invented_tree
from tests.remembering import remembered

with plotted_by(Plotter()):
    tree, folder = invented_tree(), pathlib.Path(sys.argv[1])
    rounds = []
    spread = Processes(processes=2, report=lambda what, done, of: done == 1 and rounds.append((what, of)), worth=0)
    first = remembered(tree, folder, spread=spread)
    assert [*dict(rounds)] == ["entries", "checks", "words", "feed items", "citations", "charts", "pages"]
    assert spread.forked == sum(of > 1 for _, of in rounds) >= 5
    again = remembered(tree, folder, spread=spread)
    assert first.built == again.built == build(tree)
    assert again.made == set()

    before = spread.forked
    edited = {path: data + b"\\nMore.\\n" if "/papers/" in path and path.endswith(".md") else data for path, data in tree.items()}
    after = remembered(edited, folder, spread=spread)
    assert spread.forked > before + 1, "what changed is found out again in several, too, and not pages alone"
    assert after.built == build(edited) != first.built
"""


@pytest.mark.long
def test_more_processes_give_the_same_bytes(tmp_path: Path) -> None:
    """In a program of its own, since one that has drawn a chart forks no more; here the engine that draws is one of its own, too."""
    done = subprocess.run([sys.executable, "-c", SPREAD, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each producer was asked for its files."""
    counted: Counter[str] = Counter()

    files = plans.files_of

    def files_of(site: Site, producer: str) -> Iterator[File]:
        counted[producer] += 1
        return files(site, producer)

    monkeypatch.setattr(plans, "files_of", files_of)
    return counted


def test_a_site_that_was_lost_is_planned_once_and_made_in_several_processes(
    before: dict[str, bytes], tmp_path: Path, planned: Counter[str]
) -> None:
    made: list[int] = []

    def spread(
        work: Callable[[int], T], count: int, what: str, cost: float, prepare: Callable[[], None]
    ) -> Iterator[T]:
        made.append(count)
        return map(work, range(count))

    with renewing(invented_tree(), tmp_path, spread=spread) as renewed:
        renewed.ready(renewed.fingerprints)
        assert {path: renewed.read(path) for path in renewed.fingerprints} == before
    assert made == [0, len(before)], "nothing is new, and all is lost"
    assert set(planned.values()) == {1}


def test_what_is_planned_is_made_of_that_plan(tmp_path: Path, planned: Counter[str]) -> None:
    assert remembered(invented_tree(), tmp_path).made
    assert set(planned.values()) == {1}


def test_of_a_site_that_was_lost_in_part_a_producer_is_planned_twice_at_most(
    before: dict[str, bytes], tmp_path: Path, planned: Counter[str]
) -> None:
    with renewing(invented_tree(), tmp_path) as renewed:
        assert {path: renewed.read(path) for path in renewed.fingerprints} == before
    assert max(planned.values()) == 2
