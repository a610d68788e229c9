"""Equal bytes for equal values: what a piece of work depends on, written out, so that it can be remembered by it."""

import datetime
import enum
import functools
import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import Any


def fingerprint(value: object) -> str:
    """A digest of `value`: records, enums, dates, bytes, and what JSON knows. Not of sets, whose order is no one's."""
    written = json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(written.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


@functools.cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return [kind.__name__, *(getattr(value, name) for name in _names(kind))]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.blake2b(value, digest_size=20).hexdigest()
    raise TypeError(f"no fingerprint of a {type(value).__name__}")
