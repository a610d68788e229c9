"""Each entry has an image that stands for its page where somebody passes it on."""

import base64
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from digest.connections.site import Site
from digest.figures import share_images
from digest.figures.plotting import plot
from digest.figures.share_images import HEIGHT, WIDTH, packed, share_drawing, share_image
from digest.output.build import Built
from digest.values.steps import name_of
from tests.conftest import invented_tree, problems_of
from tests.on_demand import on_demand
from tests.remembering import remembered
from tests.sample import Sample

BASE = "https://little.example"


def meta(page: bytes) -> dict[str, str]:
    """The tags of a page by their names."""
    found = html.document_fromstring(page.decode()).xpath("//meta[@property or @name]")
    return {one.get("property") or one.get("name"): one.get("content") for one in found}


def pixels(png: bytes) -> bytes:
    """What a PNG unpacks to, its checksums being right."""
    at, data = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(
            png[at + 4 : at + 8 + length]
        )
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    return zlib.decompress(data)


@pytest.mark.long
def test_every_page_names_an_image_that_is_there(sample: Sample) -> None:
    tree = sample.built.tree
    own = {f"{entry.address.lstrip('/')}index.html": f"{BASE}{entry.address}share.png" for entry in sample.entries}
    for path, data in tree.items():
        if path.endswith(".html") and b"og:title" in data:
            told = meta(data)
            above = f"{BASE}/{path.rpartition('/')[0]}"  # a part of an entry's page shows that entry's
            expected = own.get(path) or next(
                (one for one in own.values() if above.startswith(one[:-9])), f"{BASE}/share.png"
            )
            assert told["og:image"] == told["twitter:image"] == expected, path
            png = tree[told["og:image"].removeprefix(f"{BASE}/")]
            assert struct.unpack(">II", png[16:24]) == (WIDTH, HEIGHT)
            assert (told["og:image:width"], told["og:image:height"]) == (str(WIDTH), str(HEIGHT))
            assert told["twitter:card"] == "summary_large_image"
            assert told["og:title"] == told["twitter:title"] == told["og:image:alt"]
            assert len(png) < 300_000
    assert len({tree[f"{entry.address.lstrip('/')}share.png"] for entry in sample.entries}) > 0.9 * len(sample.entries)


def said(site: Site, path: str) -> list[str]:
    """The texts of a drawing, line by line."""
    return [element.text for element in etree.fromstring(share_drawing(site, path).encode()).iter("{*}text")]


def test_an_image_shows_what_its_entry_is_about() -> None:
    site = Site.made_of(invented_tree())
    paper, model = said(site, "content/papers/otters.md"), said(site, "content/models/otter-1b.md")
    assert site.entry("content/papers/otters.md").label in " ".join(paper)  # type: ignore[union-attr]
    labels = [spec.heading for spec in site.catalogue.glance]
    assert labels and [text for text in model if text in labels] == labels[:6]
    assert "1.1B" in " ".join(model) or any(text[0].isdigit() for text in model[2:])


@pytest.mark.parametrize(
    "title", ["</text><script>", "a < b & c \"d\" 'e'", "苔蘚模型" * 30, "שלום עולם 🌊", "W" * 300, "word " * 60]
)
def test_no_title_breaks_a_drawing_or_leaves_it(title: str, edited: Any) -> None:
    quoted = title.strip().replace("'", "''")
    paper = f"---\ntitle: '{quoted}'\narxiv: 2404.07777\ndate: 2024-04\ntopics: [rivers]\nsummary: S\n---\n"
    site = Site.made_of(invented_tree({"content/papers/p.md": paper}))
    drawn = etree.fromstring(share_drawing(site, "content/papers/p.md").encode())
    lines = [one for one in drawn.iter("{*}text") if one.get("font-weight")]
    assert 0 < len(lines) <= 4
    for line in lines:
        wide = share_images._width(line.text, float(line.get("font-size")), share_images._SERIF)
        assert float(line.get("x")) + wide <= 600 - share_images._LEFT + 0.01
        assert float(line.get("y")) < 270
    assert not [*drawn.iter("{*}script")]


@pytest.mark.usefixtures("painted")
def test_packing_keeps_every_pixel_and_saves_most_bytes() -> None:
    site = Site.made_of(invented_tree())
    drawn = base64.b64decode(plot(share_drawing(site, "content/papers/otters.md")))
    assert pixels(packed(drawn)) == pixels(drawn)
    assert len(packed(drawn)) < len(drawn) / 2
    assert packed(drawn) == share_image(site, "content/papers/otters.md"), "equal input, equal bytes"


def test_a_digest_says_which_kinds_have_images(invented: Built) -> None:
    settings = invented_tree()["content/site.yaml"].decode()
    few = on_demand(invented_tree({"content/site.yaml": f"{settings}\nshare_images: [models]\n"})).tree
    images = {path for path in few if path.endswith("share.png")}
    assert images == {path for path in invented.tree if path.startswith("models/") and path.endswith("share.png")} | {
        "share.png"
    }
    assert meta(few["papers/otters/index.html"])["og:image"] == f"{BASE}/share.png"
    none = on_demand(invented_tree({"content/site.yaml": f"{settings}\noutputs: {{share_images: no}}\n"})).tree
    told = meta(none["papers/otters/index.html"])
    assert "og:image" not in told and told["twitter:card"] == "summary"


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    settings = invented_tree()["content/site.yaml"].decode()
    line = len(settings.splitlines()) + 1
    (said,) = problems_of({"content/site.yaml": f"{settings}share_images: [model]\n"})
    assert said == f"content/site.yaml:{line}: there is no kind 'model'; did you mean 'models'?"


@pytest.mark.long
def test_an_image_is_drawn_again_only_where_it_shows_something_else(tmp_path: Path, edited: Any) -> None:
    remembered(invented_tree(), tmp_path)
    note = remembered(
        invented_tree(edited("content/papers/otters.md", "One river only.", "Two rivers only.")), tmp_path
    )
    assert not [path for path in note.made if path.endswith(".png")]
    assert name_of(share_drawing) not in note.ran
