"""The search index: every entry can be found by what people call it, in the build that adds it, at a bounded price."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import accumulate
from typing import Any

import pytest

from digest.connections.site import Site
from digest.output.analysis import joined, stem, whole_names, words
from digest.output.build import Built
from digest.output.documents import Document, documents, plain
from digest.values.words import Day
from tests.conftest import invented_tree
from tests.corpus import more_entries
from tests.crowd import crowd
from tests.on_demand import on_demand
from tests.searching import index_files, read_postings

PAPER = "---\ntitle: {}\narxiv: 2404.05555\ndate: 2024-04-20\ntopics: [rivers]\nsummary: Herons wade.\nauthors: [{}]\n---\n\nThey met [otters](otters.md).\n"


def held(tree: Mapping[str, bytes], folder: str) -> dict[str, Any]:
    """What all files of `search/<folder>/` hold, each of which says where the next one starts."""
    index = json.loads(tree["search/index.json"])[folder]
    found: dict[str, Any] = {}
    firsts = index["firsts"] if "firsts" in index else list(accumulate(index["steps"]))
    for name, following in zip(firsts, [*firsts, None][1:], strict=True):
        piece = json.loads(tree[f"search/{folder}/w{index.get('own', {}).get(name, name)}.json"])
        assert piece["to"] == following
        assert not found.keys() & piece["held"].keys()
        found |= piece["held"]
    return found


def found(tree: Mapping[str, bytes], place: str, word: str) -> list[str]:
    """Addresses of the entries in whose names, or text, the index has `word`, as static/search.js reads it."""
    postings = read_postings(held(tree, "words").get(word, ""), place)
    shown = held(tree, "entries")
    return [shown[str(number)][0] for number, _ in postings]


@pytest.mark.long
def test_an_index_made_piece_by_piece_is_that_of_all_documents_at_once() -> None:
    tree = invented_tree() | more_entries() | crowd()
    built = {
        path: data
        for path, data in on_demand(tree).tree.items()
        if path.startswith("search/") and path.endswith("json")
    }
    site = Site.made_of(tree)
    assert built == index_files(list(documents(site)), site)


def documents_of(tree: Mapping[str, bytes]) -> list[str]:
    """The address of every document of the index."""
    shown, notes = held(tree, "entries"), held(tree, "notes")
    papers = {number for number, head in shown.items() if re.fullmatch("/papers/[^/]+/", head[0])}
    assert shown.keys() - papers == notes.keys()  # that of a paper stands in the twin of its page
    assert all(f"{shown[number][0].strip('/')}/index.md" in tree for number in papers)
    return [head[0] for head in shown.values()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Llama-3 8x22B, 1.1B parameters", ["llama", "3", "8x22b", "1.1b", "paramet"]),
        ("128,256 of GPT3.5, 1,2,3", ["128256", "of", "gpt3.5", "1", "2", "3"]),
        ("Command R+, a+b", ["command", "r", "plu", "a", "b"]),
        ("arXiv:2404.19756v2.", ["arxiv", "2404.19756v2"]),
        ("Bernhard SCHÖLKOPF, Łukasz", ["bernhard", "scholkopf", "lukasz"]),
        ("studies of bias, loss and focus", ["studi", "of", "bias", "loss", "and", "focus"]),
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
    assert joined("a fine-tuned state-of-the-art model") == {stem("finetuned")}
    assert whole_names("Mixture of Herons") == (stem("mixtureherons"), "mixturheron")
    assert whole_names("Patient herons") == ("patientheron",)
    assert whole_names("Grouped queries") == ("groupedqueri", "groupqueri")
    assert whole_names("Seven words are far too many for one name of two") == ()
    assert whole_names("of the") == ()


@pytest.mark.parametrize(
    "forms",
    [
        "jailbreak jailbreaks jailbreaking", "quantise quantised quantising quantisation quantize quantized quantization",
        "tune tuned tunes tuning", "model models modelling modeling modelled", "colour colours color colored coloured",
        "licence license licensed licences", "centre centres center centered centred", "analyse analysed analyze analyzing",
        "catalogue catalog catalogues", "behaviour behavior behaviours", "generalise generalize generalised", "programme program programming",
        "LLM LLMs", "GPU GPUs", "study studies studied studying", "label labelled labeled labelling",
    ],
)  # fmt: skip
def test_forms_of_a_word_are_one_word(forms: str) -> None:
    assert len(set(words(forms))) == 1


def test_markup_becomes_text() -> None:
    assert (
        plain('<h2 id="a">Why <a class="anchor" href="#a">#</a></h2>\n<p>A &lt; B <em>here</em> .</p>')
        == "Why A < B here."
    )


def test_a_new_entry_is_found_in_the_build_that_adds_it() -> None:
    tree = on_demand(invented_tree({"content/papers/herons.md": PAPER.format("Herons", "Zoë Ångström")})).tree
    assert found(tree, "names", "heron") == ["/papers/herons/"]
    assert "/papers/herons/" in found(tree, "names", "angstrom")
    assert found(tree, "names", "2404.05555") == ["/papers/herons/"]
    assert "/papers/herons/" in found(tree, "text", "wade")
    assert not found(on_demand(invented_tree()).tree, "names", "heron")


def test_everything_is_in_it_once(grown: Built) -> None:
    addresses = documents_of(grown.tree)
    assert len(addresses) == len(set(addresses)) == json.loads(grown.tree["search/index.json"])["count"] > 0
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


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("rss", "/subscribe/"),
        ("csv", "/data/"),
        ("correct", "/changes/"),
        ("glossari", "/a-z/"),
        ("paper", "/papers/"),
        ("april2024papers", "/papers/by/month/2024-04/"),
        ("modelsortcontext", "/models/order/context-length/"),
        ("modelsize", "/models/by/size/"),
        ("modelreleasdate", "/models/"),
        ("modelcontextwindow", "/models/order/context-length/"),
        ("papermonth", "/papers/"),
        ("papersorttitl", "/papers/by/title/"),
        ("papertopic", "/papers/by/topic/"),
        ("leaderboard", "/models/scores/"),
        ("contradict", "/claims/2024-04/contradicted/"),
    ],
)
def test_the_pages_of_the_sites_own_are_known_by_what_they_are_for(grown: Built, word: str, address: str) -> None:
    assert address in found(grown.tree, "names", word)


@pytest.mark.parametrize("address", ["/editions/2024-04/", "/claims/2024-04/"])
def test_whose_text_is_followed_is_known(grown: Built, address: str) -> None:
    assert address in found(grown.tree, "names", "blogger")


def test_a_page_that_is_not_there_is_not_found() -> None:
    settings = invented_tree()["content/site.yaml"].decode()
    tree = on_demand(invented_tree({"content/site.yaml": f"{settings}\noutputs: {{feeds: no}}\n"})).tree
    assert not found(tree, "names", "rss")
    assert found(tree, "names", "glossari") == ["/a-z/"]


def test_a_paper_is_known_by_its_topics() -> None:
    tree = on_demand(invented_tree({"content/papers/herons.md": PAPER.format("Herons", "Zoë Ångström")})).tree
    shown = {head[0]: head for head in held(tree, "entries").values()}
    title = shown["/topics/rivers/"][1]
    assert title in shown["/papers/herons/"][7]
    assert all("/papers/herons/" in found(tree, "text", word) for word in words(title) if word not in ("and", "of"))


def test_what_is_quoted_of_papers_is_in_the_index_where_pages_have_no_twins() -> None:
    settings = invented_tree()["content/site.yaml"].decode()
    tree = on_demand(invented_tree({"content/site.yaml": f"{settings}\noutputs: {{markdown: no}}\n"})).tree
    assert held(tree, "notes").keys() == held(tree, "entries").keys()


@pytest.mark.long
@pytest.mark.parametrize("count", [2_000, pytest.param(10_000, marks=pytest.mark.thorough)])
def test_a_file_of_words_is_small_however_many_entries_there_are(count: int) -> None:
    """Entries of a hundred words each, drawn the way words are: few of them often, most of them seldom."""
    entries = [
        Document("papers", f"/papers/p{n}/", f"Paper {n}", people=(f"Author{n % 4000}",),
                 text=" ".join(f"w{(n * 7919 + i * i * 104729) % (10 * (i + 1) ** 2)}" for i in range(100)))
        for n in range(count)
    ]  # fmt: skip
    files = index_files(entries)
    assert len(files["search/index.json"]) < 20_000
    for path, data in files.items():
        if path.startswith("search/words/"):
            most = max(len(postings) for postings in json.loads(data)["held"].values())
            assert len(data) < 21_000 + most, path  # one word may be in every entry
        assert len(data) < 80_000, path
    shown = [path for path in files if path.startswith(("search/entries/", "search/notes/"))]
    assert 0 < len(shown) < 40 + len(entries) / 10


def many(count: int) -> list[Document]:
    """Papers of five years, of which some have but a month."""
    return [
        Document("Papers", f"/papers/p{n}/", f"{['Paper', 'Study', 'Note'][n % 3]} {n}", people=(f"Author{n % 400}",),
                 text=" ".join(f"w{(n * 7919 + i * i * 104729) % (10 * (i + 1) ** 2)}" for i in range(60)),
                 day=Day.parse(f"{2020 + n % 5}-{n % 12 + 1:02}" + ("" if n % 9 == 0 else f"-{n % 28 + 1:02}")))
        for n in range(count)
    ]  # fmt: skip


def indexed(entries: list[Document]) -> dict[str, bytes]:
    return index_files(entries)


def differing(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


@pytest.mark.long
def test_an_edited_note_changes_the_files_of_its_words_and_its_own_and_none_that_all_readers_fetch() -> None:
    entries = many(1000)
    before = indexed(entries)
    entries[600] = replace(entries[600], text=f"{entries[600].text} heron heron stork")
    changed = differing(before, indexed(entries))
    assert 1 <= len(changed) <= 4
    assert {path.split("/")[1] for path in changed} == {"words", "notes"}


def test_a_day_that_fills_up_moves_no_number() -> None:
    """Up to eight papers of a day have room where others have one: a second one of a day is no reason to number all anew."""
    entries = [
        Document(
            "Papers",
            f"/papers/p{n}/",
            f"Paper {n}",
            text="heron",
            day=Day.parse(f"2023-{n % 12 + 1:02}-{n % 28 + 1:02}"),
        )
        for n in range(80)
    ]
    before = held(indexed(entries), "entries")
    second = replace(entries[0], address="/papers/new/", title="Stork")
    after = held(indexed([*entries, second]), "entries")
    assert before.items() <= after.items()


@pytest.mark.long
def test_a_paper_that_is_added_leaves_the_numbers_of_others_alone() -> None:
    entries = many(1000)
    before = indexed(entries)
    new = Document("Papers", "/papers/new/", "Quite New", text="heron w1 w7", day=Day.parse("2022-05-17"))
    after = indexed([*entries[:700], new, *entries[700:]])
    numbers = {head[0]: number for number, head in held(before, "entries").items()}
    moved = {head[0] for number, head in held(after, "entries").items() if numbers.get(head[0], number) != number}
    assert len(moved) <= 2
    assert len(differing(before, after)) <= 12 + 40 * len(moved) < len(before) / 2


def test_later_documents_have_higher_numbers_and_those_of_a_day_go_by_name() -> None:
    days = ["2024-02-01", "2024-02-01", "2024-01-31", "2023-12", "1999-05-05"]
    entries = [
        Document("Papers", f"/{n}/", name, day=Day.parse(day))
        for n, (name, day) in enumerate(zip(("Adder", "Bittern", "Crane", "Dove", "Eel"), days, strict=True))
    ]
    shown = held(indexed(entries), "entries")
    by_number = sorted(shown, key=int, reverse=True)
    assert [shown[number][1] for number in by_number] == ["Adder", "Bittern", "Crane", "Dove", "Eel"]


def test_no_two_documents_share_a_number_however_full_a_day_is() -> None:
    entries = [Document("Papers", f"/{n}/", "One Name", day=Day.parse("2024-02-01")) for n in range(3000)]
    entries += [Document("Topics", f"/t{n}/", "One Name") for n in range(50)]
    index = indexed(entries)
    shown = held(index, "entries")
    assert len(shown) == 3050
    topics = json.loads(index["search/index.json"])["kinds"][1][1]
    assert {head[0][:2] for number, head in shown.items() if int(number) >= topics} == {"/t"}
