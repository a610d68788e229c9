"""What can be wrong with an author's files: a place, and a sentence that says what must hold.

    DigestError      carries the problems of a whole run
      Problem        one place and one sentence
        Location     path below the root, line counted from 1

Rules make problems; they never print, stop or read. One place (the command line) shows them.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from digest.values.unseen import UNSEEN

# Controls (including the escape character, which could repaint a terminal), and what reorders text or is not seen: a
# message shows what an author typed, on one line, and nothing more.
_UNPRINTABLE = re.compile(f"[{UNSEEN}\t\n\r]+")
_LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A line of a file; `path` is relative to the root and uses forward slashes, `line` starts at 1."""

    path: str
    line: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `str()` gives the `path:line: message` that editors can jump to."""

    location: Location
    message: str

    def __str__(self) -> str:
        return f"{one_line(self.location.path)}:{self.location.line}: {one_line(self.message)}"


class DigestError(Exception):
    """The files cannot become a site. `problems` holds all that was found, sorted, without doubles."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["DigestError"], tuple[tuple[Problem, ...]]]:
        return DigestError, (self.problems,)  # so that it crosses from a worker process with its problems


def one_line(text: str) -> str:
    """`text` fit to be printed: no control characters, no line ends, at most 300 characters."""
    text = _UNPRINTABLE.sub(" ", text).strip()
    return text if len(text) <= _LONGEST_MESSAGE else text[: _LONGEST_MESSAGE - 1] + "…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`"; did you mean 'x'?"` with the nearest known word, or nothing when none is near."""
    near = nearest(word, known)
    return f"; did you mean {near!r}?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest to one that is none, or an empty text when none is near."""
    candidates = sorted(set(known))
    near = difflib.get_close_matches(word[:100], candidates, n=1, cutoff=0.7)
    if not near:  # the usual slip with a slug is to leave out its beginning or its end
        near = [c for c in candidates if len(word) > 2 and (c.startswith(word) or c.endswith(word))][:1]
    return near[0] if near else ""


def one_of(words: Iterable[str], last_but_one: str = "or") -> str:
    """`"a, b or c"`: the words an author may choose from."""
    *most, last = words
    return f"{', '.join(most)} {last_but_one} {last}" if most else last
