"""What a web server says to a request's target, from a tree alone: which file, of which type, with which status."""

import mimetypes
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from digest.figures.citations import FORMATS
from digest.pages.frame import FEED_FORMATS
from digest.values.tree import Tree

HTML = "text/html; charset=utf-8"
NOWHERE = "404.html"
_TYPES = {
    **{format.suffix: format.media_type for format in FORMATS},
    ".csv": "text/csv",
    ".js": "text/javascript",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """`address` is where to go instead; `mark` differs between answers that differ, and is empty where nobody compares."""

    status: int
    kind: str
    body: bytes
    address: str = ""
    mark: str = ""


def found(tree: Tree, target: str) -> tuple[int, str]:
    """Status and the file that answers; a folder without its slash is 301 with its address, and 404 has a file of its own."""
    try:
        path = unquote(urlsplit(target).path).lstrip("/")
    except ValueError:  # an address that is none, such as //[
        return 404, NOWHERE
    if path == "" or path.endswith("/"):
        path += "index.html"
    elif f"{path}/index.html" in tree:
        return 301, f"/{quote(path)}/"
    return (200, path) if path in tree else (404, NOWHERE)


def answer(tree: Tree, target: str) -> Answer:
    """The answer to a request for `target`; nothing but files of `tree` can be in it."""
    status, path = found(tree, target)
    if status == 301:
        return Answer(status, "text/plain", b"", address=path)
    if path not in tree:
        return Answer(status, HTML, b"Not found")
    return Answer(status, content_type(path), tree[path])


def content_type(path: str) -> str:
    name, suffix = path.rpartition("/")[2], "." + path.rpartition(".")[2]
    feeds = {format.file: format.media_type for format in FEED_FORMATS}
    found = feeds.get(name) or _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    textual = found.startswith("text/") or found.endswith(("xml", "json"))
    return f"{found}; charset=utf-8" if textual else found
