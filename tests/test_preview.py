"""What open pages are shown and told, without a browser: states, marks, the page that stands for a site, and the events."""

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from digest.outside import serve
from digest.outside.answers import Answer
from digest.outside.preview import Preview
from digest.values.problems import DigestError, Location, Problem
from tests.previewed import DOUBT

SITE = {
    "index.html": b"<head><title>Home</title></head><p>Home",
    "papers/index.html": b"<p>no head, and a </body>",
    "404.html": b"<head></head>Nowhere",
    "static/style.css": b"h1 {}</head>",
}
SCRIPT = b'<script type="module" src="/.preview/preview.js"></script>\n'
PROBLEM = Problem(Location("content/<b>.md", 3), "that is not <so>\x1b[2J")


class Lazy(Mapping[str, bytes]):
    """A site whose bytes are made when they are asked for; `read` holds the paths whose were."""

    def __init__(self, fingerprints: Mapping[str, str]) -> None:
        self.fingerprints = fingerprints
        self.read: list[str] = []
        self.reading = threading.Lock()

    def __getitem__(self, path: str) -> bytes:
        assert self.reading.acquire(blocking=False), "two threads at once"
        self.read.append(path)
        if self.fingerprints[path] == "broken":
            raise DigestError([PROBLEM])
        threading.Event().wait(0.001)
        self.reading.release()
        return f"<head></head>{path} {self.fingerprints[path]}".encode()

    def __iter__(self) -> Iterator[str]:
        return iter(self.fingerprints)

    def __len__(self) -> int:
        return len(self.fingerprints)

    def __contains__(self, path: object) -> bool:
        return path in self.fingerprints


def shown(site: Mapping[str, bytes]) -> Preview:
    preview = Preview()
    preview.show(site)
    return preview


def test_pages_and_nothing_else_get_the_script_and_the_site_stays_as_it_was() -> None:
    preview = shown(SITE)
    before = dict(SITE)
    assert preview.answer("/").body == b"<head><title>Home</title>" + SCRIPT + b"</head><p>Home"
    assert preview.answer("/papers/?a=b").body == SITE["papers/index.html"] + SCRIPT
    assert preview.answer("/nowhere/").body == b"<head>" + SCRIPT + b"</head>Nowhere"
    assert preview.answer("/static/style.css").body == SITE["static/style.css"]
    assert preview.answer("/papers") == Answer(301, "text/plain", b"", "/papers/", preview.answer("/papers").mark)
    assert before == SITE


def test_marks_differ_where_answers_do() -> None:
    preview = shown(SITE)
    targets = ["/", "/papers/", "/papers", "/nowhere/", "/static/style.css", "/\ud800", "//["]
    first = preview.marks(targets)
    assert first == {target: preview.answer(target).mark for target in targets}
    assert len(set(first.values())) == 5, "three of them are nowhere"
    preview.show(dict(SITE))
    assert preview.marks(targets) == first
    preview.show({**SITE, "index.html": b"other", "nowhere/index.html": b"there"})
    second = preview.marks(targets)
    assert [target for target in targets if first[target] != second[target]] == ["/", "/nowhere/"]


def test_a_lazy_site_is_compared_by_its_fingerprints_and_read_where_it_is_asked_for() -> None:
    prints = {"index.html": "1", "papers/index.html": "1", "404.html": "1"}
    first, second = Lazy(prints), Lazy({**prints, "index.html": "2"})
    preview = shown(first)
    before = preview.marks(["/", "/papers/", "/nowhere/"])
    preview.show(second)
    after = preview.marks(["/", "/papers/", "/nowhere/"])
    assert [target for target in before if before[target] != after[target]] == ["/"]
    assert first.read == second.read == []
    assert b"papers/index.html 1" in preview.answer("/papers/").body
    assert second.read == ["papers/index.html"]


def test_an_empty_fingerprint_says_nothing() -> None:
    preview = shown(Lazy({"index.html": ""}))
    before = preview.marks(["/"])
    preview.show(Lazy({"index.html": "", "404.html": "1"}))
    assert preview.marks(["/"]) == before, "the same bytes"
    preview.show({"index.html": b"other"})
    assert preview.marks(["/"]) != before


