"""Long lists become several pages, whose addresses stay and whose parts hold everything; short ones stay as they are."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html

from digest.figures import fact_charts
from digest.output.build import Built
from digest.pages import paging
from digest.pages.paging import by_letters, by_month, divided
from digest.values.words import Day
from tests.conftest import build, invented_tree, once_per_run, served
from tests.many import TOPICS, many_models, many_papers, paper
from tests.on_demand import on_demand
from tests.shapes import leads_on
from tests.sight import AT_A_DESK, ON_A_PHONE, Look, found_by_axe, sideways

SHORT = 12
"""Lines of a page in these tests, so that small digests have long lists."""


@contextmanager
def short() -> Iterator[None]:
    """A page carries and a chart draws but few lines."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CARDS", "LINES", "ASIDE", "ROWS", "SCORES"):
            patch.setattr(paging, name, SHORT)
        patch.setattr(paging, "NEWEST", 5)
        patch.setattr(paging, "HIGHEST", 5)
        patch.setattr(fact_charts, "MOST", SHORT)
        yield


def shortened(files: dict[str, bytes]) -> dict[str, bytes]:
    """The site of the invented digest with these files, where pages are short."""
    with short():
        return build(invented_tree() | files).tree


class Shortened(Mapping[str, bytes]):
    """The same, of which a file is made when it is looked at."""

    def __init__(self, files: dict[str, bytes]) -> None:
        with short():
            self._tree = on_demand(invented_tree() | files).tree

    def __getitem__(self, path: str) -> bytes:
        with short():
            return self._tree[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree)

    def __len__(self) -> int:
        return len(self._tree)


