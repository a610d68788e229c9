"""What is installed is known to the version and the bytes: .ci/locked.txt and .ci/locked-test.txt hold what is asked for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ASKED = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
FURTHER = PROJECT["project"]["optional-dependencies"]
PLAIN, TEST = ROOT / ".ci/locked.txt", ROOT / ".ci/locked-test.txt"
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [line for line in README.splitlines() if line.startswith("python3 -m venv .venv && ")]


def locked(path: Path) -> dict[str, set[str]]:
    """The versions of each package, of which there may be several for different systems."""
    found: dict[str, set[str]] = {}
    for block in re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE).strip()):
        head, *hashes = block.replace(" \\\n", "\n").split("\n")
        asked, _, marker = head.partition(" ; ")
        name, _, version = asked.partition("==")
        assert re.fullmatch(r"[a-z0-9-]+", name) and re.fullmatch(r"[0-9][\w.+!]*", version), head
        assert not marker or Marker(marker)
        assert hashes and all(re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}", one) for one in hashes), head
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize(
    ("path", "asked"), [(PLAIN, ASKED), (TEST, [*ASKED, *FURTHER["test"]])], ids=["to build", "to test"]
)
def test_what_is_asked_for_is_locked_as_it_is_asked_for(path: Path, asked: list[str]) -> None:
    found = locked(path)
    wrong = [
        text
        for text in asked
        for one in [Requirement(text)]
        if not any(one.specifier.contains(version) for version in found.get(canonicalize_name(one.name), ()))
    ]
    assert not wrong, f"{path.name} does not hold these: run .ci/lock"


def test_what_tests_are_run_with_is_what_sites_are_built_with() -> None:
    plain, test = locked(PLAIN), locked(TEST)
    assert {name: test.get(name) for name in plain} == plain


@pytest.mark.parametrize("path", [PLAIN, TEST], ids=["to build", "to test"])
def test_no_address_is_in_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "://" not in text and "index" not in text.replace("sortedcontainers", "")


def test_every_dependency_is_bound_to_versions_that_are_known() -> None:
    for text in [*ASKED, *(one for those in FURTHER.values() for one in those)]:
        operators = {specifier.operator for specifier in Requirement(text).specifier}
        assert {">=", "<"} <= operators, f"{text}: say the first version that will do, and the next major one"


def test_the_commands_install_what_is_locked() -> None:
    installs = "&& .venv/bin/pip install -q --require-hashes -r {} && .venv/bin/pip install -q --no-deps --no-build-isolation -e . &&"
    assert len(COMMANDS) == 2
    for command, path in zip(COMMANDS, (PLAIN, TEST), strict=True):
        assert installs.format(path.relative_to(ROOT)) in command
