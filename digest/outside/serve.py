"""A site over HTTP, on this machine alone unless told otherwise. What is answered is decided elsewhere."""

import contextlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from digest.outside.answers import Answer, answer
from digest.values.tree import Tree

HOST = "127.0.0.1"
POLICY = "default-src 'self'"
"""The strictest policy a host may send: the preview sends it too, so that a page that needs more is noticed here."""
IDLE = 60
"""Seconds after which a connection on which nothing is asked is given up, with its thread."""


class Server(ThreadingHTTPServer):
    """A thread for each connection, a daemon, so that the end waits for none that is idle."""

    request_queue_size = 128  # tabs that load at once open more than the usual 5, and what does not fit is reset

    def __init__(self, answers: Callable[[str], Answer], port: int, host: str = HOST) -> None:
        self.answers = answers
        super().__init__((host, port), _Handler)


def serve(current: Callable[[], Tree], port: int) -> Server:
    """A server for whatever `current()` gives at each request. Port 0 takes a free one. The caller runs and closes it."""
    return Server(lambda target: answer(current(), target), port)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"  # a connection stays for the next request
    disable_nagle_algorithm = True  # or a body, sent after its head, waits until the browser has confirmed that

    def setup(self) -> None:
        super().setup()
        self.connection.settimeout(IDLE)

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # a browser that has gone on to another page
            super().handle()

    def do_GET(self) -> None:
        self._send(self.server.answers(self.path))

    do_HEAD = do_GET

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        if answer.address:
            self.send_header("Location", answer.address)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass
