"""A site over HTTP, on this machine alone unless told otherwise. What is answered is decided elsewhere."""

import contextlib
import errno
import os
import re
import socket
import socketserver
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from digest.outside.answers import Answer, answer
from digest.values.tree import Tree

HOST = "127.0.0.1"
POLICY = "default-src 'self'"
"""The strictest policy a host may send: the preview sends it too, so that a page that needs more is noticed here."""
HOSTS = frozenset(("127.0.0.1", "localhost", "[::1]"))
"""What this machine is called by browsers on it."""
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(:\d+)?")
IDLE = 60
"""Seconds after which a connection on which nothing is asked is given up, with its thread."""
_PORTS = 50
"""How many are tried, one after the other."""


class Server(ThreadingHTTPServer):
    """A thread for each connection, a daemon, so that the end waits for none that is idle."""

    request_queue_size = 128  # tabs that load at once open more than the usual 5, and what does not fit is reset

    def __init__(self, answers: Callable[[str], Answer], port: int, host: str = HOST) -> None:
        self.answers = answers
        self.hosts = HOSTS | {_bracketed(host)}
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._connections: set[socket.socket] = set()
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        socketserver.TCPServer.server_bind(self)  # that of HTTP asks the network for the name of this machine first

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """End, and with it what is still open: each connection's thread reads that it is over."""
        super().server_close()
        for connection in tuple(self._connections):
            with contextlib.suppress(OSError):  # over by itself
                connection.shutdown(socket.SHUT_RDWR)

    @property
    def address(self) -> str:
        """The site's address, for a browser on this machine."""
        host, port = self.server_address[:2]
        return f"http://{_bracketed({'0.0.0.0': HOST, '::': '::1'}.get(str(host), str(host)))}:{port}/"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host.lower()


_NOT_MEANT = Answer(403, "text/plain; charset=utf-8", b"This preview answers to the names of its own machine alone.\n")


def serve(current: Callable[[], Tree], port: int) -> Server:
    """A server for whatever `current()` gives at each request. Port 0 takes a free one. The caller runs and closes it."""
    return Server(lambda target: answer(current(), target), port)


def at_free_port(make: Callable[[int], Server], port: int) -> Server:
    """`make(port)`, or with the next port while one is taken. Raises OSError where none of them can be had."""
    for other in range(port, min(port + _PORTS, 65536)):
        try:
            return make(other)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, f"{os.strerror(errno.EADDRINUSE)}, and so are the next ones")


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
        self._send(self.server.answers(self.path) if self._is_meant() else _NOT_MEANT)

    do_HEAD = do_GET

    def _is_meant(self) -> bool:
        """The request names this machine. A page elsewhere whose name is made to lead here (DNS rebinding) names another."""
        named = [_HOST.fullmatch(value.lower()) for value in self.headers.get_all("Host", [])]
        if len(named) != 1 or not named[0]:
            return False
        return named[0][1] in self.server.hosts or named[0][1] == _bracketed(self.connection.getsockname()[0])

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
