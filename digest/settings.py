"""content/site.yaml: what holds for the whole site."""

from dataclasses import dataclass, field
from typing import Self

from digest.words import Url


class SiteUrl(Url):
    """The address of a whole site: no query, no fragment."""

    @classmethod
    def parse(cls, text: str) -> Self:
        if "?" in text or "#" in text:
            raise ValueError(f"{text!r} is not the address of a site: leave out what follows ? or #")
        return super().parse(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """content/site.yaml: what holds for the whole site."""

    title: str
    tagline: str
    description: str
    base_url: SiteUrl = field(metadata={"help": "where the site is published; --base-url overrides it"})
    id: str = field(metadata={"help": "starts every guid of the feed; never change it, even when the site moves"})
    language: str = "en"
    repository: Url | None = None
    editor: str = ""
    feed_length: int = 40
    third_party: tuple[str, ...] = field(
        default=(), metadata={"help": "hosts whose pages are other people's summaries"}
    )
    source_titles: dict[Url, str] = field(
        default_factory=dict, metadata={"help": "names for pages that many entries cite"}
    )
