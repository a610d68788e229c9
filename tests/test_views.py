"""What the template of each kind of entry is given, from a site of a few entries whose charts are not drawn."""

import functools
from typing import Any

import pytest

from digest.figures import drawings
from digest.output.plans import PAGES, pages_of
from digest.pages.body import Body, Cite, Figure, Html
from digest.pages.frame import Anchor, AnchorGroup, Page
from digest.pages.papers import PaperCard
from tests.tiny import entry_text, site_of

CARD = "checked: 2024-05-01\nsources: {card: 'https://cards.example/a'}\n"
FILES = {
    "topics/ponds.md": entry_text("name: Ponds\nsummary: Still water.", "Deep."),
    "topics/rivers.md": entry_text("name: Rivers\nsummary: S", "[Ponds](ponds.md)"),
    "papers/otters.md": entry_text(
        "title: Otters\narxiv: 2404.00001v2\ndate: 2024-04-02\ntopics: [ponds, rivers]\nsummary: They swim.\n"
        "authors: [Ada Otter, Bo Beaver, et al.]\nrenamed: Otters, Again\naliases: [The otter paper]\n"
        f"code: https://code.example/otters\nhistory: [{{date: 2024-05-03, change: 'Score: 1 → 2 [@card].'}}]\n{CARD}",
        "They [paddle](../methods/paddling.md) at 2 [@card].",
    ),
    "papers/beavers.md": entry_text(
        "title: Beavers\narxiv: 2404.00002\ndate: 2024-04\ntopics: [ponds]\nsummary: They build.\nauthors: [A, B, C, D]",
        "They [paddle](../methods/paddling.md), too.",
    ),
    "models/ant.md": entry_text(
        f"name: Ant\nsummary: Small.\naliases: [Ant One]\n{CARD}facts:\n  family: Insects [@card]\n  parameters_total: 1B [@card]\n  experts_total: does not apply"
    ),
    "models/bee.md": entry_text(
        f"name: Bee\nsummary: S\nparents: [ant]\n{CARD}facts:\n  family: Insects [@card]\n  training_tokens: ['15T+ [@card]', '14T [@card, table 2] older']"
    ),
    "models/cricket.md": entry_text(f"name: Cricket\nsummary: S\n{CARD}facts: {{family: 'Insects [@card]'}}"),
    "methods/paddling.md": entry_text(
        "name: Paddling\nshort: PDL\naliases: [PDL, Rowing]\nsummary: S\npapers: [otters]\nrelated: [diving]\nresults: [swims, waves]",
        "![](../results/swims.yaml)",
    ),
    "methods/diving.md": entry_text("name: Diving\nsummary: S\ntopics: [ponds]"),
    "benchmarks/swim.md": entry_text("name: SwimBench\nlong_name: The Benchmark of Swimming\nsummary: S"),
    "results/swims.yaml": (
        f"title: Swims\nreporter: R\nsource: card\n{CARD}columns: {{s: {{benchmark: swim, metric: rating, shots: 5}}}}\n"
        "rows:\n  - {model: ant, cells: {s: 5}}\n  - {model: bee, variant: chat, cells: {s: 7}}\n"
    ),
    "results/waves.yaml": (
        f"title: Waves\nreporter: Q\nsource: card\n{CARD}columns: {{s: {{benchmark: swim, metric: rating, shots: 5}}}}\n"
        "rows:\n  - {model: ant, cells: {s: '6 [@card, page 3]'}}\n"
    ),
    "comparisons/insects.md": entry_text(
        "title: Insects\nsummary: Side by side.\ntopics: [ponds]\nmethods: [paddling]\nrows: [{model: ant}, {model: bee}]\n"
        "columns: [{benchmark: swim, from: [swims]}]\ncharts: [{kind: bar, title: Scores, description: Higher., x: swim}]",
        "By [paddling](../methods/paddling.md).",
    ),
    "claims/letter.yaml": (
        f"title: Letter\nedition: 2024-04\nsaid_by: A. Frog\nsaid_in: https://frog.example/\n{CARD}claims:\n"
        "  - {id: ants-swim, section: Speed, said: Ants swim., verdict: contradicted, found: 'No [@card].', about: [models/ant.md]}\n"
        "  - {id: bees-fly, section: Height, said: Bees fly., verdict: confirmed, found: 'Yes [@card].'}\n"
        "  - {id: otters-run, section: Speed, said: Otters run., verdict: not checked, found: Nobody asked.}\n"
    ),
    "editions/2024-04.md": entry_text(
        "title: April\ndate: 2024-04-30\nsummary: A month.\nlead: insects\nmodels: [bee, ant]\npapers: [beavers, otters]\n"
        "follows: {title: A Letter, author: A. Frog, date: 2024-05-01, url: 'https://frog.example/'}",
        "In short.",
    ),
    "pages/about.md": entry_text("title: About\nsummary: S", "Hello."),
}