@pytest.fixture(scope="module")
def tree() -> Mapping[str, bytes]:
    return Shortened(many_papers(150, 4))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same, made in one go, for a browser to walk in."""
    return once_per_run(tmp_path_factory, "many-papers", lambda folder: shortened(many_papers(150, 4)))


def page(tree: Mapping[str, bytes], address: str) -> Any:
    return html.document_fromstring(tree[f"{address.strip('/')}/index.html"].decode())


def cards(tree: Mapping[str, bytes], address: str) -> list[str]:
    """The papers that a list shows itself."""
    return [
        urljoin(address, at)
        for at in page(tree, address).xpath("//ul[contains(@class, 'cards')]/li/descendant::a[1]/@href")
    ]


def leads_to(tree: Mapping[str, bytes], address: str) -> list[str]:
    return [urljoin(address, at) for at in page(tree, address).xpath("//nav[@class='parts']//a/@href")]


def all_below(tree: Mapping[str, bytes], address: str) -> list[str]:
    """The papers of a list that is divided, from all its parts."""
    parts = leads_to(tree, address)
    return [found for part in parts for found in all_below(tree, part)] if parts else cards(tree, address)


def papers(tree: Mapping[str, bytes]) -> set[str]:
    return {
        f"/{path.removesuffix('index.html')}"
        for path in tree
        if path.count("/") == 2 and path.startswith("papers/") and path.endswith("index.html")
    }


def test_names_tell_where_things_stand() -> None:
    assert [step.slug for step in by_letters("Été 2")] == ["e", "t", "e", "-", "2"]
    assert [step.slug for step in islice(by_letters("42 Ways"), 3)] == ["0-9", "4", "2"]
    assert [step.slug for step in by_letters("山田")] == ["other", "u5c71", "u7530"]
    assert [step.slug for step in by_month(Day.parse("2024-04-07"), "A")] == ["2024-04", "07", "a"]
    assert [step.slug for step in by_month(Day.parse("2024-04"), "A")] == ["2024-04", "no-day", "a"]
    assert [step.slug for step in by_month(None, "A")] == ["undated", "a"]


@pytest.mark.parametrize("count", [0, 12, 13, 40, 400])
def test_every_line_is_in_one_part_and_none_is_too_long(count: int) -> None:
    names = [f"{chr(97 + n % 5)}study {n}" for n in range(count)]
    whole = divided("/x/", "X", names, by_letters, 12)
    leaves = [part for part in whole.every() if not part.parts]
    assert sorted(name for part in leaves for name in part.items) == sorted(names)
    assert all(len(part.items) <= 12 for part in leaves)
    assert len({part.address for part in whole.every()}) == len(list(whole.every()))
    assert bool(whole.parts) == (count > 12)


def test_what_nothing_tells_apart_stays_together() -> None:
    whole = divided("/x/", "X", ["same"] * 30, by_letters, 12)
    assert [len(part.items) for part in whole.every() if not part.parts] == [30]


def test_addresses_only_appear() -> None:
    names = [f"{'ab'[n % 2]}{'cd'[n // 2 % 2]} {n}" for n in range(300)]
    before: set[str] = set()
    for count in range(0, 300, 7):
        addresses = {part.address for part in divided("/x/", "X", names[:count], by_letters, 12).every()}
        assert before <= addresses
        before = addresses


def test_a_part_that_only_leads_to_another_is_passed_over() -> None:
    whole = divided("/x/", "X", [f"study {n}" for n in range(30)], by_letters, 12)
    (group,) = whole.links()
    (link,) = group.anchors
    assert link.address == "/x/s/t/u/d/y/-/"


def test_the_list_of_papers_shows_the_newest_and_leads_to_all(tree: Mapping[str, bytes]) -> None:
    assert len(cards(tree, "/papers/")) == 5
    months = leads_to(tree, "/papers/")
    assert "/papers/by/month/2021-01/" in months
    found = all_below(tree, "/papers/")
    assert sorted(found) == sorted(papers(tree)) and len(found) == 152


def test_papers_by_title_are_all_there_once_in_order(tree: Mapping[str, bytes]) -> None:
    found = all_below(tree, "/papers/by/title/")
    assert sorted(found) == sorted(papers(tree)) and len(found) == 152
    letters = leads_to(tree, "/papers/by/title/")
    assert letters == sorted(letters)


def test_no_list_shows_more_than_its_page_carries(tree: Mapping[str, bytes]) -> None:
    lists = [path for path in tree if path.startswith(("papers/by/",)) and path.endswith("/index.html")]
    assert len(lists) > 40
    for path in lists:
        assert tree[path].count(b"<article>") <= SHORT, path


def test_parts_say_what_they_are_part_of(tree: Mapping[str, bytes]) -> None:
    part = next(at for at in leads_to(tree, "/papers/by/month/2021-01/") if at.endswith("/"))
    up = page(tree, part).xpath("//nav[@class='trail']//a/@href")
    assert urljoin(part, up[-1]) == "/papers/by/month/2021-01/"


@pytest.mark.long
def test_a_paper_that_is_added_moves_no_address_and_changes_what_shows_it(tree: Mapping[str, bytes]) -> None:
    new = {"content/papers/new.md": paper(905, "2021-02-10", "aliases: [Quite New]\n").encode()}
    after = Shortened(many_papers(150, 4) | new)
    pages = {path for path in tree if path.endswith(".html")}
    assert pages <= after.keys()
    changed = {path for path in pages if path.startswith("papers/by/") and tree[path] != after[path]}
    assert "papers/by/month/2021-02/index.html" in changed
    assert not any(path.startswith("papers/by/month/") and "2021-02" not in path for path in changed)
    keys = {path for path in tree if path.startswith("papers/by/year/") and tree[path] != after.get(path)}
    assert keys <= {"papers/by/year/2021.json"}


@pytest.mark.long
def test_an_edited_note_leaves_all_lists_alone() -> None:
    text = paper(30, "2021-03-03").replace("cited as such", "cited otherwise")
    files = many_papers(60, 4)
    before = Shortened(files | {"content/papers/many-30.md": paper(30, "2021-03-03").encode()})
    after = Shortened(files | {"content/papers/many-30.md": text.encode()})
    changed = {path for path in before if before[path] != after[path] and not path.startswith("search/")}
    shown = {path for path in changed if not re.search(r"feed\.(xml|atom|json)$|(^|/)archive/", path)}
    assert shown == {"papers/many-30/index.html", "papers/many-30/index.md"}


def test_from_a_to_z_has_every_name_once_on_the_pages_of_its_letters(tree: Mapping[str, bytes]) -> None:
    def lines(address: str) -> list[str]:
        parts = leads_to(tree, address)
        own = page(tree, address).xpath("//ul[@class='index']//a/text()")
        assert bool(parts) != bool(own)
        return [name for part in parts for name in lines(part)] or own

    letters = leads_to(tree, "/a-z/")
    assert any(at.startswith("/a-z/a/") for at in letters)
    found = lines("/a-z/")
    assert len(found) > 150
    for path in papers(tree):
        title = page(tree, path).xpath("//h1/text()")[0]
        assert found.count(title) == 1, title


def test_changes_go_by_month_where_they_are_many() -> None:
    added = {
        f"content/papers/added-{n}.md": paper(
            800 + n, "2021-05-05", f"added: 2022-{n % 3 + 1:02}-{n % 2 + 1:02}\n"
        ).encode()
        for n in range(60)
    }
    tree = Shortened(many_papers(4) | added)

    def lines(address: str) -> list[str]:
        parts = leads_to(tree, address)
        if parts:
            return [line for part in parts for line in lines(part)]
        return [str(at) for at in page(tree, address).xpath("//ul[@class='history']/li/a/text()")]

    assert {"/changes/2022-01/", "/changes/2022-02/", "/changes/2022-03/"} <= set(leads_to(tree, "/changes/"))
    assert len(page(tree, "/changes/").xpath("//ul[@class='history']/li")) in range(1, 6)
    found = lines("/changes/")
    new = [title for title in found if title[-3:].startswith("8")]
    assert len(new) == len(set(new)) == 60
    feeds = page(tree, "/changes/2022-01/").xpath("//link[@rel='alternate']/@href")
    assert all(urljoin("/changes/2022-01/", at).lstrip("/") in tree for at in feeds)


def test_a_topic_shows_the_newest_and_leads_to_all(tree: Mapping[str, bytes]) -> None:
    for topic in TOPICS:
        at = f"/topics/{topic}/"
        assert len(cards(tree, at)) == 5
        assert all(part.startswith(f"{at}2021/") for part in leads_to(tree, at))
        listed = [
            line
            for path in tree
            if path.startswith("papers/by/year/")
            for line in json.loads(tree[path])
            if topic in line[2].split()
        ]
        found = all_below(tree, at)
        assert len(found) == len(set(found)) == len(listed) > SHORT


def test_many_mentions_are_on_pages_of_their_own(tree: Mapping[str, bytes]) -> None:
    at = "/models/otter-1b/"
    (more,) = page(tree, at).xpath("//dl[@class='mentions']//p/a/@href")
    assert urljoin(at, more) == "/papers/by/model/otter-1b/"
    named = page(tree, at).xpath("//dl[@class='mentions']//li/a[contains(@href, 'papers/')]")
    assert len(named) == 5

    assert len(all_below(tree, "/papers/by/model/otter-1b/")) == 151

    at = "/methods/paddling/"
    (more,) = page(tree, at).xpath("//dl[@class='mentions']//p/a/@href")
    assert urljoin(at, more) == f"{at}mentions/papers/"

    def lines(address: str) -> list[str]:
        parts = leads_to(tree, address)
        own = [urljoin(address, href) for href in page(tree, address).xpath("//ul[@class='index']//a/@href")]
        return [line for part in parts for line in lines(part)] or own

    found = lines(f"{at}mentions/papers/")
    assert len(found) == len(set(found)) >= 150


def test_lists_of_other_kinds_go_by_name() -> None:
    methods = {
        f"content/methods/m-{n}.md": f"---\nname: {'ABCD'[n % 4]} way {n}\nsummary: S\ntopics: [rivers]\n---\n".encode()
        for n in range(30)
    }
    tree = Shortened(methods | many_papers(4))
    assert "/methods/by/name/a/" in leads_to(tree, "/methods/")
    found = [
        title
        for part in leads_to(tree, "/methods/")
        for title in page(tree, part).xpath("//ul[@class='cards plain']//a/text()")
    ]
    assert len(found) == len(set(found)) == 31


def test_an_edition_of_many_papers_leads_to_them_by_title() -> None:
    names = ", ".join(f"many-{n}" for n in range(40))
    edition = f"---\ntitle: All\ndate: 2022-04-30\nsummary: S\npapers: [{names}]\n---\n\nIn short.\n"
    tree = Shortened(many_papers(40) | {"content/editions/2022-04.md": edition.encode()})
    assert len(cards(tree, "/editions/2022-04/")) == 5
    found = all_below(tree, "/editions/2022-04/")
    assert len(found) == len(set(found)) == 40


def test_keys_lead_to_the_card_of_each_paper(tree: Mapping[str, bytes]) -> None:
    lines = [line for path in tree if path.startswith("papers/by/year/") for line in json.loads(tree[path])]
    assert len(lines) == 152
    for slug, at, *_ in lines[:40]:
        assert f"/papers/{slug}/" in cards(tree, at)


def test_without_a_long_list_there_are_no_keys_and_no_parts(invented: Built) -> None:
    small = invented.tree
    assert not [path for path in small if path.startswith("papers/by/year/")]
    assert not any(b'class="parts"' in data for path, data in small.items() if path.endswith(".html"))


@pytest.mark.long
@pytest.mark.browser
def test_a_long_list_is_narrowed_down_across_its_parts(built: dict[str, bytes], opened: Any) -> None:
    expected = {
        (slug, month)
        for path in built
        if path.startswith("papers/by/year/")
        for slug, _, topics, month, _ in json.loads(built[path])
        if TOPICS[0] in topics.split()
    }
    with served(built) as address:
        page = opened("/papers/", at=address)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.locator("#filters summary").click()
        page.get_by_label("Topic", exact=True).select_option(TOPICS[0])
        page.wait_for_url(f"**/papers/?topic={TOPICS[0]}")
        page.locator(".filters [role=status]", has_text=f"{len(expected)} of 152 papers.").wait_for()
        page.locator("#chosen li").first.wait_for()
        assert page.locator("#chosen li").count() == 20
        assert sum("/by/year/" in url for url in asked) == len(
            [path for path in built if path.startswith("papers/by/year/")]
        )
        page.get_by_role("button", name="Show more").click()
        page.locator("#chosen li").nth(39).wait_for()
        page.get_by_label("Month", exact=True).select_option("2021-03")
        left = {slug for slug, month in expected if month == "2021-03"}
        page.locator(".filters [role=status]", has_text=f"{len(left)} of 152 papers.").wait_for()
        page.locator("#chosen li").nth(min(20, len(left)) - 1).wait_for()
        links = page.locator("#chosen li article > :first-child a").evaluate_all("links => links.map(a => a.href)")
        assert {link.split("/")[-2] for link in links} <= left
        page.reload()
        page.locator(".filters [role=status]", has_text=f"{len(left)} of 152 papers.").wait_for()
        page.locator("#chosen li").nth(min(20, len(left)) - 1).wait_for()
        page.get_by_role("button", name="Clear").click()
        page.locator("#chosen").wait_for(state="hidden")
        page.get_by_role("heading", name="By month").wait_for()


@pytest.mark.long
@pytest.mark.browser
def test_without_scripts_a_long_list_leads_to_every_paper(built: dict[str, bytes], opened: Any) -> None:
    with served(built) as address:
        page = opened("/papers/", at=address, java_script_enabled=False)
        page.get_by_role("link", name="March 2021").first.click()
        page.wait_for_url("**/papers/by/month/2021-03/")
        page.get_by_role("navigation", name="Parts of the list").get_by_role("link").first.click()
        page.locator(".cards > li").first.wait_for()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return once_per_run(tmp_path_factory, "many-models", lambda folder: shortened(many_models(90)))


def named(tree: Mapping[str, bytes], address: str) -> list[str]:
    return [str(slug) for slug in page(tree, address).xpath("//table[@id='models']//tr/@data-model")]


@pytest.mark.long
@pytest.mark.parametrize("address", ["/models/", "/models/by/release/"])
def test_the_table_of_models_has_all_on_its_parts_once(models: dict[str, bytes], address: str) -> None:
    assert len(named(models, address)) == 5

    def below(at: str) -> list[str]:
        parts = leads_to(models, at)
        return [slug for part in parts for slug in below(part)] if parts else named(models, at)

    found = below(address)
    assert len(found) == len(set(found)) == 92
    (rest,) = page(models, address).xpath("//form/@data-rest")
    assert sorted(slug for at in rest.split() for slug in named(models, urljoin(address, at))) == sorted(found)


@pytest.mark.long
def test_a_model_that_is_added_moves_no_address(models: dict[str, bytes]) -> None:
    after = Shortened(many_models(91))
    pages = {path for path in models if path.endswith(".html") and not path.startswith("compare/many")}
    assert pages <= after.keys()


@pytest.mark.long
def test_charts_draw_the_newest_and_say_so_and_their_files_have_all(models: dict[str, bytes]) -> None:
    (first, *_) = page(models, "/models/charts/").xpath("//ul[@class='cards plain']//a/@href")
    chart = page(models, urljoin("/models/charts/", first))
    points = chart.xpath("//*[name()='svg'][not(contains(@class, 'narrow'))]//*[name()='a']/*[name()='title']/text()")
    assert len(points) == SHORT
    assert f"the newest {SHORT} are drawn" in chart.xpath("string(//figcaption)")
    (file,) = chart.xpath("//a[contains(., 'CSV')]/@href[contains(., 'charts') or contains(., '../')]")
    lines = models[urljoin(urljoin("/models/charts/", first), file).lstrip("/")].decode().splitlines()
    assert len(lines) > 80


@pytest.mark.long
def test_lines_of_descent_are_pages_of_their_own_where_they_are_many(models: dict[str, bytes]) -> None:
    trees = page(models, "/models/lineage/").xpath("//ul[@class='index']//a/@href")
    assert len(trees) > 3
    found = []
    for tree in trees:
        at = urljoin("/models/lineage/", tree)
        found += page(models, at).xpath("//ul[@class='descent']//li/a[1]/@href")
        assert page(models, at).xpath("//*[name()='svg']")
    alone = page(models, "/models/lineage/").xpath("//p[starts-with(., 'Not known')]/a")
    assert len(found) + len(alone) == 92


@pytest.mark.long
def test_pairs_are_listed_by_family_where_they_are_many(models: dict[str, bytes]) -> None:
    families = leads_to(models, "/compare/")
    assert any(at.startswith("/compare/by/family/amber/") for at in families)

    def lines(at: str) -> list[str]:
        parts = leads_to(models, at)
        own = [urljoin(at, href) for href in page(models, at).xpath("//ul[@class='index']//a/@href")]
        return [line for part in parts for line in lines(part)] or own

    found = [line for family in families for line in lines(family)]
    pages = {
        f"/{path.removesuffix('index.html')}"
        for path, data in models.items()
        if "--" in path and path.endswith("index.html") and not leads_on(data)
    }
    assert len(found) == len(set(found)) and set(found) == pages


@pytest.mark.long
@pytest.mark.browser
def test_the_table_of_models_is_sorted_narrowed_down_and_picked_from_across_its_parts(
    models: dict[str, bytes], opened: Any
) -> None:
    with served(models) as address:
        page = opened("/models/", at=address)
        page.locator("#models-status", has_text="The newest 5 of 92 models are shown.").wait_for()
        page.locator("#models tbody input[type=checkbox]").first.check()
        page.wait_for_url("**/models/?models=*")
        assert page.locator("#models tbody tr").count() == 5
        page.get_by_label("Sort by").select_option("name")
        page.locator("#models-status", has_text="All 92 models are shown.").wait_for()
        assert page.locator("#models tbody tr").count() == 92
        page.locator("#models tbody input[type=checkbox]").nth(60).check()
        link = page.get_by_role("link", name="Compare 2 models")
        assert link.get_attribute("href").count("many-") == 2
        page.reload()
        page.locator("#models-status", has_text="All 92 models are shown.").wait_for()
        assert page.locator("#models tbody input:checked").count() == 2
        sources = page.locator("#models tbody tr:visible a[href*='#source-']").evaluate_all(
            "links => links.map(a => a.href)"
        )
        elsewhere = next(at for at in sources if "/models/in/" in at)
        page.goto(elsewhere)
        page.locator(":target").wait_for()


def many_scores(count: int) -> dict[str, bytes]:
    """Scores of `count` models on one benchmark, by two who differ on the first half of them."""
    head = (
        "title: Scores\nreporter: {0}\nsource: card\nsources: {{card: 'https://{0}.example/'}}\nchecked: 2024-05-02\n"
    )
    head += "columns: {{swim: {{benchmark: swimbench, metric: 'accuracy, %', shots: 5}}}}\nrows:\n"
    rows = {
        "heron": [f"  - {{model: many-{n}, cells: {{swim: {99 - n / 10:.1f}}}}}\n" for n in range(count)],
        "crane": [f"  - {{model: many-{n}, cells: {{swim: {89 - n / 5:.1f}}}}}\n" for n in range(count // 2)],
    }
    return {f"content/results/{by}.yaml": (head.format(by) + "".join(of)).encode() for by, of in rows.items()}


@pytest.fixture(scope="module")
def scored() -> Mapping[str, bytes]:
    return Shortened(many_models(40) | many_scores(40))


SWIMBENCH = "/benchmarks/swimbench/"


def scores(tree: Mapping[str, bytes], address: str) -> list[tuple[str, str]]:
    """Of each row of the table of scores, the model and what is given."""
    rows = page(tree, address).xpath("//table[@class='data scores of-1']/tbody/tr")
    return [(row.xpath("string(th/a)"), row.xpath("string(.//*[@class='given'])")) for row in rows]


def test_a_benchmark_shows_the_highest_of_many_scores_and_leads_to_all(scored: Mapping[str, bytes]) -> None:
    assert [given for _, given in scores(scored, SWIMBENCH)] == [
        "89.0–99.0", "88.8–98.9", "88.6–98.8", "88.4–98.7", "88.2–98.6",
    ]  # fmt: skip
    first = page(scored, SWIMBENCH)
    assert "of 21 the 5 that differ most are shown" in first.text_content()
    assert len(first.xpath("//table[contains(@class, 'gaps')]/tbody/tr")) == 5
    (more,) = first.xpath("//a[starts-with(., 'all 4')]")
    assert more.text == "all 44"

    def below(at: str) -> list[tuple[str, str]]:
        parts = leads_to(scored, at)
        return [row for part in parts for row in below(part)] if parts else scores(scored, at)

    found = below(urljoin(SWIMBENCH, more.get("href")))
    assert len(found) == len(set(found)) == 44
    assert ("Amber 0B", "89.0–99.0") in found and ("A human", "-3.5") in found
    lists = [path for path in scored if path.startswith("benchmarks/swimbench/scores/") and path.endswith(".html")]
    assert len(lists) > 3 and all(len(scores(scored, f"/{path}"[:-10])) <= SHORT for path in lists)


def test_all_scores_of_a_benchmark_stand_on_one_axis_with_their_sources(scored: Mapping[str, bytes]) -> None:
    at = next(one for one in leads_to(scored, f"{SWIMBENCH}scores/") if scores(scored, one))
    for address in (SWIMBENCH, at):
        strips = page(scored, address).xpath("//table[@class='data scores of-1']//*[name()='svg']/@viewbox")
        assert set(strips) == {"-3.5 0 102.5 2"}
    part = page(scored, at)
    read = part.xpath("//div[@class='reports']//span[@class='number n']/following-sibling::a[1]/@href")
    assert read and set(read) == set(part.xpath("//section[@class='sources']//li/a/@href"))
    assert part.xpath("//nav[@class='trail']//a/text()") == ["SwimBench", "Scores on SwimBench"]


def test_few_scores_are_on_one_page(invented: Built) -> None:
    assert not any(path.startswith("benchmarks/swimbench/scores/") for path in invented.tree)
    assert "are shown" not in page(invented.tree, SWIMBENCH).text_content()


@pytest.mark.long
def test_every_page_of_a_digest_just_above_the_limits_is_light() -> None:
    tree = on_demand(
        invented_tree()
        | many_papers(paging.CARDS + 5, 1)
        | many_models(paging.ROWS + 75)
        | many_scores(paging.ROWS + 75)
    ).tree
    assert leads_to(tree, "/papers/") and leads_to(tree, "/models/") and leads_to(tree, "/papers/by/month/2021-01/")
    assert leads_to(tree, f"{SWIMBENCH}scores/")
    weights = {path: len(tree[path]) for path in tree if path.endswith(".html")}
    assert {path: weight for path, weight in weights.items() if weight > 300_000} == {}


DIVIDED = (
    "/papers/", "/a-z/", "/topics/alluvium/",
    "/papers/by/title/", "/papers/by/topic/", "/papers/by/month/2021-01/", "/topics/", "/topics/alluvium/2021/",
    "/methods/paddling/", "/methods/paddling/mentions/papers/",
)  # fmt: skip
DIVIDED_MODELS = ("/models/", "/compare/", "/models/by/release/", "/models/charts/", "/models/lineage/")


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize(
    ("of", "addresses", "looks"),
    [
        ("built", DIVIDED[:3], [ON_A_PHONE]),
        ("models", DIVIDED_MODELS[:2], [ON_A_PHONE]),
        pytest.param("built", DIVIDED, [ON_A_PHONE, AT_A_DESK], marks=pytest.mark.thorough),
        pytest.param("models", DIVIDED_MODELS, [ON_A_PHONE, AT_A_DESK], marks=pytest.mark.thorough),
    ],
)
def test_divided_lists_fit_and_axe_finds_nothing_in_them(
    request: pytest.FixtureRequest, opened: Any, of: str, addresses: tuple[str, ...], looks: list[Look]
) -> None:
    site: dict[str, bytes] = request.getfixturevalue(of)
    with served(site) as base:
        page = opened(addresses[0], 360, at=base)
        for address in addresses:
            page.goto(base + address)
            assert leads_to(site, address) or page.locator("main li, main svg").count()
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                assert (address, width, sideways(page)) == (address, width, [])
            assert (address, found_by_axe(page, looks)) == (address, [])
        page.wait_for_load_state("networkidle")
