"""Reader modes show an entry's own words, its lede and its note, and nothing else of the page."""

import functools
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from readability import Document

from digest.entries.entry import AnyEntry
from digest.entries.note import Note, Placed, text_of
from digest.entries.records import Article, Benchmark, ClaimSet, Comparison, Edition, Method, Model, Paper, Topic
from tests.conftest import ContentSite, invented_tree, page_of
from tests.corpus import more_entries
from tests.on_demand import on_demand
from tests.sample import Sample

SCRIPT = Path(__file__).parent / "reader/node_modules/@mozilla/readability/Readability.js"
WITH_A_NOTE = {Article, Benchmark, Comparison, Edition, Method, Model, Paper, Topic}


@pytest.fixture(scope="session")
def firefox(browser: Any) -> Iterator[Any]:
    """`firefox(page)` is what Mozilla's reader mode makes of a page; skipped where it is not installed, but under CI."""
    if not SCRIPT.exists():
        how = (
            "npm ci --prefix tests/reader" if shutil.which("npm") else "install Node, then npm ci --prefix tests/reader"
        )
        assert not os.environ.get("CI"), f"CI has to have the reader mode of Firefox: {how}"
        pytest.skip(f"the reader mode of Firefox is not installed: {how}")
    tab = browser.new_page(java_script_enabled=True)
    ask = f"text => {{ {SCRIPT.read_text('utf-8')}; return new Readability(new DOMParser().parseFromString(text, 'text/html')).parse()?.content ?? '' }}"
    yield functools.partial(_asked, tab, ask)
    tab.close()


def _asked(tab: Any, ask: str, page: bytes) -> str:
    return str(tab.evaluate(ask, page.decode()))


def lxml(page: bytes) -> str:
    """What the reader mode of many Python programs makes of a page."""
    return str(Document(page.decode()).summary())


def words(markup: str) -> list[str]:
    """What is read, word by word; where one ends is a matter of the markup between them."""
    text = html.document_fromstring(re.sub(r"(?=<)", " ", markup) or "<p></p>").text_content()
    return re.findall(r"\w+", text)


def own(entry: AnyEntry) -> list[str]:
    """The words of the lede and the note."""
    lede = () if isinstance(entry.record, Article) else [entry.texts["summary"]]  # an article begins with its note
    return [word for text in (*lede, entry.note) for word in words(_markup(text))]


def _markup(text: Note) -> str:
    captions = {part: f"<p>{part.title}</p>" for part in text.parts if isinstance(part, Placed) and _is_picture(part)}
    return "".join(part if isinstance(part, str) else captions.get(part, "") for part in text.parts)  # type: ignore[call-overload]


def _is_picture(part: Placed) -> bool:
    return part.target.endswith((".png", ".svg", ".jpg", ".gif", ".webp"))


def off(read: list[str], meant: list[str]) -> tuple[list[str], list[str]]:
    """Where they part."""
    at = next((at for at, (one, other) in enumerate(zip(read, meant, strict=False)) if one != other), None)
    if at is None:
        at = min(len(read), len(meant))
    return read[at : at + 8], meant[at : at + 8]


LONG = "A sentence, or two, that says nothing, so that the text is as long as texts are that somebody reads. " * 8


@pytest.fixture(scope="session")
def sample() -> Sample:
    """The invented digest with notes as long as notes are: in pages with fewer than 500 letters, readers look elsewhere too."""
    tree = invented_tree() | more_entries()
    for path, data in tree.items():
        if re.fullmatch(r"content/\w+/[\w.-]+\.md", path):
            tree[path] = data.rstrip() + f"\n\n{LONG}\n".encode()
    return Sample.of(tree, on_demand(tree))


def notes(sample: Sample) -> list[AnyEntry]:
    return [entry for entry in sample.entries if type(entry.record) in WITH_A_NOTE]


