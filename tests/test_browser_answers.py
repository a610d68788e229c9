"""What search answers to each kind of query, over invented entries: forms of words, other names, facts, pairs, people, numbers."""

import itertools
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from digest.output.analysis import COMPARING, FILLERS, joined, stem, tokens
from tests.conftest import build, invented_tree, served
from tests.sight import found_by_axe

pytestmark = pytest.mark.browser


def paper(
    title: str, number: int, summary: str, authors: str = "Ada Heron", note: str = "They met [otters](otters.md)."
) -> str:
    return (
        f"---\ntitle: '{title}'\narxiv: 2405.{number:05}\ndate: 2024-05-{number % 28 + 1:02}\ntopics: [still-water]\n"
        f"summary: {summary}\nauthors: [{authors}]\n---\n\n{note}\n"
    )


def model(name: str, facts: str, more: str = "") -> str:
    return (
        f"---\nname: {name}\nsummary: It wades.\ntopics: [still-water]\n{more}checked: 2024-05-01\nsources:\n  card: https://card.example/\n"
        f"facts:\n{facts}---\n\nIt is told of on its card [@card].\n"
    )


def method(name: str, short: str) -> str:
    return f"---\nname: {name}\nshort: {short}\nsummary: A way to fish.\ntopics: [still-water]\n---\n\nIt takes [a river](../topics/rivers.md).\n"


