"""Which models stand near a model: those that follow it, and those that share its family."""

from collections import defaultdict

from digest.connections.site import Site
from digest.entries.entry import Entry
from digest.entries.records import Model
from digest.values.steps import lookup, whole


@lookup
def _followers(site: Site) -> dict[str, tuple[str, ...]]:
    """By slug: the models that name it as a parent, in the order of the list of models."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in site.of(Model):
        for parent in dict.fromkeys(entry.record.parents):
            found[parent].append(entry.slug)
    return {slug: tuple(those) for slug, those in found.items()}


@lookup
def _members(site: Site) -> dict[str, tuple[str, ...]]:
    """By the name of a family: its models, in the order of the list of models."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in site.of(Model):
        for family in entry.record.facts.profile.families:
            found[family].append(entry.slug)
    return {name: tuple(those) for name, those in found.items()}


@whole
def any_followed(site: Site) -> bool:
    """Whether any model is said to come from another."""
    return any(entry.record.parents for entry in site.of(Model))


def followers(site: Site, model: Entry[Model]) -> tuple[Entry[Model], ...]:
    """The models that name this one as a parent."""
    return tuple(site.get(Model, slug) for slug in _followers(site).get(model.slug, ()))


def members(site: Site, family: str) -> tuple[Entry[Model], ...]:
    """The models of a family."""
    return tuple(site.get(Model, slug) for slug in _members(site).get(family, ()))
