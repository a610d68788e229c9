"""content/ of this repository makes a whole site, as it stands and with thirty more entries.

What is expected of it is read off the content itself: a change of content/ alone makes no test fail unless a page is wrong.
"""

import posixpath
import re
from collections import Counter
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from digest.entries.note import Citation
from digest.entries.records import ClaimSet, Model, Paper
from digest.output.analysis import words
from digest.output.build import Built, build
from digest.output.own_pages import own_pages
from tests.conftest import ContentSite, page_of, repository_tree
from tests.test_model_lists import sources_shown
from tests.test_search import documents_of, found


def test_every_internal_link_and_anchor_resolves(content_site: ContentSite) -> None:
    ids = {path: set(page.xpath("//@id")) for path, page in content_site.pages.items()}
    broken = []
    for path, page in content_site.pages.items():
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
            if target not in content_site.built.tree:
                broken.append(f"{path}: {address}")
            elif parts.fragment and unquote(parts.fragment) not in ids.get(target, set()):
                broken.append(f"{path}: {address} (no such anchor)")
    assert not broken


def test_every_link_to_another_site_was_written_by_an_author(content_site: ContentSite) -> None:
    written = "\n".join(data.decode() for path, data in content_site.tree.items() if path.endswith((".md", ".yaml")))
    settings = content_site.site.settings
    forge = tuple(str(url).partition("{")[0] for url in (settings.edit_url, settings.report_url) if url)
    for path, page in content_site.pages.items():
        for address in page.xpath("/html/body//a[not(@id='permalink')]/@href"):
            if address.startswith(forge):  # test_forge holds the rest
                continue
            if urlsplit(address).scheme in ("http", "https") and not address.startswith("https://arxiv.org/abs/"):
                doi = unquote(address).removeprefix("https://doi.org/")
                assert address in written or doi in written, (path, address)


def test_ids_are_unique_on_each_page(content_site: ContentSite) -> None:
    doubled = {
        path: [i for i, n in Counter(page.xpath("//@id")).items() if n > 1] for path, page in content_site.pages.items()
    }
    assert not {path: ids for path, ids in doubled.items() if ids}


def test_what_names_an_element_names_one_that_is_there(content_site: ContentSite) -> None:
    for path, page in content_site.pages.items():
        ids = set(page.xpath("//@id"))
        for value in page.xpath("//@aria-labelledby | //@popovertarget | //@aria-describedby"):
            assert set(value.split()) <= ids, (path, value)


def test_every_page_has_one_title_one_h1_and_one_main(content_site: ContentSite) -> None:
    for path, page in content_site.pages.items():
        assert len(page.xpath("//h1")) == len(page.xpath("//main")) == len(page.xpath("/html/head/title")) == 1, path
    names = Counter(entry.label for entry in content_site.entries)
    titles = Counter(page.xpath("string(/html/head/title)") for page in content_site.pages.values())
    for title in [title for title, count in titles.items() if count > 1]:
        assert any(count > 1 and name in title for name, count in names.items()), title


def test_nothing_is_loaded_from_another_site_and_nothing_needs_a_script(content_site: ContentSite) -> None:
    for path, page in content_site.pages.items():
        loaded = page.xpath(
            "//img/@src | //script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //iframe/@src"
        )
        assert not [address for address in loaded if urlsplit(address).netloc], path
        assert not page.xpath("//@style | //@onclick | //script[not(@src or @type='application/ld+json')] | //style"), (
            path
        )


def test_every_value_in_a_table_leads_to_a_source_on_its_page(content_site: ContentSite) -> None:
    values = 0
    for path, page in content_site.pages.items():
        if path.startswith(("compare/", "results/", "benchmarks/", "models/")):
            ids = set(page.xpath("//section[contains(@class, 'sources')]//li/@id"))
            for cell in page.xpath(
                "//table[contains(@class, 'data')]//td[not(ancestor::thead)]//a[starts-with(@href, '#source-')]/@href"
            ):
                assert cell.removeprefix("#") in ids, (path, cell)
                values += 1
    assert values > 100


def pairs_of(content_site: ContentSite) -> dict[tuple[str, str], html.HtmlElement]:
    """The pages of two models, by the names of both."""
    found = {
        re.fullmatch(r"compare/([^/]+)--([^/]+)/index\.html", path): page for path, page in content_site.pages.items()
    }
    return {(match[1], match[2]): page for match, page in found.items() if match}


