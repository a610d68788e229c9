"""An ordered map → JSON files of bounded size, of which a change anywhere touches the one that holds it.

Files that end wherever they are full would all shift when a word joins the first of them. Here too large a stretch is
parted near its middle, at the key whose hash is smallest, and each part again: another key far from there parts it alike.
A file is named after the key it starts at, and says where the next one
starts: so a reader who holds an older list of files can tell.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

K = TypeVar("K", str, int)


@dataclass(frozen=True, slots=True)
class Item(Generic[K]):
    """A member of the map: its key, its value as JSON, and its share of what a file may hold."""

    key: K
    value: str
    size: int


def pieces(files: dict[str, bytes], folder: str, items: Sequence[Item[K]], most: int) -> dict[str, object]:
    """Add the files of `folder` for items in the order of their keys; where each starts, and which have names of their own."""
    starts = _starts(items, most)
    lowest: K = type(items[0].key)() if items else ""  # type: ignore[assignment]  # the first file takes what comes before it
    firsts = [items[start].key if start else lowest for start in starts]
    own: dict[str, str] = {}
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(items)
        following = json.dumps(firsts[at + 1], ensure_ascii=False) if at + 1 < len(firsts) else "null"
        held = ",".join(f"{json.dumps(str(one.key), ensure_ascii=False)}:{one.value}" for one in items[start:end])
        name = str(firsts[at])
        if not _PLAIN.fullmatch(name):
            own[name] = _digest(name)[:16]
            name = own[name]
        files[f"{folder}/w{name}.json"] = f'{{"to":{following},"held":{{{held}}}}}'.encode()
    return {"firsts": firsts, "own": own}


_PLAIN = re.compile(r"[a-z0-9]{0,40}")
"""Keys that can be the name of a file anywhere; the files of others are named by a hash."""


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _starts(items: Sequence[Item[K]], most: int) -> list[int]:
    """Where the files start, so that none of several items is larger than `most`."""
    before = [0, *accumulate(item.size for item in items)]
    found, waiting = [], [(0, len(items))] if items else []
    while waiting:
        low, high = waiting.pop()
        size = before[high] - before[low]
        if size <= most or high - low == 1:
            found.append(low)
            continue
        middle = [at for at in range(low + 1, high) if 2 * size <= 5 * (before[at] - before[low]) <= 3 * size]
        cut = min(middle, key=lambda at: _digest(str(items[at].key))) if middle else _nearest(before, low, high)
        waiting += [(cut, high), (low, cut)]
    return found


def _nearest(before: Sequence[int], low: int, high: int) -> int:
    """Beside an item that is most of its stretch: the cut that leaves the halves most alike."""
    off: Callable[[int], int] = lambda at: abs(2 * before[at] - before[low] - before[high])  # noqa: E731
    return min(range(low + 1, high), key=off)
