"""Who mentions an entry: links at the end of its page, and pages of their own where these are many."""

from collections.abc import Iterable, Iterator, Sequence

from digest.connections.backlinks import counts_of_mentions, mentioned_in, paths_to
from digest.connections.site import Site
from digest.entries.entry import AnyEntry, resolve
from digest.entries.kinds import Kind
from digest.entries.note import Link
from digest.entries.records import KINDS, ClaimSet, Model, Paper
from digest.pages import paging
from digest.pages.frame import Anchor, AnchorGroup
from digest.pages.links import anchor
from digest.values.steps import whole

Line = tuple[AnyEntry, Anchor]
"""An entry and the link to it, or to its claim."""

_TOLD_ABOVE = {"papers": ("topics",), "methods": ("results",), "benchmarks": ("results",), "editions": ("claims",), "topics": ("papers",)}  # fmt: skip
"""Kind → kinds that its pages list elsewhere than among the mentions."""


def mentions(site: Site, entry: AnyEntry, leave_out: Iterable[str] = ()) -> tuple[AnchorGroup, ...]:
    """Who points at `entry`, grouped by kind but for those of the folders left out. Claims are named one by one, by what they say.

    Of many the first are named, which are the newest of kinds that go by day.
    """
    hidden = {*leave_out, *_TOLD_ABOVE.get(entry.kind.folder, ())}
    return tuple(_group(site, entry, kind, lines) for kind, lines in _by_kind(site, entry) if kind.folder not in hidden)


def _group(site: Site, entry: AnyEntry, kind: Kind, lines: list[Line]) -> AnchorGroup:
    links = tuple(link for _, link in lines)
    if len(links) <= paging.ASIDE:
        return AnchorGroup(kind.many, links)
    more = Anchor(kind.words, _address(entry, kind.folder), f"{len(links):,}")
    return AnchorGroup(kind.many, links[: paging.NEWEST], more)


def _address(entry: AnyEntry, folder: str) -> str:
    """Papers that mention a model have a list already."""
    if (entry.kind, folder) == (Model.kind, Paper.kind.folder):
        return f"{Paper.kind.root}by/model/{entry.slug}/"
    return f"{entry.address}mentions/{folder}/"


@whole
def widely_mentioned(site: Site) -> tuple[str, ...]:
    """The paths of the entries of which the mentions may be many: known without a look at each of these."""
    counts = counts_of_mentions(site)
    found = ((entry, counts[entry.path].items()) for entry in site.survey() if entry.path in counts)
    return tuple(entry.path for entry, numbers in found if any(_may_be_many(entry, *one) for one in numbers))


def _may_be_many(entry: AnyEntry, folder: str, count: int) -> bool:
    """Whether so many entries of a folder, of which one may hold several claims, may need a list below the entry's page."""
    listed = folder in _TOLD_ABOVE.get(entry.kind.folder, ()) or not _address(entry, folder).startswith(entry.address)
    return not listed and (count > paging.ASIDE or folder == ClaimSet.kind.folder)


def many_mentions(site: Site, paths: Sequence[str]) -> Iterator[tuple[Kind, paging.Part[Line]]]:
    """The lists of mentions that the ends of these entries' pages have no room for."""
    every = (
        {entry.path: entry for entry in site.survey()} if paths else {}
    )  # most are named somewhere: they are asked all at once
    for entry in filter(None, map(every.get, paths)):
        yield from _lists(site, entry, [every[path] for path in paths_to(site, entry)])


def _lists(site: Site, entry: AnyEntry, mentioning: Iterable[AnyEntry]) -> Iterator[tuple[Kind, paging.Part[Line]]]:
    for folder, others in _by_folder(mentioning).items():
        if not _may_be_many(entry, folder, len(others)):
            continue  # before all of these are looked at
        kind, lines = site.kind(KINDS[folder]), _lines(site, entry, others)
        if len(lines) > paging.ASIDE:
            title = f"{kind.many} that mention {entry.label}"
            yield kind, paging.divided(_address(entry, folder), title, lines, _path, paging.LINES)


def _path(line: Line) -> Iterator[paging.Step]:
    entry, link = line
    day = entry.outline.day
    return paging.by_year(day, link.title) if day else paging.by_letters(link.title)


def _by_kind(site: Site, entry: AnyEntry) -> Iterator[tuple[Kind, list[Line]]]:
    for folder, others in _by_folder(mentioned_in(site, entry)).items():
        if lines := _lines(site, entry, others):
            yield site.kind(KINDS[folder]), lines


def _by_folder(mentioning: Iterable[AnyEntry]) -> dict[str, list[AnyEntry]]:
    """The entries that point at another, by the folders of their kinds, in the order of these."""
    found: dict[str, list[AnyEntry]] = {folder: [] for folder in KINDS}
    for other in mentioning:
        found[other.kind.folder].append(other)
    return {folder: others for folder, others in found.items() if others}


def _lines(site: Site, entry: AnyEntry, others: Iterable[AnyEntry]) -> list[Line]:
    return [(other, link) for other in others for link in _mention(site, other, entry)]


def _mention(site: Site, other: AnyEntry, entry: AnyEntry) -> Iterator[Anchor]:
    if other.kind is ClaimSet.kind:
        for index, claim in enumerate(site.get(ClaimSet, other.slug).record.claims):
            holes = other.texts[f"claims.{index}.found"].holes
            links = {resolve(other.path, hole.target) for hole in holes if isinstance(hole, Link)}
            if entry.path.removeprefix("content/") in claim.about or entry.path in links:
                yield Anchor(claim.said, f"{other.address}#{claim.id}", claim.verdict.value)
    else:
        yield anchor(other)
