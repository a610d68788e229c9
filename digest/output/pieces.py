"""An ordered map → JSON files of bounded size, of which a change anywhere touches the one that holds it.

Files that end wherever they are full would all shift when a word joins the first of them. Here too large a stretch is
parted near its middle, at the key whose hash is smallest, and each part again: another key far from there parts it alike.
A file is named after the key it starts at, and says where the next one starts: so a reader who holds an older list of
files can tell.
"""

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

K = TypeVar("K", str, int)


_SMALLEST, _LARGEST = 4_000, 24_000
"""Bytes of a file at most, where few are held and where many."""

_A_STEP = 4
"""Steps in which these bytes double: they take few values, as another one cuts all files anew."""


def bytes_of_a_file(total: int, files: int) -> int:
    """How many bytes a file holds at most, so that about so many hold `total`, as they are some two thirds full; or more
    files, where these would be too large for one answer."""
    steps = round(_A_STEP * math.log2(max(1, 3 * total / (2 * files * _SMALLEST))))
    return min(int(_SMALLEST * 2 ** (steps / _A_STEP)), _LARGEST)


@dataclass(frozen=True, slots=True)
class Piece(Generic[K]):
    """One file: its name, the key that it starts at, and the one that the next starts at; its members by their places."""

    name: str
    first: K
    to: K | None
    start: int
    end: int


def pieces(keys: Sequence[K], sizes: Sequence[int], most: int) -> list[Piece[K]]:
    """The files for some keys in their order, each with its share of what a file may hold."""
    if not keys:
        return []
    found: list[Piece[K]] = []
    end, to = len(keys), None
    for start in reversed(_starts(keys, sizes, most)):
        first: K = keys[start] if start else type(keys[0])()  # the first file takes what comes before it
        found.insert(0, Piece(_name(first), first, to, start, end))
        end, to = start, first
    return found


def steps(found: Iterable[Piece[int]]) -> list[int]:
    """How far each file starts behind the one before: numbers take fewer letters so."""
    firsts = [piece.first for piece in found]
    return [number - before for before, number in zip([0, *firsts], firsts, strict=False)]


def contents(found: Iterable[Piece[str]]) -> dict[str, object]:
    """Where each file starts, and what those are called that have names of their own: for a script to find them by."""
    those = list(found)
    own = {str(piece.first): piece.name for piece in those if piece.name != str(piece.first)}
    return {"firsts": [piece.first for piece in those], "own": own}


def file_of(to: str | int | None, members: Iterable[tuple[str, str]]) -> bytes:
    """A file that ends before the key `to`: keys as JSON has them, and their values in JSON."""
    held = ",".join(f"{json.dumps(key, ensure_ascii=False)}:{value}" for key, value in members)
    return f'{{"to":{json.dumps(to, ensure_ascii=False)},"held":{{{held}}}}}'.encode()


_PLAIN = re.compile(r"[a-z0-9]{0,40}")
"""Keys that can be the name of a file anywhere; the files of others are named by a hash."""


def _name(first: str | int) -> str:
    name = str(first)
    return name if _PLAIN.fullmatch(name) else _digest(name)[:16]


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _starts(keys: Sequence[str] | Sequence[int], sizes: Sequence[int], most: int) -> list[int]:
    """Where the files start, so that none of several members is larger than `most`."""
    before = [0, *accumulate(sizes)]
    found, waiting = [], [(0, len(keys))]
    while waiting:
        low, high = waiting.pop()
        size = before[high] - before[low]
        if size <= most or high - low == 1:
            found.append(low)
            continue
        middle = [at for at in range(low + 1, high) if 2 * size <= 5 * (before[at] - before[low]) <= 3 * size]
        cut = min(middle, key=lambda at: _digest(str(keys[at]))) if middle else _nearest(before, low, high)
        waiting += [(cut, high), (low, cut)]
    return found


def _nearest(before: Sequence[int], low: int, high: int) -> int:
    """Beside a member that is most of its stretch: the cut that leaves the halves most alike."""
    off: Callable[[int], int] = lambda at: abs(2 * before[at] - before[low] - before[high])  # noqa: E731
    return min(range(low + 1, high), key=off)
