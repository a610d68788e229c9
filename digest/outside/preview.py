"""What open pages are shown: the last good site, the problems since, the hints, and what tells a page that it is no longer the same.

Every answer carries a mark, which differs where the answer does. A page's script asks for the marks of what the page was
made of whenever the state is a new one, and loads it again where they are others.
"""

import hashlib
import html
import json
import secrets
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from digest.outside.answers import HTML, Answer, answer, found
from digest.values.language import counted
from digest.values.problems import DigestError, Problem, one_line
from digest.values.tree import Tree

OWN = "/.preview/"
"""Below it is what belongs to the preview: no file of a site begins with a dot."""
_HEAD = b"</head>"
_SCRIPT = f'<script type="module" src="{OWN}preview.js"></script>\n'.encode()


class Shown:
    """A built site with the mark of each answer. Bytes are read when they are asked for, by one thread at a time.

    A tree with `fingerprints`, path → str, is asked for them and need not be read to be compared; but where one is empty.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._fingerprints: Mapping[str, str] = getattr(tree, "fingerprints", {})
        self._found: dict[str, str] = {}
        self._one_at_a_time = threading.Lock()

    def answer(self, target: str) -> Answer:
        with self._one_at_a_time:
            return replace(answer(self._tree, target), mark=self._mark(target))

    def mark(self, target: str) -> str:
        with self._one_at_a_time:
            return self._mark(target)

    def _mark(self, target: str) -> str:
        status, path = found(self._tree, target)
        return _marked(f"{status} {path} {self._fingerprint(path)}")

    def _fingerprint(self, path: str) -> str:
        if (known := self._fingerprints.get(path)) or path not in self._tree:
            return known or ""
        if path not in self._found:
            self._found[path] = hashlib.blake2b(self._tree[path]).hexdigest()
        return self._found[path]


def _marked(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class State:
    """What is the case since the last build, the `number`th. Without a site none could be built yet."""

    number: int = 0
    site: Shown | None = None
    problems: tuple[Problem, ...] = ()
    hints: tuple[Problem, ...] = ()
    over: bool = False


class Preview:
    """The state, for the threads of a server to read and to wait for, and for the one that builds to change."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._state = State()
        self._changed = threading.Condition()

    @property
    def hints(self) -> tuple[Problem, ...]:
        """Those of the last build."""
        return self._state.hints

    def show(self, tree: Tree, hints: Iterable[Problem] = ()) -> None:
        """A build went well."""
        self._become(replace(self._state, site=Shown(tree), problems=(), hints=tuple(hints)))

    def tell(self, problems: Iterable[Problem], hints: Iterable[Problem] = ()) -> None:
        """A build did not; the last good site stays."""
        self._become(replace(self._state, problems=tuple(problems), hints=tuple(hints)))

    def end(self) -> None:
        """Whoever waits goes home."""
        self._become(replace(self._state, over=True))

    def _become(self, state: State) -> None:
        with self._changed:
            self._state = replace(state, number=state.number + 1)
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> State:
        """The state once it is another than the `number`th, or the same after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._state.number != number, seconds)
            return self._state

    def message(self, state: State) -> str:
        """A state for the script of a page."""
        lists = {"problems": state.problems, "hints": state.hints}
        told = {name: [{"place": p, "message": m} for p, m in map(_told, found)] for name, found in lists.items()}
        return json.dumps({"state": f"{self._run}-{state.number}", **told})

    def answer(self, target: str) -> Answer:
        """The answer of the last good site, with the preview's script in its pages; without one, what keeps it away."""
        state = self._state
        if not state.site:
            return _waiting(state.problems)
        try:
            given = state.site.answer(target)
        except DigestError as error:  # of a tree that makes its bytes when they are asked for
            return _waiting(error.problems)
        return replace(given, body=_with_script(given.body)) if given.kind == HTML and not given.address else given

    def marks(self, targets: Iterable[str]) -> dict[str, str]:
        """The marks that answers to these targets have now."""
        state = self._state
        waiting = "" if state.site else _waiting(state.problems).mark
        return {target: state.site.mark(target) if state.site else waiting for target in targets}


def _with_script(page: bytes) -> bytes:
    before, head, after = page.partition(_HEAD)
    return before + _SCRIPT + head + after


def _told(problem: Problem) -> tuple[str, str]:
    return f"{one_line(problem.location.path)}:{problem.location.line}", one_line(problem.message)


def _waiting(problems: tuple[Problem, ...]) -> Answer:
    """A page for every address while there is no site: what has to be mended first."""
    title = f"{counted(len(problems), 'problem')} to mend" if problems else "The digest is being built"
    lines = "".join(
        f"<li><code>{html.escape(place)}</code> {html.escape(text)}</li>\n" for place, text in map(_told, problems)
    )
    listed = f"<ul>\n{lines}</ul>\n" if problems else ""
    page = f"""<!doctype html>
<html lang="en" data-preview="waiting">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="stylesheet" href="{OWN}preview.css">
</head>
<body>
<main>
<h1>{title}</h1>
{listed}<p>The digest is shown here as soon as it can be built.</p>
</main>
</body>
</html>
"""
    return Answer(503, HTML, _with_script(page.encode()), mark=_marked(page))