@functools.cache
def pages() -> dict[str, Page]:
    """Every page of the site by its address; a chart is its title."""
    site = site_of(FILES)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(drawings, "draw", lambda drawing: f"<svg>{drawing.title}</svg>")
        return {plan.address: plan.compose() for name in PAGES for plan in pages_of(site, name)}


def view(address: str) -> Any:
    return pages()[address].view


def html(body: Body) -> str:
    return "".join(part.html if isinstance(part, Html) else f"[{part.part}]" for part in body)


PONDS, RIVERS = Anchor("Ponds", "/topics/ponds/"), Anchor("Rivers", "/topics/rivers/")
ANT, BEE = Anchor("Ant", "/models/ant/"), Anchor("Bee", "/models/bee/")
OTTERS, BEAVERS = Anchor("Otters", "/papers/otters/"), Anchor("Beavers", "/papers/beavers/")


def test_a_paper_has_its_names_dates_addresses_and_topics() -> None:
    paper = view("/papers/otters/")
    assert (paper.title, paper.renamed, paper.aliases) == ("Otters", "Otters, Again", ("The otter paper",))
    assert (paper.date, paper.date_iso) == ("2 April 2024", "2024-04-02")
    assert paper.ways == (Anchor("arXiv:2404.00001v2", "https://arxiv.org/abs/2404.00001v2"),)
    assert paper.code == "https://code.example/otters"
    assert paper.topics == (PONDS, RIVERS)
    assert paper.bibtex.startswith("@misc{otters,")
    downloads = {"BibTeX": "otters.bib", "RIS": "otters.ris", "CSL-JSON": "otters.csl.json"}
    assert paper.downloads == tuple(Anchor(name, f"/papers/otters/{file}") for name, file in downloads.items())


def test_et_al_is_no_author_but_says_that_the_list_is_not_complete() -> None:
    assert (view("/papers/otters/").authors, view("/papers/otters/").complete) == (("Ada Otter", "Bo Beaver"), False)
    assert view("/papers/beavers/").complete


def test_a_paper_that_has_only_what_it_must_has_nothing_else() -> None:
    paper = view("/papers/beavers/")
    assert (paper.renamed, paper.code, paper.aliases, paper.back_matter.named, paper.back_matter.history) == (
        "", "", (), (), ()
    )  # fmt: skip
    assert pages()["/papers/beavers/"].sources.sources == ()
    assert paper.date_iso == "2024-04"


def test_a_papers_note_stands_in_place() -> None:
    assert html(view("/papers/otters/").body) == (
        '<p>They <a href="../../methods/paddling/">paddle</a> at 2[cite]</p>\n'
    )


def test_a_paper_has_its_place_in_each_edition() -> None:
    (place,) = view("/papers/otters/").neighbours
    assert (place.edition, place.place, place.of) == (Anchor("April", "/editions/2024-04/"), 2, 2)
    assert (place.previous, place.next) == (BEAVERS, None)


def test_what_to_read_next_comes_with_its_reason() -> None:
    (other,) = view("/papers/otters/").related
    assert (other.title, other.address, other.detail) == ("Beavers", "/papers/beavers/", "same method: PDL")


def test_the_end_of_a_page_has_sources_mentions_and_history() -> None:
    end = view("/papers/otters/").back_matter
    sources = pages()["/papers/otters/"].sources.sources
    assert [(source.number, source.url, source.checked) for source in sources] == [
        (1, "https://cards.example/a", "1 May 2024")
    ]
    assert end.mentions == (
        AnchorGroup("Methods", (Anchor("Paddling", "/methods/paddling/"),)),
        AnchorGroup("Editions", (Anchor("April", "/editions/2024-04/"),)),
    )
    (correction,) = end.history
    assert (correction.day, correction.day_iso) == ("3 May 2024", "2024-05-03")
    assert [html(text) for text in correction.texts] == ["Score: 1 → 2[cite]"]


def test_nothing_is_stale_where_no_day_is_given() -> None:
    assert pages()["/papers/otters/"].sources.stale == ""


