"""What did not change is not made again, and a build that remembers equals a build that does not."""

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from digest.output.build import build
from digest.outside.store import Store
from digest.outside.work import Worker
from tests.conftest import invented_tree
from tests.corpus import more_entries

NEW_PAPER = (
    "---\ntitle: Herons\narxiv: 2404.05555\ndate: 2024-04-20\ntopics: [rivers]\nsummary: Herons wade.\n---\n\n"
    "They met [otters](otters.md).\n"
)


class Counting(Worker):
    """A worker that notes what it really had to make."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Store(folder), processes=1)
        self.made: dict[str, int] = {}

    def _apply(self, function: Callable[..., Any], inputs: Sequence[Any], cost: float) -> Any:
        name = getattr(function, "func", function).__name__
        self.made[name] = self.made.get(name, 0) + len(inputs)
        return super()._apply(function, inputs, cost)


def made(tree: dict[str, bytes], folder: Path) -> tuple[dict[str, bytes], dict[str, int]]:
    """The site that remembers `folder`, and how many entries, charts and pages had to be made."""
    worker = Counting(folder)
    try:
        return build(tree, run=worker).tree, worker.made
    finally:
        worker.close()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, int]]:
    """A memory of the invented digest, its site, and what had to be made for it."""
    folder = tmp_path_factory.mktemp("memory")
    return folder, *made(invented_tree(), folder)


@pytest.fixture
def before(first: tuple[Path, dict[str, bytes], dict[str, int]], tmp_path: Path) -> dict[str, bytes]:
    """The site of the invented digest, of which `tmp_path` remembers all."""
    shutil.copytree(first[0], tmp_path, dirs_exist_ok=True)
    return first[1]


def test_nothing_is_made_twice(
    first: tuple[Path, dict[str, bytes], dict[str, int]], before: dict[str, bytes], tmp_path: Path
) -> None:
    again, warm = made(invented_tree(), tmp_path)
    assert again == before
    assert first[2]["read_entry"] == 14
    assert warm == {"read_entry": 0, "draw": 0, "words_of": 0, "render": 0, "compile_template": 0}


def test_an_edited_note_is_read_alone_and_changes_its_page_and_the_feed(
    tmp_path: Path, edited: Any, before: dict[str, bytes]
) -> None:
    change = edited("content/papers/otters.md", "One river only.", "Two rivers only.")
    after, counts = made(invented_tree(change), tmp_path)
    assert counts == {
        "read_entry": 1,
        "draw": 0,
        "words_of": 1,
        "render": 2,
        "compile_template": 0,
    }  # the page, and the note in the feed
    found = {path for path in changed(before, after) if path.startswith("search/")}
    assert changed(before, after) - found == {"papers/otters/index.html", "feed.xml"}
    assert {path.split("/")[1] for path in found} == {"text", "notes"}, "what every reader fetches is as it was"
    assert after == build(invented_tree(change)).tree


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize(
    "change",
    [
        {"content/papers/herons.md": NEW_PAPER},
        {"content/papers/beavers.md": None},
        {"templates/papers.html": '{% extends "base.html" %}{% block main %}<h1>Papers</h1>{% endblock %}'},
        {"static/style.css": "body { color: red }"},
        {"content/topics/boats.md": "---\nname: Ships\nsummary: S\n---\n"},
    ],
    ids=["added", "removed", "template", "style", "renamed topic"],
)
def test_incremental_equals_clean(tmp_path: Path, change: dict[str, str | None]) -> None:
    after, counts = made(invented_tree(change), tmp_path)
    assert counts["read_entry"] <= 1, "the rest was remembered"
    assert after == build(invented_tree(change)).tree


def test_adding_one_paper_changes_exactly_what_shows_it(before: dict[str, bytes]) -> None:
    after = build(invented_tree({"content/papers/herons.md": NEW_PAPER})).tree
    found = {path for path in changed(before, after) if re.fullmatch(r"search/(.+/)?\w+\.json", path)}
    assert "search/index.json" in found
    assert changed(before, after) - found == {
        "a-z/index.html",
        "search/index.html",  # which says how many entries there are
        "papers/herons/index.html",  # its page
        "papers/herons/herons.bib",
        "papers/index.html",  # the lists
        "papers/by/title/index.html",
        "papers/by/topic/index.html",
        "papers/by/month/2024-04/index.html",
        "papers/by/month/2024-03/index.html",  # whose links say how many papers each list has
        "papers/by/model/otter-1b/index.html",
        "index.html",
        "404.html",
        "topics/index.html",
        "topics/rivers/index.html",  # its topic
        "papers/otters/index.html",  # what it mentions
        "models/otter-1b/index.html",  # what cites the same paper, and so leads to it
        "methods/paddling/index.html",
        "feed.xml",
        "data/papers.json",
        "data/papers.csv",
        "sitemap.xml",
    }


def test_a_correction_changes_its_entry_and_the_lists_of_changes(
    tmp_path: Path, edited: Any, before: dict[str, bytes]
) -> None:
    told = "summary: Beavers build.\nhistory: [{date: 2024-05-06, change: Some words.}]"
    after, _ = made(invented_tree(edited("content/papers/beavers.md", "summary: Beavers build.", told)), tmp_path)
    assert changed(before, after) == {
        "papers/beavers/index.html",
        "changes/index.html",
        "changes/feed.xml",
        "data/papers.json",
    }


def test_a_damaged_memory_costs_time_only(tmp_path: Path, before: dict[str, bytes]) -> None:
    (tmp_path / "memory.sqlite3").write_bytes(b"not a database at all" * 1000)
    again, counts = made(invented_tree(), tmp_path)
    assert again == before
    assert counts["read_entry"] == 14


def test_more_processes_give_the_same_bytes() -> None:
    tree = invented_tree() | more_entries()
    worker = Worker(processes=3)
    try:
        assert build(tree, run=worker).tree == build(tree, run=Worker(processes=1)).tree
        assert worker._pool, "there was work enough to be spread"
    finally:
        worker.close()


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
