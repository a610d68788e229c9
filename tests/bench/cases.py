"""What is measured: each case is a change that was not there before, told of by what a built page then holds."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.bench.invented import Model, Paper, model, models_of, paper

FROM_NOTHING = "cold"
"""The case before which memory and output are deleted; all others find what the build before left."""


@dataclass(frozen=True)
class Change:
    """What is written anew, in the terms of any generator. `mark` is an attribute for the template of all pages.

    `page` is a file of the output that holds `proof` once the change was built.
    """

    papers: tuple[Paper, ...] = ()
    models: tuple[Model, ...] = ()
    mark: str = ""
    page: str = "index.html"
    proof: str = "<body"


def _nothing(turn: int, papers: int) -> Change:
    return Change()


def _edited(turn: int, papers: int) -> Change:
    one = paper(turn * 7 % papers, papers)
    proof = f"It was read again in turn {turn}, as before"
    return Change(
        papers=(replace(one, note=f"{one.note}\n{proof} [@abstract].\n"),), page=f"papers/{one.slug}/index.html", proof=proof
    )  # fmt: skip


def _added(turn: int, papers: int) -> Change:
    one = paper(papers + turn, papers)
    return Change(papers=(one,), page=f"papers/{one.slug}/index.html", proof=one.arxiv)


def _corrected(turn: int, papers: int) -> Change:
    one = model(turn * 3 % models_of(papers), papers, correction=turn)
    return Change(models=(one,), page=f"models/{one.slug}/index.html", proof=one.facts["training_tokens"][0])


def _template(turn: int, papers: int) -> Change:
    mark = f' data-turn="{turn}"'
    return Change(mark=mark, proof=mark)


CASES: dict[str, Callable[[int, int], Change]] = {
    FROM_NOTHING: _nothing,
    "unchanged": _nothing,
    "edited": _edited,
    "added": _added,
    "corrected": _corrected,
    "template": _template,
}
"""Case → the change of a turn in a corpus of so many papers; a later turn's differs from an earlier one's."""

TITLES = {
    FROM_NOTHING: "cold: memory and output deleted",
    "unchanged": "nothing changed",
    "edited": "one note edited",
    "added": "one paper added",
    "corrected": "one model's fact corrected",
    "template": "an attribute of the template of all pages changed",
}
