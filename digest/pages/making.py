"""Gives each page its frame, its sources and a desk of its own, and finds out once what several pages ask for."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from digest.connections.history import Update, updates
from digest.connections.kinship import Kinship, kinship
from digest.connections.pairs import Pair, pairs_of
from digest.connections.related import Related, related
from digest.connections.scores import Reported, scores_by_benchmark, scores_by_model
from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.kinds import Kind
from digest.entries.record import Record
from digest.entries.records import KINDS, Article, Comparison, Model
from digest.figures.bibliography import bibliography
from digest.figures.charts import Drawing
from digest.figures.staleness import freshness_of
from digest.pages.desk import Charts, Desk
from digest.pages.forge import fix_link, report_link
from digest.pages.frame import Anchor, Frame, Page
from digest.pages.links import anchor
from digest.values.problems import Location

View = Callable[[Desk], object]
"""Fills a page's view; the desk tells where the page lies."""


def fixed(view: object) -> View:
    """A view that is the same wherever the page lies."""
    return lambda desk: view


class Maker:
    """What the pages of a site are made with. `charts` holds the SVG of each of `drawings`."""

    def __init__(self, site: Site, charts: Charts, drawings: Mapping[str, Drawing]) -> None:
        self.site, self.charts, self.drawings = site, charts, drawings
        self.kinds = {folder: site.kind(record) for folder, record in KINDS.items()}
        listed = sorted((site.kind(r) for r in KINDS.values() if r.kind.navigation), key=lambda kind: kind.navigation)
        self.has = frozenset(folder for folder in KINDS if site.kinds[folder])
        offered = [kind for folder, kind in self.kinds.items() if kind.data and folder in self.has]
        self.data = tuple(
            Anchor(kind.words if at else kind.many, f"/data/{kind.folder}.{kind.data}")
            for at, kind in enumerate(offered)
        )
        articles = tuple(anchor(entry) for entry in site.of(Article))
        sections = tuple(Anchor(kind.section or kind.many, kind.root) for kind in listed if self.lists(kind))
        self.sections = (*sections, *articles, Anchor("Subscribe", "/subscribe/"))

    @cached_property
    def scores(self) -> dict[str, list[Reported]]:
        return scores_by_benchmark(self.site)

    @cached_property
    def scores_of_models(self) -> dict[str, list[Reported]]:
        return scores_by_model(self.site)

    @cached_property
    def kinship(self) -> Kinship:
        return kinship(self.site)

    @cached_property
    def related(self) -> dict[str, tuple[Related, ...]]:
        return related(self.site)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        return pairs_of(self.site)

    def lists(self, kind: Kind) -> bool:
        """Whether there is a list of that kind: where there are entries, and where any models can be compared."""
        outputs = self.site.settings.outputs
        can_compare = Model.kind.folder in self.has and (outputs.has("columns") or outputs.has("pairs"))
        return kind.folder in self.has or (kind.folder == Comparison.kind.folder and can_compare)

    @cached_property
    def updates(self) -> list[Update]:
        return updates(self.site)

    def page(self, at: str, template: str, title: str, description: str, view: View, path: str = "") -> Page:
        """The page at an address; `path` names the file it is written in, where that is one."""
        root = "../" * at.strip("/").count("/") + ("../" if at.strip("/") and at.endswith("/") else "") or "./"
        return self.page_from(root, at, template, title, description, view, path)

    def page_from(
        self, root: str, at: str, template: str, title: str, description: str, view: View, path: str = ""
    ) -> Page:
        """A page whose links start at `root`."""
        filled = view(Desk(self.site, root, self.charts))
        sources = bibliography(filled, self.site.source_names, freshness_of(self.site.settings))
        frame = self._frame(at, title, description, path)
        return Page(address=at, root=root, template=template, view=filled, sources=sources, frame=frame)

    def list_of(
        self, record: type[Record], description: str, view: View, template: str = "list.html"
    ) -> Iterator[Page]:
        """The list of a kind's entries, where there are some: what a digest does not have, its site does not mention."""
        if self.lists(record.kind):
            yield self.page(record.kind.root, template, self.site.kind(record).many, description, view)

    def entry(self, entry: AnyEntry, template: str, view: View) -> Page:
        """The entry's own page."""
        description = entry.record.lede or f"{entry.label}, as published, with sources."
        return self.page(entry.address, template, entry.label, description, view, entry.path)

    def _frame(self, at: str, title: str, description: str, path: str) -> Frame:
        settings = self.site.settings
        canonical = self.site.url(at)
        return Frame(
            title=f"{title} · {settings.title}" if title else f"{settings.title}: {settings.tagline}",
            description=description,
            section=at.split("/")[1],
            site_title=settings.title,
            tagline=settings.tagline,
            language=settings.language,
            canonical=canonical,
            heading_title=title or settings.title,
            fix_url=fix_link(settings, Location(path)) if path else "",
            report_url=report_link(settings, title or settings.title, canonical, path),
            source_path=path,
            sections=self.sections,
            indexed=not at.endswith("404.html"),
            kinds=self.kinds,
            data=self.data if settings.outputs.has("data") else (),
            outputs=settings.outputs,
            has=(*sorted(self.has), *(["changes"] if self.updates else [])),
        )
