"""A site over HTTP, on this machine alone unless told otherwise, and what the preview's script asks for.

What is answered is decided elsewhere.
"""

import contextlib
import errno
import json
import os
import re
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from digest.outside.answers import Answer, answer, content_type
from digest.outside.preview import OWN, Preview
from digest.values.tree import Tree

HOST = "127.0.0.1"
POLICY = "default-src 'self'"
"""The strictest policy a host may send: the preview sends it too, so that a page that needs more is noticed here."""
HOSTS = frozenset(("127.0.0.1", "localhost", "[::1]"))
"""What this machine is called by browsers on it."""
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(:\d+)?")
IDLE = 60
"""Seconds after which a connection on which nothing is asked is given up, with its thread."""
BEAT = 15.0
"""Seconds after which a page that waits for news hears that there are none."""
_FILES = frozenset(("preview.js", "preview_events.js", "preview_worker.js", "preview.css"))
_LOOK = 0.05
"""Seconds after which a server looks whether it shall end."""
_PORTS = 50
"""How many are tried, one after the other."""


class Server(ThreadingHTTPServer):
    """A thread for each connection, a daemon, so that the end waits for none that is idle."""

    request_queue_size = 128  # tabs that load at once open more than the usual 5, and what does not fit is reset

    def __init__(
        self, answers: Callable[[str], Answer], port: int, host: str = HOST, preview: Preview | None = None
    ) -> None:
        self.answers, self.preview = answers, preview
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
        if self.preview:
            self.preview.end()
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


def serve_preview(preview: Preview, port: int, host: str = HOST) -> Server:
    """A server for what a preview shows, with what the script in its pages needs."""
    return Server(preview.answer, port, host, preview)


@contextlib.contextmanager
def answering(server: Server) -> Iterator[None]:
    """The server answers, in a thread of its own, until the end of this; then nothing of it is left."""
    thread = threading.Thread(target=server.serve_forever, args=[_LOOK], name="preview", daemon=True)
    try:
        thread.start()
        yield
    finally:
        if thread.ident is not None:  # an interrupt can come before it runs; then nothing would answer to the end
            server.shutdown()
            thread.join()
        server.server_close()


def at_free_port(make: Callable[[int], Server], port: int) -> Server:
    """`make(port)`, or with the next port while one is taken. Raises OSError where none of them can be had."""
    for other in range(port, min(port + _PORTS, 65536)):
        try:
            return make(other)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, f"{os.strerror(errno.EADDRINUSE)}, and so are the next ones")


def _listed(body: bytes) -> list[str] | None:
    """The strings of a list in JSON; None where it is something else."""
    try:
        items = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return items if isinstance(items, list) and all(isinstance(item, str) for item in items) else None


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
        name = self.path.partition("?")[0].removeprefix(OWN)
        if not self._is_meant():
            self._send(_NOT_MEANT)
        elif self.server.preview and name == "events" and self.command == "GET":
            self._tell(self.server.preview)
        elif self.server.preview and name in _FILES:
            self._send(Answer(200, content_type(name), (Path(__file__).parent / name).read_bytes()))
        else:
            self._send(self.server.answers(self.path))

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """The marks that a list of targets has now."""
        length = self.headers.get("Content-Length", "")
        self.close_connection = True  # unless all is well: what is not read would be taken for the next request
        if not self._is_meant():
            self._send(_NOT_MEANT)
        elif not self.server.preview or self.path != f"{OWN}marks":
            self._send(Answer(405, "text/plain", b""))
        elif not re.fullmatch(r"\d{1,6}", length):
            self._send(Answer(413, "text/plain", b""))
        else:
            targets = _listed(self.rfile.read(int(length)))
            self.close_connection = targets is None
            marks = self.server.preview.marks(targets or ())
            self._send(Answer(200 if targets is not None else 400, "application/json", json.dumps(marks).encode()))

    def _tell(self, preview: Preview) -> None:
        """Each state as it comes, and a beat in between, until either side ends it."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        number = -1
        while not (state := preview.after(number, BEAT)).over:
            beat = "event: beat\ndata: 1" if state.number == number else f"data: {preview.message(state)}"
            self.wfile.write(f"{beat}\n\n".encode())
            number = state.number

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
        if answer.mark:  # the one header that scripts can read of what a page has loaded
            self.send_header("Server-Timing", f'digest;desc="{answer.mark}"')
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass
