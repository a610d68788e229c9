"""What a reader's line has to carry, gzipped, with the styles and scripts that a page loads by itself."""

import gzip
import random
import re
from pathlib import PurePosixPath
from urllib.parse import urljoin

from lxml import html

from digest.output.build import Built
from tests.conftest import build, repository_tree


def weight(tree: dict[str, bytes], path: str) -> int:
    """Bytes of the page and of every style and script that it loads, those that scripts import at once included."""
    loaded, seen = [path], set()
    page = html.fromstring(tree[path])
    for address in page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src"):
        loaded.append(urljoin(f"/{path}", address).lstrip("/"))
    while loaded:
        at = loaded.pop()
        if at not in seen:
            seen.add(at)
            if PurePosixPath(at).suffix == ".js":
                imports = re.findall(r'^import (?:.* from )?"([^"]+)"', tree[at].decode(), re.MULTILINE)
                loaded += [urljoin(f"/{at}", name).lstrip("/") for name in imports]
    return sum(len(gzip.compress(tree[at], 6)) for at in seen)


def test_home_is_light(real: Built) -> None:
    assert 5_000 < weight(real.tree, "index.html") < 50_000


def test_every_paper_is_light(real: Built) -> None:
    pages = [path for path in real.tree if re.fullmatch(r"papers/[^/]+/index\.html", path)]
    assert len(pages) > 60
    assert max(weight(real.tree, path) for path in pages) < 25_000


def test_a_list_of_five_hundred_papers_is_light() -> None:
    """Papers as long as the real ones, in words drawn from theirs, so that no two are alike."""
    tree = repository_tree()
    real = [data.decode() for path, data in tree.items() if path.startswith("content/papers/")]
    words = [word for text in real for word in re.findall(r"[A-Za-z]+", text)]  # the frequent ones more often
    draw = random.Random(1)

    def like(text: str) -> str:
        return " ".join(draw.choice(words) for _ in text.split())[:300]

    site = {path: data for path, data in tree.items() if path.startswith(("templates/", "static/", "content/site"))}
    for number in range(500):
        written = dict(
            re.findall(r"^(title|summary|authors|topics|date): (.*)$", real[number % len(real)], re.MULTILINE)
        )
        for topic in written["topics"].strip("[]").split(", "):
            site[f"content/topics/{topic}.md"] = f"---\nname: {topic}\nsummary: A topic\n---\n".encode()
        site[f"content/papers/p{number}.md"] = (
            f"---\ntitle: {like(written['title'])}\narxiv: 2404.{10000 + number}\ndate: {written['date']}\n"
            f"topics: {written['topics']}\nsummary: {like(written['summary'])}\n"
            f"authors: [{like(written.get('authors', 'A B'))}]\n---\n"
        ).encode()
    built = build(site).tree
    for path in ("papers/index.html", "papers/by/title/index.html"):
        assert built[path].count(b"<article>") == 500
        assert 20_000 < weight(built, path) < 100_000
