"""What the templates of entries may see: one frozen record per template, plain values in the order they are shown in.

Addresses start at the site's root (`/papers/kan/`); templates turn them into links with `link(address)`.
"""

from dataclasses import dataclass

from digest.display.bibliography import NumberedSource
from digest.display.parts import Body, ChartView, Figure
from digest.display.tables import Value


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link to an entry; `kind` in words where a list mixes kinds."""

    title: str
    address: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page carries around its content. `root` leads from the page to the site's root."""

    title: str
    description: str
    address: str
    canonical: str
    root: str
    section: str
    site_title: str
    tagline: str
    language: str
    heading_title: str = ""
    fix_url: str = ""
    report_url: str = ""
    source_path: str = ""
    sections: tuple[Anchor, ...] = ()
    indexed: bool = True


@dataclass(frozen=True, slots=True)
class Mentions:
    """Entries of one kind that point here."""

    kind: str
    entries: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper in a list; `facets` holds what it can be narrowed down by, the keys of one facet in one text."""

    title: str
    address: str
    authors: str
    date: str
    summary: str
    topics: tuple[Anchor, ...]
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected in an entry on one day."""

    day: str
    day_iso: str
    texts: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """What ends the page of every entry: who mentions it, what was corrected, sources, and how many of them are stale."""

    sources: tuple[NumberedSource, ...]
    mentions: tuple[Mentions, ...] = ()
    stale: str = ""
    history: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands before and after an entry in an edition."""

    edition: Anchor
    place: int
    of: int
    previous: Anchor | None
    next: Anchor | None


@dataclass(frozen=True, slots=True)
class PaperView:
    title: str
    renamed: str
    authors: tuple[str, ...]
    complete: bool
    date: str
    date_iso: str
    arxiv: str
    arxiv_url: str
    code: str
    summary: str
    topics: tuple[Anchor, ...]
    body: Body
    bibtex: str
    bibtex_address: str
    aliases: tuple[str, ...]
    related: tuple[Anchor, ...]
    neighbours: tuple[Neighbours, ...]
    rest: Rest


@dataclass(frozen=True, slots=True)
class FactLine:
    """What a model's page says of one fact."""

    label: str
    help: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class FactGroup:
    title: str
    lines: tuple[FactLine, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One published number; `benchmark` is the slug of what it was measured on, or empty."""

    benchmark: str
    subject: Anchor
    value: Value
    variant: str
    detail: str
    reporter: str
    results: Anchor


@dataclass(frozen=True, slots=True)
class GivenLine:
    """One number with everyone who gives it; `others` are the reporters after the first, each with its own source."""

    value: Value
    reporter: str
    others: tuple[tuple[str, Value], ...]
    detail: str


@dataclass(frozen=True, slots=True)
class DisagreementLine:
    """Differing numbers of one model, and in words how far apart they are."""

    subject: Anchor
    variant: str
    numbers: tuple[GivenLine, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class ModelView:
    name: str
    aliases: tuple[str, ...]
    summary: str
    topics: tuple[Anchor, ...]
    parents: tuple[Anchor, ...]
    children: tuple[Anchor, ...]
    siblings: tuple[Anchor, ...]
    pairs: tuple[Anchor, ...]
    groups: tuple[FactGroup, ...]
    body: Body
    results: tuple[ResultLine, ...]
    reporters: int
    read_next: tuple[Anchor, ...]
    rest: Rest


@dataclass(frozen=True, slots=True)
class MethodView:
    name: str
    aliases: tuple[str, ...]
    summary: str
    topics: tuple[Anchor, ...]
    papers: tuple[Anchor, ...]
    related: tuple[Anchor, ...]
    body: Body
    figures: tuple[Figure, ...]
    read_next: tuple[Anchor, ...]
    rest: Rest


@dataclass(frozen=True, slots=True)
class TopicView:
    name: str
    summary: str
    body: Body
    papers: tuple[PaperCard, ...]
    others: tuple[Mentions, ...]
    rest: Rest


@dataclass(frozen=True, slots=True)
class ComparisonView:
    title: str
    summary: str
    topics: tuple[Anchor, ...]
    methods: tuple[Anchor, ...]
    body: Body
    figure: Figure
    rest: Rest


@dataclass(frozen=True, slots=True)
class ResultSetView:
    title: str
    reporter: str
    figure: Figure
    rest: Rest


@dataclass(frozen=True, slots=True)
class BenchmarkView:
    name: str
    aliases: tuple[str, ...]
    long_name: str
    summary: str
    body: Body
    chart: ChartView | None
    disagreements: tuple[DisagreementLine, ...]
    lines: tuple[ResultLine, ...]
    models: int
    reporters: int
    csv: str
    rest: Rest


@dataclass(frozen=True, slots=True)
class ClaimLine:
    id: str
    said: str
    verdict: str
    found: Body
    about: tuple[Anchor, ...]
    fix_url: str


@dataclass(frozen=True, slots=True)
class ClaimSection:
    title: str
    ident: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class ClaimsView:
    title: str
    said_by: str
    said_in: str
    checked: str
    counts: tuple[tuple[str, int, str], ...]
    shown: str
    sections: tuple[ClaimSection, ...]
    rest: Rest


@dataclass(frozen=True, slots=True)
class EditionView:
    title: str
    date: str
    date_iso: str
    summary: str
    follows: Anchor | None
    follows_by: str
    body: Body
    models: tuple[Anchor, ...]
    papers: tuple[PaperCard, ...]
    claims: tuple[Anchor, ...]
    rest: Rest


@dataclass(frozen=True, slots=True)
class ArticleView:
    title: str
    body: Body
    rest: Rest


@dataclass(frozen=True, slots=True)
class FeedNoteView:
    """A note as a feed carries it: absolute addresses, sources in a list at its end."""

    summary: str
    body: Body
    sources: tuple[NumberedSource, ...]
    address: str
    closing: str


@dataclass(frozen=True, slots=True)
class Page:
    """An address, the template that lays it out, and all that the template may see."""

    frame: Frame
    template: str
    view: object

    @property
    def path(self) -> str:
        """The file that answers at the page's address."""
        return self.frame.address.lstrip("/") + ("index.html" if self.frame.address.endswith("/") else "")
