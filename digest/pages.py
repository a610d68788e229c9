"""Site → every Page of it, listed in one place. The order here is the order of the sitemap."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

from digest import entry_pages, list_pages, model_pages
from digest.bodies import Charts, Desk, desk_for, scores_by_benchmark
from digest.charts import Drawing
from digest.entry import Entry
from digest.entry_pages import anchor, verdict_address
from digest.model_charts import CHARTS
from digest.paper_lists import PaperList, cards_of, facets, paper_list_view, paper_lists
from digest.records import Model, Verdict, label_of
from digest.related import related
from digest.site import Reported, Site, address, reported
from digest.views import Anchor, Frame, Mentions, Page, PaperCard
from digest.words import Blank


def every_page(site: Site, base_url: str, charts: Charts, drawn: dict[str, Drawing]) -> Iterator[Page]:
    """All pages. `charts` holds the SVG of each of `drawings(site)`; `base_url` ends in a slash."""
    make = _Maker(site, base_url, charts)
    scores = scores_by_benchmark(site)
    by_model = _by_model(site)
    children, siblings = _lineage(site)
    near = related(site)

    settings = site.settings
    yield make.page("/", "home.html", "", settings.description, "", list_pages.home_view)
    lists: tuple[tuple[str, str, str, Callable[[Desk], object]], ...] = (
        ("editions", "Editions", "All editions of the digest.", lambda d: list_pages.edition_list_view(site)),
        ("methods", "Methods", "All methods, with their evidence.", lambda d: list_pages.method_list_view(site)),
        ("topics", "Topics", "All topics.", lambda d: list_pages.topic_list_view(site)),
        (
            "compare",
            "Comparisons",
            "All comparisons: sourced tables and charts.",
            lambda d: list_pages.comparison_list_view(site),
        ),
        (
            "benchmarks",
            "Benchmarks",
            "All benchmarks, with every reported score.",
            lambda d: list_pages.benchmark_list_view(site, scores),
        ),
        ("results", "Result sets", "All published tables of results.", lambda d: list_pages.result_set_list_view(site)),
        ("claims", "Claims", "Claims, checked against sources.", lambda d: list_pages.claim_list_view(site)),
    )
    for kind, title, text, list_view in lists:
        yield make.page(f"/{kind}/", "list.html", title, text, kind, list_view)
    lists_of_papers = paper_lists(site)
    links, cards = facets(site, lists_of_papers), cards_of(site)
    for one in lists_of_papers:
        view = partial(_paper_list, one=one, cards=cards, links=links)
        yield make.page(one.address, "papers.html", one.title, f"{one.title}: {one.introduction}", "papers", view)
    yield make.page(
        "/models/",
        "models.html",
        "Models",
        "All models of the digest in one sourced table.",
        "models",
        list_pages.model_list_view,
    )
    if site.all("models"):
        text = "Which model came from which, as a list and as a drawing."
        yield make.page(
            list_pages.LINEAGE, "lineage.html", "Lineage of the models", text, "models", list_pages.lineage_view
        )
    if any(name.startswith("models#") for name in drawn):
        text = "Numbers of all models, drawn against each other, with their sources."
        yield make.page(
            CHARTS, "model_charts.html", "Charts of the models", text, "models", list_pages.model_charts_view
        )

    for entry in site.all("editions"):
        yield make.entry(entry, "edition.html", entry_pages.edition_view)
    for entry in site.all("papers"):
        yield make.entry(entry, "paper.html", entry_pages.paper_view, near[entry.path])
    for entry in site.all("models"):
        own, kids, others = by_model[entry.slug], children[entry.slug], siblings[entry.slug]
        yield make.entry(entry, "model.html", model_pages.model_view, own, kids, others, near[entry.path])
    for entry in site.all("methods"):
        yield make.entry(entry, "method.html", entry_pages.method_view, near[entry.path])
    for entry in site.all("topics"):
        yield make.entry(entry, "topic.html", entry_pages.topic_view)
    for entry in site.all("comparisons"):
        yield make.entry(entry, "comparison.html", entry_pages.comparison_view)
    for entry in site.all("benchmarks"):
        chart = drawn.get(entry.path)
        drawn_text = (chart.title, chart.description) if chart else None
        yield make.entry(entry, "benchmark.html", model_pages.benchmark_view, scores.get(entry.slug, []), drawn_text)
    for entry in site.all("results"):
        yield make.entry(entry, "results.html", entry_pages.result_set_view)
    for entry in site.all("claims"):
        yield make.entry(entry, "claims.html", entry_pages.claims_view)
        for verdict in Verdict:
            title = f"{label_of(entry.record)}: {verdict.value}"
            text = f"The claims that are {verdict.value}."
            claims = partial(entry_pages.claims_view, entry=entry, shown=verdict)
            yield make.page(verdict_address(entry, verdict), "claims.html", title, text, "claims", claims)
    for entry in site.all("pages"):
        yield make.entry(entry, "article.html", entry_pages.article_view)
    yield make.page(
        "/subscribe/",
        "subscribe.html",
        "Subscribe",
        "How to follow the digest in a feed reader.",
        "subscribe",
        lambda d: list_pages.subscribe_view(site, base_url),
    )
    yield make.not_found()


def _paper_list(desk: Desk, one: PaperList, cards: Callable[[Entry], PaperCard], links: tuple[Mentions, ...]) -> object:
    return paper_list_view(one, cards, links)


_SECTIONS = tuple(
    Anchor(title, f"/{title.lower()}/")
    for title in ("Editions", "Papers", "Models", "Methods", "Topics", "Compare", "Benchmarks", "Claims")
)


class _Maker:
    """Gives each page its frame and a desk of its own to be written on."""

    def __init__(self, site: Site, base_url: str, charts: Charts) -> None:
        self.site, self.base_url, self.charts = site, base_url, charts
        articles = tuple(anchor(entry) for entry in site.all("pages"))
        self.sections = (*_SECTIONS, *articles, Anchor("Subscribe", "/subscribe/"))

    def page(
        self,
        at: str,
        template: str,
        title: str,
        text: str,
        section: str,
        view: Callable[[Desk], object],
        root: str = "",
        path: str = "",
    ) -> Page:
        root = root or "../" * at.strip("/").count("/") + ("../" if at.strip("/") and at.endswith("/") else "") or "./"
        frame = self.frame(at, title, text, section, root, path)
        return Page(frame, template, view(desk_for(self.site, root, self.charts)))

    def entry(self, entry: Entry, template: str, view: Callable[..., object], *more: object) -> Page:
        """The entry's own page; `view` is called with the desk, the entry and `more`."""
        record = entry.record
        text = getattr(record, "summary", "") or f"{label_of(record)}, as published, with sources."
        section = entry.slug if entry.kind == "pages" else address(entry).split("/")[1]
        return self.page(
            address(entry), template, label_of(record), text, section, lambda d: view(d, entry, *more), path=entry.path
        )

    def not_found(self) -> Page:
        """404.html is served at any depth, so that its links start at the root of the host."""
        root = urlsplit(self.base_url).path
        page = self.page(
            "/404.html",
            "404.html",
            "Page not found",
            "There is no page at this address.",
            "",
            lambda d: list_pages.not_found_view(self.site),
            root,
        )
        return page

    def frame(self, at: str, title: str, text: str, section: str, root: str, path: str) -> Frame:
        settings = self.site.settings
        canonical = self.base_url + at.removeprefix("/")
        edit = f"{settings.repository}/blob/main/{path}" if settings.repository and path else ""
        return Frame(
            title=f"{title} · {settings.title}" if title else f"{settings.title}: {settings.tagline}",
            description=text,
            address=at,
            canonical=canonical,
            root=root,
            section=section,
            site_title=settings.title,
            tagline=settings.tagline,
            language=settings.language,
            heading_title=title or settings.title,
            source_url=edit,
            source_path=path,
            sections=self.sections,
            indexed=not at.endswith("404.html"),
        )


