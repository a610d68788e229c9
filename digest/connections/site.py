"""All entries, as far as they are asked for: look-ups by kind, name and path. What a step looks up here is what it asks."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Self, TypeVar, cast

from digest.entries.entry import AnyEntry, Entry, Picture, path_of, slug_of
from digest.entries.kinds import Kind
from digest.entries.places import FACTS, PICTURES, SETTINGS, is_of_the_site, place_of
from digest.entries.record import Record, Ref
from digest.entries.records import KINDS
from digest.entries.settings import Settings, SiteUrl
from digest.field.facts import Catalogue
from digest.values.asking import Asker
from digest.values.given import AS_OF, BASE_URL, DRAFTS
from digest.values.inputs import Given
from digest.values.problems import Location, Problem
from digest.values.steps import in_pieces, lookup, step, whole
from digest.values.tree import Tree
from digest.values.words import ExactDay

R = TypeVar("R", bound=Record)

_MOVED = "moved"
"""What is no kind, among the orders of the kinds: the entries that were elsewhere, by path."""

IS_ENTRY = "is_entry"
"""The part that says that the file could be read, and nothing of what it holds."""

IS_DRAFT = "is_draft"
"""What is there in place of it where the file holds a draft and drafts are not shown."""

_BRIEF = frozenset(("outline", "called", "links", "readings"))
"""The parts of entries that are little, so that those of many can be asked at once."""


class Site:
    """One digest. Entries of a kind come in the order in which lists show them; a file that could not be read is no entry."""

    def __init__(self, asker: Asker) -> None:
        self.asker = asker
        self.planned: dict[str, object] = {}
        """What was planned on the way to the names of files, for who makes these."""
        self._entries: dict[str, AnyEntry] = {}
        asker.serve(self)

    @classmethod
    def made_of(cls, tree: Tree, base_url: str = "", as_of: ExactDay | None = None, drafts: bool = False) -> Self:
        """The site that the files of a tree make, nothing of it remembered."""
        given = {BASE_URL: base_url, AS_OF: str(as_of or ""), DRAFTS: "yes" if drafts else ""}
        return cls(Asker(Given(tree), given=given))

    @property
    def moved(self) -> tuple[AnyEntry, ...]:
        """The entries that say what they moved from."""
        return tuple(self._entry(path) for path in order(self).get(_MOVED) or ())

    @property
    def settings(self) -> Settings:
        return settings(self)

    @property
    def catalogue(self) -> Catalogue:
        """The facts of models that this digest knows."""
        return cast(Catalogue, catalogue_read(self, "", "catalogue"))

    def of(self, record: type[R]) -> tuple[Entry[R], ...]:
        """The entries of one kind, named by its record."""
        folder = record.kind.folder
        paths = order(self).get(folder) or ()
        return cast(tuple[Entry[R], ...], tuple([self._entry(path) for path in paths]))

    def count(self, record: type[Record]) -> int:
        """How many entries there are of a kind."""
        return counts(self).get(record.kind.folder) or 0

    def get(self, record: type[R], slug: str) -> Entry[R]:
        """The entry of that kind and name; KeyError where there is none."""
        found = self.find(record, slug)
        if found is None:
            raise KeyError(slug)
        return found

    def find(self, record: type[R], slug: str | None) -> Entry[R] | None:
        """The entry of that kind and name, or None."""
        if not slug:
            return None
        return cast("Entry[R] | None", self.entry(f"content/{record.kind.folder}/{slug}{record.kind.suffix}"))

    def follow(self, ref: Ref) -> AnyEntry:
        """The entry that a reference names; KeyError where there is none."""
        found = self.entry(path_of(ref))
        if found is None:
            raise KeyError(ref)
        return found

    def entry(self, path: str) -> AnyEntry | None:
        """The entry in a file, or None."""
        found = path.endswith((".md", ".yaml")) and entry_read(self, path, IS_ENTRY)
        return self._entry(path) if found else None

    def _entry(self, path: str) -> AnyEntry:
        """The one object that stands for the entry in a file that holds one."""
        if path not in self._entries:
            self._entries[path] = Entry(path, lambda part: entry_read(self, path, part))
        return self._entries[path]

    def remains(self, path: str) -> tuple[AnyEntry, tuple[tuple[str, str, str], ...]] | None:
        """What could be read of a file that gives no entry; and path, folder and text of what can be no reference."""
        parts = entry_read(self, path, "remains")
        return (Entry.of(path, parts), parts["misnamed"]) if parts else None

    def survey(self, *records: type[Record]) -> Iterator[AnyEntry]:
        """The entries of some kinds, or all, for who looks at all of them: what is little is asked of all at once."""
        known: dict[str, dict[str, Any]] = {}

        def part(path: str, name: str) -> Any:
            if name not in _BRIEF:
                return entry_read(self, path, name)
            if name not in known:
                known[name] = dict(parts(self, name))
            return known[name][path]

        for record in records or KINDS.values():
            for path in order(self).get(record.kind.folder) or ():
                yield Entry(path, partial(part, path))

    def picture(self, path: str) -> Picture | None:
        """The picture in a file, or None."""
        return cast("Picture | None", picture_read(self, path, "picture")) if path.endswith(PICTURES) else None

    def every(self) -> Iterator[AnyEntry]:
        """All entries, kind by kind."""
        for record in KINDS.values():
            yield from self.of(record)

    def kind(self, record: type[Record] | Record | AnyEntry) -> Kind:
        """The kind of a record or an entry, called as this digest calls it."""
        kind = record.kind
        words = self.settings.kinds.get(kind.folder)  # type: ignore[call-overload]  # a Key is a str
        return kind.named(words.one, words.many, words.section, words.introduction) if words else kind

    def url(self, address: str) -> str:
        """An address of the site, whole."""
        return self.settings.base_url + address.removeprefix("/")


@in_pieces
def settings_read(site: Site, key: str) -> dict[str, Any]:
    from digest.entries.content import read_settings  # all of Markdown and YAML: only where a file is really read

    found, problems = read_settings(site.asker.file(SETTINGS))
    return {"settings": found, "problems": problems}


@whole
def settings(site: Site) -> Settings:
    """What the file says, and before that what was given for this run."""
    written: Settings = settings_read(site, "", "settings")
    base_url, as_of = site.asker.option(BASE_URL), site.asker.option(AS_OF)
    address = SiteUrl.parse((base_url or written.base_url).rstrip("/") + "/")
    return replace(written, base_url=address, as_of=ExactDay.parse(as_of) if as_of else written.as_of)


@in_pieces
def catalogue_read(site: Site, key: str) -> dict[str, Any]:
    from digest.entries.content import catalogue_of  # as above

    catalogue, problems = catalogue_of(site.asker.file(FACTS))
    return {"catalogue": catalogue, "problems": problems}


@in_pieces
def entry_read(site: Site, path: str) -> dict[str, Any]:
    """The parts of the entry in a file, and what is wrong with it; nothing where there is no such file.

    Of a draft, where drafts are not shown, only that it is one, and the paths that it points at.
    """
    data = site.asker.file(path) if _is_place(path, (".md", ".yaml")) else None
    if data is None:
        return {}
    from digest.entries.content import read_entry  # as above

    found = read_entry((path, data), site.catalogue)
    if found.entry and found.entry.is_draft and not site.asker.option(DRAFTS):
        return {"problems": found.problems, IS_DRAFT: True, "links": found.entry.links}
    if found.parts:
        return {"problems": found.problems, IS_ENTRY: True, **found.parts}
    return {"problems": found.problems, **({"remains": found.remains} if found.remains else {})}


def _is_place(path: str, suffixes: tuple[str, ...]) -> bool:
    """Whether a file of such a name may lie there."""
    ours = path.startswith("content/") and path.endswith(suffixes) and not is_of_the_site(path)
    return ours and not isinstance(place_of(path), str)


@in_pieces
def picture_read(site: Site, path: str) -> dict[str, Any]:
    """A picture's size, and what is wrong with it; nothing where there is no such file."""
    data = site.asker.file(path) if _is_place(path, PICTURES) else None
    if data is None:
        return {}
    from digest.entries.content import read_picture  # as above

    picture, problems = read_picture(path, data)
    return {"picture": picture, "problems": problems}


