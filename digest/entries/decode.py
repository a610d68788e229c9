"""Nodes → records, led by the record's types; every problem of a file at once, at the line of the key or value.

Fields are read as their type says: `arxiv: 2404.01230` keeps its zero because ArxivId reads the text as written.
A class with a `parse(text)` is a word; a dataclass is a mapping; a tuple a list; a dict a mapping with free keys.
"""

import dataclasses
import enum
import functools
import re
import types
import typing
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from digest.entries.decoding import BAD, Decoding, called, clean, parted, shape, shown, unexpected, within
from digest.entries.leftovers import lost_citation
from digest.entries.nodes import Items, Node, Pairs, Scalar, Unread
from digest.entries.record import Ref
from digest.entries.records import Model
from digest.entries.synonyms import key_meant
from digest.field.facts import Catalogue, FactSpec
from digest.field.profile import Facts
from digest.values.cited import Cited
from digest.values.problems import did_you_mean, nearest, one_of
from digest.values.unseen import unseen
from digest.values.words import Blank, Key

_Decoder = Callable[[Decoding, Node, str], Any]


def decode(record: type[Any], node: Pairs, state: Decoding) -> Any:
    """The `record` that `node` describes, or None when it cannot be one; `state.problems` says what is wrong with it."""
    value = _decoder(typing.cast(Hashable, record))(state, node, "")
    return None if value is BAD else value


@functools.cache
def _decoder(wanted: Any) -> _Decoder:
    """Reads what is written where `wanted` belongs; a key with nothing behind it is a blank, whatever belongs there."""
    reads = _reader(wanted)

    def decoder(state: Decoding, node: Node, path: str) -> Any:
        if path and isinstance(node, Scalar) and not node.text.strip():
            return state.report(node.line, f"the value{called(path)} is missing")
        return reads(state, node, path)

    return decoder


def _reader(wanted: Any) -> _Decoder:
    origin = typing.get_origin(wanted)
    arguments = typing.get_args(wanted)
    if origin in (types.UnionType, typing.Union):
        inner = [a for a in arguments if a is not type(None)]
        return _decoder(inner[0])
    if origin is tuple:
        if typing.get_origin(arguments[0]) is Cited:
            return _disagreement(_decoder(arguments[0]))
        return _list(_decoder(arguments[0]))
    if origin is dict:
        return _mapping(_decoder(arguments[0]), _decoder(arguments[1]))
    if origin is Cited:
        return _cited(str if arguments[0] is str else arguments[0].parse)
    if wanted is Facts:
        return _facts
    if isinstance(wanted, type) and issubclass(wanted, enum.Enum):
        return _choice(wanted)
    if dataclasses.is_dataclass(wanted) and not hasattr(wanted, "parse"):
        return _record(typing.cast(type[Any], wanted))
    return _word(wanted)


def _word(wanted: Any) -> _Decoder:
    plain: dict[Any, Callable[[str], Any]] = {str: str, int: _whole_number, bool: _true_or_false}
    parse = plain.get(wanted) or wanted.parse

    folder = wanted.folder if issubclass(wanted, Ref) else ""

    def word(state: Decoding, node: Node, path: str) -> Any:
        if not isinstance(node, Scalar):
            return unexpected(state, node, f"expected one value{called(path)}")
        if not node.text.strip():
            return state.report(node.line, f"the value{called(path)} is missing")
        try:
            value = parse(text := clean(node.text))
        except ValueError as error:
            if folder and not unseen(node.text):
                state.misnamed.append((path, folder, text))
                return BAD
            return state.report(node.line, str(error))
        if isinstance(value, Ref | Key):
            state.found.append((path, value))
        return value

    return word


def _whole_number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text):
        raise ValueError(f"{text!r} is not a whole number")
    return int(text)


def _true_or_false(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text!r} is neither true nor false")
    return text == "true"


def _choice(wanted: type[enum.Enum]) -> _Decoder:
    values = {str(member.value): member for member in wanted}

    def choice(state: Decoding, node: Node, path: str) -> Any:
        text = node.text if isinstance(node, Scalar) else None
        if text in values:
            return values[text]
        if isinstance(node, Unread):
            return BAD
        return state.report(node.line, f"expected {one_of(values)}{called(path)}, not {shown(node)}")

    return choice


def _list(item: _Decoder) -> _Decoder:
    def items(state: Decoding, node: Node, path: str) -> Any:
        if not isinstance(node, Items):
            return (
                BAD
                if isinstance(node, Unread)
                else state.report(node.line, f"expected a list{called(path)}: put the value in [ ]")
            )
        values = []
        for index, inner in enumerate(node.nodes):
            state.lines[f"{path}.{index}"] = inner.line
            values.append(item(state, inner, f"{path}.{index}"))
        for index, value in enumerate(values):
            if isinstance(value, Ref) and value in values[:index]:
                values[index] = state.report(node.nodes[index].line, f"{str(value)!r} is in the list already")
        return BAD if BAD in values else tuple(values)

    return items


