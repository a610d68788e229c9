"""Content → Site: every reference known to hold, look-ups, order, and who mentions whom.

All dangling references of all files are reported at once. Backlinks follow from the references alone: the typed
ones of the records and the links of the notes, with no code per kind.
"""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from digest.connections.lineage import loops
from digest.entries.content import Content
from digest.entries.entry import Entry, Picture
from digest.entries.facts import Cited, Facts
from digest.entries.note import Link, Note, Placed
from digest.entries.records import (
    KINDS,
    ClaimSet,
    Column,
    Comparison,
    Edition,
    Model,
    Paper,
    ResultSet,
    Row,
    label_of,
)
from digest.entries.settings import Settings
from digest.values.problems import Location, Problem, did_you_mean
from digest.values.words import Day, Quantity

ADDRESS_FOLDERS = {kind: kind for kind in KINDS} | {"comparisons": "compare"}
"""Kind → first part of its addresses. Articles (`pages`) lie at the top."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One published number: the cell, its column and row, and the result set that prints it."""

    results: Entry
    row: Row
    column: Column
    column_key: str
    cell: Cited[str]


@dataclass(frozen=True, slots=True)
class Site:
    """All entries, connected. `kinds` holds each kind's entries in the order in which lists show them."""

    settings: Settings
    kinds: dict[str, dict[str, Entry]]
    by_path: dict[str, Entry]
    pictures: dict[str, Picture]
    unread: frozenset[str] = frozenset()
    mentions: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    source_names: dict[str, str] = field(default_factory=dict)

    def all(self, kind: str) -> tuple[Entry, ...]:
        return tuple(self.kinds[kind].values())

    def get(self, kind: str, slug: str) -> Entry:
        return self.kinds[kind][slug]

    def mentioned_in(self, entry: Entry) -> tuple[Entry, ...]:
        return self.mentions.get(entry.path, ())


def address(entry: Entry) -> str:
    """The entry's address below the root of the site: `/papers/kan/`."""
    return f"/{entry.slug}/" if entry.kind == "pages" else f"/{ADDRESS_FOLDERS[entry.kind]}/{entry.slug}/"


def assemble(content: Content) -> tuple[Site, tuple[Problem, ...]]:
    """The site that `content` makes, and every reference that does not hold.

    A reference to a file that is there and could not be read is no problem of its own.
    """
    kinds = {kind: {} for kind in KINDS}  # type: dict[str, dict[str, Entry]]
    for entry in sorted(content.entries, key=lambda entry: (entry.kind, _order(entry))):
        kinds[entry.kind][entry.slug] = entry
    by_path = {entry.path: entry for entry in content.entries}
    site = Site(content.settings, kinds, by_path, content.pictures, content.unread)
    problems = [problem for entry in content.entries for problem in _dangling(site, entry)]
    problems.extend(_doubled_papers(site))
    problems.extend(_loops_of_parents(site))
    mentions: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in (entry for kind in KINDS for entry in kinds[kind].values()):
        for target in references(site, entry):
            if target is not entry:
                mentions[target.path][entry.path] = entry
    backlinks = {path: tuple(found.values()) for path, found in mentions.items()}
    return replace(site, mentions=backlinks, source_names=_source_names(site)), tuple(problems)


def _source_names(site: Site) -> dict[str, str]:
    """What sources are called: by address as the settings say, by arXiv identifier where the paper has an entry."""
    names: dict[str, str] = {str(url): title for url, title in site.settings.source_titles.items()}
    names |= dict.fromkeys(site.settings.third_party, "third-party summary")
    for entry in site.all("papers"):
        if isinstance(entry.record, Paper) and entry.record.authors:
            first, *others = entry.record.authors
            names[entry.record.arxiv.without_version] = (
                f"{first.split()[-1]}{' and others' if others else ''} {entry.record.date.date.year}"
            )
    return names


def _order(entry: Entry) -> tuple[object, ...]:
    """Newest first where there is a date, by name otherwise. Entries of two kinds cannot be held against each other."""
    record = entry.record
    name = label_of(record).casefold()
    if isinstance(record, Paper | Edition):
        return (-record.date.date.toordinal(), name, entry.slug)
    if isinstance(record, Model):
        day = released(record)
        size = next(
            (cited.value.number for cited in record.facts.parameters_total if isinstance(cited.value, Quantity)), 0.0
        )
        family = str(next((cited.value for cited in record.facts.family), ""))
        return (-day.date.toordinal() if day else 0, family.casefold(), size, name, entry.slug)
    return (0, name, entry.slug)


