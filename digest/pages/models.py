"""Models: their pages, with facts, kin and published numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from digest.connections.kinship import Kinship
from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.kinds import Kind
from digest.entries.records import Model
from digest.figures.tables import Value, value_of
from digest.pages.back_matter import BackMatter, back_matter
from digest.pages.body import Body
from digest.pages.compose import fill
from digest.pages.desk import Desk
from digest.pages.frame import Anchor, Page
from digest.pages.links import anchor, anchors, read_next
from digest.pages.making import Maker
from digest.pages.mentions import mentions
from digest.pages.pairs import pairs_by_model
from digest.pages.score_lines import ResultLine, by_benchmark


@dataclass(frozen=True, slots=True)
class FactLine:
    """What a model's page says of one fact."""

    label: str
    help: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class FactGroup:
    title: str
    lines: tuple[FactLine, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    name: str
    aliases: tuple[str, ...]
    summary: str
    topics: tuple[Anchor, ...]
    parents: tuple[Anchor, ...]
    children: tuple[Anchor, ...]
    siblings: tuple[Anchor, ...]
    pairs: tuple[Anchor, ...]
    body: Body
    groups: tuple[FactGroup, ...]
    results: tuple[ResultLine, ...]
    reporters: int
    read_next: tuple[Anchor, ...]
    back_matter: BackMatter


def pages(make: Maker) -> Iterator[Page]:
    pairs = pairs_by_model(make.site, make.pairs)
    for entry in make.site.of(Model):
        yield make.entry(entry, "model.html", partial(model_view, entry=entry, make=make, pairs=pairs[entry.slug]))


def model_view(desk: Desk, entry: Entry[Model], make: Maker, pairs: tuple[Anchor, ...]) -> ModelView:
    site, record = desk.site, entry.record
    results = tuple(by_benchmark(site, result) for result in make.scores_of_models[entry.slug])
    return ModelView(
        name=record.name,
        aliases=record.aliases,
        summary=record.summary,
        topics=anchors(site, record.topics),
        parents=anchors(site, record.parents),
        children=tuple(anchor(other) for other in make.kinship.followers.get(entry.slug, ())),
        siblings=_same_family(entry, make.kinship, site.kind(Model)),
        pairs=pairs,
        body=fill(desk, entry),
        groups=_fact_groups(site, entry),
        results=results,
        reporters=len({line.reporter for line in results}),
        read_next=read_next(make.related[entry.path]),
        back_matter=back_matter(desk, entry, mentions(site, entry)),
    )


def _fact_groups(site: Site, entry: Entry[Model]) -> tuple[FactGroup, ...]:
    """The facts by group, each group with the names of those that every model is asked for and this one lacks."""
    groups = []
    for title in dict.fromkeys(spec.group for spec in site.catalogue):
        lines, absent = [], []
        for spec in (spec for spec in site.catalogue if spec.group == title):
            if cited := entry.record.facts[spec.name]:
                lines.append(FactLine(spec.heading, spec.help, tuple(value_of(one, entry) for one in cited)))
            elif spec.asked:
                absent.append(spec.heading)
        if lines or absent:
            groups.append(FactGroup(title, tuple(lines), tuple(absent)))
    return tuple(groups)


_MOST_OF_A_FAMILY = 12
"""A larger family is not listed on the pages of its members."""


def _same_family(entry: Entry[Model], kin: Kinship, kind: Kind) -> tuple[Anchor, ...]:
    """The others of the model's families that are neither its parents nor its followers."""
    near = {entry.slug, *entry.record.parents, *(other.slug for other in kin.followers.get(entry.slug, ()))}
    found: dict[str, Anchor] = {}
    for family in entry.record.facts.profile.families:
        members = kin.members[family]
        if len(members) > _MOST_OF_A_FAMILY:
            title = f"all {kind.counted(len(members))} of the family {family}"
            found[f"/{family}"] = Anchor(title, f"{kind.root}?family={quote(family)}")
        else:
            found |= {other.slug: anchor(other) for other in members if other.slug not in near}
    return tuple(found.values())
