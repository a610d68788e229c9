"""Every field of every kind in words: its path, what is written there, whether it must be, what it means, an example."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from digest.authoring.forms import NAMES, Citing, Field, Form, Group, Keyed, Several, Value, file_of, form_of
from digest.entries.record import Ref
from digest.entries.records import KINDS
from digest.entries.settings import SiteUrl
from digest.field.facts import Catalogue, FactType
from digest.field.identifiers import ArxivId
from digest.field.quantities import Quantity
from digest.values.colours import AccentOnDark, AccentOnLight
from digest.values.problems import one_of
from digest.values.words import Day, ExactDay, FactName, Key, Slug, Url, YesNo

_TYPES: dict[Any, tuple[str, str]] = {
    str: ("text", ""),
    int: ("whole number", "365"),
    bool: ("true or false", "true"),
    Day: ("day or month", "2024-04-30"),
    ExactDay: ("day", "2026-11-21"),
    Url: ("web address", "https://example.org/heron"),
    SiteUrl: ("address of a site", "https://digest.example/"),
    Key: ("key", "card"),
    Slug: ("name", "heron-1b"),
    FactName: ("name of a fact", "output_limit"),
    ArxivId: ("arXiv identifier", "2404.01230"),
    Quantity: ("quantity", "10B"),
    YesNo: ("yes or no", "no"),
    AccentOnLight: ("colour", "'#1f4f8a'"),
    AccentOnDark: ("colour", "'#9cc4ff'"),
}
"""What types are called, and an example for fields that have none of their own."""

_FACTS = {
    FactType.TEXT: ("text", "grouped queries"),
    FactType.QUANTITY: ("quantity", "8,192"),
    FactType.DAY: ("day or month", "2024-04-30"),
    FactType.YES_NO: ("yes or no", "yes"),
    FactType.ADDRESS: ("web address", "https://example.org/heron"),
    FactType.ARXIV: ("arXiv identifier", "2404.01230"),
}

_NAMED = {
    "papers": "heron", "models": "heron-1b", "methods": "lora", "topics": "retrieval", "benchmarks": "mmlu",
    "results": "heron-card", "comparisons": "herons", "editions": "2024-04", "claims": "2024-04", "pages": "about",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One field. `path` joins keys by dots; `*` stands for a key of the author's own, and each of a list is meant."""

    path: str
    type: str
    required: bool
    help: str
    example: str


def lines(name: str, catalogue: Catalogue) -> Iterator[Line]:
    """Every field of a kind, those inside of others behind them; required ones first."""
    yield from _lines(form_of(name, catalogue), "")


def _lines(form: Form, path: str) -> Iterator[Line]:
    if isinstance(form, Several):
        yield from _lines(form.item, path)
    elif isinstance(form, Keyed):
        yield from _lines(form.item, f"{path}.*")
    elif isinstance(form, Group):
        for field in sorted(form.fields, key=lambda field: not field.required):
            inner = f"{path}.{field.key}" if path else field.key
            yield Line(inner, called(field.form), field.required, field.help, example(field))
            yield from _lines(field.form, inner)


def called(form: Form) -> str:
    """What is written there, in words: `list of topics`, `day or month`."""
    if isinstance(form, Several):
        inner = called(form.item)
        return f"{inner}, or a list" if form.or_one else f"list of {_many(form.item)}"
    if isinstance(form, Keyed):
        return f"a {called(form.key)} each, with {called(form.item)}"
    if isinstance(form, Citing):
        if form.spec is None and form.wanted is str:
            return "text or number, cited where it differs"
        return f"{_fact_value(form)[0] if form.spec else called(Value(form.wanted))}, cited"
    if isinstance(form, Group):
        return "fields"
    wanted = form.wanted
    if issubclass(wanted, enum.Enum):
        return one_of(str(member.value) for member in wanted)
    if issubclass(wanted, Ref):
        return f"name of a {KINDS[wanted.folder].kind.word}"
    return next((_TYPES[one][0] for one in wanted.__mro__ if one in _TYPES), "text")


def _many(form: Form) -> str:
    if isinstance(form, Value) and issubclass(form.wanted, Ref):
        return f"names of {KINDS[form.wanted.folder].kind.words}"
    return {"text": "texts", "quantity": "quantities"}.get(called(form), called(form))


def _fact_value(form: Citing) -> tuple[str, str]:
    """What the values of a fact are called, and an example."""
    if form.spec is None:
        return "text", "41.5 [@card, table 2]"
    if form.spec.type is FactType.WORDS:
        return one_of(form.spec.words), form.spec.words[0]
    return _FACTS[form.spec.type]


def example(field: Field) -> str:
    """An example of what stands behind the key, as it is written; none where other fields stand there."""
    one = _example(field.form, field.example)
    return f"[{one}]" if isinstance(field.form, Several) and not field.form.or_one and one[:1] not in ("", "[") else one


def _example(form: Form, given: str) -> str:
    if isinstance(form, Several):
        return _example(form.item, given)
    if isinstance(form, Citing):
        return f"{given or _fact_value(form)[1]} [@card]" if form.spec else given or _fact_value(form)[1]
    if given or not isinstance(form, Value):
        return given
    if issubclass(form.wanted, enum.Enum):
        return str(next(iter(form.wanted)).value)
    if issubclass(form.wanted, Ref):
        return _NAMED[form.wanted.folder]
    return next((_TYPES[one][1] for one in form.wanted.__mro__ if one in _TYPES), "")


def told(names: tuple[str, ...], catalogue: Catalogue) -> str:
    """The fields for a terminal: a line for each, required ones marked with a star, and its meaning and example below."""
    parts = []
    for name in names:
        head = f"{name}: {file_of(name)} (* must be given)"
        rows = [
            f"{'*' if line.required else ' '} {line.path}: {line.type}\n      {line.help}"
            + (f"\n      {line.path.rpartition('.')[2]}: {line.example}" if line.example else "")
            for line in lines(name, catalogue)
        ]
        parts.append("\n".join((head, *rows)))
    return "\n\n".join(parts)


_OPENING = """# Fields

Everything that may be written in `content/`, file by file. This page is made from the records of the code: `digest fields --markdown`
prints it, and `digest fields KIND` shows one part of it in a terminal, with the facts that a digest adds in `content/facts.yaml`.
In a path, `*` stands for a key of your own; the fields of a list are those of each of its items. A value that holds a colon and a space, a
`#`, or starts with a sign of YAML stands in quotes. A fact and a cell are written `value [@source, place] note`.
"""


def as_markdown(catalogue: Catalogue) -> str:
    """The reference for curators as one page: a table for each kind, complete."""
    parts = [_OPENING]
    for name in NAMES:
        rows = [
            f"| `{line.path}`{' **(required)**' if line.required else ''} | {_cell(line.help)} | {_cell(line.type)} |"
            f" {f'`{_cell(line.example)}`' if line.example else ''} |"
            for line in lines(name, catalogue)
        ]
        head = (
            f"## {name}\n\n`{file_of(name)}`\n\n| field | meaning | written as | example |\n| --- | --- | --- | --- |\n"
        )
        parts.append(head + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
