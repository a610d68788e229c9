"""JSON Schemas of what may be written, for editors that complete and check it while it is typed.

Draft 2020-12 (https://json-schema.org/draft/2020-12). Editors read YAML by its own types, so that `2404.01230` comes to
them as a number; wherever the digest reads a text as it was written, a schema takes numbers and true/false as well.
"""

import enum
import json
from typing import Any

from digest.authoring.fields import called, example
from digest.authoring.forms import NAMES, Citing, Field, Form, Group, Keyed, Several, Value, file_of, form_of
from digest.entries.settings import SiteUrl
from digest.field.facts import Catalogue
from digest.values.words import SLUG, Day, ExactDay, Key, Slug, Url, Word, YesNo

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ANY = {"type": ["string", "number", "boolean"]}
_PATTERNS: dict[Any, str] = {
    SiteUrl: r"^https?://[^\s?#]+$",
    Url: r"^https?://\S+$",
    ExactDay: r"^\d{4}-\d{2}-\d{2}$",
    Day: r"^\d{4}-\d{2}(-\d{2})?$",
    Key: r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$",
    Slug: f"^{SLUG.pattern}$",
}
_CITED = r"^\s*(not disclosed|not checked|does not apply)\s*$|\[@[A-Za-z0-9._-]+(,[^\]]*)?\]"

Schema = dict[str, Any]


def schema(name: str, catalogue: Catalogue) -> Schema:
    """The schema of one kind of file, whole."""
    return {"$schema": DIALECT, "title": name, **_schema(form_of(name, catalogue))}


def every_schema(catalogue: Catalogue) -> Schema:
    """One document with the schemas of all kinds of files, each by its name below `$defs`."""
    definitions = {name: _schema(form_of(name, catalogue)) for name in NAMES}
    return {"$schema": DIALECT, "$defs": definitions, "anyOf": [{"$ref": f"#/$defs/{name}"} for name in NAMES]}


def schema_for_editors(name: str, catalogue: Catalogue) -> Schema:
    """The schema of one kind of file, as an editor takes it from a folder.

    That of front matter does not say which draft it is of: what checks front matter (remark-lint-frontmatter-schema)
    knows draft 7 alone, and refuses any other by its name. Nothing in it means something else there.
    """
    found = schema(name, catalogue)
    if file_of(name).endswith(".md"):
        del found["$schema"]
    return found


def as_json(one: Schema) -> str:
    return json.dumps(one, indent=1, ensure_ascii=False) + "\n"


def _schema(form: Form) -> Schema:
    if isinstance(form, Several):
        item = _schema(form.item)
        many = {"type": "array", "items": item}
        return {"anyOf": [item, many]} if form.or_one else many
    if isinstance(form, Keyed):
        return {"type": "object", "propertyNames": _named(form.key), "additionalProperties": _schema(form.item)}
    if isinstance(form, Citing):
        return dict(_ANY) if form.spec is None and form.wanted is str else {"type": "string", "pattern": _CITED}
    if isinstance(form, Group):
        return _group(form)
    return _value(form.wanted)


def _group(form: Group) -> Schema:
    found: Schema = {
        "type": "object",
        "properties": {field.key: _described(field) for field in form.fields},
        "additionalProperties": False,
    }
    if required := [field.key for field in form.fields if field.required]:
        found["required"] = required
    if form.any_of:
        found["anyOf"] = [{"required": [key]} for key in form.any_of]
    return {"anyOf": [_schema(form.short.form), found]} if form.short and form.name == "Source" else found


def _described(field: Field) -> Schema:
    found = {"description": f"{field.help} ({called(field.form)})", **_schema(field.form)}
    one = example(field)
    if one and isinstance(field.form, Value) and found.get("type") == "string":
        found["examples"] = [one.strip("'")]
    return found


def _named(key: Value) -> Schema:
    """What the keys of an author's own may be: as text, which they are in any case."""
    found = _value(key.wanted)
    return {"pattern": found["pattern"]} if "pattern" in found else {}


def _value(wanted: Any) -> Schema:
    if wanted is bool:
        return {"type": "boolean"}
    if wanted is int:
        return {"type": "integer", "minimum": 0}
    if issubclass(wanted, YesNo):
        return {"enum": ["yes", "no", True, False]}
    if issubclass(wanted, enum.Enum):
        return {"enum": [member.value for member in wanted]}
    if issubclass(wanted, Slug | Key):  # `2024-04` is a text in YAML 1.2, and `2024` a number
        return {"type": ["string", "number"], "pattern": _pattern(wanted)}
    if issubclass(wanted, Day | Url):
        return {"type": "string", "pattern": _pattern(wanted)}
    return {"type": ["string", "number"]} if issubclass(wanted, Word) else dict(_ANY)


def _pattern(wanted: Any) -> str:
    return next(_PATTERNS[one] for one in wanted.__mro__ if one in _PATTERNS)
