"""A digest of another field, with facts of its own, is content: no code knows of its instruments, no page of language models."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from lxml import html

from digest.field.language_models import BUILT_IN
from digest.output.analysis import stem
from digest.output.build import Built
from digest.outside.reading import read_tree
from digest.values.problems import DigestError
from tests.conftest import build, repository_tree
from tests.test_search import held

INSTRUMENTS = Path(__file__).parent / "instruments"


def instruments_tree(changes: dict[str, str] | None = None) -> dict[str, bytes]:
    """The digest of instruments, in this repository's templates and styles."""
    looks = {path: data for path, data in repository_tree().items() if not path.startswith("content/")}
    return looks | read_tree(INSTRUMENTS) | {path: text.encode() for path, text in (changes or {}).items()}


@pytest.fixture(scope="module")
def instruments() -> Built:
    return build(instruments_tree())


def page(built: Built, path: str) -> html.HtmlElement:
    return html.document_fromstring(built.tree[f"{path}index.html"].decode())


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def facts_of(built: Built, slug: str) -> dict[str, str]:
    rows = page(built, f"models/{slug}/").xpath("//table[@class='facts']//tr[not(@class='group')]")
    return {text(row.xpath("th")[0]): text(row.xpath("td")[0]) for row in rows if row.xpath("td")}


@pytest.mark.long
def test_no_page_speaks_of_another_field_or_calls_an_entry_by_another_name(instruments: Built) -> None:
    words = re.compile(r"\b(?:models?|papers?|editions?|benchmarks?|tokens?|parameters?|layers?)\b", re.IGNORECASE)
    said = []
    for path, data in instruments.tree.items():
        if path.endswith(".html"):
            document = html.document_fromstring(data.decode())
            shown = document.xpath(
                "//body//text()[not(ancestor::code)] | //@aria-label | //title/text() | //meta[@name='description']/@content"
            )
            said += [
                (path, str(text))
                for text in shown
                if words.search(str(text)) and not re.search("observatory.example|content/", str(text))
            ]
    assert not said


@pytest.mark.long
def test_facts_are_shown_with_unit_help_and_sources(instruments: Built) -> None:
    facts = facts_of(instruments, "heron-90")
    assert "90" in facts["Aperture, mm across the main mirror"] and "88" in facts["Aperture, mm across the main mirror"]
    assert facts["Portable"].startswith("yes")
    assert facts_of(instruments, "stork-250")["not checked"] == "Portable"
    groups = page(instruments, "models/heron-90/").xpath("//tr[@class='group']/th/text()")
    assert groups == ["Making", "Optics", "Handling & care"]


@pytest.mark.long
def test_facts_are_columns_that_sort_by_their_type_and_facets_that_count(instruments: Built) -> None:
    table = page(instruments, "models/")
    kinds = {head.get("data-key"): head.get("data-kind") for head in table.xpath("//table[@id='models']/thead//th")}
    assert (kinds["aperture"], kinds["first_light"], kinds["mount"]) == ("number", "day", "text")
    shown = [head.get("data-key") for head in table.xpath("//table[@id='models']/thead//th[not(@hidden)]")]
    assert shown == ["name", "workshop", "first_light", "aperture"]
    rows = {row.get("data-model"): row for row in table.xpath("//table[@id='models']/tbody/tr")}
    assert rows["heron-150"].get("data-aperture") == "100-to-200"
    assert rows["stork-250"].get("data-portable") == "not checked"
    facets = {
        select.get("name"): [option.text for option in select.xpath("option")][1:]
        for select in table.xpath("//select[@data-facet]")
    }
    assert facets == {
        "series": ["Heron (2)", "Stork (1)"],
        "drawings": ["address given (1)", "not checked (2)"],
        "aperture": ["under 100 (1)", "100 to 200 (1)", "200 and over (1)"],
        "mount": ["equatorial (2)", "alt-azimuth (1)"],
        "portable": ["yes (1)", "no (1)", "not checked (1)"],
    }


@pytest.mark.long
def test_a_group_of_facts_has_a_page_whatever_its_name_holds(instruments: Built) -> None:
    assert text(page(instruments, "models/by/handling-care/").xpath("//h1")[0]) == "Instruments: handling & care"


