"""Text → the words that search knows it by. static/words.js does the same to what a reader types.

A browser test holds the two against each other: a word that one of them sees differently would never be found.
"""

import functools
import re
from collections.abc import Iterator
from itertools import pairwise

import Stemmer

from digest.values.names import folded

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that write no spaces between words; their texts are known by single characters and by pairs."""

_SPACED = rf"[^\W{_UNSPACED}]"
_TOKEN = re.compile(
    rf"[{_UNSPACED}]+|[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)*{_SPACED}*|{_SPACED}+(?:(?<=[0-9])\.[0-9]+{_SPACED}*)*"
)
_UNSPACED_TOKEN = re.compile(rf"[{_UNSPACED}]")
_PLUS = re.compile(r"(?<=[0-9a-z_])\+(?![0-9a-z_])")
_HYPHENATED = re.compile(r"[a-z]+(?:[-\u2010][a-z]+)+")

FILLERS = frozenset(
    [
        "a",
        "about",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "between",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "explain",
        "explained",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "i",
        "in",
        "into",
        "is",
        "it",
        "its",
        "many",
        "me",
        "mean",
        "meaning",
        "means",
        "much",
        "my",
        "of",
        "on",
        "or",
        "our",
        "re",
        "s",
        "shall",
        "should",
        "show",
        "t",
        "tell",
        "than",
        "that",
        "the",
        "their",
        "them",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "use",
        "used",
        "uses",
        "using",
        "ve",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "work",
        "works",
        "would",
        "you",
        "your",
    ]
)
"""Words that say nothing of an entry where others do."""

COMPARING = frozenset("vs versus against or compare compared comparison better difference differences".split())  # noqa: SIM905
"""Words by which people set one thing against another."""

_LONGEST_NAME = 5
"""Words of a name that is also known as one word."""


def tokens(text: str) -> Iterator[str]:
    """The words of `text` as they stand, folded: `Llama-3 8x22B, 1.1B, 128,256` → llama, 3, 8x22b, 1.1b, 128256."""
    for token in _TOKEN.findall(_plain(text)):
        if _UNSPACED_TOKEN.match(token):
            yield from token
            yield from (token[i : i + 2] for i in range(len(token) - 1))
        else:
            yield token.replace(",", "")


def _plain(text: str) -> str:
    """The text folded, with a name's plus as a word: `Command R+` is no `Command R`."""
    plain = folded(text)
    return _PLUS.sub(" plus ", plain) if "+" in plain else plain


_english = Stemmer.Stemmer("english", 0)
_BRITISH = re.compile(r"(?<=[a-z]{3})(?:is(?=(?:ations?|e[drs]?|ers|ing|able)$)|(?<=l)ys(?=(?:e[drs]?|ers|ing)$))")
_ENDINGS = (("is", "iz"), ("ys", "yz"), ("our", "or"), ("enc", "ens"), ("logu", "log"), ("tr", "ter"), ("mm", "m"))
"""What is left of British endings, and of the American ones: colour, licence, catalogue, centre, programme."""
_WORD = re.compile(r"[a-z]{3,}")
_ABBREVIATIONS = re.compile(r"[^aeiouys][^aeiouy]*[^aeiouys](?:u?)(?=s$)")
"""LLMs, GPUs: what has no vowel, or none but a U, and an S behind it."""


@functools.lru_cache(maxsize=200_000)  # texts share most of their words
def stem(token: str) -> str:
    """An English word without its ending, by Snowball's stemmer, and the same whether it is written the British way or not."""
    if not _WORD.fullmatch(token):
        return token
    if abbreviation := _ABBREVIATIONS.match(token):
        return abbreviation[0]
    found: str = _english.stemWord(_BRITISH.sub(lambda match: match[0].replace("s", "z"), token))
    for british, american in _ENDINGS:
        if len(found) > len(british) + 1 and found.endswith(british):
            return found.removesuffix(british) + american
    return found


def words(text: str) -> list[str]:
    """The words of `text` as the index has them, in order, with repetitions."""
    return [stem(token) for token in tokens(text)]


def joined(text: str) -> set[str]:
    """Neighbours that people also type as one word: `Phi-3` → phi3, `fine-tuning` → finetun, which is finetuning's stem."""
    found = list(tokens(text))
    numbered = {a + b for a, b in pairwise(found) if a.isalpha() and b[0].isdigit()}
    return numbered | {stem(a + b) for whole in _HYPHENATED.findall(folded(text)) for a, b in _pairs(whole)}


def _pairs(hyphenated: str) -> Iterator[tuple[str, str]]:
    for a, b in pairwise(re.split("[-\u2010]", hyphenated)):
        if a not in FILLERS and b not in FILLERS:
            yield a, b


def whole_names(name: str) -> tuple[str, ...]:
    """A short name as one word, without those that say nothing: as people write it, and with each word in it without its ending.

    `Grouped queries` → groupedqueri and groupqueri, so that other forms of its words name the same. Nothing of a long one.
    """
    said = telling(name)
    return (
        tuple(dict.fromkeys((stem("".join(said)), "".join(map(stem, said))))) if 0 < len(said) <= _LONGEST_NAME else ()
    )


def telling(text: str) -> list[str]:
    """The words that say something of an entry."""
    return [token for token in tokens(text) if token not in FILLERS and token not in COMPARING]


def names_within(name: str) -> Iterator[str]:
    """The name; what stands before a colon, behind a slash, outside of brackets."""
    yield name
    yield name.partition(":")[0]
    yield name.rpartition("/")[2]
    yield re.sub(r"\([^()]*\)", " ", name)


def asides_within(name: str) -> Iterator[str]:
    """What stands in brackets, between its commas: an abbreviation, or something else that is said of it."""
    for inner in re.findall(r"\(([^()]*)\)", name):
        yield from inner.split(",")
