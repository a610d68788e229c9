"""Publishes again and again, killed at one call to the system later each time: run by test_publish_killed in a process of its own.

Arguments: a folder to work in; `exchange`, or `renames` to do without an exchange of folders, or `forgotten` where what
was known of the trees is not, or `followed` where the idle tree is brought up to date at once; and cases, `one,two:three` where versions one and two were published before three is.
Prints each case with how many kills there were.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from digest.outside import publishing
from tests.published import files, publish

CALLS = ["link", "unlink", "mkdir", "rmdir", "rename", "replace", "open", "write", "utime"]
"""All that change anything: a kill between two others is one of these."""

VERSIONS = {
    "one": {"index.html": b"one", "papers/a": b"a", "papers/b": b"b", "models/m/index.html": b"m", "x": b"a file"},
    "two": {
        "index.html": b"two",
        "papers/a": b"a",
        "papers/b/index.html": b"b",
        "topics/t": b"t",
        "x/y/z": b"a folder",
    },
    "three": {"index.html": b"three", "papers/a": b"a", "papers/b": b"b", "models/m/index.html": b"m", "x": b"a file"},
    "four": {"index.html": b"four", "papers": b"no folder", "topics/u": b"u"},
}


def main(place: Path, how: str, cases: list[str]) -> None:
    for number, case in enumerate(cases):
        before, _, after = case.partition(":")
        within = place / str(number)
        within.mkdir()
        print(case, kills(within, how, [name for name in before.split(",") if name], after))


def kills(place: Path, how: str, before: list[str], after: str) -> int:
    if how == "renames":
        publishing.exchange = lambda one, other: False
    if how == "followed":
        publishing._MANY = 0
    old = VERSIONS[before[-1]] if before else {}
    new = VERSIONS[after]
    count = 0
    while True:
        root = place / str(count)
        root.mkdir()
        for name in before:
            publish(VERSIONS[name], root / "_site", root)
        if how == "forgotten":
            shutil.rmtree(root / "._site.digest-known", ignore_errors=True)
        child = os.fork()
        if child == 0:
            _die_at(count)
            publish(new, root / "_site", root)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            assert status == 0
            assert files(root / "_site") == new
            return count
        count += 1
        there = (root / "_site").exists()
        assert there or how == "renames" or not before, f"there is no site after kill {count}"
        if there:
            assert files(root / "_site") in (old, new), f"half a site after kill {count}"
        publish(new, root / "_site", root)
        assert files(root / "_site") == new, f"not mended after kill {count}"
        publish(VERSIONS["four"], root / "_site", root)
        assert files(root / "_site") == VERSIONS["four"], f"the other tree is not mended after kill {count}"
        assert sorted(p.name for p in root.iterdir()) == ["._site.digest-idle", "._site.digest-known", "_site"]


def _die_at(call: int) -> None:
    left, write = call, os.write

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def calling(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            if left == 0:
                if function is write:
                    write(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return function(*arguments, **named)

        return calling

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))
    publishing.exchange = counted(publishing.exchange)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
