"""A server on this machine that answers as others do: well, late, with nonsense, in part, or not at all."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What one address answers. `cut` sends less than was said, `slow` waits that many seconds, `reset` hangs up."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0
    cut: bool = False
    reset: bool = False
    raw: bytes = b""


@dataclass
class Asked:
    """What was asked, when, and by whom."""

    method: str
    path: str
    agent: str
    at: float
    until: float = 0.0


Answering = Callable[[str, str, int], Reply]
"""Method, path and how often that was asked before → a reply."""


@dataclass
class Server:
    base: str
    asked: list[Asked]

    @property
    def paths(self) -> list[str]:
        return [f"{one.method} {one.path}" for one in self.asked]


@contextlib.contextmanager
def answering(answer: Answering) -> Iterator[Server]:
    """A server that answers as `answer` says, with a list of what it was asked."""
    asked: list[Asked] = []
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            with lock:
                before = sum(one.method == self.command and one.path == self.path for one in asked)
                mine = Asked(self.command, self.path, self.headers.get("User-Agent", ""), time.monotonic())
                asked.append(mine)
            reply = answer(self.command, self.path, before)
            time.sleep(reply.slow)
            with contextlib.suppress(OSError):
                self._send(reply)
            mine.until = time.monotonic()

        def _send(self, reply: Reply) -> None:
            if reply.reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                return
            if reply.raw:
                self.wfile.write(reply.raw)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) + (1000 if reply.cut else 0)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

        do_GET = do_HEAD = _answer

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # who hung up early hung up early

    server = Quiet(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_address[1]}", asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
