"""An edition as something to keep: one HTML file for an e-mail, and a book."""

import base64
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree, html

from digest.connections.site import Site
from digest.entries.records import Comparison, Edition
from digest.output import keepsakes
from digest.output.epub import chapter, zipped
from digest.values.steps import name_of
from tests.conftest import ContentSite, invented_tree
from tests.corpus import more_entries
from tests.on_demand import on_demand
from tests.remembering import remembered
from tests.sample import Sample

EDITION = "editions/2019-01"


def test_an_edition_is_one_file_that_asks_for_no_other(sample: Sample) -> None:
    files = [data for path, data in sample.built.tree.items() if path.endswith(".htm")]
    assert len(files) == sample.site.count(Edition) > 1
    for data in files:
        page = html.document_fromstring(data.decode())
        assert len(data) < 500_000
        assert not page.xpath("//script | //link | //iframe | //object | //source | //form | //svg | //math")
        assert all(at.startswith("data:") for at in page.xpath("//@src | //@srcset | //@poster | //@background"))
        assert all(re.match("https?:|mailto:", at) for at in page.xpath("//@href"))
        assert b"url(" not in data and b"@import" not in data


def test_it_tells_the_whole_edition_and_its_papers(sample: Sample) -> None:
    for entry in sample.site.of(Edition):
        page = html.document_fromstring(sample.built.tree[f"{entry.address.lstrip('/')}{entry.slug}.htm"].decode())
        assert page.findtext(".//h1") == entry.label
        listed = page.xpath("//h3/a/@href")
        assert listed == [sample.site.url(f"/papers/{paper}/") for paper in entry.record.papers]
        said = page.text_content()
        shown = html.document_fromstring(sample.built.tree[f"{entry.address.lstrip('/')}index.html"].decode())
        for paragraph in shown.xpath("//div[@class='note']/p[not(.//math or .//span)]"):
            assert paragraph.text_content().strip() in said


def test_the_page_of_an_edition_leads_to_it(sample: Sample) -> None:
    page = html.document_fromstring(sample.built.tree[f"{EDITION}/index.html"].decode())
    assert page.xpath("//a[@download]/@href[contains(., '.htm')]") == ["../../editions/2019-01/2019-01.htm"]


def placing(figure: str) -> dict[str, str | None]:
    edition = f"---\ntitle: May\ndate: 2024-05\nsummary: S\nmodels: []\npapers: []\n---\n\n{figure}\n"
    return {"content/editions/2024-05.md": edition}


def comparison() -> str:
    site = Site.made_of(invented_tree())
    return next(entry.path for entry in site.of(Comparison) if entry.record.charts).removeprefix("content/")


def test_charts_are_inside_as_pictures_and_links_where_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = placing(f"![A chart](../{comparison()})")
    tree = on_demand(invented_tree(changes)).tree
    page = html.document_fromstring(tree["editions/2024-05/2024-05.htm"].decode())
    (image,) = page.xpath("//figure/img")
    assert base64.b64decode(image.get("src").partition("base64,")[2]).startswith(b"\x89PNG")
    assert image.get("alt")
    monkeypatch.setattr(keepsakes, "MOST", 5_000)
    tree = on_demand(invented_tree(changes)).tree
    page = html.document_fromstring(tree["editions/2024-05/2024-05.htm"].decode())
    assert not page.xpath("//img")
    (link,) = page.xpath("//figure/a/@href")
    assert link.removeprefix("https://little.example/") in tree


def opened(data: bytes) -> dict[str, bytes]:
    """The files of a book, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        return {name: book.read(name) for name in book.namelist()}


def books(tree: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: tree[path] for path in tree if path.endswith(".epub")}


def found_wrong(data: bytes, folder: Path) -> list[str]:
    """What epubcheck says of a book; it is in Debian's package of that name."""
    program = shutil.which("epubcheck")
    if not program or not shutil.which("java"):
        assert not os.environ.get("CI"), "CI has to have epubcheck"
        pytest.skip("epubcheck is not installed: apt-get install epubcheck")
    file = folder / "book.epub"
    file.write_bytes(data)
    start = ["java", "-jar", program] if zipfile.is_zipfile(program) else [program]  # Debian's is the archive itself
    run = subprocess.run([*start, str(file), "--json", "-"], capture_output=True, text=True, check=False)
    told = json.loads(run.stdout[run.stdout.index("{") :])
    assert told["publication"]["title"]
    return [
        f"{one['ID']} {one['message']}" for one in told["messages"] if one["severity"] in ("FATAL", "ERROR", "WARNING")
    ]


@pytest.mark.long
def test_epubcheck_finds_nothing_wrong_with_a_book(sample: Sample, tmp_path: Path) -> None:
    data = sample.built.tree[f"{EDITION}/2019-01.epub"]
    assert found_wrong(data, tmp_path) == []


def test_epubcheck_finds_nothing_wrong_with_the_real_editions(content_site: ContentSite, tmp_path: Path) -> None:
    assert [found_wrong(data, tmp_path) for data in books(content_site.built.tree).values()] == [[]] * len(
        books(content_site.built.tree)
    )
    for path, data in content_site.built.tree.items():
        assert not path.endswith(".htm") or len(data) < 500_000


@pytest.mark.long
def test_epubcheck_would_find_it(sample: Sample, tmp_path: Path) -> None:
    files = opened(sample.built.tree[f"{EDITION}/2019-01.epub"])
    files["EPUB/nav.xhtml"] = files["EPUB/nav.xhtml"].replace(b"<ol>", b"<ul>").replace(b"</ol>", b"</ul>")
    assert found_wrong(zipped({name: data for name, data in files.items() if name != "mimetype"}), tmp_path)


HOSTILE = "a < b & c </h1><script>alert(1)</script> \"q\" 'r' שלום 世界 🌊 $5 {{ x }}"


@pytest.mark.long
def test_nothing_that_a_title_or_a_note_holds_breaks_a_book(tmp_path: Path) -> None:
    quoted = HOSTILE.replace("'", "''")
    paper = (
        f"---\ntitle: '{quoted}'\narxiv: 2404.07777\ndate: 2024-04\ntopics: [rivers]\nsummary: S\nauthors: [{', '.join(f'Ada Otter{n}' for n in range(40))}]\n---\n\n"
        "A note[^1] with $x^2$, `<b>` and *more*.\n\n1. one\n2. two\n\n| a | b |\n| - | - |\n| `x` | y |\n\n```python\nif a < b: pass\n```\n\n[^1]: A footnote.\n"
    )
    changes = placing(f"![A chart](../{comparison()})") | {"content/papers/p.md": paper}
    edition = str(changes["content/editions/2024-05.md"]).replace("papers: []", "papers: [p, otters]")
    tree = on_demand(invented_tree(changes | {"content/editions/2024-05.md": edition})).tree
    data = tree["editions/2024-05/2024-05.epub"]
    files = opened(data)
    told = etree.fromstring(files["EPUB/papers-p.xhtml"])
    assert told.findtext(".//{*}h1") == HOSTILE
    assert not [*told.iter("{*}script")]
    assert [name for name in files if name.endswith(".png")]
    assert found_wrong(data, tmp_path) == []


def test_a_book_has_the_edition_and_its_papers_in_order_and_leads_from_one_to_the_other(sample: Sample) -> None:
    seen = 0
    for entry in sample.site.of(Edition):
        files = opened(sample.built.tree[f"{entry.address.lstrip('/')}{entry.slug}.epub"])
        assert next(iter(files)) == "mimetype" and files["mimetype"] == b"application/epub+zip"
        package = etree.fromstring(files["EPUB/package.opf"])
        names = {one.get("id"): one.get("href") for one in package.iter("{*}item")}
        read = [names[one.get("idref")] for one in package.iter("{*}itemref")]
        assert read == [
            "nav.xhtml",
            f"editions-{entry.slug}.xhtml",
            *(f"papers-{paper}.xhtml" for paper in entry.record.papers),
        ]
        assert {f"EPUB/{name}" for name in names.values()} | {
            "mimetype",
            "META-INF/container.xml",
            "EPUB/package.opf",
        } == {*files}
        for name in read:
            for at in etree.fromstring(files[f"EPUB/{name}"]).xpath("//@href | //@src"):
                inside = not re.match("https?:|mailto:", at)
                seen += inside and name != "nav.xhtml" and at != "style.css"
                assert not inside or f"EPUB/{at}" in files, at
    assert seen


def test_equal_input_gives_an_equal_book() -> None:
    first, again = books(on_demand(invented_tree()).tree), books(on_demand(invented_tree()).tree)
    assert first and first == again
    with zipfile.ZipFile(io.BytesIO(next(iter(first.values())))) as book:
        assert {one.date_time for one in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED


@pytest.mark.long
def test_an_edited_note_is_set_anew_alone(tmp_path: Path) -> None:
    remembered(invented_tree() | more_entries(), tmp_path)
    tree = invented_tree() | more_entries()
    path = "content/papers/sphagnum.md"
    tree[path] = tree[path].replace(b"The report counts", b"That report counts")
    after = remembered(tree, tmp_path)
    assert after.ran[name_of(chapter)] == 1
    assert {one for one in after.made if one.endswith((".epub", ".htm"))} == {f"{EDITION}/2019-01.epub"}


@pytest.mark.long
def test_a_chart_in_an_edition_is_drawn_once(tmp_path: Path) -> None:
    tree = invented_tree(placing(f"![A chart](../{comparison()})"))
    drawn = name_of(keepsakes.chart_as_png)
    assert remembered(tree, tmp_path).ran[drawn] == 1, "for the file and for the book"
    path = "content/editions/2024-05.md"
    after = remembered(tree | {path: tree[path] + b"\nOne more sentence.\n"}, tmp_path)
    assert "editions/2024-05/2024-05.htm" in after.made and drawn not in after.ran
