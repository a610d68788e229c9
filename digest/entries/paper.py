"""What may be said of a paper: where it is found, who wrote it, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from digest.entries.kinds import Kind
from digest.entries.record import Record, TopicRef
from digest.entries.standing import Status
from digest.field.authors import ET_AL, Author
from digest.field.identifiers import ArxivClass, ArxivId, Doi, shortened
from digest.values.cited import Cited
from digest.values.meaning import meaning
from digest.values.words import Blank, Day, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Record):
    kind = Kind(folder="papers", one="Paper", many="Papers", navigation=2, data="json", home=1, search=3, feed=2,
                reads_on=True, likeness=3, shared="both cite", asked=("article", "preprint", "publication"))  # fmt: skip
    any_of = ("arxiv", "doi", "url")
    title: str = field(metadata=meaning("as the first version prints it", "'Herons: Patient Retrieval with Long Legs'"))
    renamed: str = field(default="", metadata=meaning("the title of a later version", "Herons Revisited"))
    arxiv: ArxivId | None = field(
        default=None,
        metadata=meaning(
            "the arXiv identifier, with a version where one was read; a paper has this, `doi` or `url`, or several of them"
        ),
    )
    primary_class: ArxivClass | None = field(default=None, metadata=meaning("arXiv's first subject for it", "cs.LG"))
    doi: Doi | None = field(default=None, metadata=meaning("its digital object identifier", "10.1145/3442188.3445922"))
    url: Url | None = field(
        default=None, metadata=meaning("where it is to be read, of a paper that has no identifier or is open there")
    )
    venue: str = field(
        default="", metadata=meaning("where it was published: a journal, a conference, a laboratory", "NeurIPS 2019")
    )
    date: Day = field(metadata=meaning("of the first version; 2024-04 for the month"))
    authors: tuple[Author, ...] = field(
        default=(), metadata=meaning("in order; `et al.` last when the list is not complete", "[Ada Heron, et al.]")
    )
    topics: tuple[TopicRef, ...] = field(metadata=meaning("what it is filed under: file names in content/topics/"))
    summary: str = field(
        metadata=meaning(
            "one or two sentences of your own, shown in lists and feeds",
            "A retriever that waits until the question is clear.",
        )
    )
    code: Url | None = field(default=None, metadata=meaning("the repository of its code"))
    status: Cited[Status] | None = field(
        default=None,
        metadata=meaning(
            "what became of it: `withdrawn`, or `superseded by` the name of a paper or an address; with a source and why",
            "superseded by heron-2 [@notice] the second version mends table 2",
        ),
    )

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.aliases, self.renamed)

    @property
    def standing(self) -> str:
        return self.status.value.word if self.status and not isinstance(self.status.value, Blank) else ""

    @property
    def successor(self) -> str:
        """The name of the paper that superseded it, where that has an entry."""
        return self.status.value.paper if self.status and not isinstance(self.status.value, Blank) else ""

    @property
    def paths(self) -> Iterator[tuple[str, str]]:
        if self.successor:
            yield "status", f"papers/{self.successor}.md"

    @property
    def identifiers(self) -> tuple[str, ...]:
        found = (self.arxiv.without_version if self.arxiv else "", self.doi.folded if self.doi else "")
        return tuple(filter(None, found))

    @property
    def found_at(self) -> tuple[str, ...]:
        return (self.url,) if self.url else ()

    @property
    def ways(self) -> tuple[tuple[str, str], ...]:
        """What it can be found by, and the address that leads there; the first is the one that stands for it.

        arXiv comes before a DOI, because everybody can read there, and both before an address, because they last.
        """
        found = [(f"arXiv:{self.arxiv}", self.arxiv.url)] if self.arxiv else []
        if self.doi:
            found.append((f"doi:{self.doi}", self.doi.url))
        if self.url:
            found.append((shortened(self.url.short), str(self.url)))
        return tuple(found)

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(author for author in self.authors if author != ET_AL)

    @property
    def credit(self) -> str:
        if not self.authors:
            return ""
        first, *others = self.authors
        return f"{first.split()[-1]}{' and others' if others else ''} {self.date.date.year}"

    @property
    def day(self) -> Day | None:
        return self.date

    @property
    def detail(self) -> str:
        return self.date.spoken
