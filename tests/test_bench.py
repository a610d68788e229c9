"""The benchmark measures what it says: a corpus without a problem, changes that are changes, and a table that adds up."""

from digest.connections.site import Site
from digest.output.build import site_problems
from tests.bench.corpus import corpus, site_files
from tests.bench.invented import models_of, paper

PAPERS = 60


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