@in_pieces
def places(site: Site, key: str) -> dict[str, Any]:
    """The paths of files below content/ by what they hold, and what is wrong with where they lie."""
    entries: list[str] = []
    pictures: list[str] = []
    problems: list[Problem] = []
    for path in site.asker.names("content"):
        place = "" if is_of_the_site(path) else place_of(path)
        if isinstance(place, str) and place:
            problems.append(Problem(Location(path), place))
        elif place:
            (entries if path.endswith((".md", ".yaml")) else pictures).append(path)
    return {"entries": tuple(entries), "pictures": tuple(pictures), "problems": tuple(problems)}


def entry_paths(site: Site) -> tuple[str, ...]:
    """The files that should hold an entry, sorted."""
    return cast(tuple[str, ...], places(site, "", "entries"))


def picture_paths(site: Site) -> tuple[str, ...]:
    """The files that should hold a picture, sorted."""
    return cast(tuple[str, ...], places(site, "", "pictures"))


@in_pieces
def _dealt(site: Site, key: str) -> dict[str, Any]:
    """The files that should hold an entry, dealt out into blocks by the hash of their path; and how many blocks there are.

    These are about as many as one has files: so a change to a file asks little again, and so does who looks at all.
    """
    paths = entry_paths(site)
    count = 1 << (len(paths).bit_length() // 2)
    found: dict[str, list[str]] = {str(block): [] for block in range(count)}
    for path in paths:
        found[str(zlib.crc32(path.encode("utf-8", "surrogatepass")) % count)].append(path)
    return {_COUNT: count, **{block: tuple(those) for block, those in found.items()}}


_COUNT = "count"


def blocks(site: Site) -> Iterator[str]:
    """The names of the blocks into which the files of entries are dealt out."""
    return map(str, range(_dealt(site, "", _COUNT)))


def paths_in(site: Site, block: str) -> tuple[str, ...]:
    """The files of a block that should hold an entry, sorted."""
    return cast(tuple[str, ...], _dealt(site, "", block) or ())


@step
def _parts_in(site: Site, key: str) -> tuple[tuple[str, Any], ...]:
    """`outline 17`: by path, that part of all files of a block, where there is one."""
    part, _, block = key.partition(" ")
    found = ((path, entry_read(site, path, part)) for path in paths_in(site, block))
    return tuple((path, value) for path, value in found if value is not None)


def parts(site: Site, part: str) -> list[tuple[str, Any]]:
    """By path, sorted: that part of all files that should hold an entry, where there is one."""
    return sorted((one for block in blocks(site) for one in _parts_in(site, f"{part} {block}")), key=_path_of)


def _path_of(one: tuple[str, Any]) -> str:
    return one[0]


@lookup
def order(site: Site) -> dict[str, tuple[str, ...]]:
    """The paths of the entries of each kind, by its folder, newest first where there is a day, by name otherwise."""
    kinds: dict[str, list[tuple[tuple[object, ...], str]]] = {}
    moved: list[str] = []
    for path, outline in parts(site, "outline"):
        day, slug = outline.day, slug_of(path)
        place = (-day.date.toordinal() if day else 0, *outline.rank, outline.label.casefold(), slug)
        kinds.setdefault(path.split("/")[1], []).append((place, path))
        moved += [path] * bool(outline.moved_from)
    return {folder: tuple(path for _, path in sorted(found)) for folder, found in kinds.items()} | {
        _MOVED: tuple(moved)
    }


@lookup
def counts(site: Site) -> dict[str, int]:
    """How many entries there are of each kind, by its folder."""
    return {folder: len(order(site).get(folder) or ()) for folder in KINDS}
