"""Questions to other sites: who asks, how long it waits, how much it reads. Nothing here follows a redirect by itself."""

import datetime
import email.utils
import http.client
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import digest

LIMIT = 5_000_000
"""Bytes of an answer that are read at most."""

_MOST_STEPS = 10
"""Redirects that are followed at most."""


class Unreachable(Exception):
    """Nobody answered, or not in time, or not so that it can be read; the text says why in a few words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from an address. Names of headers are in small letters."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class _Every(urllib.request.HTTPErrorProcessor):
    """Takes every status for an answer: what a redirect or an error means is for those who asked to say."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response

    https_response = http_response


def agent(home: str = "") -> str:
    """Who asks, as it stands in other people's logs: the program, and the site it works for."""
    about = f" (+{home})" if home.startswith("http") and home.isascii() and home.isprintable() else ""
    return f"annotated-digest/{digest.__version__}{about}"


def ask(
    url: str, agent: str, *, method: str = "GET", accept: str = "*/*", seconds: float = 20.0, limit: int = LIMIT
) -> Answer:
    """What one address answers within `seconds`, at most `limit` bytes of it. Unreachable where that is nothing.

    The time is that of the whole answer: a server that sends a byte now and then does not hold anybody up.
    """
    came: list[Answer | Unreachable] = []
    thread = threading.Thread(
        target=lambda: came.append(_asked(url, agent, method, accept, seconds, limit)), daemon=True
    )
    thread.start()
    thread.join(seconds + 0.5)
    if not came:
        raise Unreachable("no answer in time")
    if isinstance(came[0], Unreachable):
        raise came[0]
    return came[0]


def _asked(url: str, agent: str, method: str, accept: str, seconds: float, limit: int) -> Answer | Unreachable:
    try:
        headers = {"User-Agent": agent, "Accept": accept}
        request = urllib.request.Request(ascii_address(url), method=method, headers=headers)
        opener = urllib.request.build_opener(_Every)
        with opener.open(request, timeout=seconds) as response:
            said = {name.lower(): value for name, value in response.headers.items()}
            body = response.read(limit + 1) if method != "HEAD" and limit else b""
            if len(body) > limit:
                return Unreachable(f"more than {limit:,} bytes")
            if body and said.get("content-length", "").isdecimal() and len(body) < int(said["content-length"]):
                return Unreachable("the answer was cut off")
            return Answer(url, int(response.status), said, body)
    except urllib.error.URLError as error:
        return Unreachable(_why(error.reason))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Unreachable(_why(error))


def _why(error: object) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, http.client.IncompleteRead):
        return "the answer was cut off"
    if isinstance(error, ConnectionError | http.client.RemoteDisconnected):
        return "the connection was refused or reset"
    if isinstance(error, http.client.HTTPException | ValueError):
        return "the answer is not one of the web"
    return str(getattr(error, "strerror", "") or error or "no answer")


def ascii_address(url: str) -> str:
    """The address as it goes over the wire: no fragment, the host as IDNA has it, other characters percent-encoded."""
    parts = urllib.parse.urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode() if not (parts.hostname or "").isascii() else parts.netloc
    if host != parts.netloc and parts.port:
        host = f"{host}:{parts.port}"
    path = urllib.parse.quote(parts.path or "/", safe="%/:=&~+!$,;'@()*[]")
    query = urllib.parse.quote(parts.query, safe="%/:=&?~+!$,;'@()*[]")
    return urllib.parse.urlunsplit((parts.scheme, host, path, query, ""))


def redirect(answer: Answer) -> str:
    """Where an answer sends those who asked; nothing where it does not."""
    if answer.status not in (301, 302, 303, 307, 308) or not answer.headers.get("location", "").strip():
        return ""
    try:
        target = urllib.parse.urljoin(answer.url, answer.headers["location"].strip())
        return target if urllib.parse.urlsplit(target).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def wait_for(answer: Answer, now: datetime.datetime) -> float | None:
    """The seconds that a site asks to wait by `Retry-After`, as a number or as a day; None where it does not."""
    written = answer.headers.get("retry-after", "").strip()
    if written.isascii() and written.isdigit():
        return float(written[:9])
    try:
        until = email.utils.parsedate_to_datetime(written)
        until = until if until.tzinfo else until.replace(tzinfo=datetime.UTC)
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


_PATIENCE = 30.0
"""Seconds that somebody who typed a command is kept waiting when a site asks for it."""


def fetched(
    url: str, agent: str, accept: str = "*/*", seconds: float = 20.0, sleep: Callable[[float], None] = time.sleep
) -> Answer:
    """What an address answers in the end: redirects followed, a wait that it asks for kept once where it is short.

    Unreachable where there is no answer, or one that says to come back later.
    """
    waited = False
    for _ in range(_MOST_STEPS):
        answer = ask(url, agent, accept=accept, seconds=seconds)
        if target := redirect(answer):
            url = target
        elif answer.status in (429, 503):
            wait = wait_for(answer, datetime.datetime.now(datetime.UTC))
            if waited or (wait is not None and wait > _PATIENCE):
                raise Unreachable("it asks to come back later")
            sleep(3.0 if wait is None else wait)
            waited = True
        elif answer.status >= 500:
            raise Unreachable(f"it answers with an error of its own ({answer.status})")
        else:
            return answer
    raise Unreachable("its redirects lead in a circle")
