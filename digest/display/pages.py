"""Site → every Page of it, listed in one place. The order here is the order of the sitemap."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

from digest.connections.kinship import kinship
from digest.connections.pairs import pairs_of
from digest.connections.related import related
from digest.connections.site import Reported, Site, address, reported
from digest.display import entry_pages, list_pages, model_lists, model_pages, pair_pages
from digest.display.alphabet import alphabet_view, search_view
from digest.display.bodies import Charts, Desk, desk_for, scores_by_benchmark
from digest.display.charts import Drawing
from digest.display.entry_pages import anchor, verdict_address
from digest.display.list_views import PaperFacet
from digest.display.model_charts import CHARTS
from digest.display.paper_lists import PaperList, cards_of, facets, paper_list_view, paper_lists
from digest.display.views import Anchor, Frame, Page, PaperCard
from digest.entries.entry import Entry
from digest.entries.forge import fix_link, report_link
from digest.entries.records import Verdict, label_of
from digest.values.problems import Location


def every_page(site: Site, base_url: str, charts: Charts, drawn: dict[str, Drawing]) -> Iterator[Page]:
    """All pages. `charts` holds the SVG of each of `drawings(site)`; `base_url` ends in a slash."""
    make = _Maker(site, base_url, charts)
    scores = scores_by_benchmark(site)
    by_model = results_by_model(site)
    kin = kinship(site)
    near = related(site)
    pairs = pairs_of(site)
    pairs_with = pair_pages.pairs_by_model(site, pairs)

    settings = site.settings
    yield make.page("/", "home.html", "", settings.description, "", list_pages.home_view)
    lists: tuple[tuple[str, str, str, Callable[[Desk], object]], ...] = (
        ("editions", "Editions", "All editions of the digest.", lambda d: list_pages.edition_list_view(site)),
        ("methods", "Methods", "All methods, with their evidence.", lambda d: list_pages.method_list_view(site)),
        ("topics", "Topics", "All topics.", lambda d: list_pages.topic_list_view(site)),
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
    yield make.page(
        "/compare/",
        "compare.html",
        "Comparisons",
        "All comparisons: sourced tables and charts.",
        "compare",
        lambda d: pair_pages.compare_list_view(site, pairs),
    )
    lists_of_papers = paper_lists(site)
    links, cards = facets(site, lists_of_papers), cards_of(site)
    for one in lists_of_papers:
        view = partial(_paper_list, one=one, cards=cards, links=links)
        yield make.page(one.address, "papers.html", one.title, f"{one.title}: {one.introduction}", "papers", view)
    has_charts = any(name.startswith("models#") for name in drawn)
    yield make.page(
        "/models/",
        "models.html",
        "Models",
        "All models of the digest in one sourced table.",
        "models",
        partial(model_lists.model_list_view, charts=has_charts),
    )
    for group in model_lists.fact_groups(site):
        text = f"All models of the digest with what is known of each: {group.lower()}."
        group_view = partial(model_lists.model_list_view, charts=has_charts, group=group)
        at = model_lists.group_address(group)
        yield make.page(at, "models.html", f"Models: {group.lower()}", text, "models", group_view)
    if site.all("models"):
        text = "Which model came from which, as a list and as a drawing."
        yield make.page(
            model_lists.LINEAGE, "lineage.html", "Lineage of the models", text, "models", model_lists.lineage_view
        )
    if has_charts:
        text = "Numbers of all models, drawn against each other, with their sources."
        yield make.page(
            CHARTS, "model_charts.html", "Charts of the models", text, "models", model_lists.model_charts_view
        )

    for entry in site.all("editions"):
        yield make.entry(entry, "edition.html", entry_pages.edition_view)
    for entry in site.all("papers"):
        yield make.entry(entry, "paper.html", entry_pages.paper_view, near[entry.path])
    for entry in site.all("models"):
        with_it = pairs_with[entry.slug]
        yield make.entry(
            entry, "model.html", model_pages.model_view, by_model[entry.slug], kin, with_it, near[entry.path]
        )
    for entry in site.all("methods"):
        yield make.entry(entry, "method.html", entry_pages.method_view, near[entry.path])
    for entry in site.all("topics"):
        yield make.entry(entry, "topic.html", entry_pages.topic_view)
    for entry in site.all("comparisons"):
        yield make.entry(entry, "comparison.html", entry_pages.comparison_view)
    for pair in pairs:
        title = pair_pages.pair_title(site, pair)
        text = f"{title} side by side: facts and published scores, each with its source."
        numbers = [by_model[slug] for slug in (pair.first, pair.second)]
        both = partial(pair_pages.pair_view, pair=pair, results=numbers)
        yield make.page(pair.address, "pair.html", f"{title}, side by side", text, "compare", both)
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
            at = verdict_address(entry, verdict)
            yield make.page(at, "claims.html", title, text, "claims", claims, path=entry.path)
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
    yield make.page(
        "/search/",
        "search.html",
        "Search",
        "Search the digest: models, papers, methods, comparisons and claims.",
        "search",
        lambda d: search_view(site),
    )
    yield make.page(
        "/a-z/", "a-z.html", "From A to Z", "Everything in the digest by name.", "a-z", lambda d: alphabet_view(site)
    )
    yield make.page(
        "/changes/",
        "changes.html",
        "Changes",
        "What was corrected and what was added, day by day.",
        "changes",
        list_pages.changes_view,
    )
    yield make.not_found()


def _paper_list(
    desk: Desk, one: PaperList, cards: Callable[[Entry], PaperCard], links: tuple[PaperFacet, ...]
) -> object:
    return paper_list_view(desk.site, one, cards, links)


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
            fix_url=fix_link(settings, Location(path)) if path else "",
            report_url=report_link(settings, title or settings.title, canonical, path),
            source_path=path,
            sections=self.sections,
            indexed=not at.endswith("404.html"),
        )


def results_by_model(site: Site) -> dict[str, list[Reported]]:
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
