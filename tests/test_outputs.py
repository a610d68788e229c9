"""What a digest switches off is not made, and no page speaks of it."""

import re
from dataclasses import fields
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.settings import Outputs
from digest.output.plans import OUTPUTS, planned
from digest.values.problems import DigestError
from tests.conftest import Open, build, invented_tree, problems_of, served
from tests.corpus import more_entries

NAMES = [one.name for one in fields(Outputs)]

MADE = {
    "feeds": r"(.*/)?feed\.(xml|atom|json)|(.*/)?archive/.*\.atom|feeds\.opml|subscribe/index\.(html|md)",
    "pictures": r"compare/[^/]+/chart-\d+\.(svg|png)",
    "archives": r"(.*/)?archive/.*\.atom",
    "topic_feeds": r"topics/[^/]+/feed\.(xml|atom|json)",
    "family_feeds": r"models/family/[^/]+/feed\.(xml|atom|json)",
    "share_images": r"(.*/)?share\.png",
    "headers": r"_headers",
    "manifest": r"site\.webmanifest|static/(icon-.*|apple-touch-icon)\.png",
    "epub": r"editions/([^/]+)/\1\.epub",
    "mail": r"editions/([^/]+)/\1\.htm",
    "markdown": r".*\.md|llms\.txt",
    "search": r"search/.*|static/(finder|finds|search|search_index|spelling|stemmer|words)\.js",
    "data": r"data/.*",
    "database": r"data/digest\.sqlite",
    "csv": r"(?!data/).*\.csv",
    "citations": r".*\.(bib|ris|csl\.json)|CITATION\.cff",
    "pairs": r"compare/[^/]+--[^/]+/index\.(html|md)",
    "columns": r"(?:.*/)?([^/]+)/\1\.json|static/(?:architecture|compare)\.js",
}
"""Output → the files that are there for it alone."""


def without(*names: str) -> dict[str, bytes]:
    tree = invented_tree() | more_entries()
    switched = "".join(f"  {name}: no\n" for name in names)
    tree["content/site.yaml"] += f"\noutputs:\n{switched}".encode()
    return build(tree).tree


def test_every_output_but_that_of_pages_is_a_producer() -> None:
    assert {*OUTPUTS, "pairs", "topic_feeds", "family_feeds", "archives"} == set(NAMES) == MADE.keys()


@pytest.mark.long
@pytest.mark.parametrize(
    "names",
    [NAMES, NAMES[::2], NAMES[1::2], *(pytest.param([name], marks=pytest.mark.thorough) for name in NAMES)],
    ids=" and ".join,
)
def test_what_is_off_is_not_made_and_nothing_leads_to_it(grown: object, names: list[str]) -> None:
    everything = grown.tree  # type: ignore[attr-defined]
    tree = without(*names)
    gone = {path for path in everything if any(re.fullmatch(MADE[name], path) for name in names)}
    assert gone and not gone & tree.keys()
    # Files of search are cut by what there is to find: without some pages, or with no twins to quote from, elsewhere.
    elsewhere = set() if "search" in names else {path for path in everything if re.match(r"search/\w+/", path)}
    assert everything.keys() - tree.keys() - elsewhere == gone - elsewhere
    for path, data in tree.items():
        if path.endswith(".html"):
            page = html.document_fromstring(data.decode())
            for at in page.xpath("//@href | //@src | //@action"):
                link = urlsplit(urljoin(f"/{path}", str(at)))
                aim = link.path.lstrip("/") + ("index.html" if link.path.endswith("/") else "")
                assert link.netloc or link.scheme == "mailto" or aim in tree, f"{path} leads to {at}"
            said = " ".join(page.text_content().split()).lower()
            if "csv" in names and "data" in names:
                assert "csv" not in said, path
            if "search" in names:
                assert not page.xpath("//form[@role='search'] | //input[@type='search']"), path


def test_an_unknown_output_is_answered_with_the_nearest_one() -> None:
    site = invented_tree()["content/site.yaml"].decode()
    line = len(site.splitlines()) + 2
    assert problems_of({"content/site.yaml": f"{site}outputs:\n  serch: no\n"}) == [
        f"content/site.yaml:{line}: unknown key 'serch' in 'outputs'; did you mean 'search'? (all keys: digest fields site)"
    ]
    assert problems_of({"content/site.yaml": f"{site}outputs:\n  csv: never\n"}) == [
        f"content/site.yaml:{line}: 'never' is neither yes nor no"
    ]


@pytest.mark.long
@pytest.mark.browser
def test_lists_work_where_nothing_else_is_made(opened: Open) -> None:
    with served(without(*NAMES)) as address:
        page = opened("/models/", at=address)
        page.locator("#models-form").wait_for()
        assert not page.locator("input[type=checkbox][aria-label^=Pick], .picked").count()
        page.keyboard.press("/")
        assert not page.locator("[role=search]").count()
        page = opened("/papers/?topic=rivers", at=address)
        page.locator("#filters [role=status]", has_text="of").wait_for()


def test_two_entries_that_claim_one_path_are_both_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """No two file names lead there today: addresses are given alike for a trial."""
    monkeypatch.setattr(
        Entry, "address", property(lambda entry: "/papers/one/" if entry.kind.one == "Paper" else "/x/")
    )
    with pytest.raises(DigestError) as raised:
        planned(Site.made_of(invented_tree()))
    said = [str(problem) for problem in raised.value.problems if "/papers/one/index.html" in problem.message]
    assert said == [
        "content/papers/beavers.md:1: /papers/one/index.html cannot be made both of this and of content/papers/otters.md:1: give one another name",
        "content/papers/otters.md:1: /papers/one/index.html cannot be made both of this and of content/papers/beavers.md:1: give one another name",
    ]
