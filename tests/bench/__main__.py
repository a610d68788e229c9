"""`python -m tests.bench`: measure, print, and write a table."""

import argparse
import os
import platform
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tests.bench.cases import CASES
from tests.bench.corpus import ROOT
from tests.bench.generators import (
    NAMES,
    OURS,
    OUTPUTS,
    Generator,
    left_out,
    made_for,
    other_digest,
    ours,
    plain,
    without,
)
from tests.bench.measure import Failed
from tests.bench.rounds import Result, of_corpus, of_real, of_start
from tests.bench.table import BARE, render


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    work = options.work.absolute()
    try:
        builders = _builders(options, work)
        other = [other_digest(options.compare / ".venv/bin/digest")] if options.compare else []
        results: list[Result] = []
        for one in _measured(options, builders, other, work):
            results.append(one)
            told = one.measured
            print(
                f"{one.of}, {one.case}, {one.who}: {told.wall:.2f} s, CPU {told.cpu:.2f} s, {told.largest:.0f} MiB",
                file=sys.stderr,
            )
            versions = {builder.name: builder.version for builder in (*builders, *other)}
            options.table.write_text(render(results, versions, machine(), _command(arguments)), "utf-8")
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    print(options.table.read_text("utf-8"))
    return 0


def _builders(options: argparse.Namespace, work: Path) -> list[Generator]:
    found = []
    for name in options.only:
        found += [made_for(name, work)] if name != OURS or "all" in options.outputs else []
        found += [plain()] if name == OURS and "plain" in options.outputs else []
        left = [one for one in OUTPUTS if {"each", one} & set(options.outputs)] if name == OURS else []
        found += [without(output) for output in left]
    return [*found, *([other_digest(options.digest)] if options.digest else [])]


def _measured(
    options: argparse.Namespace, builders: Sequence[Generator], other: Sequence[Generator], work: Path
) -> Iterator[Result]:
    digests = [one for one in builders if "digest" in Path(one.command[0]).name and not left_out(one.name)]
    starts: dict[str, Sequence[str]] = {BARE: (sys.executable, "-c", "pass")}
    starts |= {
        f"{one.name}: digest {option}": (one.command[0], option)
        for one in digests
        for option in ("--help", "--version")
    }
    yield from of_start(starts, 2 * options.rounds, work)
    if other:
        yield from of_real({ROOT: ours(), options.compare.absolute(): other[0]}, options.rounds, work)
    for papers in options.papers:
        yield from of_corpus(builders, options.cases, papers, options.rounds, work)


def machine() -> str:
    """What it was measured on, and how busy that was: where others work too, CPU tells more than wall."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {system}; load {os.getloadavg()[2]:.1f} over the last 15 minutes"


def _command(arguments: Sequence[str] | None) -> str:
    return shlex.join(["python", "-m", "tests.bench", *(sys.argv[1:] if arguments is None else arguments)])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Measures whole builds of an invented corpus, by this digest and by other generators.",
    )
    parser.add_argument(
        "--papers", type=_numbers, default=[1_000], metavar="N,…", help="how many papers (default: 1000)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each case is measured (default: 5)")
    parser.add_argument(
        "--only", type=_names(NAMES), default=list(NAMES), metavar="NAME,…", help=f"of {', '.join(NAMES)}"
    )
    parser.add_argument(
        "--cases", type=_names(CASES), default=list(CASES), metavar="CASE,…", help=f"of {', '.join(CASES)}"
    )
    parser.add_argument(
        "--outputs",
        type=_names(("all", "plain", "each", *OUTPUTS)),
        default=["all"],
        metavar="all,plain,each",
        help="what ours is to build: everything, pages and feeds alone, or everything but one output, each in turn or those named",
    )
    parser.add_argument(
        "--digest",
        type=Path,
        metavar="PATH",
        help="the command `digest` of another checkout, to be measured beside ours",
    )
    parser.add_argument(
        "--compare",
        type=Path,
        metavar="DIR",
        help="another checkout, with its .venv: one edited note of the real digest, as it is here and there",
    )
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(tempfile.gettempdir()) / "digest-bench",
        metavar="DIR",
        help="where to install and to build",
    )
    parser.add_argument(
        "--table", type=Path, default=ROOT / "tests/bench/RESULTS.md", metavar="FILE", help="where to write the table"
    )
    return parser


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _names(known: Iterable[str]) -> Callable[[str], list[str]]:
    known = list(known)

    def parse(text: str) -> list[str]:
        names = text.split(",")
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(known)}")
        return names

    return parse


if __name__ == "__main__":
    sys.exit(main())