def test_a_models_facts_are_grouped_and_those_that_are_missing_named() -> None:
    groups = {group.title: group for group in view("/models/ant/").groups}
    assert list(groups) == ["Release", "Size", "Build", "Training"]
    size = groups["Size"]
    assert [(line.label, [v.text for v in line.values]) for line in size.lines] == [
        ("Parameters, total", ["1B"]),
        ("Experts", ["does not apply"]),
    ]
    assert size.absent == ("Parameters, active", "Experts used per token"), "only facts that every model is asked for"


def test_values_that_disagree_stand_in_one_line_each_with_its_place() -> None:
    (line,) = next(group for group in view("/models/bee/").groups if group.title == "Training").lines
    number = pages()["/models/bee/"].sources.of
    assert [(value.text, number(value.source).number, value.locator, value.note) for value in line.values] == [
        ("15T+", 1, "", ""),
        ("14T", 1, "table 2", "older"),
    ]


def test_a_model_knows_its_parents_its_followers_and_the_rest_of_its_family() -> None:
    ant, bee = view("/models/ant/"), view("/models/bee/")
    cricket = Anchor("Cricket", "/models/cricket/")
    assert (ant.parents, ant.children, ant.siblings) == ((), (BEE,), (cricket,))
    assert (bee.parents, bee.children, bee.siblings) == ((ANT,), (), (cricket,))
    assert Anchor("Bee", "/compare/ant--bee/") in ant.pairs


def test_a_models_scores_say_on_what_how_and_by_whom() -> None:
    ant = view("/models/ant/")
    (row,) = ant.results.rows
    ((spread,),) = (cell.spreads for cell in row.cells)
    assert (row.subject.title, row.settings, spread.text, spread.reporters) == ("SwimBench", "rating, 5-shot", "5–6", 2)
    assert [(r.value.text, r.reporter, r.results.title, r.value.locator) for r in spread.reports] == [
        ("5", "R", "Swims", ""),
        ("6", "Q", "Waves", "page 3"),
    ]
    assert (ant.published, ant.reporters) == (2, 2)
    assert ant.results.checked == "All checked 1 May 2024."
    assert view("/models/bee/").results.rows[0].cells[0].spreads[0].variant == "chat"


def test_a_claim_about_a_model_is_among_its_mentions_with_its_verdict() -> None:
    claims = next(group for group in view("/models/ant/").back_matter.mentions if group.title == "Claims")
    assert claims.anchors == (Anchor("Ants swim.", "/claims/letter/#ants-swim", "contradicted"),)


def test_a_method_is_known_by_its_abbreviation_once_and_lists_papers_and_relatives() -> None:
    method = view("/methods/paddling/")
    assert method.aliases == ("PDL", "Rowing")
    assert method.papers == (OTTERS,)
    assert method.related == (Anchor("Diving", "/methods/diving/"),)


def test_the_result_sets_of_a_method_that_its_note_does_not_place_follow_folded() -> None:
    method = view("/methods/paddling/")
    assert [part.address for part in method.body if isinstance(part, Figure)] == ["/results/swims/"]
    assert [(figure.address, figure.folded) for figure in method.figures] == [("/results/waves/", True)]


def test_a_topic_lists_its_papers_newest_first_and_all_others_by_kind() -> None:
    topic = view("/topics/ponds/")
    assert (topic.name, html(topic.summary), html(topic.body)) == ("Ponds", "Still water.", "<p>Deep.</p>\n")
    assert [card.title for card in topic.papers] == ["Otters", "Beavers"]
    assert topic.others == (
        AnchorGroup("Methods", (Anchor("Diving", "/methods/diving/"),)),
        AnchorGroup("Comparisons", (Anchor("Insects", "/compare/insects/"),)),
    )
    assert topic.back_matter.mentions == (AnchorGroup("Topics", (RIVERS,)),)


def test_a_card_names_up_to_three_authors() -> None:
    two, four = view("/topics/ponds/").papers
    assert two == PaperCard(
        "Otters", "/papers/otters/", "Ada Otter, Bo Beaver, et al.", "2 April 2024", "They swim.", (PONDS, RIVERS)
    )
    assert four.authors == "A and others"
    assert (two.lead, four.lead) == ("Ada Otter and others", "A and others"), "in a list of lines"


