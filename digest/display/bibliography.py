"""The sources of one page, numbered in the order in which the page cites them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from digest.entries.facts import Source
from digest.entries.staleness import Freshness
from digest.values.words import Day, Url


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A source as a page lists it. `checked` is a day in words; `note` says how it was read; `host` where the title does not.

    `stale` says how long ago it was checked, where that is too long.
    """

    number: int
    url: Url
    title: str
    host: str
    checked: str
    note: str
    stale: str = ""


@dataclass(slots=True)
class Bibliography:
    """Numbers sources as they are cited; the same address read on the same day is one source.

    `names` holds what people call an address or the paper behind an arXiv identifier, and what is to be said of all
    pages of a host.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    freshness: Freshness | None = None
    _numbers: dict[tuple[str, Day | None], int] = field(default_factory=dict)
    sources: list[NumberedSource] = field(default_factory=list)

    def cite(self, source: Source) -> NumberedSource:
        key = (source.url, source.checked)
        if key not in self._numbers:
            self._numbers[key] = len(self.sources) + 1
            checked = source.checked.spoken if source.checked else ""
            title = source.title or self.names.get(source.url) or title_of(source.url, self.names)
            host = source.url.short.partition("/")[0]
            host = "" if title.startswith(host) else host
            note = source.note or self.names.get(source.url.short.partition("/")[0], "")
            stale = self.freshness.stale(source.checked) if self.freshness else ""
            self.sources.append(NumberedSource(len(self.sources) + 1, source.url, title, host, checked, note, stale))
        return self.sources[self._numbers[key] - 1]


def title_of(url: Url, names: Mapping[str, str]) -> str:
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