@pytest.mark.long
def test_facts_are_compared_in_pairs_and_in_the_file_that_scripts_read(instruments: Built) -> None:
    pair = page(instruments, "compare/heron-150--heron-90/")
    rows = [text(head) for head in pair.xpath("//table[contains(@class, 'side-by-side')]/tbody/tr/th")]
    assert "Aperture, mm (differs) across the main mirror" in rows and "Workshop" in rows
    column = json.loads(instruments.tree["models/heron-90/heron-90.json"])
    assert [fact["key"] for fact in column["facts"]] == [
        "workshop", "series", "first_light", "drawings", "aperture", "focal_length", "mount", "portable"
    ]  # fmt: skip


@pytest.mark.long
def test_kin_is_told_by_the_facts_that_play_its_parts(instruments: Built) -> None:
    heron = page(instruments, "models/heron-90/")
    assert "Followed by Heron 150" in text(heron.xpath("//dl[@class='lineage']")[0])
    assert [text(a) for a in page(instruments, "models/").xpath("//tbody//th//a")] == [
        "Stork 250",
        "Heron 150",
        "Heron 90",
    ]
    feed = instruments.tree["feed.xml"].decode()
    assert "Bank &amp; Sons</dc:creator>" in feed, "the maker is credited"


@pytest.mark.long
def test_facts_are_drawn_and_say_what_is_not(instruments: Built) -> None:
    charts = page(instruments, "models/charts/")
    wide, narrow = (svg.xpath(".//*[name()='a']/*[name()='title']/text()") for svg in charts.xpath("//*[name()='svg']"))
    assert len(wide) == 3 and any("Aperture, mm 90 or 88" in str(point) for point in wide)
    assert sorted(narrow) == sorted(wide)


@pytest.mark.long
def test_facts_are_found(instruments: Built) -> None:
    words = {word: at for word, at in held(instruments.tree, "words").items() if ":" in at}
    assert set(map(stem, ("equatorial", "aperture", "alt"))) <= words.keys()


@pytest.mark.long
def test_facts_are_published(instruments: Built) -> None:
    heron = next(m for m in json.loads(instruments.tree["data/models.json"]) if m["slug"] == "heron-90")
    assert heron["facts"]["aperture"] == [
        {"value": "90", "number": 90.0, "source": "https://river.example/heron-90", "checked": "2024-05-01"},
        {"value": "88", "number": 88.0, "source": "https://sky.example/heron", "checked": "2024-05-01", "note": "measured at the edge"},
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(instruments.tree["data/models.csv"].decode())))
    assert {row["fact"] for row in rows} & BUILT_IN.specs.keys() == set()


@pytest.mark.long
def test_what_it_does_not_have_it_does_not_mention(instruments: Built) -> None:
    home = page(instruments, "")
    sections = [text(a) for a in home.xpath("//nav[@aria-label='Sections']//a")]
    assert sections == ["Weeks", "Articles", "Instruments", "Topics", "Compare", "Tests", "Subscribe"]
    assert [text(a) for a in home.xpath("//section[@aria-labelledby='title-inside']//li/a")] == [
        "1 article", "3 instruments", "1 test chart", "1 topic"
    ]  # fmt: skip
    assert not [
        path for path in instruments.tree if path.startswith(("methods/", "claims/", "changes/", "data/claims"))
    ]
    for path, data in instruments.tree.items():
        if path.endswith(".html"):
            for address in html.document_fromstring(data.decode()).xpath("//a/@href"):
                assert not re.search(r"/(?:methods|claims|changes)/$", address), (path, address)


@pytest.mark.long
def test_the_list_of_editions_says_what_they_are(instruments: Built) -> None:
    weeks = page(instruments, "editions/")
    assert (text(weeks.xpath("//h1")[0]), text(weeks.xpath("//p[@class='lede']")[0])) == ("Weeks", "One week each.")


@pytest.mark.long
def test_colours_are_its_own(instruments: Built) -> None:
    assert b"--accent: #1f4f8a" in instruments.tree["static/style.css"]
    assert b"#9cc4ff" in instruments.tree["static/style.css"]
    assert b'fill="#1f4f8a"' in instruments.tree["static/favicon.svg"]
    assert b"--accent:" not in repository_tree()["static/style.css"], "a colour of its own on paper, say, would stay"


