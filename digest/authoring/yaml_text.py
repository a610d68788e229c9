"""Values → YAML as a person would write it, such that reading it gives the same values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


class Blank:
    """Stands for a value that is still to be filled in."""


BLANK = Blank()

_UNCLEAR = re.compile(
    r"(?:null|true|false|yes|no|on|off|y|n|~)|[-+.\d][-+.,:_ \da-fxotz]*|\.inf|\.nan|n/a", re.IGNORECASE
)
"""What other readers of YAML would take for something else than text."""


def scalar(text: str, exact: bool = True) -> str:
    """A text of one line, in quotes where YAML needs them; where not `exact`, a number or a day goes without."""
    plain = (
        re.match(r"[^\W_]", text)
        and ": " not in text
        and " #" not in text
        and not text.endswith((":", " "))
        and not (exact and _UNCLEAR.fullmatch(text))
        and "\t" not in text
    )
    return text if plain else "'" + text.replace("'", "''") + "'"


def block(values: Mapping[str, Any], comments: Mapping[str, Sequence[str]] | None = None, indent: int = 0) -> str:
    """Keys and values, each list with a line for each item; `comments` are lines above a key, by its name."""
    return "".join(f"{line}\n" for line in _lines(values, comments or {}, " " * indent))


def _lines(values: Mapping[str, Any], comments: Mapping[str, Sequence[str]], pad: str) -> Iterator[str]:
    for key, value in values.items():
        for comment in comments.get(key, ()):
            yield f"{pad}# {comment}".rstrip()
        yield from _pair(key, value, pad)


def _pair(key: str, value: Any, pad: str) -> Iterator[str]:
    if isinstance(value, Blank):
        yield f"{pad}{key}:"
    elif isinstance(value, Mapping):
        yield f"{pad}{key}:"
        yield from _lines(value, {}, f"{pad}  ")
    elif isinstance(value, str):
        yield f"{pad}{key}: {value}"
    else:
        yield f"{pad}{key}:" if value else f"{pad}{key}: []"
        for item in value:
            if isinstance(item, Mapping):
                first, *rest = _lines(item, {}, f"{pad}    ")
                yield f"{pad}  - {first.strip()}"
                yield from rest
            else:
                yield f"{pad}  -" if isinstance(item, Blank) else f"{pad}  - {item}"
