"""What an entry points at, and what of that is not there."""

import posixpath
from collections.abc import Iterable, Iterator

from digest.connections.site import Site
from digest.entries.entry import AnyEntry, Entry
from digest.entries.note import Link, Note, Placed
from digest.entries.records import Comparison, ResultSet
from digest.values.problems import Location, Problem, did_you_mean


def references(site: Site, entry: AnyEntry) -> Iterator[AnyEntry]:
    """Every entry that `entry` points at, in the order of its text; some more than once."""
    for _, ref in entry.refs:
        if ref in site.kinds[ref.folder]:
            yield site.kinds[ref.folder][ref]
    for _, path in entry.record.paths:
        if f"content/{path}" in site.by_path:
            yield site.by_path[f"content/{path}"]
    for note in (entry.note, *entry.texts.values()):
        for hole in note.holes:
            if isinstance(hole, Link | Placed):
                path = resolve(entry, hole.target)
                if path in site.by_path:
                    yield site.by_path[path]


def resolve(entry: AnyEntry, target: str) -> str:
    """The path below the root that a link in `entry` points at, without its fragment."""
    path = target.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), path)) if path else entry.path


def fragments(entry: AnyEntry) -> set[str]:
    """The fragments that a link to `entry` may carry."""
    return {*(heading.id for heading in entry.note.headings), *entry.record.fragments}


def dangling(site: Site, entry: AnyEntry) -> Iterator[Problem]:
    for path, ref in entry.refs:
        if ref not in site.kinds[ref.folder] and not _unread(site, f"content/{ref.folder}/{ref}"):
            near = did_you_mean(ref, site.kinds[ref.folder])
            yield Problem(entry.where(path), f"no entry content/{ref.folder}/{ref}{near}")
    for path, named in entry.record.paths:
        if f"content/{named}" not in site.by_path and f"content/{named}" not in site.unread:
            near = did_you_mean(named, (known.removeprefix("content/") for known in site.by_path))
            yield Problem(entry.where(path), f"no entry content/{named}{near}")
    for note in (entry.note, *entry.texts.values()):
        yield from _dangling_links(site, entry, note)
    if isinstance(entry.record, Comparison):
        yield from _dangling_columns(site, entry, entry.record)


def _unread(site: Site, stem: str) -> bool:
    return f"{stem}.md" in site.unread or f"{stem}.yaml" in site.unread


def _dangling_links(site: Site, entry: AnyEntry, note: Note) -> Iterator[Problem]:
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
            if not site.by_path[path].kind.can_be_placed:
                yield Problem(
                    where,
                    f"{hole.target!r} cannot be placed: only pictures, comparisons and result sets can; link to it instead",
                )
            elif not hole.alone:
                yield Problem(where, "a table or chart is placed in a paragraph of its own")
        elif (fragment := hole.target.partition("#")[2]) and fragment not in fragments(site.by_path[path]):
            near = did_you_mean(fragment, fragments(site.by_path[path]))
            yield Problem(where, f"{path} has no section {fragment!r}{near}")


def _dangling_columns(site: Site, entry: AnyEntry, record: Comparison) -> Iterator[Problem]:
    """Columns and charts that name what the chosen result set does not have."""
    base = site.find(ResultSet, record.results)
    if record.results and not base:
        return
    columns = base.record.columns if base else {}
    for index, pick in enumerate(record.columns):
        if pick.column and pick.column not in columns:
            yield Problem(
                entry.where(f"columns.{index}"),
                f"{base.path if base else ''} has no column {pick.column!r}{did_you_mean(pick.column, columns)}",
            )
    for index, pick in enumerate(record.columns):
        for results in filter(None, (site.find(ResultSet, slug) for slug in pick.sets)):
            measured = {column.benchmark for column in results.record.columns.values()}
            if pick.benchmark and pick.benchmark not in measured:
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


def _unknown_variants(
    site: Site, entry: AnyEntry, record: Comparison, base: Entry[ResultSet] | None
) -> Iterator[Problem]:
    """Rows that ask for a variant of a model which none of the chosen result sets has."""
    named = (site.find(ResultSet, slug) for pick in record.columns for slug in pick.sets)
    sets = [results for results in (*named, base) if results]
    for index, pick in enumerate(record.rows):
        rows = [row for results in sets for row in results.record.rows]
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
