"""Rounds of measuring: in each, every generator builds once per case, in an order that turns from case to case."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.outside.reading import read_tree
from tests.bench.cases import CASES, FROM_NOTHING, Change
from tests.bench.corpus import write
from tests.bench.generators import Generator
from tests.bench.invented import models_of
from tests.bench.measure import Failed, Measured, measure

REAL = "the real digest"
START = "starting"


@dataclass(frozen=True)
class Result:
    """One run. `of` is what was built: so many papers, the real digest; `who` built it."""

    of: str
    case: str
    who: str
    measured: Measured


def size(papers: int) -> str:
    return f"{papers:,} papers"


def of_corpus(
    generators: Sequence[Generator], cases: Sequence[str], papers: int, rounds: int, work: Path
) -> Iterator[Result]:
    """Every generator's builds of a corpus, which is laid out anew below `work`."""
    folders = {
        one.name: work / "sites" / str(papers) / one.name.replace(", ", "-").replace(" ", "-") for one in generators
    }
    for one in generators:
        shutil.rmtree(folders[one.name], ignore_errors=True)
        write(one.files(papers), folders[one.name])
        _build(one, folders[one.name], Change())  # so that each case finds what a build left
        _expect_pages(one, folders[one.name], papers)
    for turn in range(1, rounds + 1):
        for place, case in enumerate(cases):
            change = CASES[case](turn, papers)
            for one in _turned(generators, turn + place):
                folder = folders[one.name]
                if case == FROM_NOTHING:
                    for path in one.made:
                        shutil.rmtree(folder / path, ignore_errors=True)
                write(one.changed(change, folder), folder)
                yield Result(size(papers), case, one.name, _build(one, folder, change))


def _turned(items: Sequence[Generator], by: int) -> list[Generator]:
    by %= len(items)
    return [*items[by:], *items[:by]]


def _build(one: Generator, folder: Path, change: Change) -> Measured:
    """A measured build, of which the site shows the change. Raises Failed where it does not."""
    found = measure(one.command, folder, one.environment, folder.with_name(f"{folder.name}.log"))
    page = folder / one.output / change.page
    if not page.is_file() or change.proof not in page.read_text("utf-8"):
        raise Failed(f"{one.name}: {change.proof!r} is not in {page}")
    return found


def _expect_pages(one: Generator, folder: Path, papers: int) -> None:
    """Raises Failed where a paper or a model has no page, so that no generator is quick by leaving work out."""
    for kind, wanted in (("papers", papers), ("models", models_of(papers))):
        built = len(list((folder / one.output / kind).glob("*/index.html")))
        if built < wanted:
            raise Failed(f"{one.name}: {built} pages of {kind} for {wanted}")


def of_real(checkouts: Mapping[Path, Generator], rounds: int, work: Path) -> Iterator[Result]:
    """One edited note of the digest in each checkout, built by that checkout: neither need understand the other's content."""
    notes: dict[str, tuple[str, bytes]] = {}
    folders = {one.name: work / "sites" / "real" / one.name.replace(" ", "-") for one in checkouts.values()}
    for checkout, one in checkouts.items():
        shutil.rmtree(folders[one.name], ignore_errors=True)
        tree = read_tree(checkout)
        write(tree, folders[one.name])
        path = min(path for path in tree if path.startswith("content/papers/"))
        notes[one.name] = path, tree[path]
        _build(one, folders[one.name], Change())
    for turn in range(1, rounds + 1):
        proof = f"It was read {'again and ' * turn}again."
        for one in _turned(list(checkouts.values()), turn):
            path, note = notes[one.name]
            write({path: note + f"\n\n{proof}\n".encode()}, folders[one.name])
            change = Change(page=f"papers/{Path(path).stem}/index.html", proof=proof)
            yield Result(REAL, "edited", one.name, _build(one, folders[one.name], change))


def of_start(commands: Mapping[str, Sequence[str]], rounds: int, work: Path) -> Iterator[Result]:
    """Commands that build nothing."""
    work.mkdir(parents=True, exist_ok=True)
    for command in commands.values():
        measure(command, work, {}, work / "start.log")  # unmeasured, so that each finds its files read
    for _ in range(rounds):
        for who, command in commands.items():
            yield Result(START, "start", who, measure(command, work, {}, work / "start.log"))
