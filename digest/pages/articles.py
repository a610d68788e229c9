"""Articles: pages of their own, such as the one about the digest."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from digest.entries.entry import Entry
from digest.entries.records import Article
from digest.pages.back_matter import BackMatter, back_matter
from digest.pages.body import Body
from digest.pages.compose import fill
from digest.pages.desk import Desk
from digest.pages.making import Maker, Plan
from digest.pages.mentions import mentions


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    title: str
    aliases: tuple[str, ...]
    body: Body
    back_matter: BackMatter


def pages(make: Maker) -> Iterator[Plan]:
    for entry in make.site.of(Article):
        yield make.entry(entry, "article.html", partial(article_view, entry=entry))


def article_view(desk: Desk, entry: Entry[Article]) -> ArticleView:
    return ArticleView(
        title=entry.record.title,
        aliases=entry.record.aliases,
        body=fill(desk, entry),
        back_matter=back_matter(desk, entry, mentions(desk.site, entry)),
    )
