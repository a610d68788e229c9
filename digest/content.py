"""Tree → Content: which folder holds which kind, file name → slug, file → entry; all problems of all files at once.

`read_entry` looks at one file alone, so what it gives depends on nothing but the path and the bytes.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath

import imagesize

from digest.decode import Decoding, decode
from digest.facts import Cited, Facts, Source
from digest.markdown import parse_inline, parse_note
from digest.nodes import parse_yaml
from digest.note import Citation, Note
from digest.problems import DigestError, Location, Problem, did_you_mean, one_of
from digest.records import KINDS, ClaimSet, Comparison, Record, Ref, ResultSet, Settings, Sourced, walk
from digest.tree import Tree
from digest.words import SLUG, Blank

SETTINGS = "content/site.yaml"
PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_YAML_KINDS = ("results", "claims")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its record, its note, and where each field stands.

    `texts` holds further pieces of Markdown by the path of their field (`claims.3.found`); `refs` every typed
    reference of the record with the path of its field.
    """

    kind: str
    slug: str
    path: str
    record: Record
    note: Note = field(default_factory=Note)
    texts: dict[str, Note] = field(default_factory=dict)
    refs: tuple[tuple[str, Ref], ...] = ()
    lines: dict[str, int] = field(default_factory=dict)

    def where(self, field_path: str = "") -> Location:
        """The place of a field, or of the nearest field around it that has a line of its own."""
        while field_path and field_path not in self.lines:
            field_path = field_path.rpartition(".")[0]
        return Location(self.path, self.lines.get(field_path, 1))


@dataclass(frozen=True, slots=True)
class Picture:
    """An image beside the entries; width and height in pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Content:
    settings: Settings
    entries: tuple[Entry, ...]
    pictures: dict[str, Picture]


@dataclass(frozen=True, slots=True)
class Read:
    """What one file gives: an entry, or the problems that keep it from being one."""

    entry: Entry | None
    problems: tuple[Problem, ...]


ReadAll = Callable[[Iterable[tuple[str, bytes]]], list[Read]]
"""Applies `read_entry` to many files; the caller may remember what it gave or spread the work."""


def read_plainly(files: Iterable[tuple[str, bytes]]) -> list[Read]:
    return [read_entry(file) for file in files]


def load(tree: Tree, read_all: ReadAll = read_plainly) -> Content:
    """The content of `tree`, not yet connected. Raises DigestError with the problems of all files."""
    problems: list[Problem] = []
    entry_files: list[tuple[str, bytes]] = []
    pictures: dict[str, Picture] = {}
    for path in sorted(path for path in tree if path.startswith("content/") and path != SETTINGS):
        place = _place(path)
        if isinstance(place, str):
            problems.append(Problem(Location(path), place))
        elif path.endswith((".md", ".yaml")):
            entry_files.append((path, tree[path]))
        else:
            width, height = imagesize.get(BytesIO(tree[path]))
            if width <= 0 or height <= 0:
                problems.append(
                    Problem(Location(path), "this picture cannot be read: save it again as PNG, JPEG, GIF or WebP")
                )
            pictures[path] = Picture(path, width, height)
    results = read_all(entry_files)
    entries = [result.entry for result in results if result.entry]
    for result in results:
        problems.extend(result.problems)
    settings = _settings(tree, problems)
    if problems or settings is None:
        raise DigestError(problems)
    return Content(settings, tuple(entries), pictures)


def _place(path: str) -> tuple[str, str] | str:
    """Kind and slug of an entry's file, or a sentence that says why it cannot be one."""
    parts = PurePosixPath(path).parts
    if len(parts) == 2:
        return f"entries lie in a folder of their kind: content/{one_of(KINDS)}"
    kind, name = parts[1], PurePosixPath(parts[-1])
    if kind not in KINDS:
        return f"no kind of entry is called {kind!r}{did_you_mean(kind, KINDS)}"
    if len(parts) > 3:
        return f"entries lie directly in content/{kind}/"
    if (kind, name.stem) == ("papers", "by"):
        return "/papers/by/ is where the lists of papers lie: give the file another name"
    if name.suffix in PICTURES:
        return kind, name.name
    if name.suffix == ".svg":
        return "SVG files can hold scripts and are not published: save the picture as PNG or WebP"
    expected = ".yaml" if kind in _YAML_KINDS else ".md"
    if name.suffix != expected:
        return f"expected a file that ends in {expected} (or a picture: {one_of(PICTURES)})"
    if not SLUG.fullmatch(name.stem):
        lowered = re.sub(r"[^a-z0-9.]+", "-", name.stem.lower()).strip("-.")
        hint = f": {lowered}{expected}" if SLUG.fullmatch(lowered) else ""
        return f"a file name is lower-case letters and digits, joined by single hyphens or dots{hint}"
    return kind, name.stem


