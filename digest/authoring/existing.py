"""Which papers a digest has already, read lightly: by identifier and title, whatever else is wrong with their files."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from digest.authoring.found import Found, same_title, without_version
from digest.entries.nodes import Items, Scalar, parse_yaml
from digest.values.problems import DigestError


@dataclass(frozen=True, slots=True)
class Known:
    """One paper that is there: its file, and what tells it from others."""

    path: str
    arxiv: str = ""
    doi: str = ""
    title: str = ""
    renamed: str = ""
    summary: str = ""
    topics: tuple[str, ...] = ()


def known(path: str, text: str) -> Known:
    """What a paper's file says of it, as far as it can be read."""
    front = re.match(r"---[ \t]*\r?\n(.*?)^---", text, re.DOTALL | re.MULTILINE)
    try:
        pairs = parse_yaml(front[1] if front else "", path).pairs
    except DigestError:
        return Known(path, arxiv=_line(text, "arxiv"), doi=_line(text, "doi"), title=_line(text, "title"))
    said = {key.text: value for key, value in pairs}

    def told(key: str) -> str:
        value = said.get(key)
        return value.text if isinstance(value, Scalar) else ""

    topics = said.get("topics")
    named = topics.nodes if isinstance(topics, Items) else ()
    return Known(
        path,
        arxiv=told("arxiv"),
        doi=told("doi"),
        title=told("title"),
        renamed=told("renamed"),
        summary=told("summary"),
        topics=tuple(one.text for one in named if isinstance(one, Scalar)),
    )


def _line(text: str, key: str) -> str:
    found = re.search(rf"^{key}:[ \t]*(.+?)[ \t]*$", text, re.MULTILINE)
    return found[1].strip("'\"") if found else ""


@dataclass(slots=True)
class Register:
    """The papers of a digest, to be asked whether another is among them."""

    papers: list[Known] = field(default_factory=list)
    _by: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, papers: Iterable[Known]) -> "Register":
        register = cls()
        for paper in papers:
            register.add(paper)
        return register

    def add(self, paper: Known) -> None:
        self.papers.append(paper)
        for name in _names(paper.arxiv, paper.doi, paper.title, paper.renamed):
            self._by.setdefault(name, paper.path)

    def has(self, found: Found) -> tuple[str, str]:
        """The file of a paper that is this one, and by what that is known; two empty texts where there is none."""
        for name, what in _names(found.arxiv, found.doi, found.title).items():
            if name in self._by:
                return self._by[name], what
        return "", ""


def _names(arxiv: str, doi: str, *titles: str) -> Mapping[str, str]:
    """What a paper is known by, and how that is called."""
    names = {f"arxiv {without_version(arxiv)}": f"arXiv {without_version(arxiv)}"} if arxiv else {}
    names |= {f"doi {doi.casefold()}": f"DOI {doi}"} if doi else {}
    return names | {f"title {same_title(title)}": "its title" for title in titles if len(same_title(title)) > 7}