def test_a_comparison_has_its_table_with_a_csv_and_its_charts() -> None:
    comparison = view("/compare/insects/")
    assert (comparison.topics, comparison.methods) == ((PONDS,), (Anchor("Paddling", "/methods/paddling/"),))
    shown = comparison.figure
    assert (shown.caption, shown.csv) == ("Insects", "/compare/insects/insects.csv")
    assert [[cell[0].text for cell in row] for row in shown.table.cells] == [["5"], ["7"]]
    assert [(chart.title, chart.svg) for chart in shown.charts] == [("Scores", "<svg>Scores</svg>")]
    assert html(comparison.body).startswith("<p>By <a")


def test_a_result_set_is_its_table() -> None:
    results = view("/results/waves/")
    assert (results.title, results.reporter, results.figure.charts) == ("Waves", "Q", ())
    assert results.figure.table.cells[0][0][0].locator == "page 3"
    assert [source.url for source in pages()["/results/waves/"].sources.sources] == ["https://cards.example/a"]


def test_a_benchmark_has_every_score_the_best_model_first() -> None:
    benchmark = view("/benchmarks/swim/")
    assert (benchmark.long_name, benchmark.csv) == ("The Benchmark of Swimming", "/benchmarks/swim/swim.csv")
    assert [(row.subject, row.settings, row.cells[0].spreads[0].text) for row in benchmark.results.rows] == [
        (BEE, "chat, rating, 5-shot", "7"),
        (ANT, "rating, 5-shot", "5–6"),
    ]
    assert (benchmark.published, benchmark.models, benchmark.reporters) == (3, 2, 2)
    assert benchmark.results.axis == (5, 2), "one for all rows: from 5 to 7"
    assert benchmark.chart.svg == f"<svg>{benchmark.chart.title}</svg>"


def test_a_benchmark_says_where_reporters_disagree() -> None:
    (line,) = view("/benchmarks/swim/").disagreements
    assert (line.subject, line.settings, line.text, line.gap, line.verdict) == (
        ANT, "rating, 5-shot", "5–6", "1", "1 apart"
    )  # fmt: skip
    assert [(report.value.text, report.reporter) for report in line.reports] == [("6", "Q"), ("5", "R")]
    assert (line.axis, [point.number for point in line.points]) == ((5, 1), [5, 6])


def test_claims_stand_by_section_in_the_order_of_the_file() -> None:
    claims = view("/claims/letter/")
    assert (claims.said_by, claims.said_in, claims.checked, claims.shown) == (
        "A. Frog", "https://frog.example/", "1 May 2024", ""
    )  # fmt: skip
    assert [(section.ident, section.title, [claim.id for claim in section.claims]) for section in claims.sections] == [
        ("section-1", "Speed", ["ants-swim", "otters-run"]),
        ("section-2", "Height", ["bees-fly"]),
    ]
    assert claims.sections[0].claims[0].about == (ANT,)
    assert [(verdict, count, at) for verdict, count, at in claims.counts] == [
        ("confirmed", 1, "/claims/letter/confirmed/"),
        ("contradicted", 1, "/claims/letter/contradicted/"),
        ("not checked", 1, "/claims/letter/not-checked/"),
    ]


def test_claims_of_one_verdict_are_those_alone_and_count_all() -> None:
    claims = view("/claims/letter/not-checked/")
    assert claims.shown == "not checked"
    assert [claim.said for section in claims.sections for claim in section.claims] == ["Otters run."]
    assert claims.counts == view("/claims/letter/").counts
    assert pages()["/claims/letter/not-checked/"].sources.sources == (), "what the other claims cite is not listed"


def test_the_finding_of_a_claim_cites_its_source() -> None:
    before, cite, _ = view("/claims/letter/").sections[0].claims[0].found
    assert before == Html("No")
    assert isinstance(cite, Cite)
    assert (cite.source.url, cite.after) == ("https://cards.example/a", ".")


def test_an_edition_credits_what_it_follows_and_lists_models_papers_and_claims_in_its_order() -> None:
    edition = view("/editions/2024-04/")
    assert (edition.title, edition.date, edition.date_iso, html(edition.summary)) == (
        "April", "30 April 2024", "2024-04-30", "A month."
    )  # fmt: skip
    assert (edition.follows, edition.follows_by) == (
        Anchor("A Letter", "https://frog.example/", "1 May 2024"),
        "A. Frog",
    )
    assert edition.models == (BEE, ANT)
    assert [card.title for card in edition.papers] == ["Beavers", "Otters"]
    assert edition.claims == (Anchor("Letter", "/claims/letter/", "1 confirmed, 1 contradicted, 1 not checked"),)


def test_a_page_is_its_text() -> None:
    page = view("/about/")
    assert (page.title, html(page.body)) == ("About", "<p>Hello.</p>\n")
