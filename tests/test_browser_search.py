"""Search as a reader uses it: from every page, by keyboard alone, on a phone, without scripts, and when it is broken."""

from collections.abc import Iterator
from typing import Any

import pytest

from digest.output import search
from digest.output.analysis import stem, tokens
from digest.output.build import Built
from digest.output.documents import Document
from tests.conftest import build, invented_tree, served
from tests.searching import ANSWER, FIRST_QUERY, SCRIPTS, index_files
from tests.sight import found_by_axe
from tests.tabs import until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The invented digest with a paper whose title and author are not written in ASCII."""
    paper = (
        "---\ntitle: 大規模言語モデルの調査\narxiv: 2404.05555\ndate: 2024-04-20\ntopics: [rivers]\nsummary: A survey.\n"
        "authors: [Bernhard Schölkopf, 山田太郎]\n---\n\nMore [otters](otters.md).\n"
    )
    with served(build(invented_tree({"content/papers/survey.md": paper})).tree) as address:
        yield address


def site_of(documents: list[Document], invented: Built) -> dict[str, bytes]:
    """The invented digest with an index of these documents instead of its own."""
    tree = invented.tree
    own = {path: data for path, data in tree.items() if not (path.startswith("search/") and path.endswith(".json"))}
    return own | index_files(documents)


def ask(page: Any, query: str) -> Any:
    """Type `query` the way a person does, and wait for what comes of it."""
    page.keyboard.press("/")
    page.keyboard.type(query)
    results = page.locator(".found")
    results.locator(".group, p").first.wait_for()
    return results


def answered(page: Any, query: str) -> Any:
    """Type `query` where others were typed before it, and wait for what they found to be gone."""
    page.locator("#search-box").fill("")
    page.locator(".found").wait_for(state="hidden")
    page.locator("#search-box").press_sequentially(query)
    return page.locator(".found")


TYPED = (
    ("MUD", "MUD: Meandering Universal Deltas"),
    ("8x22B", "Reed 8x22B"),
    ("2403.19756", "MUD: Meandering Universal Deltas"),
    ("meandring", "MUD: Meandering Universal Deltas"),
    ("horsetial", "Horsetail"),
    ("ohrsetail", "Horsetail"),
    ("iris3 mini", "Iris-3-mini 3.8B"),
    ("direct current optimisation", "Direct current optimization (DCO)"),
    ("rush 3 8b", "Rush 3 8B"),
    ("iris 2", "Iris-2 2.7B"),
    ("LoWa vs DoWa", "Deep low-rank wading (DoWa)"),
    ("https://arxiv.org/abs/2403.19756v2", "MUD: Meandering Universal Deltas"),
    ("https://arxiv.org/abs/cond-mat/9901017", "What Fern Clocks Tell"),
    ("https://doi.org/10.5555/FERN.1999_17", "What Fern Clocks Tell"),
    ("delta meander", "MUD: Meandering Universal Deltas"),
    ("rss", "Subscribe"),
    ("what was corrected", "Changes"),
)


@pytest.mark.long
def test_what_people_type_finds_what_they_mean(opened: Any) -> None:
    page = opened("/about/")
    for query, title in TYPED:
        answered(page, query).get_by_role("link", name=title, exact=True).first.wait_for()


@pytest.mark.long
def test_names_of_several_models_set_against_each_other_lead_to_where_these_stand_side_by_side(opened: Any) -> None:
    results = ask(opened("/about/"), "iris 3 vs rush 3")
    comparison = results.page.locator("[href*='/compare/']")
    results.locator("a").first.and_(comparison).wait_for()  # what half of the query found may be there before it


@pytest.mark.long
def test_a_name_that_stands_in_notes_alone_is_found_there(opened: Any) -> None:
    results = ask(opened("/"), "gardenia")
    results.locator("mark", has_text="Gardenia").first.wait_for()


@pytest.mark.long
def test_other_scripts_and_accents(opened: Any, elsewhere: str) -> None:
    page = opened("/", at=elsewhere)
    for query in ("言語", "調査", "scholkopf", "Schölkopf", "山田"):
        answered(page, query).get_by_role("link", name="大規模言語モデルの調査").wait_for()


def test_results_come_while_typing_by_kind_and_say_why(opened: Any) -> None:
    page = opened("/topics/mud/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-box"
    page.keyboard.type("low")
    kinds = page.locator(".found .kind")
    kinds.filter(has_text="Methods").wait_for()
    kinds.filter(has_text="Papers").wait_for()
    assert page.locator(".found mark").first.inner_text().lower().startswith("low")
    page.locator(".search [role=status]", has_text="found").wait_for(state="attached")
    page.keyboard.type("zzz")
    page.locator(".found", has_text="Nothing found").wait_for()
    assert page.locator(".found a").get_attribute("href").endswith("/a-z/")


@pytest.mark.long
def test_by_keyboard_alone(opened: Any) -> None:
    page = opened("/about/")
    results = ask(page, "meandering")
    results.locator("a").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "MUD: Meandering Universal Deltas"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-box"
    page.keyboard.press("Escape")
    results.wait_for(state="hidden")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("s")
    results.wait_for()
    page.keyboard.press("Backspace")
    results.get_by_role("link", name="MUD: Meandering Universal Deltas").wait_for()
    page.wait_for_timeout(500)  # both spellings find it: the answer to the second may still be on its way
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/mud/")


def test_leaving_the_panel_closes_it(opened: Any) -> None:
    page = opened("/about/")
    results = ask(page, "meandering")
    results.locator("a").first.wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("!document.activeElement.closest('form.search')"):
            break
    results.wait_for(state="hidden")
    page.locator("#search-box").focus()
    results.wait_for()
    page.mouse.click(30, 700)
    results.wait_for(state="hidden")


@pytest.mark.long
def test_enter_leads_to_all_results_which_reload_and_back_restore(opened: Any) -> None:
    page = opened("/about/")
    ask(page, "lowa")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=lowa")
    page.locator("main .found h2", has_text="Methods").wait_for()
    page.reload()
    page.locator("main .found h2", has_text="Methods").wait_for()
    page.get_by_role("link", name="Low-rank wading (LoWa)").click()
    page.wait_for_url("**/methods/lowa/")
    page.go_back()
    page.wait_for_url("**/search/?q=lowa")
    page.locator("main .found h2", has_text="Methods").wait_for()
    assert page.get_by_role("searchbox").input_value() == "lowa"


@pytest.mark.long
@pytest.mark.parametrize("query", ["quantiz", "2403", "garden", "meander"])
def test_half_a_word_finds_as_much_on_the_page_as_while_typing(opened: Any, query: str) -> None:
    page = opened("/about/")
    page.locator("#search-box").fill(query)  # at once, so that no answer to its first letters comes in between
    page.locator(".found .group").first.wait_for()
    counts = page.locator(".found .count").all_inner_texts()
    assert counts
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/search/?q={query}")
    page.locator("main .found h2").first.wait_for()
    on_page = page.locator("main .found .count").all_inner_texts()
    assert set(counts) <= set(on_page)


def test_a_number_is_not_the_beginning_of_a_larger_one(opened: Any) -> None:
    page = opened("/about/")
    page.locator("#search-box").fill("rush 3")
    results = page.locator(".found")
    results.locator(".kind", has_text="Models").wait_for()
    first = results.locator(".group", has=page.locator(".kind", has_text="Models")).locator("a").first
    assert first.inner_text().startswith("Rush 3")
    assert not results.locator("mark", has_text="32").count()


def test_more_results_of_a_kind_and_the_focus_on_the_first_of_them(opened: Any) -> None:
    page = opened("/search/?q=model")
    button = page.get_by_role("button", name="Show more papers")
    button.click()
    group = page.locator(".group", has=page.locator("h2", has_text="Papers"))
    group.locator("li").nth(9).wait_for()
    assert page.evaluate("document.activeElement.closest('.group').querySelector('h2').textContent").startswith(
        "Papers"
    )


@pytest.mark.long
def test_the_key_types_itself_in_a_field_and_can_be_switched_off(opened: Any) -> None:
    page = opened("/search/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("a/b")
    assert page.get_by_role("searchbox").input_value() == "a/b"
    page.get_by_label("leads to the search box").uncheck()
    until(page, "localStorage.getItem('no-slash')")
    page.goto(page.url.split("/search/")[0] + "/about/")
    until(page, "localStorage.getItem('no-slash')")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement === document.body")


def test_a_broken_index_is_said_with_a_way_on(opened: Any) -> None:
    page = opened("/about/")
    page.route("**/search/words/**", lambda route: route.abort())
    ask(page, "meandering")
    page.locator(".found", has_text="out of order").get_by_role("link").click()
    page.wait_for_url("**/a-z/")
    opened.complaints.clear()  # the browser says that a file was refused: that was provoked


def test_an_index_that_is_gone_is_said_and_asked_for_again(opened: Any) -> None:
    page = opened("/about/")
    page.route("**/search/index.json", lambda route: route.fulfill(status=404, body="gone"))
    ask(page, "meanderin")
    page.locator(".found", has_text="out of order").wait_for()
    page.unroute("**/search/index.json")
    page.keyboard.type("g")
    page.locator(".found").get_by_role("link", name="MUD: Meandering Universal Deltas").wait_for()
    opened.complaints.clear()


def test_a_script_that_does_not_come_is_said(opened: Any) -> None:
    page = opened("/about/")
    page.route("**/finder.js", lambda route: route.abort())
    page.keyboard.press("/")
    page.get_by_role("alert").filter(has_text="could not be loaded").get_by_role("link").click()
    page.wait_for_url("**/a-z/")
    opened.complaints.clear()


@pytest.mark.long
def test_without_scripts_the_box_leads_to_everything_from_a_to_z(opened: Any) -> None:
    page = opened("/about/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("mud")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/?q=mud")
    page.get_by_text("it has not run here").get_by_role("link").click()
    page.wait_for_url("**/a-z/")
    page.get_by_role("link", name="MUD: Meandering Universal Deltas").click()
    page.wait_for_url("**/papers/mud/")


def test_on_a_phone_the_results_fit(opened: Any) -> None:
    page = opened("/papers/quillwort-report/", 360)
    results = ask(page, "meandering")
    results.locator("a").first.wait_for()
    box = results.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.long
@pytest.mark.parametrize("path", ["/about/", "/search/"])
def test_axe_finds_nothing_in_the_results(opened: Any, path: str) -> None:
    page = opened(path, 360)
    ask(page, "cattail").locator("a").first.wait_for()
    assert found_by_axe(page) == []
    assert page.locator(".found a").first.is_visible(), "what was looked at is still there"


def test_a_first_query_is_light(opened: Any) -> None:
    page = opened("/about/", own=True)  # whose listener goes with it
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    ask(page, "direct current optimization").locator("a").first.wait_for()
    assert 3 <= len(sizes) < 40
    assert sum(sizes) < FIRST_QUERY


LONG = " ".join(f"otter heron stork{n} marsh delta reed{n % 7} sedge" for n in range(110))
"""A note as long as they get before they are told of by their sections."""


@pytest.mark.long
def test_a_first_query_of_many_words_is_light_where_notes_are_long(opened: Any, serving: Any, invented: Built) -> None:
    """Each result would quote a long note of its own, of entries that are told of in many files."""
    kinds = ("papers", "models", "methods", "topics", "benchmarks")
    documents = [
        Document(
            kinds[n % 5],
            f"/{kinds[n % 5]}/p{n}/",
            f"Number {n} of {n * 7919 % 5000} wading birds",
            people=tuple(f"Person{n * 31 % 900 + at}" for at in range(8)),
            summary=f"What grows near water{n} in summer, and what stays of it when winter comes to the north.",
            text=LONG if n % 3 else f"{LONG} heronry",
        )
        for n in range(1500)
    ]
    page = opened("/search/?q=nothing", at=serving(site_of(documents, invented)))
    page.locator(".found p").first.wait_for()
    scripts = page.evaluate(SCRIPTS)
    for query in ("heron", "otter sedge marsh", "wading birds stork9", "heronry delta reed5 person17 water", "herno"):
        answer = page.evaluate(ANSWER, query)
        assert answer["addresses"], query
        assert answer["quoted"] or query == "herno", query
        assert 0 < scripts < scripts + answer["bytes"] < FIRST_QUERY, query


def test_the_script_knows_words_as_the_index_does(opened: Any) -> None:
    texts = [
        "Llama-3 8x22B, 1.1B", "Schölkopf STRASSE Straße ﬁne Ⅳ ½ x² 1.5e-6", "言語モデルがぎ GPT模型 ｶﾀｶﾅ", "İstanbul ıssız ΣΊΣΥΦΟΣ", "naïve_under don't",
        "studies bias loss focus gas ties is as", "한국어 모델", "ภาษาไทย 2404.19756v2.", "Ørsted Łódź Æsir þing", "👍🏽 𝒳 𠀀𠀁 a.b.c 3.x 3..4",
    ]  # fmt: skip
    page = opened("/about/")
    script = "async texts => { const w = await import('/static/words.js'); return texts.map(t => w.tokens(t).map(x => [x, w.stem(x)])); }"
    assert page.evaluate(script, texts) == [[[token, stem(token)] for token in tokens(text)] for text in texts]


@pytest.mark.long
def test_every_word_is_found_wherever_a_file_of_words_ends(
    opened: Any, serving: Any, invented: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The script compares words as the index has sorted them, also where UTF-16 and Unicode disagree."""
    monkeypatch.setattr(search, "SHARD", 1)
    texts = [
        "studiea studieb",
        "studies",
        "studio",
        "𠀀𠀁 𠀂",
        "﨎﨏",
        "zebra ~ aardvark",
        "constructor",
        "__proto__ toString",
    ]
    found = [Document("papers", f"/papers/p{n}/", f"Number {n}", text=text) for n, text in enumerate(texts)]
    page = opened("/about/", at=serving(site_of(found, invented)))
    for query in ("studies", "studies ", "studie", "𠀀𠀁", "﨎", "zebra", "constructor", "__proto__"):
        number = next(n for n, text in enumerate(texts) if query.strip() in text.split() or query in text)
        wanted = 1 if query.startswith("studie") else number
        answered(page, query).get_by_role("link", name=f"Number {wanted}", exact=True).wait_for()


