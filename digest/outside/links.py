"""Whether the addresses that a digest names still lead somewhere, asked politely.

Many hosts are asked at once, each one question at a time, with a pause between two. HEAD comes first, GET where a host
does not answer that well. `Retry-After` is kept where it is short; a host that asks for more, or gives no answer again and again, is left alone for this run.
What was found is kept with its day, so that nobody is asked twice within a week.
"""

import contextlib
import datetime
import json
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from digest.outside.fetching import Answer, Unreachable, ask, redirect, wait_for

THERE, MOVED, GONE, UNASKED = "there", "moved", "gone", "unasked"

_FILE = "links.json"
_KEPT = {THERE: 7, MOVED: 7, GONE: 1}
"""For how many days what was found is taken as it was."""

_MOST_STEPS = 10
_ENOUGH = 4
"""How often in a row a host may give no answer at all before it is left alone for the run."""

_NOT_FOR_HEAD = frozenset((400, 401, 403, 404, 405, 406, 410, 500, 501, 502, 520))
"""What hosts answer to HEAD although they have the page: GET is asked before that is believed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an address: THERE; MOVED to `detail`; GONE or UNASKED because of `detail`."""

    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are treated; in seconds."""

    pause: float = 1.0
    patience: float = 60.0
    answer_within: float = 15.0
    hosts_at_once: int = 8


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    not_before: float = 0.0
    failures: int = 0
    closed: str = ""
    """Why it is left alone for the rest of the run."""


class Asking:
    """One run of questions. `stop` ends it; what is known by then stays known."""

    def __init__(
        self, agent: str, manners: Manners, report: Callable[[int, int], None] = lambda done, of: None
    ) -> None:
        self.found: dict[str, Verdict] = {}
        self._agent, self._manners, self._report = agent, manners, report
        self._hosts: dict[str, _Host] = {}
        self._guard = threading.Lock()
        self._stop = threading.Event()

    def run(self, addresses: Iterable[str]) -> None:
        """Ask for each address; the verdicts are in `found`."""
        queues: dict[str, deque[str]] = {}
        for address in sorted(set(addresses)):
            queues.setdefault(_host_of(address), deque()).append(address)
        total = sum(map(len, queues.values()))
        longest_first = sorted(queues.values(), key=len, reverse=True)
        with ThreadPoolExecutor(self._manners.hosts_at_once) as pool:
            try:
                for _ in pool.map(lambda queue: self._through(queue, total), longest_first):
                    pass
            except BaseException:
                self._stop.set()
                raise

    def _through(self, queue: Iterable[str], total: int) -> None:
        for address in queue:
            if self._stop.is_set():
                return
            verdict = self._verdict(address)
            with self._guard:
                self.found[address] = verdict
                self._report(len(self.found), total)

    def _verdict(self, address: str) -> Verdict:
        at, moved_to, for_good = address, "", True
        seen = {address}
        try:
            for _ in range(_MOST_STEPS):
                answer = self._answer(at)
                target = redirect(answer)
                if not target:
                    return _judged(answer, at, moved_to)
                for_good = for_good and answer.status in (301, 308)
                moved_to = target if for_good else moved_to
                if target in seen:
                    break
                seen.add(target)
                at = target
        except Unreachable as error:
            return Verdict(UNASKED, str(error))
        return Verdict(GONE, "its redirects lead in a circle")

    def _answer(self, address: str) -> Answer:
        """What a host says in the end, to HEAD or to GET."""
        try:
            answer = self._patiently(address, "HEAD")
        except _Reset:
            return self._patiently(address, "GET")
        return self._patiently(address, "GET") if answer.status in _NOT_FOR_HEAD else answer

    def _patiently(self, address: str, method: str) -> Answer:
        for waited in (False, True):
            answer = self._asked(address, method)
            if answer.status not in (429, 503):
                return answer
            wait = wait_for(answer, datetime.datetime.now(datetime.UTC))
            host = self._host(address)
            if waited or (wait is not None and wait > self._manners.patience):
                host.closed = "its host asks to come back later"
                break
            seconds = max(self._manners.pause, 5 * self._manners.pause if wait is None else wait)
            host.not_before = time.monotonic() + seconds
        raise Unreachable("its host asks to come back later")

    def _asked(self, address: str, method: str) -> Answer:
        host = self._host(address)
        with host.lock:
            if host.closed:
                raise Unreachable(host.closed)
            if self._stop.wait(max(0.0, host.not_before - time.monotonic())):
                raise Unreachable("it was not asked any more")
            try:
                answer = ask(address, self._agent, method=method, seconds=self._manners.answer_within, limit=0)
                host.failures = 0
                return answer
            except Unreachable as error:
                host.failures += 1
                if host.failures >= _ENOUGH:
                    host.closed = str(error)
                if method == "HEAD" and "reset" in str(error):
                    raise _Reset from None
                raise
            finally:
                host.not_before = max(host.not_before, time.monotonic() + self._manners.pause)

    def _host(self, address: str) -> _Host:
        with self._guard:
            return self._hosts.setdefault(_host_of(address), _Host())


class _Reset(Exception):
    """A host hung up on HEAD, as some do."""


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def _judged(answer: Answer, at: str, moved_to: str) -> Verdict:
    if answer.status in (404, 410):
        return Verdict(
            GONE, f"it moved to {moved_to}, which answers {answer.status}" if moved_to else str(answer.status)
        )
    if 200 <= answer.status < 300:
        return Verdict(MOVED, moved_to) if moved_to else Verdict(THERE)
    if 300 <= answer.status < 400:
        return Verdict(UNASKED, f"it answers {answer.status} without saying where it went")
    return Verdict(UNASKED, f"it answers {answer.status}")


class Remembered:
    """What earlier runs found, in the cache folder; without one, nothing. Damage is forgotten, never told of."""

    def __init__(self, folder: Path | None, today: datetime.date) -> None:
        self._folder, self._today = folder, today
        self._known = self._read()

    def _read(self) -> dict[str, tuple[str, str, str]]:
        if self._folder is None:
            return {}
        try:
            found = json.loads((self._folder / _FILE).read_bytes())
            return {str(url): (str(day), str(state), str(detail)) for url, (day, state, detail) in found.items()}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return {}

    def recent(self) -> dict[str, Verdict]:
        """What is still taken as it was found."""
        return {
            url: Verdict(state, detail) for url, (day, state, detail) in self._known.items() if self._holds(day, state)
        }

    def _holds(self, day: str, state: str) -> bool:
        try:
            return 0 <= (self._today - datetime.date.fromisoformat(day)).days < _KEPT.get(state, 0)
        except ValueError:
            return False

    def keep(self, found: Mapping[str, Verdict], named: Iterable[str]) -> None:
        """Put down what was found today beside what is known of other addresses that are still named."""
        if self._folder is None:
            return
        wanted = set(named)
        fresh = {url: (self._today.isoformat(), v.state, v.detail) for url, v in found.items() if v.state in _KEPT}
        known = {url: told for url, told in self._known.items() if url in wanted} | fresh
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / ".gitignore").write_text("*\n")
            new = self._folder / f"{_FILE}.{os.getpid()}"
            new.write_text(json.dumps(known, indent=0, sort_keys=True))
            new.replace(self._folder / _FILE)