def test_every_kind_of_page_with_a_note_is_read(sample: Sample) -> None:
    assert {type(entry.record) for entry in notes(sample)} >= WITH_A_NOTE


def read(
    tree: Mapping[str, bytes], entry: AnyEntry, reader: Callable[[bytes], str]
) -> tuple[list[str], list[str]] | None:
    """Where what the reader mode shows and the entry's own words part, if they do."""
    found = off(words(reader(tree[page_of(entry)])), own(entry))
    return found if found != ([], []) else None


def test_programs_read_the_note_and_nothing_else(sample: Sample) -> None:
    assert {entry.path: found for entry in notes(sample) if (found := read(sample.built.tree, entry, lxml))} == {}


@pytest.mark.browser
def test_firefox_reads_the_note_and_nothing_else(sample: Sample, firefox: Any) -> None:
    assert {entry.path: found for entry in notes(sample) if (found := read(sample.built.tree, entry, firefox))} == {}


HEADINGS = ("Measured by Meta", "Related comments", "Remarks of the community")
"""Their ids hold words by which reader modes tell what is not of the text."""


@pytest.fixture(scope="module")
def headed() -> bytes:
    """A note with those headings."""
    paragraph = "Otters swim, and this is told at some length, so that it is long enough to be read. " * 4
    text = "\n\n".join(f"## {heading}\n\n{paragraph}" for heading in HEADINGS)
    path = "content/methods/paddling.md"
    tree = invented_tree()
    _, front, _ = tree[path].decode().split("---\n", 2)
    return on_demand(tree | {path: f"---\n{front}---\n{text}\n".encode()}).tree["methods/paddling/index.html"]


def test_programs_keep_every_heading(headed: bytes) -> None:
    assert [text for text in HEADINGS if text not in lxml(headed)] == []


@pytest.mark.browser
def test_firefox_keeps_every_heading(headed: bytes, firefox: Any) -> None:
    assert [text for text in HEADINGS if text not in firefox(headed)] == []


def told(page: html.HtmlElement) -> list[str]:
    """The words of a page of claims: what it is about, and each verdict, claim and finding below its heading."""
    parts = page.xpath("//p[@class='lede' or @class='said' or @class='found'] | //*[contains(@class, 'note')]/h2")
    return [word for part in parts for word in words(html.tostring(part, encoding="unicode", with_tail=False))]


def findings(entry: AnyEntry) -> list[str]:
    return [" ".join(words(text_of(text))) for name, text in entry.texts.items() if name.endswith(".found")]


def test_programs_read_claims_and_how_they_hold_up(sample: Sample) -> None:
    claims = [entry for entry in sample.entries if isinstance(entry.record, ClaimSet)]
    assert all(text in " ".join(told(sample.page(entry.address))) for entry in claims for text in findings(entry))
    for entry in claims:
        assert off(words(lxml(sample.built.tree[page_of(entry)])), told(sample.page(entry.address))) == ([], [])


ENOUGH = 500
"""Letters below which Mozilla's looks on the whole page for more, and takes tables of numbers for the text (its charThreshold)."""


@pytest.mark.browser
def test_firefox_reads_every_note_of_the_real_digest_that_is_long_enough(
    content_site: ContentSite, firefox: Any
) -> None:
    entries = [entry for entry in content_site.entries if type(entry.record) in WITH_A_NOTE]
    entries = [entry for entry in entries if len("".join(own(entry))) > ENOUGH]
    assert {entry.path: found for entry in entries if (found := read(content_site.built.tree, entry, firefox))} == {}


@pytest.mark.browser
def test_firefox_reads_claims_and_how_they_hold_up(content_site: ContentSite, firefox: Any) -> None:
    for entry in content_site.entries:
        if isinstance(entry.record, ClaimSet) and len("".join(told(content_site.pages[page_of(entry)]))) > ENOUGH:
            assert off(
                words(firefox(content_site.built.tree[page_of(entry)])), told(content_site.pages[page_of(entry)])
            ) == ([], [])
