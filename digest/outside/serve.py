"""A preview over HTTP on this machine alone, answered from the built tree in memory.

The server is given a function that builds and knows nothing else; watching and reloading will wrap that function.
"""

import contextlib
import mimetypes
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from digest.figures.citations import FORMATS
from digest.pages.frame import FEED_FORMATS
from digest.values.tree import Tree

HOST = "127.0.0.1"
POLICY = "default-src 'self'"
"""The strictest policy a host may send: the preview sends it too, so that a page that needs more is noticed here."""
IDLE = 60
"""Seconds after which a connection on which nothing is asked is given up, with its thread."""
_TYPES = {
    **{format.suffix: format.media_type for format in FORMATS},
    ".csv": "text/csv",
    ".js": "text/javascript",
    ".webp": "image/webp",
}


def answer(tree: Tree, target: str) -> tuple[int, str, bytes]:
    """Status, content type and body for a request's target; a folder without its slash is status 301 with the address as body."""
    path = unquote(urlsplit(target).path).lstrip("/")
    if path == "" or path.endswith("/"):
        path += "index.html"
    elif f"{path}/index.html" in tree:
        return 301, "text/plain", f"/{path}/".encode()
    if path not in tree:
        return 404, "text/html; charset=utf-8", tree.get("404.html", b"Not found")
    return 200, content_type(path), tree[path]


def content_type(path: str) -> str:
    name, suffix = path.rpartition("/")[2], "." + path.rpartition(".")[2]
    feeds = {format.file: format.media_type for format in FEED_FORMATS}
    found = feeds.get(name) or _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    textual = found.startswith("text/") or found.endswith(("xml", "json"))
    return f"{found}; charset=utf-8" if textual else found


class Server(ThreadingHTTPServer):
    """A thread for each connection, a daemon, so that the end waits for none that is idle."""

    request_queue_size = 128  # tabs that load at once open more than the usual 5, and what does not fit is reset


def serve(current: Callable[[], Tree], port: int) -> Server:
    """A server for whatever `current()` gives at each request. Port 0 takes a free one. The caller runs and closes it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # a connection stays for the next request
        disable_nagle_algorithm = True  # or a body, sent after its head, waits until the browser has confirmed that
        timeout = IDLE

        def handle(self) -> None:
            with contextlib.suppress(ConnectionError):  # a browser that has gone on to another page
                super().handle()

        def do_GET(self) -> None:
            status, kind, body = answer(current(), self.path)
            self.send_response(status)
            if status == 301:
                self.send_header("Location", body.decode())
                body = b""
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_GET

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    return Server((HOST, port), Handler)
