"""What a curator may type: the reference and the schemas hold every field, and what they say of it is so."""

import dataclasses
import functools
import json
import re
import typing
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from digest.authoring.fields import as_markdown, example, lines, told
from digest.authoring.forms import NAMES, Value, group_of, name_meant
from digest.authoring.schema import as_json, every_schema, schema, schema_for_editors
from digest.entries.added_facts import FactsFile, read_catalogue
from digest.entries.decode import Decoding, decode
from digest.entries.nodes import parse_yaml
from digest.entries.records import KINDS
from digest.entries.settings import Settings
from digest.field.language_models import BUILT_IN
from digest.outside.cli import main
from tests.conftest import INVENTED, ROOT
from tests.corpus import more_entries
from tests.test_fields import join, places

RECORDS: dict[str, Any] = {**KINDS, "site": Settings, "facts": FactsFile}
INSTRUMENTS = Path(__file__).parent / "instruments"


def records_inside(wanted: Any) -> list[type]:
    """Every record that can be written where `wanted` is."""
    if dataclasses.is_dataclass(wanted) and not hasattr(wanted, "parse"):
        hints = typing.get_type_hints(wanted)
        inner = [one for f in dataclasses.fields(wanted) for one in records_inside(hints[f.name])]
        return [typing.cast(type, wanted), *inner]
    return [one for argument in typing.get_args(wanted) for one in records_inside(argument)]


FIELDS = {
    f"{record.__name__}.{f.name}": (record, f)
    for name in RECORDS
    for record in records_inside(RECORDS[name])
    for f in dataclasses.fields(record)
}


def test_there_are_fields() -> None:
    assert {"Paper.title", "Source.url", "ChartPick.x", "Settings.id", "AddedFact.label"} <= FIELDS.keys()


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_says_what_it_means(name: str) -> None:
    _, f = FIELDS[name]
    assert len(f.metadata.get("help", "")) >= 8, f"{name} has no help: metadata=meaning(…)"


@pytest.mark.parametrize("spec", list(BUILT_IN), ids=lambda spec: spec.name)
def test_every_fact_says_what_it_means_and_reads_its_example(spec: Any) -> None:
    assert spec.meaning
    spec.parse(spec.example)


@pytest.mark.parametrize("name", FIELDS)
def test_every_example_can_be_read_as_it_stands(name: str) -> None:
    record, f = FIELDS[name]
    key = f.metadata.get("key", f.name)
    (field,) = [one for one in group_of(record, BUILT_IN).fields if one.key == key]
    shown = example(field)
    if not shown:
        assert not isinstance(field.form, Value), f"{name} has no example: metadata=meaning(…, example)"
        return
    hint = typing.get_type_hints(record)[f.name]
    one = dataclasses.make_dataclass("One", [(f.name, hint, dataclasses.field(metadata=f.metadata))], kw_only=True)
    state = Decoding("content/papers/x.md")
    decode(one, parse_yaml(f"{key}: {shown}\n", state.path), state)
    assert not state.problems


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_is_complete(name: str) -> None:
    listed = [line.path.replace(".*", "") for line in lines(name, BUILT_IN)]
    there = {path for path in places(RECORDS[name]) if not path.startswith("facts.") or name != "models"}
    facts = {join("facts", spec.name) for spec in BUILT_IN} if name == "models" else set()
    inside = {
        f"{of}.{part}" for of in ("rows.cells", "status") for part in ("value", "source", "locator", "note")
    }  # written as one text
    assert len(listed) == len(set(listed))
    assert (there - inside) | facts <= set(listed)
    text = as_markdown(BUILT_IN)
    part = text[text.index(f"## {name}\n") :].split("\n## ")[0]
    for line in lines(name, BUILT_IN):
        assert f"| `{line.path}`" in part


def test_the_page_in_the_repository_is_what_the_records_say() -> None:
    page = ".github/fields.md"
    assert (ROOT / page).read_text("utf-8") == as_markdown(BUILT_IN), f"digest fields --markdown > {page}"


OWN = """\
built_in: [developer]
facts:
  span: {label: Wing span, unit: cm, type: quantity, group: Build, help: tip to tip}
  effort: {label: Reasoning, type: words, words: [none, always], group: Use}
"""


def test_facts_of_a_digests_own_are_told_and_checked() -> None:
    catalogue, problems = read_catalogue(OWN)
    assert not problems
    text = told(("models",), catalogue)
    assert "facts.span: quantity, cited, or a list\n      Wing span, cm; tip to tip\n" in text
    assert "effort: none [@card]" in text
    assert "facts.layers" not in text
    facts = schema("models", catalogue)["properties"]["facts"]["properties"]
    assert list(facts) == ["developer", "span", "effort"]


