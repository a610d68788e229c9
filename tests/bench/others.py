"""The same papers and models as files of other generators, each in its own format."""

import json
import re
from collections.abc import Callable, Mapping

from tests.bench.invented import Model, Paper

Entry = Paper | Model
Link = Callable[[str, str], str]
"""Folder and slug of an entry → where a link in a note leads to."""


def by_address(folder: str, slug: str) -> str:
    """Links as addresses of the built site."""
    return f"/{folder}/{slug}/"


def by_file(folder: str, slug: str) -> str:
    """Links as files, which MkDocs wants; it has no topics to lead to."""
    return f"../{folder}/{slug}.md" if folder != "topics" else f"https://bench.example/topics/{slug}/"


def with_data(one: Entry, link: Link) -> str:
    """Front matter in YAML, facts and sources in it, and the note: Hugo, MkDocs and Eleventy."""
    data: dict[str, object] = {
        "title": title_of(one),
        "date": Bare(one.date),
        "topics": one.topics,
        "summary": one.summary,
    }
    if isinstance(one, Paper):
        data |= {"arxiv": one.arxiv, "authors": one.authors, "sources": one.sources}
    else:
        facts = [{"name": name, "value": value, "source": source} for name, (value, source) in one.facts.items()]
        data |= {"facts": facts, "sources": one.sources}
    return f"---\n{front_matter(data)}---\n\n{plain_note(one, link)}"


def with_headers(one: Entry) -> str:
    """Pelican's header lines, which hold no lists or maps of its own: facts and sources stand in the note."""
    headers = {
        "Title": title_of(one),
        "Slug": one.slug,
        "Date": one.date,
        "Tags": ", ".join(one.topics),
        "Summary": one.summary,
    }
    above = ""
    if isinstance(one, Paper):
        headers |= {"Category": "papers", "Arxiv": one.arxiv, "Authors": "; ".join(one.authors)}
    else:
        headers |= {"Category": "models"}
        facts = "\n".join(
            f"| {name} | {value} | [{source}]({one.sources[source]}) |" for name, (value, source) in one.facts.items()
        )
        above = f"| fact | value | source |\n| --- | --- | --- |\n{facts}\n\n"
    sources = "\n".join(f"- [{key}]({address})" for key, address in one.sources.items())
    lines = "\n".join(f"{key}: {value}" for key, value in headers.items())
    return f"{lines}\n\n{above}{plain_note(one, by_address)}\n{sources}\n"


def title_of(one: Entry) -> str:
    return one.title if isinstance(one, Paper) else one.name


def folder_of(one: Entry) -> str:
    return "papers" if isinstance(one, Paper) else "models"


class Bare(str):
    """A word of YAML that takes no quotes."""


def front_matter(data: Mapping[str, object]) -> str:
    """YAML with each value in its JSON form, which YAML takes as it is."""
    return "".join(
        f"{key}: {value if isinstance(value, Bare) else json.dumps(value, ensure_ascii=False)}\n"
        for key, value in data.items()
    )


def plain_note(one: Entry, link: Link) -> str:
    """The note in Markdown that any generator knows: citations become links to the sources."""

    def cited(found: re.Match[str]) -> str:
        return f"([{found[1]}]({one.sources[found[1]]}){found[2]})"

    def led(found: re.Match[str]) -> str:
        folder, slug = found[1], found[2]
        return f"]({link('topics', slug.removesuffix('-by-hand')) if folder == 'methods' else link(folder, slug)})"

    return _LINK.sub(led, _CITATION.sub(cited, one.note))


_CITATION = re.compile(r"\[@([a-z]+)([^\]]*)\]")
_LINK = re.compile(r"\]\(\.\./([a-z]+)/([a-z0-9-]+)\.md\)")
