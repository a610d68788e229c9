"""What can be wrong with an author's files: a place, and a sentence that says what must hold.

    DigestError      carries the problems of a whole run
      Problem        one place and one sentence, and how sure it is: a problem, or a hint
        Location     path below the root, line counted from 1
        Rule         what it breaks, where that has a name

Rules make problems; they never print, stop or read. One place (the command line) shows them.
"""

import difflib
import enum
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


class Degree(enum.Enum):
    """How sure it is that something is wrong."""

    PROBLEM = "problem"  # certain: there is no site before it is mended
    HINT = "hint"  # likely: there is one all the same, and where it is right an author can say so


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend, or to look at. `str()` gives the `path:line: message` that editors can jump to.

    `rule` names the rule that it breaks, where that has a name. A hint is `about` a word of its line, with which its
    message begins; by both it can be accepted.
    """

    location: Location
    message: str
    rule: str = ""
    degree: Degree = Degree.PROBLEM
    about: str = ""

    def __str__(self) -> str:
        place = f"{one_line(self.location.path)}:{self.location.line}"
        if self.degree is Degree.HINT:
            return f"{place}: hint: {one_line(self.message)} [{self.rule}]"
        return f"{place}: {one_line(self.message)}"


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold, or should: its name, how sure a breach of it is, and what it says in a sentence."""

    name: str
    degree: Degree
    sentence: str

    def broken(self, location: Location, message: str, about: str = "") -> Problem:
        """A breach of it. A hint says what it is about, which its message then begins with, in quotes."""
        hint = self.degree is Degree.HINT
        return Problem(location, f"{about!r} {message}" if hint else message, self.name, self.degree, about)


def by_degree(found: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The problems and the hints among what was found, each sorted and without doubles."""
    ordered = sorted(set(found))
    problems = tuple(one for one in ordered if one.degree is Degree.PROBLEM)
    return problems, tuple(one for one in ordered if one.degree is Degree.HINT)


class DigestError(Exception):
    """The files cannot become a site. `problems` and `hints` hold all that was found, sorted, without doubles."""

    def __init__(self, found: Iterable[Problem]) -> None:
        self.problems, self.hints = by_degree(found)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["DigestError"], tuple[tuple[Problem, ...]]]:
        return DigestError, (
            (*self.problems, *self.hints),
        )  # so that it crosses from a worker process with its problems


class Undrawn(DigestError):
    """A chart cannot be drawn here, and so none can: there is no use in going on."""


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