def _disagreement(item: _Decoder) -> _Decoder:
    """One cited value, or a list of them where sources disagree."""
    many = _list(item)

    def values(state: Decoding, node: Node, path: str) -> Any:
        if isinstance(node, Items):
            return many(state, node, path)
        state.lines[f"{path}.0"] = node.line
        value = item(state, node, path)
        return BAD if value is BAD else (value,)

    return values


def _mapping(key: _Decoder, value: _Decoder) -> _Decoder:
    def mapping(state: Decoding, node: Node, path: str) -> Any:
        if not isinstance(node, Pairs):
            return unexpected(state, node, f"expected `key: value` lines{called(path)}")
        result: dict[Any, Any] = {}
        before: Node | None = None
        for key_node, value_node in node.pairs:
            if told := parted(before, key_node, value_node):
                result[BAD] = state.report(key_node.line, told)
                continue
            before = value_node
            inner = f"{path}.{key_node.text}"
            state.lines[inner] = key_node.line
            name = key(state, key_node, inner)
            if name in result:
                state.report(key_node.line, f"{str(name)!r} is given twice")
            result[name] = value(state, value_node, inner)
        return BAD if BAD in result or BAD in result.values() else result

    return mapping


def _record(wanted: type[Any]) -> _Decoder:
    hints = typing.get_type_hints(wanted)
    fields = {f.metadata.get("key", f.name): f for f in dataclasses.fields(wanted)}
    required = [
        key
        for key, f in fields.items()
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    ]
    any_of: tuple[str, ...] = getattr(wanted, "any_of", ())
    decoders: dict[str, _Decoder] = {}

    def record(state: Decoding, node: Node, path: str) -> Any:
        if not decoders:
            for key, f in fields.items():
                one = _decoder(hints[f.name])
                decoders[key] = _one_or_more(one) if f.metadata.get("one_or_more") else one
        if isinstance(node, Scalar) and len(required) == 1:  # `card: https://…` is short for `card: {url: https://…}`
            value = decoders[required[0]](state, node, path)
            return BAD if value is BAD else wanted(**{fields[required[0]].name: value})
        if not isinstance(node, Pairs):
            return unexpected(state, node, f"expected `key: value` lines{called(path)}")
        values: dict[str, Any] = {}
        given = {key_node.text for key_node, _ in node.pairs}
        for key_node, value_node in node.pairs:
            key = key_node.text
            if key not in fields:
                key = _told(state, key_node, value_node, path, wanted, fields, given)
                if key not in required:
                    continue
            inner = f"{path}.{key}" if path else key
            state.lines[inner] = key_node.line
            value = decoders[key](state, value_node, inner)
            values[fields[key].name] = value if key == key_node.text else BAD
            if fields[key].metadata.get("markdown") and isinstance(value, str):
                state.texts.append((inner, value))
        if not path:
            state.values = {name: value for name, value in values.items() if value is not BAD}
        for key in required:
            if fields[key].name not in values:
                state.report(node.line, f"the key {key!r} is missing{within(path)}")
                values[fields[key].name] = BAD
        if any_of and not any(fields[key].name in values for key in any_of):
            return state.report(node.line, f"a key is missing{within(path)}: {one_of(map(repr, any_of))}")
        return BAD if BAD in values.values() else wanted(**values)

    return record


_SAME = ("name", "title")
"""An entry has one or the other, by its kind."""


def _told(
    state: Decoding, key: Scalar, value: Node, path: str, wanted: Any, fields: Mapping[str, Any], given: set[str]
) -> str:
    """Tells of an unknown key, and gives the one that is meant, among those that are not given, as far as that is clear.

    Its value is looked at as what it is meant for, and it is not missing besides.
    """
    word, _, rest = key.text.partition(":")
    if rest and isinstance(value, Scalar) and not value.text:
        state.report(key.line, f"a space belongs behind the colon: write {word}: {rest}")
        return ""
    free = [name for name in fields if name not in given]
    tried = next((name for name in _SAME if name in free), "") if key.text in _SAME else key_meant(key.text, fields)
    fact = "" if tried else _fact_among(key.text, wanted, fields, state.catalogue)
    meant = tried or ("" if fact else nearest(key.text, free))
    hint = f"; did you mean {meant!r}?" if meant else fact or did_you_mean(key.text, fields) or _all_of(path, fields)
    state.report(key.line, f"unknown key {key.text!r}{within(path)}{hint}{_where_told(state)}")
    return meant if meant in free else ""