def read_text(path: str, data: bytes) -> str:
    """`data` as UTF-8 text with plain line ends. Raises DigestError with the line of the first bad byte."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DigestError([Problem(Location(path, line), "this is not UTF-8 text: save the file as UTF-8")]) from None


def _settings(tree: Tree, problems: list[Problem]) -> Settings | None:
    if SETTINGS not in tree:
        problems.append(Problem(Location(SETTINGS), "this file is missing: it holds the site's title and address"))
        return None
    state = Decoding(SETTINGS)
    try:
        settings: Settings | None = decode(Settings, parse_yaml(read_text(SETTINGS, tree[SETTINGS]), SETTINGS), state)
    except DigestError as error:
        problems.extend(error.problems)
        return None
    problems.extend(state.problems)
    return settings


def read_entry(file: tuple[str, bytes]) -> Read:
    """The entry in one file, given as path and bytes."""
    path, data = file
    kind, slug = PurePosixPath(path).parts[1], PurePosixPath(path).stem
    state = Decoding(path)
    try:
        text = read_text(path, data)
        front, front_line, body, body_line = (text, 1, "", 1) if path.endswith(".yaml") else _split(path, text)
        record: Record | None = decode(KINDS[kind], parse_yaml(front, path, front_line), state)
    except DigestError as error:
        return Read(None, error.problems)
    note = parse_note(body, body_line)
    state.problems.extend(Problem(Location(path, line), message) for line, message in note.problems)
    if record is None:
        return Read(None, tuple(state.problems))
    texts = _texts(record, state.lines)
    for piece in texts.values():
        state.problems.extend(Problem(Location(path, line), message) for line, message in piece.problems)
    refs = tuple((p, v) for p, v in walk(record) if isinstance(v, Ref))
    entry = Entry(kind, slug, path, record, note, texts, refs, state.lines)
    problems = (*state.problems, *check_entry(entry))
    return Read(None if problems else entry, problems)


def _split(path: str, text: str) -> tuple[str, int, str, int]:
    """Front matter and note, each with its first line."""
    found = re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if not found:
        opened = text.startswith("---")
        message = (
            "the front matter is not closed by a line ---"
            if opened
            else "expected front matter: a first line ---, keys, a line ---"
        )
        raise DigestError([Problem(Location(path), message)])
    return found[1], 2, text[found.end() :], text.count("\n", 0, found.end()) + 1


def _texts(record: Record, lines: dict[str, int]) -> dict[str, Note]:
    if not isinstance(record, ClaimSet):
        return {}
    return {
        (path := f"claims.{index}.found"): parse_inline(claim.found, lines[path])
        for index, claim in enumerate(record.claims)
    }


def check_entry(entry: Entry) -> Iterator[Problem]:
    """What a file must hold beyond the types of its fields, as far as the file alone can tell."""
    record = entry.record

    def problem(field_path: str, message: str) -> Problem:
        return Problem(entry.where(field_path), message)

    yield from _check_sources(entry)
    if isinstance(record, ResultSet):
        for key, column in record.columns.items():
            if not column.title and not column.benchmark:
                yield problem(f"columns.{key}", f"the column {key!r} needs a title or a benchmark")
            if column.fact and column.fact not in Facts.__dataclass_fields__:
                near = did_you_mean(column.fact, Facts.__dataclass_fields__)
                yield problem(f"columns.{key}.fact", f"no fact is called {column.fact!r}{near}")
        for index, row in enumerate(record.rows):
            if not (row.model or row.method or row.label):
                yield problem(f"rows.{index}", "a row needs a model, a method or a label")
            for key in row.cells:
                if key not in record.columns:
                    yield problem(
                        f"rows.{index}.cells.{key}", f"no column is called {key!r}{did_you_mean(key, record.columns)}"
                    )
    if isinstance(record, Comparison):
        if not record.results and not (record.rows and record.columns):
            yield problem("", "a comparison needs `results`, or `rows` and `columns`")
        known = Facts.__dataclass_fields__
        for index, pick in enumerate(record.columns):
            at = f"columns.{index}"
            if sum(map(bool, (pick.fact, pick.column, pick.benchmark))) != 1:
                yield problem(at, "a column is one of `fact`, `column` or `benchmark`")
            if pick.fact and pick.fact not in known:
                yield problem(f"{at}.fact", f"no fact is called {pick.fact!r}{did_you_mean(pick.fact, known)}")
            if pick.benchmark and not pick.sets:
                yield problem(at, "a `benchmark` needs `from`: the result sets to take it from")
            if pick.column and not record.results:
                yield problem(at, "a `column` needs `results`: the result set it is a column of")
    if isinstance(record, ClaimSet):
        first: dict[str, int] = {}
        for index, claim in enumerate(record.claims):
            if claim.id in first:
                yield problem(f"claims.{index}.id", f"the id {claim.id!r} is taken by an earlier claim")
            first.setdefault(claim.id, index)
            cites = any(isinstance(hole, Citation) for hole in entry.texts[f"claims.{index}.found"].holes)
            if claim.verdict.value != "not checked" and not cites:
                yield problem(
                    f"claims.{index}.found", f"a claim that is {claim.verdict.value} cites its source: [@key]"
                )


def _check_sources(entry: Entry) -> Iterator[Problem]:
    record = entry.record
    sources = record.sources if isinstance(record, Sourced) else {}
    for key, source in sources.items():
        if not (source.checked or record.checked):
            yield Problem(
                entry.where(f"sources.{key}"), "the day the sources were checked is missing: add `checked: 2024-05-31`"
            )
    used: list[tuple[Location, str]] = []
    for path, value in walk(record):
        if isinstance(value, Cited):
            if value.source:
                used.append((entry.where(path), value.source))
            elif not isinstance(value.value, Blank) and path.startswith("facts."):
                named = f"; sources of this file: {', '.join(sources)}" if sources else ""
                yield Problem(entry.where(path), f"{value.value} has no source: write `{value.value} [@key]`{named}")
        elif path.rpartition(".")[2] == "source" and isinstance(value, str):
            used.append((entry.where(path), value))
    for note in (entry.note, *entry.texts.values()):
        used.extend((Location(entry.path, hole.line), hole.key) for hole in note.holes if isinstance(hole, Citation))
    for location, name in used:
        if name not in sources:
            yield Problem(location, f"no source is called {name!r}{did_you_mean(name, sources)}")


def source_of(record: Record, key: str) -> Source:
    """The source named `key`, with the day it was checked filled in from the file."""
    source = record.sources[key]  # type: ignore[index]  # a Key is a str; check_entry has made sure of it
    return source if source.checked else Source(source.url, source.title, record.checked, source.note)
