"""What the list of models can be narrowed down by, made of the facts that say so."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest.field.facts import Catalogue, Facet, FactSpec
from digest.field.profile import Facts
from digest.field.quantities import Quantity
from digest.values.words import Blank

_UNKNOWN = "unknown"
NOT_CHECKED = str(Blank.NOT_CHECKED)
"""Stands for the value of a model whose file names none; no value can be called so."""

Places = tuple[tuple[str, str], ...]
"""One model's place in each facet: the facet's name, and a key of its answers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a facet, its name for people, and how many models give it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FacetView:
    """A question with the answers that at least one model gives."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def places_of(facts: Facts, catalogue: Catalogue) -> Places:
    """Where sources disagree, the first value that is no blank counts."""
    return tuple((spec.facet.name, _place(spec, spec.facet, facts)) for spec in catalogue if spec.facet)


def _place(spec: FactSpec, facet: Facet, facts: Facts) -> str:
    values = [cited.value for cited in facts[spec.name]]
    known = [value for value in values if not isinstance(value, Blank)]
    if facet.steps:
        return _class_of(facet, next((value.number for value in known if isinstance(value, Quantity)), None))
    if facet.states:
        held = [
            key for key, _, blank in facet.states if (bool(known) if blank is None else not known and blank in values)
        ]
        return held[0] if held else _UNKNOWN
    return str(known[0]) if known else NOT_CHECKED


def _class_of(facet: Facet, number: float | None) -> str:
    if number is None:
        return _UNKNOWN
    above = sum(number >= Quantity.parse(step).number for step in facet.steps)
    return list(_classes(facet))[above]


def _classes(facet: Facet) -> dict[str, str]:
    """Key → name of each class of size: under-2b, 2b-to-10b, 10b-and-over."""
    first, last = facet.steps[0], facet.steps[-1]
    between = [f"{low} to {high}" for low, high in zip(facet.steps, facet.steps[1:], strict=False)]
    return {_key(name): name for name in (f"under {first}", *between, f"{last} and over")}


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-")


def every_facet(models: Sequence[Places], catalogue: Catalogue) -> tuple[FacetView, ...]:
    """The facets with the number of models that give each answer; answers that none gives are left out."""
    shown = []
    for facet in (spec.facet for spec in catalogue if spec.facet):
        counts = Counter(key for places in models for name, key in places if name == facet.name)
        choices = tuple(
            Choice(key, label, counts[key]) for key, label in _answers(facet, counts).items() if counts[key]
        )
        shown.append(FacetView(facet.name, facet.label, choices))
    return tuple(shown)


def _answers(facet: Facet, counts: Counter[str]) -> dict[str, str]:
    """Every answer that a facet may have, with its name for people, in order."""
    if facet.steps:
        return _classes(facet) | {_UNKNOWN: "not known"}
    if facet.states:
        return {key: label for key, label, _ in facet.states} | {_UNKNOWN: NOT_CHECKED}
    others = sorted(counts.keys() - {NOT_CHECKED, *facet.values}, key=lambda value: (value.casefold(), value))
    return {value: value for value in (*facet.values, *others, NOT_CHECKED)}