def _all_of(path: str, fields: Iterable[str]) -> str:
    """The keys of a part of a file; those of a whole file are too many for a line."""
    return f": its keys are {one_of(fields, 'and')}" if path else ""


def _fact_among(key: str, wanted: Any, fields: Mapping[str, Any], catalogue: Catalogue) -> str:
    """Where a key is a fact, or called as people call one: where it belongs."""
    if "facts" in fields and typing.get_type_hints(wanted).get("facts") is Facts and (fact := catalogue.called(key)):
        return f"; it is a fact: write it below `facts:`, as {fact!r}"
    return ""


def _fact_meant(name: str, catalogue: Catalogue) -> str:
    """Where the name of a fact is what people try first: the right one, or the key that stands beside the facts."""
    if fact := catalogue.called(name):
        return f"; did you mean {fact!r}?"
    beside = {f.name for f in dataclasses.fields(Model)} - {"facts"}
    if meant := name if name in beside else key_meant(name, beside):
        return f"; {meant!r} stands beside `facts:`, not in it"
    return ""


def _where_told(state: Decoding) -> str:
    """The command that lists the keys of such a file."""
    *_, folder, name = state.path.split("/")
    return f" (all keys: digest fields {name.removesuffix('.yaml') if folder == 'content' else folder})"


def _one_or_more(many: _Decoder) -> _Decoder:
    def either(state: Decoding, node: Node, path: str) -> Any:
        return many(state, Items((node,), node.line) if isinstance(node, Scalar) else node, path)

    return either


_CITED = re.compile(
    r"(?P<value>.*?)\s*\[@(?P<source>[A-Za-z0-9._-]+)(?:,\s*(?P<locator>[^\]]*?))?\](?:\s+(?P<note>.*))?"
)
_NO_WORDS = frozenset(("n/a", "na", "-", "–", "—", "?", "unknown", "none", "tbd"))
_BLANKS = {blank.value: blank for blank in Blank}


def _facts(state: Decoding, node: Node, path: str) -> Any:
    """The facts of a model, each read as the catalogue says; not read at all where that itself is wrong."""
    if not isinstance(node, Pairs):
        return state.report(node.line, f"expected `key: value` lines{called(path)}, not {shape(node)}")
    values: dict[str, Any] = {}
    for key_node, value_node in () if state.catalogue.open else node.pairs:
        name, inner = key_node.text, f"{path}.{key_node.text}"
        state.lines[inner] = key_node.line
        if name in state.catalogue:
            values[name] = _fact(state.catalogue[name])(state, value_node, inner)
        else:
            meant = _fact_meant(name, state.catalogue) or did_you_mean(name, state.catalogue.specs)
            state.report(key_node.line, f"unknown key {name!r}{within(path)}{meant}{_where_told(state)}")
    return BAD if BAD in values.values() else Facts(values, state.catalogue)


@functools.cache
def _fact(spec: FactSpec) -> _Decoder:
    return _disagreement(_cited(spec.parse))


def _cited(parse: Callable[[str], Any]) -> _Decoder:
    def cited(state: Decoding, node: Node, path: str) -> Any:
        if not isinstance(node, Scalar):
            return unexpected(state, node, f"expected `value [@source] note`{called(path)}")
        try:
            text = clean(node.text)
            found = _CITED.fullmatch(text)
            value, source, locator, note = (
                (found["value"], found["source"], found["locator"] or "", found["note"] or "")
                if found
                else (text, "", "", "")
            )
            if not value:
                raise ValueError(f"the value{called(path)} is missing")
            if any(sign in part for part in (value, note) for sign in "@["):
                known = [place.removeprefix("sources.") for place in state.lines if place.startswith("sources.")]
                if lost := lost_citation(text, known):
                    raise ValueError(lost)
            if "[@" in value or "[@" in note or "@" in locator:
                raise ValueError(
                    f"a value cites one source, `value [@source, place] note`: {text!r} has a citation too many or misspelt (where sources give different values, write a list of them)"
                )
            if value.casefold() in _NO_WORDS:
                raise ValueError(f"{value!r} does not say which kind of blank it is: write {one_of(_BLANKS)}")
            if value not in _BLANKS and value.casefold() in _BLANKS:
                raise ValueError(f"a blank is written in small letters: {value.casefold()!r}")
            whole = Cited(_BLANKS.get(value) or parse(value), source, locator, note)
            state.found.append((path, whole))
            return whole
        except ValueError as error:
            return state.report(node.line, str(error))

    return cited
