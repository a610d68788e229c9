"""Models → the pairs whose comparison is made beforehand: parent and child, and the nearest of each family."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.connections.promised import promised
from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.records import Model
from digest.values.steps import lookup, whole

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Kin:
    """What makes a model related to others: `size` in parameters, `day` as an ordinal, None where not known."""

    slug: str
    families: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    size: float | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two models in the alphabetical order of their slugs, which their address keeps whatever becomes of the rest.

    `family` is one they share, or empty; `child` is the one of them that names the other as a parent, or empty.
    """

    first: str
    second: str
    family: str = ""
    child: str = ""

    @property
    def address(self) -> str:
        """No comparison's slug holds two hyphens in a row, so that this meets no other address."""
        return f"/compare/{self.first}--{self.second}/"

    def other(self, slug: str) -> str:
        return self.second if slug == self.first else self.first


def kin_of(entry: Entry[Model]) -> Kin:
    profile = entry.record.facts.profile
    day = profile.released.date.toordinal() if profile.released else None
    return Kin(entry.slug, profile.families, tuple(entry.record.parents), profile.size, day)


@whole
def pairs_of(site: Site) -> tuple[Pair, ...]:
    """Those that have a page each, by address, unless the digest goes without such pages."""
    if not site.settings.outputs.has("pairs"):
        return ()
    return related_pairs([kin_of(entry) for entry in site.of(Model)], _promised_pairs(site))


def _promised_pairs(site: Site) -> tuple[tuple[str, str], ...]:
    """Those whose page was published: it stays, also where other models are nearer by now or one has another name."""
    now = {former: entry.slug for entry in site.moved if entry.kind is Model.kind for former in entry.former_slugs}
    found = []
    for _, address in promised(site):
        if pair := _ADDRESS.fullmatch(address):
            slugs = [slug if site.find(Model, slug) else now.get(slug, "") for slug in pair.groups()]
            found += [_ordered(*slugs)] if all(slugs) else []
    return tuple(found)


_ADDRESS = re.compile(r"/compare/([^/]+?)--([^/]+)/")


@lookup
def pairs_with(site: Site) -> dict[str, tuple[Pair, ...]]:
    """By the slug of a model: the pairs that it is one of."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs_of(site):
        found[pair.first].append(pair)
        found[pair.second].append(pair)
    return {slug: tuple(pairs) for slug, pairs in found.items()}


def related_pairs(models: Sequence[Kin], further: Iterable[tuple[str, str]] = ()) -> tuple[Pair, ...]:
    """Every parent with its child, and each model with the three of its family that are nearest in size, then in time;
    and `further` ones.

    So there are at most three pairs for each family that a model belongs to and one for each parent that it names:
    about four for each model, however large the families are. In time that grows as sorting does.
    """
    children = {_ordered(model.slug, parent): model.slug for model in models for parent in model.parents}
    families: dict[str, list[Kin]] = defaultdict(list)
    for model in models:
        for family in model.families:
            families[family].append(model)
    shared = {
        pair: name for name, members in sorted(families.items(), reverse=True) for pair in _near(members)
    }  # of several families the first by name stays
    kin = {model.slug: model for model in models}
    return tuple(
        Pair(*pair, shared.get(pair) or _common(kin, pair), children.get(pair, ""))
        for pair in sorted(children.keys() | shared.keys() | set(further))
        if pair[0] != pair[1]
    )


def _common(kin: dict[str, Kin], pair: tuple[str, str]) -> str:
    first, second = (kin[slug].families if slug in kin else () for slug in pair)
    return next((family for family in sorted(first) if family in second), "")


def _near(members: Iterable[Kin]) -> Iterator[tuple[str, str]]:
    """In order of size, the nearest of a model are among the few next to it on either side."""
    row = sorted(members, key=lambda m: (m.size is None, m.size or 0, m.day or 0, m.slug))
    for index, model in enumerate(row):
        beside = row[max(0, index - NEAREST) : index] + row[index + 1 : index + 1 + NEAREST]
        for other in sorted(beside, key=lambda other: (*_distance(model, other), other.slug))[:NEAREST]:
            yield _ordered(model.slug, other.slug)


def _distance(one: Kin, other: Kin) -> tuple[float, float]:
    """How many times larger, as a logarithm, and how many days apart; infinite where that is not known."""
    a, b = one.size or 0, other.size or 0
    sizes = abs(math.log(a / b)) if a > 0 and b > 0 else math.inf
    days = abs(one.day - other.day) if one.day and other.day else math.inf
    return sizes, days


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