def released(model: Model) -> Day | None:
    """The first day given for the release, or None."""
    return next((cited.value for cited in model.facts.released if isinstance(cited.value, Day)), None)


def references(site: Site, entry: Entry) -> Iterator[Entry]:
    """Every entry that `entry` points at, in the order of its text; some more than once."""
    for _, ref in entry.refs:
        if ref in site.kinds[ref.kind]:
            yield site.kinds[ref.kind][ref]
    record = entry.record
    if isinstance(record, ClaimSet):
        for claim in record.claims:
            for path in claim.about:
                if f"content/{path}" in site.by_path:
                    yield site.by_path[f"content/{path}"]
    for note in (entry.note, *entry.texts.values()):
        for hole in note.holes:
            if isinstance(hole, Link | Placed):
                path = resolve(entry, hole.target)
                if path in site.by_path:
                    yield site.by_path[path]


def resolve(entry: Entry, target: str) -> str:
    """The path below the root that a link in `entry` points at, without its fragment."""
    path = target.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), path)) if path else entry.path


def anchors(entry: Entry) -> set[str]:
    """The fragments that a link to `entry` may carry."""
    found = {heading.id for heading in entry.note.headings}
    if isinstance(entry.record, ClaimSet):
        found.update(claim.id for claim in entry.record.claims)
    return found


def _dangling(site: Site, entry: Entry) -> Iterator[Problem]:
    for path, ref in entry.refs:
        if ref not in site.kinds[ref.kind] and not _unread(site, f"content/{ref.kind}/{ref}"):
            yield Problem(
                entry.where(path), f"no entry content/{ref.kind}/{ref}{did_you_mean(ref, site.kinds[ref.kind])}"
            )
    if isinstance(entry.record, ClaimSet):
        for index, claim in enumerate(entry.record.claims):
            for number, about in enumerate(claim.about):
                if f"content/{about}" not in site.by_path and f"content/{about}" not in site.unread:
                    near = did_you_mean(about, (path.removeprefix("content/") for path in site.by_path))
                    yield Problem(entry.where(f"claims.{index}.about.{number}"), f"no entry content/{about}{near}")
    for note in (entry.note, *entry.texts.values()):
        yield from _dangling_links(site, entry, note)
    if isinstance(entry.record, Comparison):
        yield from _dangling_columns(site, entry, entry.record)


def _unread(site: Site, stem: str) -> bool:
    return f"{stem}.md" in site.unread or f"{stem}.yaml" in site.unread


def _dangling_links(site: Site, entry: Entry, note: Note) -> Iterator[Problem]:
    for hole in note.holes:
        if not isinstance(hole, Link | Placed):
            continue
        where = Location(entry.path, hole.line)
        path = resolve(entry, hole.target)
        if path in site.pictures:
            if isinstance(hole, Link):
                yield Problem(where, f"{hole.target!r} is a picture: place it with ![…]({hole.target})")
        elif path in site.unread and path.endswith((".md", ".yaml")) and path.count("/") == 2:
            continue
        elif path not in site.by_path:
            here = posixpath.dirname(entry.path)
            near = did_you_mean(
                hole.target.partition("#")[0], (posixpath.relpath(p, here) for p in (*site.by_path, *site.pictures))
            )
            yield Problem(where, f"no file {hole.target.partition('#')[0]!r}{near}")
        elif isinstance(hole, Placed):
            if site.by_path[path].kind not in ("comparisons", "results"):
                yield Problem(
                    where,
                    f"{hole.target!r} cannot be placed: only pictures, comparisons and result sets can; link to it instead",
                )
            elif not hole.alone:
                yield Problem(where, "a table or chart is placed in a paragraph of its own")
        elif (fragment := hole.target.partition("#")[2]) and fragment not in anchors(site.by_path[path]):
            near = did_you_mean(fragment, anchors(site.by_path[path]))
            yield Problem(where, f"{path} has no section {fragment!r}{near}")


