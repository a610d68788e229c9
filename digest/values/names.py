"""Names as people look for them: without case, accents and signs."""

import unicodedata

_FOLDED = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ς": "σ", "þ": "th", "ð": "d"})  # fmt: skip


def folded(text: str) -> str:
    """`text` without case, accents and width: `Schölkopf` and `SCHOLKOPF` are one word."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in plain if unicodedata.category(c)[0] != "M").translate(_FOLDED)


def filed_as(name: str) -> str:
    """What a name is sorted by: without case, accents and signs before its first letter."""
    plain = folded(name)
    return plain.lstrip("".join(c for c in set(plain) if not c.isalnum()))
