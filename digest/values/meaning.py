"""What is said of a field to those who fill it in, kept beside its type: for messages, editors and the reference."""

import re
from typing import Any


def meaning(help: str, example: str = "", **more: Any) -> dict[str, Any]:
    """A field's metadata: what it means, and an example as it would be written where its type has no better one.

    `key` is what it is called in files, where that is no name in Python; `one_or_more` lets a single value stand for a list.
    """
    return {"help": help, "example": example, **more}


def plain_key(word: str) -> str:
    """A word as keys are written: `Context-Length` and `context length` are `context_length`."""
    return re.sub(r"[^a-z0-9]+", "_", word.lower()).strip("_")
