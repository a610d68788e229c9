"""Interrupts, and wishes to terminate, as a process with children takes them: at once, and without leaving any."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator

_ENDING = (signal.SIGINT, signal.SIGTERM)


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Either ends what runs within at once, by KeyboardInterrupt: its processes are ended and not waited for."""
    own = os.getpid()

    def end(number: int, frame: object) -> None:
        if os.getpid() != own:  # one that was forked a moment ago, and knows of nothing yet
            os._exit(1)
        for other in _ENDING:  # one is enough
            signal.signal(other, signal.SIG_IGN)
        for child in multiprocessing.active_children():
            child.terminate()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, end) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Either waits until the end of this. A process that is just being started would otherwise be known to nobody."""
    if threading.current_thread() is not threading.main_thread():  # which alone is interrupted
        yield
        return
    came: list[int] = []
    own = os.getpid()

    def wait(number: int, frame: object) -> None:
        if os.getpid() != own:
            os._exit(1)
        came.append(number)

    before = {number: signal.signal(number, wait) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])
