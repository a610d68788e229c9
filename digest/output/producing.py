"""What every producer of files is given: the site, its charts, and ways to render pages and to spread work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol, TypeVar

from digest.connections.site import Site
from digest.figures.charts import Drawing
from digest.pages.desk import Charts
from digest.pages.frame import Page
from digest.pages.templating import Code, Rendered, render
from digest.values.problems import Problem
from digest.values.tree import Tree

A = TypeVar("A")
B = TypeVar("B")

Files = dict[str, bytes]
"""Path below the site's root → bytes."""


class Run(Protocol):
    """Applies a pure function to many inputs. It may remember what came out, or spread the work over processes.

    `what` names the work for people, `cost` is a guess at one application's milliseconds.
    """

    def __call__(self, function: Callable[[A], B], inputs: Sequence[A], what: str, cost: float) -> list[B]: ...


def run_plainly(function: Callable[[A], B], inputs: Sequence[A], what: str, cost: float) -> list[B]:
    return [function(value) for value in inputs]


@dataclass(slots=True, kw_only=True)
class Production:
    """One site being made. `problems` gathers what templates ask for in vain."""

    site: Site
    tree: Tree
    drawings: dict[str, Drawing]
    charts: Charts
    code: Code
    run: Run
    problems: list[Problem] = field(default_factory=list)

    def render(self, pages: Sequence[Page]) -> list[bytes]:
        """The pages as HTML, in the same order; nothing for one whose template failed."""
        one: Callable[[Page], Rendered] = partial(render, self.code)
        results = self.run(one, pages, "pages", 4)
        self.problems += [problem for result in results if not isinstance(result, bytes) for problem in result]
        return [result if isinstance(result, bytes) else b"" for result in results]


Producer = Callable[[Production], Files]