def test_every_value_of_a_pair_leads_to_a_source_on_its_page(content_site: ContentSite) -> None:
    for pair, page in pairs_of(content_site).items():
        ids = set(page.xpath("//section[contains(@class, 'sources')]//li/@id"))
        for fact in page.xpath("//table[contains(@class, 'sourced')]/tbody//td/div[@class='fact']"):
            links = fact.xpath("span[@class='from']/a/@href")
            assert [link.removeprefix("#") in ids for link in links] == [True] or fact.xpath(".//*[@class='blank']"), (
                pair,
                fact.text_content(),
            )


def test_a_pair_shows_every_fact_that_one_of_its_models_has(content_site: ContentSite) -> None:
    facts = {entry.slug: set(entry.record.facts) for entry in content_site.entries if isinstance(entry.record, Model)}
    for (first, second), page in pairs_of(content_site).items():
        rows = page.xpath("//table[caption[@id='differing' or @id='alike']]/tbody/tr")
        assert len(rows) == len(facts[first] | facts[second]), (first, second)


def test_every_model_is_compared_with_its_parents(content_site: ContentSite) -> None:
    pairs = set(pairs_of(content_site))
    for entry in content_site.entries:
        for parent in entry.record.parents if isinstance(entry.record, Model) else ():
            assert {(entry.slug, parent), (parent, entry.slug)} & pairs, (entry.slug, parent)


def test_sources_of_folded_columns_are_folded_away(content_site: ContentSite) -> None:
    cited, shown = sources_shown(content_site.pages["models/index.html"])
    assert shown == cited


def test_every_source_says_when_it_was_checked(content_site: ContentSite) -> None:
    for path, page in content_site.pages.items():
        for source in page.xpath("//section[contains(@class, 'sources')]//li"):
            assert source.xpath("span[@class='checked']"), (path, source.text_content())


def test_the_same_bytes_twice(real: Built) -> None:
    """Without a memory, and of the same files in another order; test_charts draws charts twice."""
    again = build(dict(reversed(repository_tree().items()))).tree
    assert [path for path in real.tree if again[path] != real.tree[path]] == []
    assert again.keys() == real.tree.keys()


def test_the_sitemap_lists_every_page(content_site: ContentSite) -> None:
    listed = etree.fromstring(content_site.built.tree["sitemap.xml"]).xpath("//*[local-name()='loc']/text()")
    paths = {urlsplit(address).path.lstrip("/") + "index.html" for address in listed}
    assert paths == {path for path in content_site.pages if path.endswith("index.html")}


def test_every_entry_has_a_page_of_its_own(content_site: ContentSite) -> None:
    assert {page_of(entry) for entry in content_site.entries} <= content_site.pages.keys()


def test_search_holds_every_entry_and_every_claim_once(content_site: ContentSite) -> None:
    tree = content_site.built.tree
    held = documents_of(tree)
    assert len(held) == len(set(held)) > 0
    addresses = {f"/{page_of(entry).removesuffix('index.html')}": entry.record for entry in content_site.entries}
    own = {page.address for page in own_pages(content_site.site)}
    assert own and {f"{address.lstrip('/')}index.html" for address in own} <= tree.keys()
    rest = {address.partition("#")[0] for address in held} - addresses.keys() - own
    sets = tuple(address for address, record in addresses.items() if isinstance(record, ClaimSet))
    for verdict in rest:
        assert verdict.startswith(sets) and f"{verdict.lstrip('/')}index.html" in tree, "the claims of one verdict"
    assert addresses.keys() | own <= set(held)
    claims = {f"{a}#{claim.id}" for a, one in addresses.items() if isinstance(one, ClaimSet) for claim in one.claims}
    assert claims <= set(held)


def test_every_paper_is_found_by_its_identifiers(content_site: ContentSite) -> None:
    for entry in content_site.entries:
        if isinstance(entry.record, Paper):
            for identifier in entry.record.identifiers:
                for word in words(identifier):
                    assert f"/papers/{entry.slug}/" in found(content_site.built.tree, "names", word)


def test_stale_sources_are_marked_where_there_are_some_and_only_there(content_site: ContentSite) -> None:
    marked = any(b'class="stale"' in data for path, data in content_site.built.tree.items() if path.endswith(".html"))
    assert marked == any("stale" in line and not line.startswith("0 of ") for line in content_site.built.remarks)


def test_every_correction_is_told_with_its_sources(content_site: ContentSite) -> None:
    for entry in content_site.entries:
        history = content_site.pages[page_of(entry)].xpath("//section[@aria-labelledby='title-history']")
        cited = [hole for path, text in entry.texts.items() if path.startswith("history.") for hole in text.holes]
        assert len(history) == bool(entry.record.history), entry.path
        for told in history:
            assert len(told.xpath(".//button[contains(@class, 'ref')]")) == sum(isinstance(h, Citation) for h in cited)
