"""How this field identifies its papers, and what it calls the pages of the hosts it publishes on."""

import re
from typing import Protocol, Self
from urllib.parse import unquote

from digest.values.words import Day, Url, Word


class ArxivId(Word):
    """An arXiv identifier in the form used since April 2007, with an optional version: `2404.19756`, `2404.14219v4`.

    Five digits after the dot since January 2015, four before (https://info.arxiv.org/help/arxiv_identifier.html).
    """

    @classmethod
    def parse(cls, text: str) -> Self:
        found = re.fullmatch(r"(\d\d)(0[1-9]|1[0-2])\.(\d{4,5})(v[1-9]\d?)?", text)
        if not found:
            raise ValueError(f"{text!r} is not an arXiv identifier: write it like 2404.19756")
        digits = 5 if int(found[1]) >= 15 and int(found[1]) < 91 else 4
        if len(found[3]) != digits:
            raise ValueError(
                f"{text!r} is not an arXiv identifier: after the dot, identifiers of 20{found[1]} have {digits} digits"
            )
        return cls(text)

    @property
    def url(self) -> str:
        return f"https://arxiv.org/abs/{self}"

    @property
    def month(self) -> Day:
        """The month in which arXiv gave the number."""
        return Day.parse(f"20{self[:2]}-{self[2:4]}")

    @property
    def without_version(self) -> str:
        return self.split("v")[0]


def arxiv_id_in(url: Url) -> ArxivId | None:
    """The identifier of the paper whose page, file or discussion lies at an address."""
    host, _, path = url.short.partition("/")
    known = host == "arxiv.org" or host.endswith(".arxiv.org") or url.short.startswith("huggingface.co/papers/")
    found = re.search(r"(?<!\d)\d{4}\.\d{4,5}(?!\d)", path) if known else None
    try:
        return ArxivId.parse(found[0]) if found else None
    except ValueError:
        return None


class Names(Protocol):
    """What people call an address, the paper behind an identifier, or all pages of a host."""

    def get(self, key: str, otherwise: str, /) -> str: ...


def title_of(url: Url, names: Names) -> str:
    """A short name for a page that has none: what people call it where the address tells, else the end of its path."""
    host, _, path = url.short.partition("/")
    if (host.endswith("arxiv.org") or url.short.startswith("huggingface.co/papers/")) and (
        found := re.search(r"\d{4}\.\d{4,5}(v\d+)?", path)
    ):
        name = names.get(found[0].partition("v")[0], "")
        page = "" if host.endswith("arxiv.org") else ", on Hugging Face"
        return f"{name}, arXiv:{found[0]}{page}" if name else f"arXiv:{found[0]}{page}"
    if host == "github.com" and (found := re.match(r"([^/]+/[^/]+)/commit/([0-9a-f]{7})", path)):
        return f"{found[1]}, commit {found[2]}"
    if host == "github.com" and (found := re.match(r"([^/]+/[^/]+)(?:/(?:blob|tree)/[^/]+/(.+))?", path)):
        return f"{found[1]}: {shortened(found[2], 34)}" if found[2] else found[1]
    if host == "huggingface.co":
        if found := re.match(r"([^/]+/[^/]+)/blob/.*?([^/]+)$", unquote(path)):
            return f"{found[1]}: {found[2]}"
        return shortened(unquote(path))
    return f"{host}/{shortened(unquote(path), 36)}" if path else host


def shortened(path: str, longest: int = 48) -> str:
    """The telling end of a path, for a margin that is narrow."""
    if len(path) <= longest:
        return path
    parts = path.split("/")
    kept = parts[-1]
    for part in reversed(parts[:-1]):
        if len(kept) + len(part) + 3 > longest:
            break
        kept = f"{part}/{kept}"
    return f"…/{kept}" if len(kept) <= longest else f"…{kept[-longest:]}"
