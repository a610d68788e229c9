"""A line on a terminal that says how far a build is."""

import time
from typing import Any


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
