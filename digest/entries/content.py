"""A file's bytes → what it holds: an entry in parts, the settings, the catalogue of facts, a picture's size.

Each function looks at one file alone, so what it gives depends on nothing but the catalogue of facts, the path and the bytes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

import imagesize

from digest.entries.added_facts import FACTS, read_catalogue
from digest.entries.checks import check_entry
from digest.entries.decode import Decoding, clean, decode
from digest.entries.entry import AnyEntry, Entry, Picture, parts_of
from digest.entries.markdown import parse_inline, parse_note
from digest.entries.nodes import parse_yaml
from digest.entries.record import Record
from digest.entries.records import KINDS
from digest.entries.settings import Settings, SiteUrl
from digest.field.facts import Catalogue
from digest.field.language_models import BUILT_IN
from digest.values.problems import DigestError, Location, Problem, did_you_mean, one_of
from digest.values.words import SLUG

SETTINGS = "content/site.yaml"
_OF_THE_SITE = frozenset((SETTINGS, FACTS))
"""Files that hold no entry."""

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_TAKEN = frozenset((
    *(record.kind.root.strip("/") for record in KINDS.values()), *KINDS, "changes", "subscribe", "static", "data", "search", "a-z",
    "feed.xml", "sitemap.xml", "robots.txt", "404.html", "index.html",
))  # fmt: skip
_TAKEN_BESIDE_MODELS = frozenset(("by", "charts", "lineage"))


@dataclass(frozen=True, slots=True)
class Read:
    """What one file gives: the parts of an entry where it could be read, and everything that is wrong with it."""

    parts: Mapping[str, Any] | None
    problems: tuple[Problem, ...]

    @property
    def entry(self) -> AnyEntry | None:
        return Entry.of(self.parts["path"], self.parts) if self.parts else None


def is_of_the_site(path: str) -> bool:
    """Whether the file below content/ holds no entry, but what holds for all of them."""
    return path in _OF_THE_SITE


NO_SETTINGS = Settings(title="?", tagline="?", description="?", base_url=SiteUrl("https://unknown.invalid/"), id="?")
"""Stands in where site.yaml cannot be read, so that the problems of all other files are found in the same run."""


def place_of(path: str) -> tuple[str, str] | str:
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
    if kind == "models" and name.stem in _TAKEN_BESIDE_MODELS:
        return f"the address /models/{name.stem}/ is taken by a page of the site's own: give the file another name"
    if kind == "pages" and name.stem in _TAKEN:
        return f"the address /{name.stem}/ is taken by a page of the site's own: give the file another name"
    if name.suffix == ".md" and PurePosixPath(name.stem).suffix in PICTURES:
        return f"a name that ends in {PurePosixPath(name.stem).suffix} could meet a picture's address: give the file another name"
    if name.suffix in PICTURES and not SLUG.fullmatch(name.name.replace("_", "-")):
        return "a picture's name is lower-case letters and digits, joined by single hyphens, dots or underscores"
    if name.suffix in PICTURES:
        return kind, name.name
    if name.suffix == ".svg":
        return "SVG files can hold scripts and are not published: save the picture as PNG or WebP"
    expected = KINDS[kind].kind.suffix
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


def catalogue_of(data: bytes | None) -> tuple[Catalogue, tuple[Problem, ...]]:
    """The facts of models: the built-in ones, and what content/facts.yaml makes of them; and what is wrong with it."""
    if data is None:
        return BUILT_IN, ()
    try:
        return read_catalogue(read_text(FACTS, data))
    except DigestError as error:
        return replace(BUILT_IN, open=True), error.problems


def read_settings(data: bytes | None) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in content/site.yaml, and what is wrong with them."""
    if data is None:
        message = "this file is missing: it holds the site's title and address"
        return NO_SETTINGS, (Problem(Location(SETTINGS), message),)
    state = Decoding(SETTINGS)
    try:
        settings: Settings | None = decode(Settings, parse_yaml(read_text(SETTINGS, data), SETTINGS), state)
    except DigestError as error:
        return NO_SETTINGS, error.problems
    problems = list(state.problems)
    for folder in settings.kinds if settings else ():
        if folder not in KINDS:
            where = Location(SETTINGS, state.lines[f"kinds.{folder}"])
            problems.append(Problem(where, f"no kind of entry is called {str(folder)!r}{did_you_mean(folder, KINDS)}"))
    return settings or NO_SETTINGS, tuple(problems)


def read_picture(path: str, data: bytes) -> tuple[Picture, tuple[Problem, ...]]:
    """A picture's size, and what is wrong with it."""
    width, height = imagesize.get(BytesIO(data))
    sound = width > 0 and height > 0
    message = "this picture cannot be read: save it again as PNG, JPEG, GIF or WebP"
    return Picture(path, width, height), () if sound else (Problem(Location(path), message),)


def read_entry(file: tuple[str, bytes], catalogue: Catalogue = BUILT_IN) -> Read:
    """The entry in one file, given as path and bytes; its facts are those of the catalogue."""
    path, data = file
    kind = PurePosixPath(path).parts[1]
    state = Decoding(path, catalogue)
    try:
        text = read_text(path, data)
        front, front_line, body, body_line = (text, 1, "", 1) if path.endswith(".yaml") else _split(path, text)
        record: Record | None = decode(KINDS[kind], parse_yaml(front, path, front_line), state)
    except DigestError as error:
        return Read(None, error.problems)
    for number, line in enumerate(body.split("\n")):
        try:
            clean(line)
        except ValueError as error:
            return Read(None, (*state.problems, Problem(Location(path, body_line + number), str(error))))
    note = parse_note(body, body_line)
    state.problems.extend(Problem(Location(path, line), message) for line, message in note.problems)
    if record is None:
        return Read(None, tuple(state.problems))
    texts = {place: parse_inline(text, state.lines[place]) for place, text in record.markdown.items()}
    for piece in texts.values():
        state.problems.extend(Problem(Location(path, line), message) for line, message in piece.problems)
    parts = {"path": path, **parts_of(path, record, note, texts, state.lines)}
    entry: AnyEntry = Entry.of(path, parts)
    return Read(parts, (*state.problems, *check_entry(entry, catalogue)))


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
