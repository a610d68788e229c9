"""Text → the words that search knows it by. static/words.js does the same to what a reader types.

A browser test holds the two against each other: a word that one of them sees differently would never be found.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from digest.values.names import folded

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that write no spaces between words; their texts are known by single characters and by pairs."""

_TOKEN = re.compile(rf"[{_UNSPACED}]+|[0-9]+(?:\.[0-9]+)+[^\W{_UNSPACED}]*|[^\W{_UNSPACED}]+")
_UNSPACED_TOKEN = re.compile(rf"[{_UNSPACED}]")


def tokens(text: str) -> Iterator[str]:
    """The words of `text` as they stand, folded: `Llama-3 8x22B, 1.1B` → llama, 3, 8x22b, 1.1b."""
    for token in _TOKEN.findall(folded(text)):
        if _UNSPACED_TOKEN.match(token):
            yield from token
            yield from (token[i : i + 2] for i in range(len(token) - 1))
        else:
            yield token


def stem(token: str) -> str:
    """The word without the plural's ending, after Harman's S-stemmer (https://doi.org/10.1002/(SICI)1097-4571(199101)42:1<7::AID-ASI2>3.0.CO;2-P)."""
    if len(token) < 4 or not token.endswith("s") or token.endswith(("ss", "us", "is")):
        return token
    return token[:-3] + "y" if len(token) > 4 and token.endswith("ies") else token[:-1]


def words(text: str) -> list[str]:
    """The words of `text` as the index has them, in order, with repetitions."""
    return [stem(token) for token in tokens(text)]


def joined(text: str) -> set[str]:
    """Neighbouring letters and digits of a name as one word, as people type them: `Phi-3` → phi3, `GPT-4` → gpt4."""
    found = list(tokens(text))
    return {a + b for a, b in pairwise(found) if a.isalpha() and b[0].isdigit()}
