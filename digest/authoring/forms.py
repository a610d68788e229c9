"""What may be written where: the records' types as a tree of forms, from which reference, schemas and skeletons are made.

It is read off the same types by which `decode` reads files, so that it can neither lack a field nor invent one.
"""

import dataclasses
import enum
import types
import typing
from dataclasses import dataclass
from typing import Any

from digest.entries.added_facts import FactsFile
from digest.entries.places import FACTS, SETTINGS
from digest.entries.record import Record
from digest.entries.records import KINDS
from digest.entries.settings import Settings
from digest.field.facts import Catalogue, FactSpec
from digest.field.profile import Facts
from digest.values.cited import Cited
from digest.values.problems import did_you_mean, one_of


@dataclass(frozen=True, slots=True)
class Value:
    """One word or text; `wanted` is its type, which reads it by `parse` where it has one."""

    wanted: Any


@dataclass(frozen=True, slots=True)
class Citing:
    """`value [@source, place] note`, or one of the three kinds of blank in words; of a fact where it is one.

    A text need not cite: cells of a table have its source.
    """

    wanted: Any = str
    spec: FactSpec | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """A list; `or_one` where a single one may stand without brackets."""

    item: "Form"
    or_one: bool = False


@dataclass(frozen=True, slots=True)
class Keyed:
    """Keys of the author's own, each with an item."""

    key: Value
    item: "Form"


@dataclass(frozen=True, slots=True)
class Group:
    """Fields by their keys; `name` is that of the record. One with a single required field may be given as that alone.

    Of `any_of` at least one has to be there.
    """

    name: str
    fields: "tuple[Field, ...]"
    any_of: tuple[str, ...] = ()

    @property
    def short(self) -> "Field | None":
        required = [field for field in self.fields if field.required]
        return required[0] if len(required) == 1 else None


Form = Value | Citing | Several | Keyed | Group


@dataclass(frozen=True, slots=True)
class Field:
    """One key: what may be written behind it, whether it must be there, what it means, and an example as it is written."""

    key: str
    form: Form
    required: bool
    help: str
    example: str


SITE, FACTS_FILE = "site", "facts"
"""What the files that hold no entry are called beside the kinds."""

_RECORDS: dict[str, type[Any]] = {**KINDS, SITE: Settings, FACTS_FILE: FactsFile}

NAMES = tuple(_RECORDS)
"""Whatever has fields: the kinds by their folder, and the files that hold no entry."""


def name_meant(word: str) -> str:
    """The kind or file that `word` names, in the singular or the plural; ValueError with a sentence otherwise."""
    plain = word.lower().replace(" ", "-")
    words = {name: name for name in NAMES}
    for name, record in KINDS.items():
        words |= {one.replace(" ", "-"): name for one in (record.kind.word, record.kind.words, name.removesuffix("s"))}
    if plain not in words:
        raise ValueError(f"no kind of entry is called {word!r}{did_you_mean(plain, words)}; there are {one_of(NAMES)}")
    return words[plain]


def file_of(name: str) -> str:
    """Where such things are written: `content/papers/*.md`."""
    if name in KINDS:
        return f"content/{name}/*{KINDS[name].kind.suffix}"
    return SETTINGS if name == SITE else FACTS


def form_of(name: str, catalogue: Catalogue) -> Group:
    """The fields of a kind, or of a file that holds no entry; the facts of models are those of the catalogue."""
    group = _form(_RECORDS[name], catalogue)
    assert isinstance(group, Group)
    return group


def _form(wanted: Any, catalogue: Catalogue) -> Form:
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (types.UnionType, typing.Union):
        return _form(next(one for one in arguments if one is not type(None)), catalogue)
    if origin is tuple:
        return Several(_form(arguments[0], catalogue))
    if origin is dict:
        return Keyed(Value(arguments[0]), _form(arguments[1], catalogue))
    if origin is Cited:
        return Citing(arguments[0])
    if wanted is Facts:
        return Group("Facts", tuple(map(_fact, catalogue)))
    is_enum = isinstance(wanted, type) and issubclass(wanted, enum.Enum)
    if dataclasses.is_dataclass(wanted) and not hasattr(wanted, "parse") and not is_enum:
        return group_of(typing.cast(type[Any], wanted), catalogue)
    return Value(wanted)


def group_of(record: type[Any], catalogue: Catalogue) -> Group:
    """The fields of one record in their order, those that all entries have last."""
    hints = typing.get_type_hints(record)
    found = []
    for one in dataclasses.fields(record):
        form = _form(hints[one.name], catalogue)
        if one.metadata.get("one_or_more") and isinstance(form, Several):
            form = Several(form.item, or_one=True)
        required = one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
        said = one.metadata
        found.append(Field(said.get("key", one.name), form, required, said.get("help", ""), said.get("example", "")))
    common = {one.name for one in dataclasses.fields(Record)} if issubclass(record, Record) else set()
    found.sort(key=lambda field: field.key in common)
    return Group(record.__name__, tuple(found), getattr(record, "any_of", ()))


def _fact(spec: FactSpec) -> Field:
    said = spec.meaning or "; ".join(filter(None, (spec.heading, spec.help)))
    return Field(spec.name, Several(Citing(spec=spec), or_one=True), False, said, spec.example)