def _dangling_columns(site: Site, entry: Entry, record: Comparison) -> Iterator[Problem]:
    """Columns and charts that name what the chosen result set does not have."""
    base = site.kinds["results"].get(record.results or "")
    if record.results and not base:
        return
    columns = base.record.columns if base and isinstance(base.record, ResultSet) else {}
    for index, pick in enumerate(record.columns):
        if pick.column and pick.column not in columns:
            yield Problem(
                entry.where(f"columns.{index}"),
                f"{base.path if base else ''} has no column {pick.column!r}{did_you_mean(pick.column, columns)}",
            )
    for index, pick in enumerate(record.columns):
        sets = [site.kinds["results"][slug] for slug in pick.sets if slug in site.kinds["results"]]
        for results in sets:
            found = results.record.columns.values() if isinstance(results.record, ResultSet) else ()
            if pick.benchmark and not any(column.benchmark == pick.benchmark for column in found):
                yield Problem(
                    entry.where(f"columns.{index}"),
                    f"{results.path} has no column for the benchmark {pick.benchmark!r}",
                )
    keys = column_keys(record, list(columns))
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Problem(entry.where("columns"), f"two columns of the table are called {key!r}")
    yield from _unknown_variants(site, entry, record, base)
    for index, chart in enumerate(record.charts):
        for name, wanted in (("x", chart.x), ("y", (chart.y,) if chart.y else ())):
            for key in wanted:
                if key not in keys:
                    yield Problem(
                        entry.where(f"charts.{index}.{name}"),
                        f"the table has no column {key!r}{did_you_mean(key, keys)}",
                    )


def _unknown_variants(site: Site, entry: Entry, record: Comparison, base: Entry | None) -> Iterator[Problem]:
    """Rows that ask for a variant of a model which none of the chosen result sets has."""
    slugs = [slug for pick in record.columns for slug in pick.sets]
    sets = [site.kinds["results"][slug] for slug in slugs if slug in site.kinds["results"]] + ([base] if base else [])
    for index, pick in enumerate(record.rows):
        rows = [row for results in sets if isinstance(results.record, ResultSet) for row in results.record.rows]
        variants = {row.variant for row in rows if row.model == pick.model}
        if pick.variant and sets and pick.variant not in variants:
            near = did_you_mean(pick.variant, variants)
            yield Problem(
                entry.where(f"rows.{index}.variant"), f"no chosen result set has {pick.model} as {pick.variant!r}{near}"
            )


def column_keys(record: Comparison, base: Iterable[str]) -> list[str]:
    """The keys by which charts name the columns of a comparison; `base` are the columns of its result set."""
    picked = [pick.fact or pick.column or pick.benchmark or "" for pick in record.columns]
    return picked or list(base)


def _doubled_papers(site: Site) -> Iterator[Problem]:
    seen: dict[str, Entry] = {}
    for entry in sorted(site.all("papers"), key=lambda entry: entry.path):
        if isinstance(entry.record, Paper):
            arxiv = entry.record.arxiv.without_version
            if arxiv in seen:
                yield Problem(entry.where("arxiv"), f"arXiv {arxiv} has an entry already: {seen[arxiv].path}")
            seen.setdefault(arxiv, entry)


def _loops_of_parents(site: Site) -> Iterator[Problem]:
    """Models that come from themselves, by whatever detour."""
    models = {e.slug: e.record for e in site.all("models") if isinstance(e.record, Model)}
    for loop in loops({slug: record.parents for slug, record in models.items()}):
        parent = loop[1] if len(loop) > 1 else loop[0]
        place = next(i for i, ref in enumerate(models[loop[0]].parents) if ref == parent)
        detour = f": {', from '.join((*loop, loop[0]))}" if len(loop) > 1 else ""
        yield Problem(site.get("models", loop[0]).where(f"parents.{place}"), f"a model cannot come from itself{detour}")


def reported(site: Site) -> Iterator[Reported]:
    """Every published number of every result set, blanks left out."""
    for entry in site.all("results"):
        record = entry.record
        if isinstance(record, ResultSet):
            for row in record.rows:
                for key, cell in row.cells.items():
                    if isinstance(cell.value, str):
                        yield Reported(entry, row, record.columns[key], key, cell)


def reporter_of(result: Reported) -> str:
    """Who published the number."""
    record = result.results.record
    return result.row.reporter or (record.reporter if isinstance(record, ResultSet) else "")


def facts_of(model: Model) -> Iterator[tuple[str, str, str, str, bool, tuple[Cited[object], ...]]]:
    """Name, label, help, group, whether every model is asked for it, and values of every fact, in order."""
    for name, spec in Facts.__dataclass_fields__.items():
        meta = spec.metadata
        yield name, meta["label"], meta["help"], meta["group"], meta["core"], getattr(model.facts, name)


def cited_of(entry: Entry, fact: str) -> tuple[Cited[object], ...]:
    """The values of one fact of a model; none for what has no facts."""
    return getattr(entry.record.facts, fact) if isinstance(entry.record, Model) else ()
