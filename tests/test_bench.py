"""The benchmark measures what it says: a corpus without a problem, changes that are changes, and a table that adds up."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from digest.connections.site import Site
from digest.output.build import site_problems
from tests.bench.cases import CASES, FROM_NOTHING
from tests.bench.corpus import corpus, site_files
from tests.bench.invented import model, models_of, paper
from tests.bench.measure import Failed, Measured, measure
from tests.bench.others import by_address, by_file, with_data, with_headers
from tests.bench.rounds import START, Result
from tests.bench.table import BARE, LARGE, SMALL, render

PAPERS = 24


def test_the_corpus_has_no_problem_and_is_the_same_each_time() -> None:
    tree = corpus(PAPERS)
    assert tree == corpus(PAPERS)
    assert [str(problem) for problem in site_problems(Site.made_of(tree | site_files()))] == []
    for kind, wanted in (("papers", PAPERS), ("models", models_of(PAPERS))):
        assert sum(path.startswith(f"content/{kind}/") for path in tree) == wanted
    lengths = [len(paper(number, PAPERS).note.split()) for number in range(PAPERS)]
    assert min(lengths) >= 150
    assert max(lengths) <= 300


def test_no_two_papers_share_a_name_or_an_identifier() -> None:
    papers = [paper(number, 400) for number in range(400)]
    assert len({one.slug for one in papers}) == len({one.arxiv for one in papers}) == len(papers)


def test_other_generators_are_given_the_same_entries() -> None:
    one, other = paper(0, PAPERS), model(1, PAPERS)
    for entry in (one, other):
        for text in (with_data(entry, by_address), with_headers(entry)):
            assert "[@" not in text and ".md)" not in text
            assert all(address in text for address in entry.sources.values())
    _, front, note = with_data(other, by_file).split("---\n", 2)
    assert f"(../models/{other.parents[0]}.md)" in note
    facts = [(fact["name"], (fact["value"], fact["source"])) for fact in yaml.safe_load(front)["facts"]]
    assert dict(facts) == other.facts
    assert "| training_tokens | " in with_headers(other)


@pytest.mark.parametrize("case", [case for case in CASES if case not in (FROM_NOTHING, "unchanged")])
def test_a_case_is_another_change_in_each_turn(case: str) -> None:
    first, second = CASES[case](1, PAPERS), CASES[case](2, PAPERS)
    papers = [paper(number, PAPERS) for number in range(PAPERS)]
    models = [model(number, PAPERS) for number in range(models_of(PAPERS))]
    for change in (first, second):
        changed = sum(one not in papers for one in change.papers) + sum(one not in models for one in change.models)
        assert changed + bool(change.mark) == 1
    assert (first.page, first.proof) != (second.page, second.proof)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_time_and_memory_of_processes_that_outlive_their_parent_count(tmp_path: Path) -> None:
    burn = "import time; held = b'x' * 60_000_000\nwhile time.process_time() < 0.05: pass"
    start = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {burn!r}])"
    found = measure([sys.executable, "-c", start], tmp_path, {}, tmp_path / "log")
    assert found.cpu >= 0.05
    assert 60 <= found.largest <= found.together
    with pytest.raises(Failed, match="no such luck"):
        measure([sys.executable, "-c", "raise SystemExit('no such luck')"], tmp_path, {}, tmp_path / "log")


def test_the_table_holds_medians_beside_their_reference_and_targets() -> None:
    run = Measured(wall=2.0, cpu=3.0, largest=100.0, together=120.0)
    results = [Result(SMALL, "cold", "hugo", run)]
    results += [Result(SMALL, "cold", "ours", replace(run, wall=wall)) for wall in (9.0, 5.0, 7.0)]
    results += [
        Result(LARGE, "cold", who, replace(run, wall=wall))
        for who, wall in (("hugo", 20.0), ("ours", 80.0), ("pelican", 100.0))
    ]
    results += [Result(START, "start", BARE, run)]
    text = render(results, {"ours": "digest 0"}, "a machine", "a command")
    assert (
        "| cold: memory and output deleted | ours | 7.00 (5.00–9.00) | 3.00 | 3.50 | 1.00 | 100 | 120 | 1.00 |" in text
    )
    assert "| 1,000 papers, cold: memory and output deleted: time to Hugo's | 4 | 3.50 | met | 1.00 |" in text
    assert "| 10,000 papers, cold: memory and output deleted: time to Hugo's | 3 | 4.00 | **missed** | 1.00 |" in text
    assert "| 10,000 papers, cold: memory and output deleted: time to that of pelican | 1 | 0.80 | met | 1.00 |" in text
    assert "| 10,000 papers: the largest process to Hugo's | 0.6 | 1.00 | **missed** |  |" in text
    assert (
        "| cold: memory and output deleted: time of 10,000 papers to that of 1,000 papers | 11 | 11.43 | **missed** | 1.00 |"
        in text
    )


def test_the_cost_of_an_output_is_what_a_build_without_it_saves() -> None:
    run = Measured(wall=2.0, cpu=4.0, largest=100.0, together=120.0)
    results = [Result(SMALL, "cold", "ours", run), Result(SMALL, "cold", "ours, without epub", replace(run, cpu=3.0))]
    text = render(results, {}, "a machine", "a command")
    assert "| everything | 4.00 |" in text and "| epub | 1.00 (25%) |" in text
    assert "| ours, without epub |" not in text, "it stands in the table of costs alone"