HERON = (INSTRUMENTS / "content/models/heron-90.md").read_text("utf-8")
FACTS = (INSTRUMENTS / "content/facts.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("content/models/heron-90.md", "mount: alt-azimuth", "mount: altazimuth",
         "content/models/heron-90.md:15: 'altazimuth' is not equatorial or alt-azimuth; did you mean 'alt-azimuth'?"),
        ("content/models/heron-90.md", "portable: yes", "portable: sometimes",
         "content/models/heron-90.md:16: 'sometimes' is neither yes nor no"),
        ("content/models/heron-90.md", "  mount:", "  mont:", "content/models/heron-90.md:15: unknown key 'mont' in 'facts'; did you mean 'mount'? (all keys: digest fields models)"),
        ("content/models/heron-90.md", "  mount:", "  layers:", "content/models/heron-90.md:15: unknown key 'layers' in 'facts' (all keys: digest fields models)"),
        ("content/facts.yaml", "type: yes/no", "type: maybe", "content/facts.yaml:20: expected text, quantity, day, yes/no, address, words or arxiv for 'type', not 'maybe'"),
        ("content/facts.yaml", "words: [equatorial, alt-azimuth], ", "", "content/facts.yaml:19: a fact of `type: words`, and no other, has `words`: the answers that it allows"),
        ("content/facts.yaml", "    steps: [100, 200]\n", "", "content/facts.yaml:15: a facet of quantities needs `steps`, the numbers at which its classes part: [2B, 10B]"),
        ("content/facts.yaml", "steps: [100, 200]", "steps: [200, 100]", "content/facts.yaml:16: `steps` rise from one to the next"),
        ("content/facts.yaml", "built_in: none", "built_in: [developer, famly]", "content/facts.yaml:1: no built-in fact is called 'famly'; did you mean 'family'?"),
        ("content/facts.yaml", "built_in: none", "built_in: [family]", "content/facts.yaml:4: 'family' is taken for the family already: leave it out of `built_in`, or this part"),
        ("content/facts.yaml", "y: aperture,", "y: mount,", "content/facts.yaml:22: 'mount' holds no quantities to draw"),
        ("content/facts.yaml", "y: aperture,", "y: apertur,", "content/facts.yaml:22: no fact is called 'apertur'; did you mean 'aperture'?"),
        ("content/facts.yaml", "group: Handling & care, facet: true}\n  portable", "group: handling care, facet: true}\n  portable",
         "content/facts.yaml:19: the group 'Handling & care' has the same address: write it alike, or otherwise"),
        ("content/facts.yaml", "  mount: {", "  Mount: {", "content/facts.yaml:19: 'Mount' is not a name of a fact: use lower-case letters and digits, joined by single underscores"),
        ("content/facts.yaml", "type: day,", "type: text,", "content/facts.yaml:5: the released is a fact of `type: day`"),
        ("content/site.yaml", "  papers: {", "  paper: {", "content/site.yaml:11: no kind of entry is called 'paper'; did you mean 'papers'?"),
        ("content/site.yaml", "'#1f4f8a'", "'#ffe680'", "content/site.yaml:7: text in #ffe680 can hardly be read: its contrast is 1.1 where 4.5 is needed: choose a darker colour"),
        ("content/site.yaml", "'#1f4f8a'", "blue", "content/site.yaml:7: 'blue' is not a colour: write it in quotes, like '#a3301c'"),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_it_stands(path: str, old: str, new: str, expected: str) -> None:
    whole = (INSTRUMENTS / path).read_text("utf-8")
    assert old in whole
    with pytest.raises(DigestError) as caught:
        build(instruments_tree({path: whole.replace(old, new, 1)}))
    assert expected in [str(problem) for problem in caught.value.problems]


def test_where_the_list_of_facts_cannot_be_read_no_fact_is_called_wrong() -> None:
    with pytest.raises(DigestError) as caught:
        build(instruments_tree({"content/facts.yaml": FACTS.replace("label: Mount", "lable: Mount")}))
    assert {problem.location.path for problem in caught.value.problems} == {"content/facts.yaml"}
