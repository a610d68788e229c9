"""What others say of a paper, and how one is named: identifiers, addresses, slugs."""

import html
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from digest.field.identifiers import ArxivId
from digest.values.names import folded
from digest.values.unseen import without_unseen
from digest.values.words import SLUG

ARXIV, DOI = "arxiv", "doi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A paper as a registry or a bibliography has it, in plain text; what is not known is empty.

    `date` is a day or a month; `issued` is what was said of it where that was less. `authors` may end in `et al.`.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    issued: str = ""
    arxiv: str = ""
    doi: str = ""
    url: str = ""
    venue: str = ""
    category: str = ""
    abstract: str = ""


_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")


def plain(text: str) -> str:
    """`text` on one line, without characters that cannot be seen or that reorder others."""
    text = _NO_TEXT.sub("", " ".join(text.split()))
    while (seen := without_unseen(text)) != text:  # one that is needed between two others is not without them
        text = seen
    return " ".join(text.split())


def untagged(text: str) -> str:
    """`text` without the markup that publishers leave in titles and abstracts: `Herons in <i>Ardea</i>`."""
    bare = re.sub(r"</?[A-Za-z][\w:-]{0,30}(?:\s[^<>]{0,200})?/?>", "", text) if "<" in text else text
    return plain(html.unescape(bare))


_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
"""Scripts whose names are written family first, without a space."""


def full_name(first: str, last: str, suffix: str = "") -> str:
    """A name in the order in which it is spoken, without commas: `Ada Heron Jr.`, `王小明`."""
    if first and _UNSPACED.fullmatch(first) and _UNSPACED.fullmatch(last):
        return last + first
    return plain(" ".join(filter(None, (first, last, suffix))).replace(",", " "))


_OLD = r"[a-z]{2,8}(?:-[a-z]{2,4})?(?:\.[A-Z]{2})?/\d{7}(?:v[1-9]\d?)?"
_NEW = r"\d{4}\.\d{4,5}(?:v[1-9]\d?)?"
_DOI = r"10\.\d{4,9}(?:\.\d+)*/[^\s\"'<>{}\\^`]+"
_OF_ARXIV = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_READERS = ("arxiv.org", "alphaxiv.org", "huggingface.co", "ar5iv.org", "ar5iv.labs.arxiv.org")


def identified(text: str) -> tuple[str, str]:
    """What an identifier or an address names: (ARXIV, `2404.05434`) or (DOI, `10.1145/…`).

    Takes `2404.05434`, `arXiv:2404.05434v2`, `cs/0112017`, addresses of abstracts and PDF files, DOIs and their addresses.
    ValueError with a sentence for anything else.
    """
    written = text.strip().strip("<>").rstrip(".,;")
    inner = written
    if re.match(r"https?://|www\.|(?:\w+\.)*(?:arxiv|doi)\.org/", written, re.IGNORECASE):
        inner = _of_address(written if "://" in written else f"https://{written}")
    inner = re.sub(r"^(?:arxiv|doi)\s*:\s*", "", inner, flags=re.IGNORECASE)
    if found := _OF_ARXIV.fullmatch(inner):
        inner = found[1]
    if re.fullmatch(_NEW, inner):
        return ARXIV, str(ArxivId.parse(inner))
    if re.fullmatch(_OLD, inner):
        return ARXIV, inner
    if re.fullmatch(_DOI, inner):
        return DOI, inner
    raise ValueError(
        f"{text!r} names no paper: give an arXiv identifier (2404.05434, cs/0112017), a DOI (10.1145/3442188.3445922),"
        " or the address of either"
    )


def _of_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("export.").removeprefix("dx.")
    except ValueError:
        return ""
    path = unquote(parts.path).strip("/")
    if host == "doi.org":
        return path
    if host in _READERS:
        found = re.fullmatch(rf"(?:abs|pdf|html|papers|format|ps)/({_NEW}|{_OLD})(?:\.pdf)?", path)
        return found[1] if found else ""
    found = re.search(_DOI, path)
    return found[0] if found else ""


def without_version(arxiv: str) -> str:
    """An arXiv identifier as it is the same for all versions: `math.GT/0309136v2` is `math/0309136`."""
    return re.sub(r"v\d+$|\.[A-Z]{2}(?=/)", "", arxiv)


_SMALL = frozenset(["a", "an", "and", "are", "as", "at", "by", "can", "do", "does", "for", "from", "how", "in", "into", "is", "it", "of", "on", "or", "that", "the", "through", "to", "towards", "toward", "using", "via", "we", "what", "when", "why", "with"])  # fmt: skip


def slug_of(title: str, otherwise: str = "") -> str:
    """A file name for a title: the name before its colon where there is one, else its first words that tell something.

    `KAN: Kolmogorov-Arnold Networks` is `kan`. `otherwise` is what it is made of where no letter from a to z is left.
    """
    name, colon, _ = title.partition(": ")
    words = _words(name)
    if words[:1] in (["a"], ["an"], ["the"]):
        words = words[1:]
    if not colon or not words or len(words) > 4:
        words = [word for word in _words(title) if word not in _SMALL][:4]
    slug = "-".join(words)[:60].strip("-.")
    if not SLUG.fullmatch(slug) or len(slug) < 2:
        slug = re.sub(r"[^a-z0-9.]+", "-", folded(otherwise)).strip("-.")[:60].strip("-.")
    slug = re.sub(r"[.-]{2,}", "-", slug)
    return slug if SLUG.fullmatch(slug) else "paper"


def _words(text: str) -> list[str]:
    joined = re.sub(r"['’`]", "", folded(text))
    return [word.strip(".") for word in re.findall(r"[a-z0-9.]+", joined) if word.strip(".")]


def free(slug: str, taken: Collection[str], year: str = "") -> str:
    """The slug, or the first like it that is not taken: `kan`, `kan-2024`, `kan-2024-2`."""
    if slug not in taken and slug != "by":
        return slug
    base = f"{slug}-{year}" if year else slug
    if year and base not in taken:
        return base
    return next(one for number in range(2, len(taken) + 4) if (one := f"{base}-{number}") not in taken)


def same_title(title: str) -> str:
    """A title as it is the same however it was written: letters and digits alone, without case and accents."""
    return "".join(character for character in folded(title) if character.isalnum())