def test_a_page_that_outlives_a_publishing_shows_no_entry_for_another(
    opened: Any, serving: Any, invented: Built
) -> None:
    before = [Document("papers", f"/papers/p{n}/", f"Old {n}", text="heron" if n < 3 else "gull") for n in range(5)]
    before.append(Document("pages", "/about/", "About", text="stork"))
    after = [Document("models", f"/models/m{n}/", f"New {n}", text="bittern") for n in range(3)]
    tree = site_of(before, invented)
    address = serving(tree)
    page = opened("/about/", at=address)
    page.keyboard.press("/")
    page.locator("#search-box:focus").wait_for()
    ask(page, "heron").get_by_role("link", name="Old 0").wait_for()
    tree.update(site_of([*after, *before], invented))
    page.locator("#search-box").fill("stork")
    page.locator(".found").get_by_role("link", name="About").wait_for()
    page.locator("#search-box").fill("bittern")
    page.locator(".found .kind", has_text="Models").wait_for()
    page.locator(".found").get_by_role("link", name="New 0").wait_for()


def test_an_answer_that_comes_after_the_reader_has_left_stays_away(opened: Any) -> None:
    page = opened("/about/")
    waiting: list[Any] = []
    is_slow = True
    page.route("**/search/words/**", lambda route: waiting.append(route) if is_slow else route.continue_())
    page.keyboard.press("/")
    with page.expect_request("**/search/words/**"):
        page.keyboard.type("meandering")
    page.mouse.click(30, 700)
    is_slow = False
    with page.expect_response("**/search/words/**"):
        for route in waiting:
            route.continue_()
    page.locator(".search [role=status]").evaluate("status => new Promise(done => setTimeout(done, 300))")
    assert not page.locator(".found").is_visible()
    page.locator("#search-box").focus()
    page.keyboard.press("End")
    page.keyboard.type("-")
    page.locator(".found a", has_text="MUD").wait_for()


