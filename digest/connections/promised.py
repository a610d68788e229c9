"""content/addresses.txt: the addresses that were published, which are a promise. A line is taken out by hand alone."""

from collections.abc import Iterable
from typing import Any, cast

from digest.connections.site import Site
from digest.entries.places import ADDRESSES
from digest.entries.texts import read_text
from digest.values.problems import DigestError, Location, Problem
from digest.values.steps import in_pieces

HEAD = """\
# What was published at these addresses is found there as long as the digest lasts. `digest addresses --write` adds
# to them; one that is to be given up is struck out by hand.
"""
"""What the file says first where nobody wrote anything else."""


@in_pieces
def _read(site: Site, key: str) -> dict[str, Any]:
    data = site.asker.file(ADDRESSES)
    try:
        text = read_text(ADDRESSES, data) if data is not None else ""
    except DigestError as error:
        return {"lines": (), "problems": error.problems}
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1)]
    those = [(number, line) for number, line in lines if line and not line.startswith("#")]
    wrong = [(number, line) for number, line in those if not line.startswith("/") or " " in line]
    message = "is not an address: this file has one to a line, such as /papers/heron/"
    return {
        "lines": tuple(one for one in those if one not in wrong),
        "problems": tuple(Problem(Location(ADDRESSES, number), f"{line!r} {message}") for number, line in wrong),
    }


def promised(site: Site) -> tuple[tuple[int, str], ...]:
    """Every address that was published, with its line in the file."""
    return cast(tuple[tuple[int, str], ...], _read(site, "", "lines"))


def problems_of_promises(site: Site) -> tuple[Problem, ...]:
    """The lines that hold no address."""
    return cast(tuple[Problem, ...], _read(site, "", "problems"))


def with_added(text: str, addresses: Iterable[str]) -> str:
    """The file with these addresses too: what it says first stays, then come all addresses, sorted, each once."""
    lines = text.split("\n") if text else HEAD.split("\n")
    first = next((at for at, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
    notes = [line for line in lines[first:] if line.startswith("#")]
    known = {line.strip() for line in lines[first:] if line.strip()} - set(notes)
    head = "\n".join((*lines[:first], *notes)).rstrip("\n")
    return "\n".join((head, *sorted(known | set(addresses)))).lstrip("\n") + "\n"