CONTENT = {
    "content/topics/still-water.md": "---\nname: Still water\nsummary: What lives where nothing flows.\n---\n\nPonds and [rivers](rivers.md).\n",
    "content/methods/gull-gliding.md": method("Gull gliding (GG)", "GG"),
    "content/methods/mixture-of-nests.md": method("Mixture of nests (MoN)", "MoN"),
    "content/papers/mooring.md": paper("Unmooring Boats with Quantized Still Waves", 1, "How boats are unmoored.", "Zo\u00eb Heron, Ada \u00c5ngstr\u00f6m"),
    "content/papers/still-waters-run-deep.md": paper("Still Water Runs Deep", 2, "Water that is still, and still water.", "Ada Stork"),
    "content/papers/colours.md": paper("The Colours of Plumage", 3, "A licence to be colourful.", "Ada Heron"),
    "content/papers/nesting.md": paper("Where Eggs Lie", 4, "A mixture of nests was tried.", "Bo Crane"),
    "content/papers/fine-feathers.md": paper("Fine-feathering Birds", 5, "Birds get feathers.", "Bo Crane"),
    "content/papers/wingbeat.md": paper("WingBeat: Counting Strokes", 6, "Strokes are counted.", "Bo Crane"),
    "content/papers/gg-and-mon.md": paper("Gliding, Nests and What Became of Them", 7, "GG and MoN, told apart by a bird that knew GG and MoN.", "Bo Crane"),
    "content/models/plover-1b.md": model("Plover 1B", "  family: Plover [@card]\n  license: Apache 2.0 [@card]\n  vocab_size: 171,717 [@card]\n  context_length: 12,288 [@card]\n"),
    "content/models/plover-9b.md": model("Plover 9B", "  family: Plover [@card]\n  license: MIT [@card]\n  context_length: 65,536 [@card]\n", "parents: [plover-1b]\n"),
    "content/models/dunlin-2b.md": model("Dunlin 2B", "  context_length: 4,096 [@card]\n  training_tokens: not disclosed [@card]\n"),
    "content/results/waders.yaml": "title: Waders\nreporter: River Lab\nsource: card\nchecked: 2024-05-01\nsources: {card: 'https://card.example/'}\n"
    "columns: {swim: {benchmark: swimbench}}\nrows:\n  - {label: Plover, model: plover-9b, cells: {swim: '47.3'}}\n",
    "content/comparisons/gliding-or-nesting.md": "---\ntitle: 'GG against MoN: what waders do'\nsummary: Both, by numbers.\ntopics: [still-water]\nresults: waders\n---\n\nMore on [rivers](../topics/rivers.md).\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def waders() -> Iterator[str]:
    """The address of the invented digest with more birds in it."""
    with served(build(invented_tree(CONTENT)).tree) as address:
        yield address


def results(page: Any, query: str) -> list[str]:
    """The addresses of what the page of search shows for `query`, from the top."""
    page.goto(f"{page.url.partition('/search/')[0]}/search/?q={query.replace(' ', '+')}")
    page.locator("main .found li a, main .found p:not(.fallback)").first.wait_for()
    links: list[str] = page.locator("main .found li a").evaluate_all(
        "links => links.map(a => a.pathname + a.search + a.hash)"
    )
    return links


FIRST = (
    # forms of words
    *((form, "/papers/mooring/") for form in ("unmooring", "unmoor", "unmoors", "unmoored boats", "quantized", "quantised", "quantising waves", "quantisation")),
    *((form, "/papers/colours/") for form in ("color plumage", "colours", "colored", "colourful license")),
    # written as one word, or as two
    ("finefeathering", "/papers/fine-feathers/"), ("fine feathering", "/papers/fine-feathers/"), ("fine feathered", "/papers/fine-feathers/"),
    ("wing beat", "/papers/wingbeat/"), ("wing-beats", "/papers/wingbeat/"), ("wingbeat", "/papers/wingbeat/"),
    ("stillwater", "/topics/still-water/"), ("mixture nests", "/methods/mixture-of-nests/"), ("countingstrokes", "/papers/wingbeat/"),
    # a topic or method of that name, and what the address calls an entry
    ("still water", "/topics/still-water/"), ("gull gliding", "/methods/gull-gliding/"), ("mon", "/methods/mixture-of-nests/"), ("nesting", "/papers/nesting/"),
    # numbers and facts
    ("171717", "/models/plover-1b/"), ("171,717", "/models/plover-1b/"), ("plover 9b context length", "/models/plover-9b/"),
    ("what is the licence of plover 1b", "/models/plover-1b/"), ("dunlin training tokens", "/models/dunlin-2b/"), ("plover 9b swimbench", "/models/plover-9b/"),
    ("2405.00003", "/papers/colours/"),
    # two names
    ("gg vs mon", "/compare/gliding-or-nesting/"), ("mon gg", "/compare/gliding-or-nesting/"), ("is gg better than mixture of nests", "/compare/gliding-or-nesting/"),
    ("plover1b plover9b", "/compare/plover-1b--plover-9b/"), ("dunlin 2b vs plover 9b", "/compare/?models=dunlin-2b,plover-9b"),
    # people
    ("\u00e5ngstr\u00f6m", "/papers/mooring/"), ("ada angstrom", "/papers/mooring/"), ("ada stork", "/papers/still-waters-run-deep/"),
    # the kind beside the name, and slips
    ("wingbeat paper", "/papers/wingbeat/"), ("unmoorng", "/papers/mooring/"), ("plumgae", "/papers/colours/"),
    # other forms of the words of a name, and the second of two names without what both begin with
    ("gulls gliding", "/methods/gull-gliding/"), ("mixtures of nest", "/methods/mixture-of-nests/"),
    ("plover 1b vs 9b", "/compare/plover-1b--plover-9b/"), ("plover 9b compared to 1b", "/compare/plover-1b--plover-9b/"),
    # a slip is taken for what was meant by it, in names, in words that say nothing, and beside others
    ("plvoer 1b vs plover 9b", "/compare/plover-1b--plover-9b/"), ("ploer 9b context lenth", "/models/plover-9b/"), ("whta is mon", "/methods/mixture-of-nests/"),
    ("is gg beter than mon", "/compare/gliding-or-nesting/"), ("mno", "/methods/mixture-of-nests/"), ("qunatised waves", "/papers/mooring/"), ("quantizaton", "/papers/mooring/"),
    ("wnig beat", "/papers/wingbeat/"), ("fetahers for birds", "/papers/fine-feathers/"),
    ("what's the mixture of nests", "/methods/mixture-of-nests/"),
    # two words without the space between them
    ("whatis mon", "/methods/mixture-of-nests/"), ("gliding gulland", "/methods/gull-gliding/"), ("ploverlicence 1b", "/models/plover-1b/"), ("eggslie", "/papers/nesting/"),
)  # fmt: skip


@pytest.mark.long
def test_the_best_page_is_the_first(opened: Any, waders: str) -> None:
    page = opened("/search/", at=waders)
    missed = {query: shown[:3] for query, address in FIRST if (shown := results(page, query))[:1] != [address]}
    assert not missed


@pytest.mark.long
def test_other_names_find_what_says_the_same_otherwise(opened: Any, waders: str) -> None:
    """The paper says `mixture of nests` alone; that MoN is the same is said by the method."""
    page = opened("/search/", at=waders)
    assert "/papers/nesting/" in results(page, "mon")
    assert "/papers/gg-and-mon/" in results(page, "mixture of nests")


@pytest.mark.long
@pytest.mark.parametrize(
    "query", ["unmoor", "quantis", "quantisat", "feathe", "plov", "1717", "colou", "strok", "still wat", "gg vs m"]
)
def test_enter_finds_what_typing_showed(opened: Any, waders: str, query: str) -> None:
    page = opened("/about/", at=waders)
    page.locator("#search-box").fill(query)
    page.locator(".found li a").first.wait_for()
    typed = page.locator(".found li a").evaluate_all("links => links.map(a => a.pathname)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.locator("main .found li a").first.wait_for()
    assert set(typed) <= set(page.locator("main .found li a").evaluate_all("links => links.map(a => a.pathname)"))


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_a_fact_that_is_asked_for_is_in_the_result(opened: Any, waders: str, width: int, scheme: str) -> None:
    page = opened("/about/", width, at=waders, color_scheme=scheme)
    page.keyboard.press("/")
    page.keyboard.type("plover 9b context length")
    fact = page.locator(".found li").first.locator(".stated")
    fact.wait_for()
    assert fact.inner_text() == "Context, tokens: 65,536"
    left, right = fact.evaluate("fact => [fact.getBoundingClientRect().left, fact.getBoundingClientRect().right]")
    assert left >= 0 and right <= width
    assert found_by_axe(page) == []
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.pathname") == "/models/plover-9b/"
    page.locator("#search-box").fill("171717")
    page.locator(".found .stated", has_text="Vocabulary: 171,717").locator("mark", has_text="171,717").wait_for()
    page.locator("#search-box").fill("dunlin training tokens")
    page.locator(".found .stated", has_text="Training tokens: not disclosed").wait_for()
    page.locator("#search-box").fill("swimbench plover 9b")
    page.locator(".found .stated", has_text="SwimBench, published: 47.3").wait_for()


@pytest.mark.long
def test_two_models_lead_to_the_page_that_sets_them_side_by_side(opened: Any, waders: str) -> None:
    page = opened("/about/", 320, at=waders)
    page.keyboard.press("/")
    page.keyboard.type("dunlin 2b plover 9b")
    page.locator(".found a", has_text="Dunlin 2B and Plover 9B").click()
    page.wait_for_url("**/compare/?models=dunlin-2b,plover-9b")
    page.get_by_text("65,536").first.wait_for()


def test_without_scripts_every_entry_is_on_the_way_from_a_to_z(opened: Any, waders: str) -> None:
    page = opened("/search/", 320, at=waders, java_script_enabled=False)
    page.locator(".fallback").get_by_role("link").click()
    page.wait_for_url("**/a-z/")
    for name in ("Plover 9B", "MoN", "Unmooring Boats with Quantized Still Waves"):
        assert page.get_by_role("link", name=name, exact=True).count() == 1


_ENDINGS = (  # noqa: SIM905
    "s es ed ing ly ingly edly eed eedly ies ied tional enci anci abli entli izer ization isation ise ised ising ational ation ator alism aliti"
    " alli fulness ousli ousness iveness iviti biliti bli ogist ogi fulli lessli li alize icate iciti ical ful ness ative ement ment ent ant able"
    " ible ive ize iti ion ism ous al er ic e l ll y us ss our tre ence ogue amme yse ysed"
).split()


@pytest.mark.long
def test_the_script_cuts_words_as_the_index_does(opened: Any, waders: str) -> None:
    """All words of this project, with endings as they come and as they never do, and letters drawn by lot."""
    drawn = random.Random(7)
    plain = sorted(
        {
            word
            for data in invented_tree().values()
            for word in re.findall(r"[a-z]+", data.decode("utf-8", "ignore").lower())
        }
    )
    made = [
        drawn.choice(plain)[: drawn.randint(1, 8)] + drawn.choice(_ENDINGS) + drawn.choice(["", *_ENDINGS])
        for _ in range(30_000)
    ]
    lots = ["".join(drawn.choices("aeiouyybcdlstpnrms", k=drawn.randint(1, 9))) for _ in range(20_000)]
    words = [
        *plain,
        *made,
        *lots,
        *(a + b for a, b in itertools.product(("llm", "gpu", "early", "sky", "news", "dying"), ("", "s"))),
    ]
    script = "async words => { const w = await import('/static/words.js'); return words.map(w.stem); }"
    assert opened("/about/", at=waders).evaluate(script, words) == [stem(word) for word in words]


def test_the_script_joins_words_as_the_index_does(opened: Any, waders: str) -> None:
    texts = [
        "Fine-tuned Phi-3-mini",
        "Command R+ 128,256 of 1,000.5",
        "state-of-the-art",
        "GPT3.5 v0.1 a+b 400B+",
        "low\u2010rank x-ray",
        "12345,678 1,23 1,234,567b",
    ]
    script = """async texts => { const w = await import('/static/words.js');
        return [texts.map(text => [w.tokens(text), [...new Set(w.joined(text))].sort()]), [...w.FILLERS].sort(), [...w.COMPARING].sort()]; }"""
    expected = [[[list(tokens(text)), sorted(joined(text))] for text in texts], sorted(FILLERS), sorted(COMPARING)]
    assert opened("/about/", at=waders).evaluate(script, texts) == expected