def test_a_lazy_site_is_read_by_one_thread_at_a_time() -> None:
    site = Lazy({f"{number}/index.html": "1" for number in range(20)})
    preview = shown(site)
    bodies: list[bytes] = []
    threads = [
        threading.Thread(target=lambda n=number: bodies.append(preview.answer(f"/{n}/").body)) for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(bodies) == 20, "an assertion that failed in a thread leaves a body out"


def test_what_is_wrong_with_a_page_that_is_made_on_demand_is_its_answer() -> None:
    answer = shown(Lazy({"index.html": "broken"})).answer("/")
    assert answer.status == 503
    assert b"content/&lt;b&gt;.md:3" in answer.body


def test_without_a_site_every_address_says_what_keeps_it_away() -> None:
    preview = Preview()
    building = preview.answer("/")
    assert building.status == 503
    assert b"The digest is being built" in building.body
    preview.tell([PROBLEM])
    for target in ("/", "/static/style.css", "/nowhere"):
        answer = preview.answer(target)
        assert answer.status == 503
        assert b"<code>content/&lt;b&gt;.md:3</code> that is not &lt;so&gt; [2J" in answer.body
        assert SCRIPT in answer.body
        assert answer.mark == preview.marks([target])[target] != building.mark
    preview.show(SITE)
    assert preview.answer("/").status == 200


def test_problems_leave_the_last_good_site_and_go_with_the_next() -> None:
    preview = shown(SITE)
    preview.tell([PROBLEM])
    state = preview.after(0, 0)
    assert json.loads(preview.message(state))["problems"] == [
        {"place": "content/<b>.md:3", "message": "that is not <so> [2J"}
    ]
    assert preview.answer("/").status == 200
    preview.show(SITE)
    assert json.loads(preview.message(preview.after(state.number, 0)))["problems"] == []


def test_hints_go_with_the_state_that_has_them() -> None:
    preview = Preview()
    hint = DOUBT.broken(Location("content/a.md", 3), "is <b>doubtful</b>", "x")
    preview.show({"index.html": b"<head></head>"}, [hint])
    told = json.loads(preview.message(preview.after(0, 0)))
    assert told["hints"] == [{"place": "content/a.md:3", "message": "'x' is <b>doubtful</b>"}]
    preview.tell([Problem(Location("content/a.md", 4), "no")], [hint])
    assert preview.hints == (hint,)
    preview.show({"index.html": b"<head></head>"})
    assert json.loads(preview.message(preview.after(0, 0)))["hints"] == []


def test_two_previews_never_tell_of_the_same_state() -> None:
    first, second = shown(SITE), shown(SITE)
    messages = [json.loads(preview.message(preview.after(0, 0)))["state"] for preview in (first, second)]
    assert messages[0] != messages[1]


@pytest.fixture
def asking() -> Iterator[tuple[Preview, Any]]:
    """A preview that is served, and what connects to it."""
    preview = shown(SITE)
    server = serve.serve_preview(preview, 0)
    connections: list[http.client.HTTPConnection] = []

    def connect() -> http.client.HTTPConnection:
        connections.append(http.client.HTTPConnection(serve.HOST, server.server_address[1], timeout=60))
        return connections[-1]

    with serve.answering(server):
        yield preview, connect
    for connection in connections:
        connection.close()


def line(answer: http.client.HTTPResponse) -> str:
    """The next line that says something."""
    while not (text := answer.readline().decode()).strip():
        assert text, "the connection is over"
    return text.strip()


def test_states_are_told_as_they_come_with_a_beat_in_between(asking: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "BEAT", 0.05)
    preview, connect = asking
    connection = connect()
    connection.request("GET", "/.preview/events")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert line(answer) == "retry: 500"
    assert json.loads(line(answer).removeprefix("data: "))["problems"] == []
    assert [line(answer) for _ in range(4)] == ["event: beat", "data: 1"] * 2
    preview.tell([PROBLEM])
    while (told := line(answer)) in ("event: beat", "data: 1"):
        pass
    assert json.loads(told.removeprefix("data: "))["problems"][0]["place"] == "content/<b>.md:3"
    preview.end()
    assert set(answer.read().split(b"\n")) <= {b"", b"event: beat", b"data: 1"}, "and that was all"


def test_the_script_asks_for_marks(asking: Any) -> None:
    preview, connect = asking
    connection = connect()
    for body, status in (
        ('["/", "/static/style.css"]', 200), ("[]", 200), ("[1]", 400), ("{}", 400), ("", 400), ("[" * 100_000, 400),
    ):  # fmt: skip
        connection.request("POST", "/.preview/marks", body)
        answer = connection.getresponse()
        said = answer.read()
        assert answer.status == status
        if status == 200:
            assert json.loads(said) == preview.marks(json.loads(body))
    connection.request("POST", "/.preview/marks", "", {"Content-Length": "1000000"})  # more than is listened to
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (413, b"")
    connection.request("POST", "/", "[]")
    assert connection.getresponse().status == 405
    other = connect()
    other.request("POST", "/.preview/marks", "[]", {"Host": "evil.example"})
    assert other.getresponse().status == 403


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("preview.js", "text/javascript"),
        ("preview_events.js", "text/javascript"),
        ("preview_worker.js", "text/javascript"),
        ("preview.css", "text/css"),
    ],
)
def test_what_belongs_to_the_preview_has_addresses_of_its_own(asking: Any, name: str, kind: str) -> None:
    connection = asking[1]()
    connection.request("GET", f"/.preview/{name}")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
    assert answer.headers["Content-Security-Policy"] == "default-src 'self'"
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.read()) > 100
    connection.request("GET", "/.preview/serve.py")
    assert connection.getresponse().status == 404


def test_no_answer_of_a_site_alone_has_anything_of_the_preview() -> None:
    server = serve.serve(lambda: SITE, 0)
    with serve.answering(server):
        connection = http.client.HTTPConnection(serve.HOST, server.server_address[1], timeout=60)
        for path in ("/", "/.preview/preview.js", "/.preview/events"):
            connection.request("GET", path)
            answer = connection.getresponse()
            assert b".preview" not in answer.read()
            assert answer.status == (200 if path == "/" else 404)
            assert answer.headers["Server-Timing"] is None
        connection.close()
