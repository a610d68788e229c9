"""Values as bytes and back: what a build remembers is data, and reading it runs no code that lies in it.

The form is JSON: `[classes, value]`. A list in the value starts with a number: 0 a tuple, 1 a dict (keys and values in
turn), 2 a date, 3 a byte string in base 64; from 4 on the class of that place, followed by its fields. A class is
named `module:name`, lies in this package, and is a frozen record, an enum, a word with a rule, or says itself how it
is put into `pieces` and made `of_pieces`. Equal values give equal bytes.
"""

import base64
import datetime
import enum
import functools
import hashlib
import importlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, cast

_TUPLE, _DICT, _DATE, _BYTES, _CLASSES = range(5)
_quoted = json.encoder.encode_basestring
_PLAIN = frozenset((str, int, float, bool, type(None)))


class Unreadable(ValueError):
    """These bytes are not what `freeze` writes."""


def freeze(value: object) -> bytes:
    """Raises TypeError for a value that has no such form, such as a set, whose order is no one's."""
    if type(value) is str:  # most answers: the same bytes, sooner
        return f"[[],{_quoted(value)}]".encode("utf-8", "surrogatepass")
    classes: dict[type, int] = {}
    written = _write(value, classes)
    names = [f"{kind.__module__}:{kind.__qualname__}" for kind in classes]
    return json.dumps([names, written], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def thaw(data: bytes) -> Any:
    """What was frozen. Raises Unreadable for bytes that are something else."""
    try:
        names, written = json.loads(data.decode("utf-8", "surrogatepass"))
        return _read(written, [_maker(name) for name in names])
    except Unreadable:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise Unreadable(str(error)) from None


def fingerprint_of(data: bytes) -> str:
    """Short, and equal only for equal bytes."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def _write(value: Any, classes: dict[type, int]) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [_TUPLE, *[item if type(item) in _PLAIN else _write(item, classes) for item in value]]
    if kind is dict:
        pairs: list[Any] = [_DICT]
        for key, item in value.items():
            pairs.append(key if type(key) is str else _write(key, classes))
            pairs.append(item if type(item) in _PLAIN else _write(item, classes))
        return pairs
    if kind is datetime.date:
        return [_DATE, value.toordinal()]
    if kind is bytes:
        return [_BYTES, base64.b64encode(value).decode()]
    parts = _pieces_of(cast(Any, kind))(value)
    number = classes.setdefault(kind, len(classes) + _CLASSES)
    return [number, *[part if type(part) in _PLAIN else _write(part, classes) for part in parts]]


@functools.cache
def _pieces_of(kind: Any) -> Callable[[Any], Any]:
    """What an object of that class consists of."""
    if hasattr(kind, "pieces"):
        return lambda value: value.pieces
    if issubclass(kind, enum.Enum):
        return lambda value: (value.value,)
    if issubclass(kind, str):
        return lambda value: (str.__str__(value),)
    if is_dataclass(kind):
        names = [f.name for f in fields(kind)]
        return lambda value: [getattr(value, name) for name in names]
    raise TypeError(f"a {kind.__qualname__} cannot be frozen")


def _read(written: Any, makers: list[Callable[[list[Any]], Any]]) -> Any:
    if type(written) is not list:
        return written
    number = written[0]
    if number == _TUPLE:
        return tuple([_read(item, makers) if type(item) is list else item for item in written[1:]])
    if number == _DATE:
        return datetime.date.fromordinal(written[1])
    if number == _BYTES:
        return base64.b64decode(written[1])
    parts = [_read(item, makers) if type(item) is list else item for item in written[1:]]
    if number == _DICT:
        return dict(zip(parts[::2], parts[1::2], strict=True))
    if number < _CLASSES:
        raise Unreadable(f"no form has the number {number}")
    return makers[number - _CLASSES](parts)


@functools.cache
def _maker(name: str) -> Callable[[list[Any]], Any]:
    """What makes an object of the class called `name` of its pieces, without running its own checks."""
    module, _, inside = name.partition(":")
    if not module.startswith("digest."):
        raise Unreadable(f"{name} is none of ours")
    try:
        kind: Any = importlib.import_module(module)
        for part in inside.split("."):
            kind = getattr(kind, part)
    except (ImportError, AttributeError):
        raise Unreadable(f"there is no {name}") from None
    if hasattr(kind, "of_pieces"):
        made: Callable[[list[Any]], Any] = kind.of_pieces
        return made
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return lambda parts: kind(*parts)
    if isinstance(kind, type) and issubclass(kind, str):
        return lambda parts: str.__new__(kind, *parts)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_maker(kind)
    raise Unreadable(f"a {name} cannot be read")


def _record_maker(kind: Any) -> Callable[[list[Any]], Any]:
    """By the setters of its slots, which is quicker than `object.__setattr__` and minds no frozen record."""
    setters = [getattr(kind, f.name).__set__ for f in fields(kind)]
    count, new = len(setters), object.__new__

    def make(parts: list[Any]) -> Any:
        if len(parts) != count:
            raise Unreadable(f"a {kind.__qualname__} has {count} parts")
        made: Any = new(kind)
        for put, part in zip(setters, parts):  # noqa: B905  # counted above
            put(made, part)
        return made

    return make