def _by_model(site: Site) -> dict[str, list[Reported]]:
    """Each model's published numbers, by benchmark, then reporter."""
    found: dict[str, list[Reported]] = defaultdict(list)
    for result in reported(site):
        if result.row.model and result.column.benchmark:
            found[result.row.model].append(result)
    for results in found.values():
        results.sort(
            key=lambda r: (label_of(site.get("benchmarks", r.column.benchmark or "").record).casefold(), r.results.slug)
        )
    return found


def _lineage(site: Site) -> tuple[dict[str, tuple[Anchor, ...]], dict[str, tuple[Anchor, ...]]]:
    """The models that name each model as a parent, and the others of its family."""
    children: dict[str, list[Anchor]] = defaultdict(list)
    families: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in site.all("models"):
        if isinstance(entry.record, Model):
            for parent in dict.fromkeys(entry.record.parents):
                children[parent].append(anchor(entry))
            for family in entry.record.facts.family:
                if not isinstance(family.value, Blank):
                    families[str(family.value)][entry.slug] = entry
    siblings: dict[str, dict[str, Anchor]] = defaultdict(dict)
    for members in families.values():
        for entry in members.values():
            own = entry.record.parents if isinstance(entry.record, Model) else ()
            kin = {
                entry.slug,
                *own,
                *(s for s, m in members.items() if isinstance(m.record, Model) and entry.slug in m.record.parents),
            }
            siblings[entry.slug] |= {slug: anchor(other) for slug, other in members.items() if slug not in kin}
    return (
        defaultdict(tuple, {slug: tuple(found) for slug, found in children.items()}),
        defaultdict(tuple, {slug: tuple(found.values()) for slug, found in siblings.items()}),
    )
