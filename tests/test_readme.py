"""The README is true: its samples build, its map is the map, its commands are the commands."""

import re

import pytest

from digest.outside.cli import _parser
from digest.values.problems import DigestError
from tests.conftest import ROOT, build, repository_tree
from tests.test_structure import MAP

README = (ROOT / "README.md").read_text("utf-8")
SAMPLES = dict(re.findall(r"<!-- sample: (\S+) -->\n```\w+\n(.*?)```", README, re.DOTALL))


def test_the_samples_build_as_they_stand() -> None:
    assert sorted(SAMPLES) == [
        "content/comparisons/herons.md", "content/models/heron-1b.md", "content/papers/heron.md", "content/results/heron-card.yaml"
    ]  # fmt: skip
    built = build(repository_tree() | {path: text.encode() for path, text in SAMPLES.items()}).tree
    paper = built["papers/heron/index.html"].decode()
    assert "Patient Retrieval with Long Legs" in paper
    assert "not disclosed" in built["models/heron-1b/index.html"].decode()
    assert b"41.5" in built["compare/herons/index.html"]
    assert b"heron" in built["data/papers.json"]


def test_the_slip_is_answered_as_told() -> None:
    paper = SAMPLES["content/papers/heron.md"]
    slip = paper.replace("[retrieval, efficiency]", "[retrival, efficiency]").replace(
        "[@abstract, table 2]", "[@abstrct, table 2]"
    )
    with pytest.raises(DigestError) as caught:
        build(repository_tree() | {"content/papers/heron.md": slip.encode()})
    told = re.findall(r"^(content/\S+:\d+: .*)$", README, re.MULTILINE)
    assert [str(problem) for problem in caught.value.problems] == told


def test_every_command_and_option_is_told() -> None:
    (commands,) = [
        action for action in _parser()._actions if hasattr(action, "choices") and isinstance(action.choices, dict)
    ]
    assert isinstance(commands.choices, dict)
    for name, parser in commands.choices.items():
        assert f"digest {name}" in README, name
        for action in parser._actions:
            option = action.option_strings[-1]
            assert option in README or option in ("--help", "--port"), option


def test_the_map_names_every_module() -> None:
    table = README[README.index("| folder | modules |") : README.index("| to change | touch |")]
    listed = [
        f"{folder}.{module}"
        for folder, modules in re.findall(r"^\| `([a-z]+)/`[^|]*\|(.*)\|$", table, re.MULTILINE)
        for module in re.findall(r"`([a-z_]+)`", modules)
    ]
    assert listed == MAP


def test_the_picture_is_there() -> None:
    (path,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README.split("## Two commands")[0])
    assert (ROOT / path).read_bytes().startswith(b"\x89PNG")