def test_a_hasty_click_for_more_shows_nothing_twice(opened: Any) -> None:
    page = opened("/search/?q=model")
    page.get_by_role("button", name="Show more papers").evaluate("button => { button.click(); button.click(); }")
    group = page.locator(".group", has=page.locator("h2", has_text="Papers"))
    group.locator("li").nth(9).wait_for()
    addresses = group.locator("li a").evaluate_all("links => links.map(link => link.href)")
    assert len(addresses) == len(set(addresses))


def test_back_leads_from_query_to_query_and_a_jump_within_the_page_keeps_what_is_shown(opened: Any) -> None:
    page = opened("/search/?q=lowa")
    page.locator("main .found a", has_text="LoWa").first.wait_for()
    box = page.get_by_role("searchbox")
    box.fill("dowa")
    page.wait_for_url("**/?q=dowa")
    box.press("Enter")
    box.press("Enter")
    box.fill("gardenia")
    page.wait_for_url("**/?q=gardenia")
    page.locator("mark", has_text="Gardenia").first.wait_for()
    page.get_by_role("button", name="Show more papers").click()
    count = page.locator("main .found li").count()
    page.evaluate("location.hash = 'main'")
    page.wait_for_url("**#main")
    assert page.locator("main .found li").count() >= count
    page.go_back()
    page.go_back()
    page.wait_for_url("**/?q=dowa")
    page.go_back()
    page.wait_for_url("**/?q=lowa")
    assert box.input_value() == "lowa"


def test_search_that_was_out_of_order_takes_its_word_back(opened: Any) -> None:
    page = opened("/about/")
    page.route("**/finder.js", lambda route: route.abort())
    page.get_by_role("searchbox").focus()
    page.get_by_role("alert").wait_for()
    page.unroute("**/finder.js")
    opened.complaints.clear()
    page.reload()
    ask(page, "meandering").locator("a").first.wait_for()
    assert not page.get_by_role("alert").is_visible()
