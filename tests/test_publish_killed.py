"""A build killed at any call to the system leaves the old site or the new one, whole, and the next build mends the rest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

FROM_NOTHING, OTHER_FILES = (":one", 40), ("one:two", 40)
OVER_AN_IDLE_TREE, TO_AND_FRO = ("one,two:three", 12), ("one,two,three:two", 8)
FILE_FOR_FOLDER = ("one,two,one:four", 35)
EACH = [FROM_NOTHING, OTHER_FILES, OVER_AN_IDLE_TREE, TO_AND_FRO, FILE_FOR_FOLDER]
"""What was published before and what is published then, and how many calls there are at least to be killed at."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="killed processes are forked")
@pytest.mark.parametrize(
    ("how", "cases"),
    [
        ("exchange", [OTHER_FILES, OVER_AN_IDLE_TREE]),
        pytest.param("exchange", EACH, marks=pytest.mark.long),
        pytest.param("followed", EACH, marks=pytest.mark.long),
        pytest.param("renames", [OTHER_FILES, OVER_AN_IDLE_TREE], marks=pytest.mark.long),
        pytest.param("forgotten", [OTHER_FILES, OVER_AN_IDLE_TREE], marks=pytest.mark.long),
        pytest.param("renames", EACH, marks=pytest.mark.thorough),
        pytest.param("forgotten", EACH, marks=pytest.mark.thorough),
    ],
    ids=[
        "exchange",
        "exchange in each case",
        "followed in each case",
        "renames",
        "forgotten",
        "renames in each case",
        "forgotten in each case",
    ],
)
def test_a_killed_build_leaves_the_old_site_or_the_new(tmp_path: Path, how: str, cases: list[tuple[str, int]]) -> None:
    names = [name for name, _ in cases]
    result = subprocess.run(
        [sys.executable, "-m", "tests.killing", str(tmp_path), how, *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    kills = dict(line.split() for line in result.stdout.splitlines())
    assert list(kills) == names
    for name, at_least in cases:
        assert int(kills[name]) >= at_least, f"{name}: there were hardly any calls to be killed at"
