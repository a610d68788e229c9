"""Content → Site: every reference known to hold, entries in order, and who mentions whom.

All dangling references of all files are reported at once. Backlinks follow from the references alone: the typed
ones of the records and the links of the notes, with no code per kind.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from digest.connections.lineage import loops
from digest.connections.references import dangling, references
from digest.connections.site import Site
from digest.entries.content import Content
from digest.entries.entry import AnyEntry, Entry
from digest.entries.records import KINDS, Model, Paper
from digest.values.problems import Problem


def assemble(content: Content) -> tuple[Site, tuple[Problem, ...]]:
    """The site that `content` makes, and every reference that does not hold.

    A reference to a file that is there and could not be read is no problem of its own.
    """
    kinds: dict[str, dict[str, AnyEntry]] = {folder: {} for folder in KINDS}
    for entry in sorted(content.entries, key=lambda entry: (entry.kind.folder, _order(entry))):
        kinds[entry.kind.folder][entry.slug] = entry
    by_path = {entry.path: entry for entry in content.entries}
    site = Site(
        settings=content.settings,
        kinds=kinds,
        by_path=by_path,
        pictures=content.pictures,
        unread=content.unread,
        catalogue=content.catalogue,
    )
    problems = [problem for entry in content.entries for problem in dangling(site, entry)]
    problems.extend(_doubled_papers(site))
    problems.extend(_loops_of_parents(site))
    mentions: dict[str, dict[str, AnyEntry]] = defaultdict(dict)
    for entry in site.every():
        for target in references(site, entry):
            if target is not entry:
                mentions[target.path][entry.path] = entry
    backlinks = {path: tuple(found.values()) for path, found in mentions.items()}
    return replace(site, mentions=backlinks, source_names=_source_names(site)), tuple(problems)


def _source_names(site: Site) -> dict[str, str]:
    """What sources are called: by address as the settings say, by arXiv identifier where the paper has an entry."""
    names: dict[str, str] = {str(url): title for url, title in site.settings.source_titles.items()}
    names |= dict.fromkeys(site.settings.third_party, "third-party summary")
    for entry in site.of(Paper):
        if entry.record.authors:
            first, *others = entry.record.authors
            names[entry.record.arxiv.without_version] = (
                f"{first.split()[-1]}{' and others' if others else ''} {entry.record.date.date.year}"
            )
    return names


def _order(entry: AnyEntry) -> tuple[object, ...]:
    """Newest first where there is a day, by name otherwise. Entries of two kinds cannot be held against each other."""
    day = entry.record.day
    return (-day.date.toordinal() if day else 0, *entry.record.rank, entry.label.casefold(), entry.slug)


def _doubled_papers(site: Site) -> Iterator[Problem]:
    seen: dict[str, Entry[Paper]] = {}
    for entry in sorted(site.of(Paper), key=lambda entry: entry.path):
        arxiv = entry.record.arxiv.without_version
        if arxiv in seen:
            yield Problem(entry.where("arxiv"), f"arXiv {arxiv} has an entry already: {seen[arxiv].path}")
        seen.setdefault(arxiv, entry)


def _loops_of_parents(site: Site) -> Iterator[Problem]:
    """Models that come from themselves, by whatever detour."""
    models = {entry.slug: entry.record for entry in site.of(Model)}
    for loop in loops({slug: record.parents for slug, record in models.items()}):
        parent = loop[1] if len(loop) > 1 else loop[0]
        place = next(i for i, ref in enumerate(models[loop[0]].parents) if ref == parent)
        detour = f": {', from '.join((*loop, loop[0]))}" if len(loop) > 1 else ""
        yield Problem(site.get(Model, loop[0]).where(f"parents.{place}"), f"a model cannot come from itself{detour}")
