"""A build killed at any call to the system leaves the old site or the new one, whole, and the next build mends the rest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.skipif(not hasattr(os, "fork"), reason="killed processes are forked")
@pytest.mark.parametrize("how", ["exchange", "renames", "forgotten"])
@pytest.mark.parametrize(
    ("before", "after", "at_least"),
    [
        ("", "one", 40),
        ("one", "two", 40),
        ("one,two", "three", 12),
        ("one,two,three", "two", 8),
        ("one,two,one", "four", 35),
    ],
)
def test_a_killed_build_leaves_the_old_site_or_the_new(
    tmp_path: Path, how: str, before: str, after: str, at_least: int
) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.killing", str(tmp_path), how, before, after],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) >= at_least, "there were hardly any calls to be killed at"
