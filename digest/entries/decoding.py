"""One file being decoded: what was found on the way, and what is told where a node is not what is expected."""

import dataclasses
import re
from typing import Any

from digest.entries.nodes import Items, Node, Pairs, Scalar, Unread
from digest.field.facts import Catalogue
from digest.field.language_models import BUILT_IN
from digest.values.problems import Location, Problem
from digest.values.unseen import unseen

Lines = dict[str, int]
"""Where each field stands: dotted path (`facts.released.0`, `topics.1`) → line."""


class Bad:
    """What decoding gives in place of a value that has problems."""


BAD = Bad()


@dataclasses.dataclass(slots=True)
class Decoding:
    """One file being decoded: gathers lines and problems on the way."""

    path: str
    catalogue: Catalogue = BUILT_IN
    lines: Lines = dataclasses.field(default_factory=dict)
    problems: list[Problem] = dataclasses.field(default_factory=list)
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    """The fields of the record that could be read."""
    found: list[tuple[str, Any]] = dataclasses.field(default_factory=list)
    """Every reference, key and cited value by its path, also of a field of which a part is wrong."""
    misnamed: list[tuple[str, str, str]] = dataclasses.field(default_factory=list)
    """Path, folder and text of what can be no reference: what is meant, only the other entries tell."""
    texts: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    """What is Markdown, by its path."""

    def report(self, line: int, message: str) -> Bad:
        self.problems.append(Problem(Location(self.path, line), message))
        return BAD


def unexpected(state: Decoding, node: Node, expected: str) -> Bad:
    """What to tell where another shape of node is expected; nothing where that has been told already."""
    if isinstance(node, Unread):
        return BAD
    told = f"{expected}, not {shape(node)}"
    if (
        isinstance(node, Scalar)
        and "key: value" in expected
        and (found := re.fullmatch(r"([\w.-]+):(?!//)(\S.*)", node.text))
    ):
        told = f"a space belongs behind the colon: write {found[1]}: {found[2]}"
    return state.report(node.line, told)


def clean(text: str) -> str:
    """White space folded to single spaces; a character that nobody sees is refused."""
    if told := unseen(text):
        raise ValueError(told)
    return " ".join(text.split())


def parted(before: Node | None, key: Scalar, value: Node) -> str:
    """What to tell of a number that a comma parts: in `{mmlu: 71,3}` the 3 is the next key."""
    if not (isinstance(before, Scalar) and isinstance(value, Scalar)) or value.text or before.line != key.line:
        return ""
    if not (re.search(r"\d$", before.text) and re.match(r"\d+\b", key.text)):
        return ""
    whole, digits = before.text, key.text
    thousands = f", or {whole}{digits} for thousands" if re.match(r"\d{3}\b", digits) else ""
    return f"'{whole},{digits}' is two values, since a comma parts them: write {whole}.{digits}{thousands}"


def called(path: str) -> str:
    """` for 'topics'`: the field that a sentence is about."""
    name = re.sub(r"(\.\d+)+$", "", path).rpartition(".")[2]
    return f" for {name!r}" if name else ""


def within(path: str) -> str:
    """` in 'history'`: the field that one is a part of."""
    return f" in {re.sub(r'[.][0-9]+', '', path)!r}" if path else ""


def shape(node: Node) -> str:
    """What a node is, to people."""
    return {Items: "a list", Pairs: "`key: value` lines", Scalar: "a single value", Unread: "what cannot be read"}[
        type(node)
    ]


def shown(node: Node) -> str:
    """What stands there."""
    return repr(node.text) if isinstance(node, Scalar) else shape(node)
