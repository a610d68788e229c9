"""The preview as a browser asks it: many connections at once, each for several requests."""

import http.client
import socket
import threading
from collections.abc import Iterator

import pytest

from digest.outside import serve as preview
from tests.conftest import served

TREE = {"index.html": b"<h1>Home</h1>", "papers/index.html": b"<h1>Papers</h1>", "404.html": b"<h1>Nowhere</h1>"}


@pytest.fixture
def address() -> Iterator[str]:
    with served(TREE) as address:
        yield address


def connected(port: int) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(preview.HOST, port, timeout=20)
    connection.connect()
    return connection


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def test_hundreds_of_connections_at_once_are_all_answered_more_than_once() -> None:
    server = preview.serve(lambda: TREE, 0)
    early = [connected(server.server_address[1]) for _ in range(120)]  # they wait: nobody takes them yet
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    connections = early + [connected(server.server_address[1]) for _ in range(180)]
    for path, body in (("/", TREE["index.html"]), ("/papers/", TREE["papers/index.html"])):
        sockets = [connection.sock for connection in connections]
        for connection in connections:
            connection.request("GET", path)
        assert {connection.getresponse().read() for connection in connections} == {body}
        assert [connection.sock for connection in connections] == sockets, "none was closed in between"
    server.shutdown()
    server.server_close()  # both while every connection is still open
    thread.join(20)
    assert not thread.is_alive()
    for connection in connections:
        connection.close()


def test_answers_of_every_kind_leave_the_connection_ready_for_the_next(address: str) -> None:
    connection = connected(port_of(address))
    kept = connection.sock
    for method, path, status, body in (
        ("HEAD", "/papers/", 200, b""),
        ("GET", "/papers", 301, b""),
        ("HEAD", "/papers", 301, b""),
        ("GET", "/nowhere/", 404, TREE["404.html"]),
        ("HEAD", "/nowhere/", 404, b""),
        ("GET", "/papers/", 200, TREE["papers/index.html"]),
    ):
        connection.request(method, path)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (status, body)
        assert answer.headers["Location"] == ("/papers/" if status == 301 else None)
        assert connection.sock is kept
    connection.close()


def test_an_idle_connection_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "IDLE", 0.05)
    with served(TREE) as address, socket.create_connection((preview.HOST, port_of(address)), 20) as idle:
        assert idle.recv(1) == b""


def test_a_browser_that_leaves_in_the_middle_is_nothing_to_speak_of(capfd: pytest.CaptureFixture[str]) -> None:
    with served(TREE | {"large.txt": b"x" * 20_000_000}) as address:
        with socket.create_connection((preview.HOST, port_of(address)), 20) as leaving:
            leaving.sendall(b"GET /large.txt HTTP/1.1\r\n\r\n")
            assert leaving.recv(100)
        others = [thread for thread in threading.enumerate() if "process_request_thread" in thread.name]
        for thread in others:
            thread.join(20)
            assert not thread.is_alive()
    assert capfd.readouterr().err == ""


def test_an_address_that_is_none_is_nowhere(address: str) -> None:
    connection = connected(port_of(address))
    connection.request("GET", "//[")
    assert connection.getresponse().status == 404
    connection.close()
