"""The search index: every entry can be found by what people call it, in the build that adds it, at a bounded price."""

import json
from collections.abc import Mapping
from itertools import accumulate
from typing import Any

import pytest

from digest.output.analysis import joined, words
from digest.output.build import Built
from digest.output.search import Document, index_files, plain, words_of
from tests.conftest import build, invented_tree

PAPER = "---\ntitle: {}\narxiv: 2404.05555\ndate: 2024-04-20\ntopics: [rivers]\nsummary: Herons wade.\nauthors: [{}]\n---\n\nThey met [otters](otters.md).\n"


def found(tree: Mapping[str, bytes], folder: str, word: str) -> list[str]:
    """Addresses of the entries that `search/<folder>/` has for `word`, as static/search.js reads it."""
    index = json.loads(tree["search/index.json"])
    shards = [json.loads(tree[f"search/{folder}/{number}.json"]) for number in range(len(index[folder]))]
    postings = next((shard[word] for shard in shards if word in shard), [])
    numbers = accumulate(gap >> 2 if folder == "names" else gap for gap in postings)
    return [entry_of(tree, number)[0] for number in numbers]


def entry_of(tree: Mapping[str, bytes], number: int) -> Any:
    held = json.loads(tree["search/index.json"])["held"]
    return json.loads(tree[f"search/entries/{number // held}.json"])["entries"][number % held]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Llama-3 8x22B, 1.1B parameters", ["llama", "3", "8x22b", "1.1b", "parameter"]),
        ("arXiv:2404.19756v2.", ["arxiv", "2404.19756v2"]),
        ("Bernhard SCHÖLKOPF, Łukasz", ["bernhard", "scholkopf", "lukasz"]),
        ("studies of basis, loss and focus", ["study", "of", "basis", "loss", "and", "focus"]),
        ("GPT模型", ["gpt", "模", "型", "模型"]),
        (
            "言語モデル",
            ["言", "語", "モ", "テ", "ル", "言語", "語モ", "モテ", "テル"],
        ),  # marks fall away, as in the script
        ("", []),
    ],
)
def test_text_becomes_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_names_are_also_known_as_people_type_them() -> None:
    assert joined("Phi-3-mini 3.8B") == {"phi3", "mini3.8b"}


def test_markup_becomes_text() -> None:
    assert (
        plain('<h2 id="a">Why <a class="anchor" href="#a">#</a></h2>\n<p>A &lt; B <em>here</em> .</p>')
        == "Why A < B here."
    )


def test_a_new_entry_is_found_in_the_build_that_adds_it() -> None:
    tree = build(invented_tree({"content/papers/herons.md": PAPER.format("Herons", "Zoë Ångström")})).tree
    assert found(tree, "names", "heron") == ["/papers/herons/"]
    assert "/papers/herons/" in found(tree, "names", "angstrom")
    assert found(tree, "names", "2404.05555") == ["/papers/herons/"]
    assert "/papers/herons/" in found(tree, "text", "wade")
    assert not found(build(invented_tree()).tree, "names", "heron")


def test_everything_is_in_it_once(grown: Built) -> None:
    count = json.loads(grown.tree["search/index.json"])["count"]
    addresses = [entry_of(grown.tree, number)[0] for number in range(count)]
    assert len(addresses) == len(set(addresses)) == count
    for address in addresses:
        assert f"{address.partition('#')[0].strip('/')}/index.html" in grown.tree
    for kind in ("papers", "models", "methods", "compare", "benchmarks", "topics", "claims", "editions", "results"):
        assert any(address.startswith(f"/{kind}/") for address in addresses), kind


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("sphagnum", "/papers/sphagnum/"),
        ("500m", "/models/quillwort-500m/"),
        ("1901.00012", "/papers/sphagnum/"),
        ("sswi", "/methods/slow-soaking/"),
        ("quillwort2b", "/models/quillwort-2b/"),
        ("qw2b", "/models/quillwort-2b/"),
        ("苔蘚", "/papers/moss-zh/"),
        ("טחב", "/papers/moss-he/"),
    ],
)
def test_entries_are_known_by_what_people_call_them(grown: Built, word: str, address: str) -> None:
    assert address in found(grown.tree, "names", word)


def test_a_file_of_words_is_small_however_many_entries_there_are() -> None:
    """Ten thousand entries of a hundred words each, drawn the way words are: few of them often, most of them seldom."""
    entries = [
        Document("papers", f"/papers/p{n}/", f"Paper {n}", people=(f"Author{n % 4000}",),
                 text=" ".join(f"w{(n * 7919 + i * i * 104729) % (10 * (i + 1) ** 2)}" for i in range(100)))
        for n in range(10_000)
    ]  # fmt: skip
    files = index_files(entries, [words_of(entry) for entry in entries])
    assert len(files["search/index.json"]) < 20_000
    for path, data in files.items():
        if path.startswith(("search/names/", "search/text/")):
            held = json.loads(data)
            most = max(len(postings) for postings in held.values())
            assert len(data) < 16_000 + 6 * most, path  # one word may be in every entry
        assert len(data) < 80_000, path