# Schemas


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: no days, and `yes` is a text."""


Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag.rpartition(":")[2] in ("int", "float", "null")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def front(text: str) -> Any:
    return yaml.load(text.split("---\n")[1] if text.startswith("---\n") else text, Core)


def entries_of_tests() -> dict[str, str]:
    found = {path: data.decode() for path, data in more_entries().items() if path.endswith((".md", ".yaml"))}
    for folder in (INVENTED, INSTRUMENTS):
        for file in sorted((folder / "content").rglob("*")):
            if file.suffix in (".md", ".yaml"):
                found[f"{folder.name}/{file.relative_to(folder)}"] = file.read_text("utf-8")
    return found


@functools.cache
def validator(name: str, own_facts: str) -> Draft202012Validator:
    catalogue = read_catalogue(own_facts)[0] if own_facts else BUILT_IN
    return Draft202012Validator(schema(name, catalogue))


def kind_of(path: str) -> str:
    *_, folder, name = Path(path).parts
    return name.removesuffix(".yaml") if folder == "content" else folder


def test_schemas_take_every_entry_of_the_tests() -> None:
    wrong, seen = [], set()
    instruments = (INSTRUMENTS / "content/facts.yaml").read_text("utf-8")
    for path, text in entries_of_tests().items():
        seen.add(kind_of(path))
        check = validator(kind_of(path), instruments if path.startswith("instruments/") else "")
        wrong += [f"{path}: {error.json_path} {error.message}" for error in check.iter_errors(front(text))]
    assert not wrong
    assert seen == set(NAMES)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/papers/beavers.md", "date: 2024-03", "date: March"),
        ("content/papers/beavers.md", "title: No", "titel: No"),
        ("content/papers/beavers.md", "topics: [boats]", "topics: boats"),
        ("content/models/otter-1b.md", "parameters_total:", "parameters:"),
    ],
)
def test_schemas_refuse_what_the_digest_refuses(path: str, old: str, new: str) -> None:
    text = (INVENTED / path).read_text("utf-8")
    assert old in text
    check = validator(kind_of(path), "")
    assert not list(check.iter_errors(front(text)))
    assert list(check.iter_errors(front(text.replace(old, new, 1))))


def test_schemas_refuse_a_number_without_its_source() -> None:
    check = validator("models", "")
    entry = {"name": "A", "summary": "B", "facts": {"layers": "32"}}
    assert [error.json_path for error in check.iter_errors(entry)] == ["$.facts.layers"]
    entry["facts"] = {
        "layers": ["32 [@card]", "not disclosed [@paper, table 2] a note"],
        "experts_total": "does not apply",
    }
    assert not list(check.iter_errors(entry))


def test_schemas_are_schemas() -> None:
    Draft202012Validator.check_schema(every_schema(BUILT_IN))
    assert set(every_schema(BUILT_IN)["$defs"]) == set(NAMES)
    for name in NAMES:
        Draft202012Validator.check_schema(schema(name, BUILT_IN))
        assert schema(name, BUILT_IN)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_editors_are_given_a_schema_for_every_file() -> None:
    written = {path.stem: path.read_text("utf-8") for path in (ROOT / ".vscode/schemas").iterdir()}
    assert written == {name: as_json(schema_for_editors(name, BUILT_IN)) for name in NAMES}, (
        "digest schema --write .vscode/schemas"
    )
    wired = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    (_, rule) = json.loads((ROOT / ".remarkrc.json").read_text("utf-8"))["plugins"]
    wired |= {path: files[0] for path, files in rule[1]["schemas"].items()}
    expected = {
        f".vscode/schemas/{name}.json": f"content/{name}/*{record.kind.suffix}" for name, record in KINDS.items()
    }
    assert wired == expected | {f".vscode/schemas/{name}.json": f"content/{name}.yaml" for name in ("site", "facts")}


# The commands


def test_one_kind_or_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields", "paper", "--root", str(tmp_path)]) == 0
    one = capsys.readouterr().out
    assert one.startswith("papers: content/papers/*.md (* must be given)\n* title: text\n")
    assert main(["fields", "--root", str(tmp_path)]) == 0
    every = capsys.readouterr().out
    assert one.rstrip() in every and "\nfacts: content/facts.yaml" in every
    assert main(["fields", "--markdown", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == as_markdown(BUILT_IN)
    assert main(["schema", "models", "--root", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out) == schema("models", BUILT_IN)
    assert main(["schema", "--root", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out) == every_schema(BUILT_IN)
    assert main(["schema", "--write", str(tmp_path / "s"), "--root", str(tmp_path)]) == 0
    assert sorted(path.stem for path in (tmp_path / "s").iterdir()) == sorted(NAMES)


def test_the_facts_of_the_digest_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/facts.yaml").write_text(OWN)
    assert main(["fields", "models", "--root", str(tmp_path)]) == 0
    assert "facts.span" in capsys.readouterr().out
    (tmp_path / "content/facts.yaml").write_text("facts: {span: {label: Span}}\n")
    assert main(["schema", "--root", str(tmp_path)]) == 1
    assert "content/facts.yaml:1: the key 'group' is missing in 'facts.span'" in capsys.readouterr().err


def test_a_kind_that_there_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields", "paprs", "--root", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("digest: no kind of entry is called 'paprs'; did you mean 'papers'?")
    assert name_meant("Result set") == name_meant("result") == "results"
