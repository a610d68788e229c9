"""Which models stand near a model: those that follow it, and those that share its family."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.records import Model


@dataclass(frozen=True, slots=True)
class Kinship:
    """The models that name each model (by slug) as a parent, and the members of each family (by name)."""

    followers: Mapping[str, tuple[Entry[Model], ...]]
    members: Mapping[str, tuple[Entry[Model], ...]]


def kinship(site: Site) -> Kinship:
    """In the order of the list of models."""
    followers: dict[str, list[Entry[Model]]] = defaultdict(list)
    members: dict[str, list[Entry[Model]]] = defaultdict(list)
    for entry in site.of(Model):
        for parent in dict.fromkeys(entry.record.parents):
            followers[parent].append(entry)
        for family in entry.record.facts.profile.families:
            members[family].append(entry)
    return Kinship({k: tuple(v) for k, v in followers.items()}, {k: tuple(v) for k, v in members.items()})
