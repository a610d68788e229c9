"""The real digest: it builds, every link and anchor of it resolves, and its bytes are the same each time."""

import posixpath
from collections import Counter
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from lxml import etree, html

from digest.output.build import Built, build
from digest.outside.work import Worker
from tests.conftest import repository_tree


@pytest.fixture(scope="module")
def pages(real: Built) -> dict[str, html.HtmlElement]:
    return {path: html.document_fromstring(data.decode()) for path, data in real.tree.items() if path.endswith(".html")}


def test_every_internal_link_and_anchor_resolves(real: Built, pages: dict[str, html.HtmlElement]) -> None:
    ids = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for address in page.xpath("//@href | //@src"):
            parts = urlsplit(address)
            if (
                parts.scheme
                or parts.netloc
                or page.xpath("boolean(/html/head/link[@rel='canonical'][@href=$a])", a=address)
            ):
                continue
            folder = "" if path == "404.html" else posixpath.dirname(path)
            target = posixpath.normpath(posixpath.join(folder, unquote(parts.path).lstrip("/"))) if parts.path else path
            if parts.path.endswith("/") or target == ".":
                target = posixpath.normpath(f"{target}/index.html")
            if target not in real.tree:
                broken.append(f"{path}: {address}")
            elif parts.fragment and unquote(parts.fragment) not in ids.get(target, set()):
                broken.append(f"{path}: {address} (no such anchor)")
    assert not broken


def test_every_link_to_another_site_was_written_by_an_author(pages: dict[str, html.HtmlElement]) -> None:
    written = "\n".join(data.decode() for path, data in repository_tree().items() if path.endswith((".md", ".yaml")))
    settings = yaml.safe_load(repository_tree()["content/site.yaml"])
    forge = tuple(settings[name].partition("{")[0] for name in ("edit_url", "report_url"))  # test_forge holds the rest
    for path, page in pages.items():
        for address in page.xpath("/html/body//a[not(@id='permalink')]/@href"):
            if address.startswith(forge):
                continue
            if urlsplit(address).scheme in ("http", "https") and not address.startswith("https://arxiv.org/abs/"):
                assert address in written, (path, address)


def test_ids_are_unique_on_each_page(pages: dict[str, html.HtmlElement]) -> None:
    doubled = {path: [i for i, n in Counter(page.xpath("//@id")).items() if n > 1] for path, page in pages.items()}
    assert not {path: ids for path, ids in doubled.items() if ids}


def test_what_names_an_element_names_one_that_is_there(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        ids = set(page.xpath("//@id"))
        for value in page.xpath("//@aria-labelledby | //@popovertarget | //@aria-describedby"):
            assert set(value.split()) <= ids, (path, value)


def test_every_page_has_one_title_one_h1_and_one_main(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        assert len(page.xpath("//h1")) == len(page.xpath("//main")) == len(page.xpath("/html/head/title")) == 1, path
    titles = Counter(page.xpath("string(/html/head/title)") for page in pages.values())
    assert titles.most_common(1)[0][1] == 1


def test_nothing_is_loaded_from_another_site_and_nothing_needs_a_script(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        loaded = page.xpath(
            "//img/@src | //script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //iframe/@src"
        )
        assert not [address for address in loaded if urlsplit(address).netloc], path
        assert not page.xpath("//@style | //@onclick | //script[not(@src)] | //style"), path


def test_every_value_in_a_table_leads_to_a_source_on_its_page(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        if path.startswith(("compare/", "results/", "benchmarks/", "models/")):
            ids = set(page.xpath("//section[contains(@class, 'sources')]//li/@id"))
            for cell in page.xpath(
                "//table[contains(@class, 'data')]//td[not(ancestor::thead)]//a[@class='value']/@href"
            ):
                assert cell.removeprefix("#") in ids, (path, cell)


def test_every_value_of_a_pair_leads_to_a_source_on_its_page(pages: dict[str, html.HtmlElement]) -> None:
    pairs = {path: page for path, page in pages.items() if path.startswith("compare/") and "--" in path}
    assert len(pairs) == 22
    for path, page in pairs.items():
        ids = set(page.xpath("//section[contains(@class, 'sources')]//li/@id"))
        facts = page.xpath("//table[contains(@class, 'sourced')]/tbody//td/div[@class='fact']")
        assert len(facts) > 20, path
        for fact in facts:
            links = fact.xpath("span[@class='from']/a/@href")
            assert [link.removeprefix("#") in ids for link in links] == [True] or fact.xpath(".//*[@class='blank']"), (
                path,
                fact.text_content(),
            )


def test_every_source_says_when_it_was_checked(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        for source in page.xpath("//section[contains(@class, 'sources')]//li"):
            assert source.xpath("span[@class='checked']"), (path, source.text_content())


def test_the_same_bytes_twice(real: Built) -> None:
    worker = Worker(processes=1)
    try:
        again = build(dict(reversed(list(repository_tree().items()))), run=worker).tree
    finally:
        worker.close()
    assert [path for path in real.tree if again[path] != real.tree[path]] == []


def test_the_sitemap_lists_every_page(real: Built) -> None:
    listed = etree.fromstring(real.tree["sitemap.xml"]).xpath("//*[local-name()='loc']/text()")
    paths = {urlsplit(address).path.lstrip("/") + "index.html" for address in listed}
    assert paths == {path for path in real.tree if path.endswith("index.html")}


def test_the_first_edition_is_whole(real: Built) -> None:
    about_all = {"models/lineage/index.html", "models/charts/index.html"}
    own = {path for path in real.tree if path.count("/") == 2 and path.endswith("index.html") and "--" not in path}
    own -= about_all
    count = Counter(path.split("/")[0] for path in own)
    assert {kind: count[kind] for kind in ("papers", "models", "methods", "topics", "benchmarks", "compare")} == {
        "papers": 68, "models": 28, "methods": 13, "topics": 14, "benchmarks": 38, "compare": 16
    }  # fmt: skip
