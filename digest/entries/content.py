"""Tree → Content: which folder holds which kind, file name → slug, file → entry; all problems of all files at once.

`read_entry` looks at one file alone, so what it gives depends on nothing but the catalogue of facts, the path and the bytes.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath

import imagesize

from digest.entries.added_facts import FACTS, read_catalogue
from digest.entries.checks import check_entry
from digest.entries.decode import Decoding, clean, decode
from digest.entries.entry import AnyEntry, Entry, Picture, with_days
from digest.entries.markdown import parse_inline, parse_note
from digest.entries.nodes import parse_yaml
from digest.entries.record import Record, Ref, walk
from digest.entries.records import KINDS
from digest.entries.settings import Settings, SiteUrl
from digest.field.facts import Catalogue
from digest.field.language_models import BUILT_IN
from digest.values.problems import DigestError, Location, Problem, did_you_mean, one_of
from digest.values.tree import Tree
from digest.values.words import SLUG

SETTINGS = "content/site.yaml"
_OF_THE_SITE = frozenset((SETTINGS, FACTS))
"""Files that hold no entry."""

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_TAKEN = frozenset((
    *(record.kind.root.strip("/") for record in KINDS.values()), *KINDS, "changes", "subscribe", "static", "data", "search", "a-z",
    "feed.xml", "sitemap.xml", "robots.txt", "404.html", "index.html",
))  # fmt: skip
_TAKEN_BESIDE_MODELS = frozenset(("by", "charts", "in", "lineage"))


@dataclass(frozen=True, slots=True)
class Content:
    """All entries that could be read, what is wrong so far, and the paths of files that hold no entry yet."""

    settings: Settings
    entries: tuple[AnyEntry, ...]
    pictures: dict[str, Picture]
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()
    catalogue: Catalogue = BUILT_IN


@dataclass(frozen=True, slots=True)
class Read:
    """What one file gives: an entry where it could be read, and everything that is wrong with it."""

    entry: AnyEntry | None
    problems: tuple[Problem, ...]


ReadAll = Callable[[Callable[[tuple[str, bytes]], Read], Iterable[tuple[str, bytes]]], list[Read]]
"""Applies a reader to many files; the caller may remember what it gave or spread the work."""


def read_plainly(read: Callable[[tuple[str, bytes]], Read], files: Iterable[tuple[str, bytes]]) -> list[Read]:
    return [read(file) for file in files]


def load(tree: Tree, read_all: ReadAll = read_plainly) -> Content:
    """The content of `tree`, not yet connected, with the problems of all files."""
    problems: list[Problem] = []
    entry_files: list[tuple[str, bytes]] = []
    pictures: dict[str, Picture] = {}
    catalogue = _read_catalogue(tree, problems)
    for path in sorted(path for path in tree if path.startswith("content/") and path not in _OF_THE_SITE):
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
    results = read_all(partial(read_entry, catalogue=catalogue), entry_files)
    entries = tuple(result.entry for result in results if result.entry)
    for result in results:
        problems.extend(result.problems)
    settings = _settings(tree, problems) or _NO_SETTINGS
    read = {entry.path for entry in entries}
    unread = frozenset(
        path
        for path in tree
        if path.startswith("content/") and path not in _OF_THE_SITE and path not in read and path not in pictures
    )
    return Content(settings, entries, pictures, tuple(problems), unread, catalogue)


_NO_SETTINGS = Settings(title="?", tagline="?", description="?", base_url=SiteUrl("https://unknown.invalid/"), id="?")
"""Stands in where site.yaml cannot be read, so that the problems of all other files are found in the same run."""


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
    if name.stem == "by" and kind not in ("models", "pages"):
        return (
            f"{KINDS[kind].kind.root}by/ is where the lists of {KINDS[kind].kind.words} lie: give the file another name"
        )
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


def _read_catalogue(tree: Tree, problems: list[Problem]) -> Catalogue:
    """The facts of models: the built-in ones, and what content/facts.yaml makes of them."""
    if FACTS not in tree:
        return BUILT_IN
    try:
        catalogue, found = read_catalogue(read_text(FACTS, tree[FACTS]))
    except DigestError as error:
        catalogue, found = replace(BUILT_IN, open=True), error.problems
    problems.extend(found)
    return catalogue


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
    for folder in settings.kinds if settings else ():
        if folder not in KINDS:
            where = Location(SETTINGS, state.lines[f"kinds.{folder}"])
            problems.append(Problem(where, f"no kind of entry is called {str(folder)!r}{did_you_mean(folder, KINDS)}"))
    return settings


def read_entry(file: tuple[str, bytes], catalogue: Catalogue = BUILT_IN) -> Read:
    """The entry in one file, given as path and bytes; its facts are those of the catalogue."""
    path, data = file
    kind, slug = PurePosixPath(path).parts[1], PurePosixPath(path).stem
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
    refs = tuple((p, v) for p, v in walk(record) if isinstance(v, Ref))
    entry = Entry(slug, path, record, note, texts, refs, state.lines)
    return Read(replace(entry, record=with_days(record)), (*state.problems, *check_entry(entry, catalogue)))


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
