"""Names as people look for them: without case, accents and signs."""

import unicodedata


class _Folding(dict[int, int | str | None]):
    """What each character becomes; of one that has not been seen yet, nothing if it is a mark, else itself."""

    def __missing__(self, code: int) -> int | None:
        self[code] = found = None if unicodedata.category(chr(code))[0] == "M" else code
        return found


_FOLDED = _Folding({ord(letter): plain for letter, plain in {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ς": "σ", "þ": "th", "ð": "d"}.items()})  # fmt: skip


def folded(text: str) -> str:
    """`text` without case, accents and width: `Schölkopf` and `SCHOLKOPF` are one word."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).lower().translate(_FOLDED)


def filed_as(name: str) -> str:
    """What a name is sorted by: without case, accents and signs before its first letter."""
    plain = folded(name)
    return plain.lstrip("".join(c for c in set(plain) if not c.isalnum()))
