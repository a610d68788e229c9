"""YAML text → nodes that keep every scalar as written, with its line. Nothing is guessed here: types decide later.

A plain YAML load turns `2401.10020` into a number and drops its zero, `No` into false, and keeps the last of two
equal keys without a word. Here a scalar stays text, a doubled key is a problem, and aliases and tags are refused.

The nodes are built from libyaml's events, which are flat, so that depth can be bounded as it is counted
(composing thousands of nested brackets with the C loader ends the process).
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from digest.values.problems import DigestError, Location, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 12

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    nodes: "tuple[Node, ...]"
    line: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping; keys in the order written, each with the line of the key."""

    pairs: "tuple[tuple[Scalar, Node], ...]"
    line: int


Node = Scalar | Items | Pairs


class _Stop(Exception):
    def __init__(self, line: int, message: str) -> None:
        self.line, self.message = line, message


def parse_yaml(text: str, path: str, first_line: int = 1) -> Pairs:
    """The mapping that `text` holds; lines are counted from `first_line`.

    Raises DigestError: with one problem where YAML itself cannot be read, with one for every doubled key.
    """
    problems: list[Problem] = []

    def report(line: int, message: str) -> None:
        problems.append(Problem(Location(path, line + first_line), message))

    node: Node | None = None
    try:
        if len(text) > MAX_BYTES:
            raise _Stop(0, f"more than {MAX_BYTES:,} characters of YAML: split the file")
        node = _Builder(text, first_line, report).document()
    except _Stop as stop:
        report(stop.line, stop.message)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        tab = (
            mark is not None
            and text.splitlines()[mark.line : mark.line + 1]
            and "\t" in text.splitlines()[mark.line][: mark.column + 1]
        )
        report(mark.line if mark else 0, "YAML: indent with spaces, not with tabs" if tab else _explain(error))
    except yaml.reader.ReaderError as error:
        report(text.count("\n", 0, error.position), f"the character U+{_codepoint(error):04X} may not stand in YAML")
    except (yaml.YAMLError, ValueError, OverflowError):
        report(0, "this is not YAML that can be read")
    if not problems and not isinstance(node, Pairs):
        report(node.line - first_line if node else 0, "expected `key: value` lines")
    if problems or not isinstance(node, Pairs):
        raise DigestError(problems)
    return node


class _Builder:
    def __init__(self, text: str, first_line: int, report: Any) -> None:
        self.events = iter(yaml.parse(text, Loader=_LOADER))
        self.first_line = first_line
        self.report = report

    def document(self) -> Node | None:
        result = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and result is not None:
                raise _Stop(
                    event.start_mark.line if event.start_mark else 0,
                    "a second document starts here: one file holds one entry",
                )
            if isinstance(event, yaml.NodeEvent):
                result = self.node(event, 1)
        return result

    def node(self, event: Any, depth: int) -> Node:
        line = event.start_mark.line
        if isinstance(event, yaml.AliasEvent):
            raise _Stop(line, "`*` starts an alias, which is not used here: put the value in quotes")
        if event.anchor is not None:
            raise _Stop(line, "`&` starts an anchor, which is not used here: put the value in quotes")
        if event.tag not in (None, "!"):
            raise _Stop(line, "`!` starts a tag, which is not used here: put the value in quotes")
        if depth > MAX_DEPTH:
            raise _Stop(line, f"nested more than {MAX_DEPTH} deep")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, line + self.first_line)
        if isinstance(event, yaml.SequenceStartEvent):
            nodes = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                nodes.append(self.node(inner, depth + 1))
            return Items(tuple(nodes), line + self.first_line)
        return self.pairs(line, depth)

    def pairs(self, line: int, depth: int) -> Pairs:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key = self.node(inner, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.report(key.line - self.first_line, "a key must be a word")
            elif key.text in pairs:
                first = pairs[key.text][0].line
                self.report(key.line - self.first_line, f"{key.text!r} is given twice: the first is in line {first}")
            else:
                pairs[key.text] = (key, value)
        return Pairs(tuple(pairs.values()), line + self.first_line)


def _codepoint(error: yaml.reader.ReaderError) -> int:
    character = error.character
    return character if isinstance(character, int) else ord(character[:1] or "\0")


_HINTS = (
    (r"mapping values are not allowed", "a value that holds a colon and a space must stand in quotes"),
    (r"cannot start any token", "a value that starts with this character must stand in quotes"),
    (r"could not find expected ':'", "expected `key: value`"),
    (r"found unexpected end of stream|while scanning a quoted", "a quote that opens here is never closed"),
    (r"did not find expected ',' or '\]'", "a list in [ ] is not closed, or lacks a comma"),
    (r"did not find expected ',' or '}'", "a mapping in { } is not closed, or lacks a comma"),
    (r"did not find expected <document start>|did not find expected key|block end", "this line does not fit the lines around it: check the indentation and the quotes"),
    (r"undefined alias|expected alphabetic|scanning an alias", "a value that starts with `*` or `&` must stand in quotes"),
    (r"escape", "after a backslash inside double quotes only an escape of YAML may stand: use single quotes"),
)  # fmt: skip


def _explain(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.context or ''} {error.problem or ''}".strip()
    for pattern, hint in _HINTS:
        if re.search(pattern, said):
            return f"YAML: {hint}"
    return f"YAML: {said}"
