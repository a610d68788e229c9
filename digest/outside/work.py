"""Running pure functions over many inputs: remembered where they were run before, spread over the cores where it pays."""

import functools
import importlib.metadata
import math
import multiprocessing
import os
import pickle
import platform
import signal
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from digest.outside.store import Store
from digest.values.fingerprint import fingerprint

A = TypeVar("A")
B = TypeVar("B")

_WORTH_SPREADING = 1000.0
"""Milliseconds of work below which starting processes costs more than it saves."""

_MAKERS = (
    "jinja2",
    "markdown-it-py",
    "mdit-py-plugins",
    "pyyaml",
    "latex2mathml",
    "pygments",
    "vl-convert-python",
    "imagesize",
)

Report = Callable[[str, int, int], None]
"""Called with what is being made, how many are done, and how many there are."""


class Worker:
    """The `Run` of a real build. Close it to end its processes and tidy its memory."""

    def __init__(
        self, store: Store | None = None, report: Report = lambda what, done, of: None, processes: int | None = None
    ) -> None:
        self._store, self._report = store, report
        self._processes = os.cpu_count() or 1 if processes is None else processes
        self._pool: ProcessPoolExecutor | None = None
        self._maker = _maker() if store else ""

    def __call__(self, function: Callable[[A], B], inputs: Sequence[A], what: str, cost: float) -> list[B]:
        name = _name(function) if self._store else ""
        keys = [f"{self._maker}{name}{fingerprint(value)}" for value in inputs] if self._store else []
        made: dict[int, B] = {}
        if self._store:
            known = self._store.get(keys)
            for index, key in enumerate(keys):
                if key in known:
                    remembered = _thaw(known[key])
                    if remembered is not _LOST:
                        made[index] = remembered
        missing = [index for index in range(len(inputs)) if index not in made]
        for done, (index, result) in enumerate(
            zip(missing, self._apply(function, [inputs[i] for i in missing], cost), strict=True), 1
        ):
            made[index] = result
            self._report(what, done, len(missing))
        if self._store:
            self._store.put({keys[index]: _freeze(made[index]) for index in missing})
        return [made[index] for index in range(len(inputs))]

    def _apply(self, function: Callable[[A], B], inputs: Sequence[A], cost: float) -> Any:
        if self._processes < 2 or len(inputs) < 2 or len(inputs) * cost < _WORTH_SPREADING:
            return map(function, inputs)
        if self._pool is None:
            # Never a plain fork: this process may have drawn charts, and the threads of that engine do not survive one.
            method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
            context = multiprocessing.get_context(method)
            if method == "forkserver":
                context.set_forkserver_preload(["digest.output.build"])
            self._pool = ProcessPoolExecutor(self._processes, mp_context=context, initializer=_ignore_interrupts)
        chunk = max(1, min(32, math.ceil(len(inputs) / self._processes / 4)))
        return self._pool.map(function, inputs, chunksize=chunk)

    def close(self) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        if self._store:
            self._store.finish()


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers itself


def _name(function: Any) -> str:
    """What the function is: its name, and for a partial all that it has been given."""
    if isinstance(function, functools.partial):
        return f"{function.func.__qualname__}:{fingerprint([function.args, sorted(function.keywords.items())])}:"
    return f"{function.__qualname__}:"


@functools.cache
def _maker() -> str:
    """This version of the code and of the libraries that shape its output: what another has made is not used."""
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.parent.rglob("*.py"))]
    versions = [importlib.metadata.version(name) for name in _MAKERS]
    return fingerprint([code, versions, platform.python_version()]) + ":"


_LOST = object()


def _freeze(value: object) -> bytes:
    return zlib.compress(pickle.dumps(value, protocol=5), 1)


def _thaw(data: bytes) -> Any:
    try:
        return pickle.loads(zlib.decompress(data))
    except Exception:  # damaged bytes can fail in any way; they only mean that the work is done again
        return _LOST


class Progress:
    """A line on a terminal once a build has taken longer than a second."""

    def __init__(self, stream: Any, after: float = 1.0) -> None:
        self._stream, self._start, self._after = stream, time.monotonic(), after
        self._shown = False
        self._last = 0.0

    def __call__(self, what: str, done: int, of: int) -> None:
        now = time.monotonic()
        if self._stream.isatty() and now - self._start > self._after and (now - self._last > 0.1 or done == of):
            self._last, self._shown = now, True
            self._stream.write(f"\r\x1b[K{what}: {done} of {of}")
            self._stream.flush()

    def clear(self) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False
