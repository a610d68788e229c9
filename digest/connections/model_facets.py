"""What the list of models can be narrowed down by: family, weights, size class, dense or mixture of experts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from digest.entries.facts import Facts
from digest.values.words import Blank, Quantity, Url

NO_FAMILY = str(Blank.NOT_CHECKED)
"""Stands for the family of a model whose file names none; no family can be called so."""

WEIGHTS = {"open": "address given", "closed": "no address disclosed", "unknown": str(Blank.NOT_CHECKED)}
BUILDS = {"dense": "dense", "mixture": "mixture of experts", "unknown": str(Blank.NOT_CHECKED)}
SIZES = {
    "under-2b": "under 2B",
    "2b-to-10b": "2B to 10B",
    "10b-to-100b": "10B to 100B",
    "100b-and-over": "100B and over",
    "unknown": "not known",
}
_UPPER_BOUNDS = {"under-2b": 2e9, "2b-to-10b": 10e9, "10b-to-100b": 100e9}
"""Size class → the first number of parameters that is too many for it."""


@dataclass(frozen=True, slots=True)
class ModelFacets:
    """One model's place in each facet: the family's name, and keys of `WEIGHTS`, `SIZES` and `BUILDS`."""

    family: str
    weights: str
    size: str
    build: str

    def items(self) -> tuple[tuple[str, str], ...]:
        """Each facet's name and the model's place in it."""
        return tuple((facet.name, getattr(self, facet.name)) for facet in fields(self))


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, its name for people, and how many models have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A question with the answers that at least one model gives."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def facets_of(facts: Facts) -> ModelFacets:
    """Where sources disagree, the first value that is no blank counts."""
    family = next((str(cited.value) for cited in facts.family if not isinstance(cited.value, Blank)), NO_FAMILY)
    return ModelFacets(family, _weights(facts), size_class(_number(facts)), _build(facts))


def size_class(parameters: float | None) -> str:
    """The key in `SIZES` of a model with so many parameters in total."""
    if parameters is None:
        return "unknown"
    return next((key for key, bound in _UPPER_BOUNDS.items() if parameters < bound), "100b-and-over")


def every_facet(models: Sequence[ModelFacets]) -> tuple[Facet, ...]:
    """The facets with the number of models in each class; classes without any are left out."""
    families = sorted({model.family for model in models} - {NO_FAMILY}, key=lambda name: (name.casefold(), name))
    return (
        _facet("family", "Family", {name: name for name in (*families, NO_FAMILY)}, [m.family for m in models]),
        _facet("weights", "Weights", WEIGHTS, [m.weights for m in models]),
        _facet("size", "Parameters", SIZES, [m.size for m in models]),
        _facet("build", "Build", BUILDS, [m.build for m in models]),
    )


def _facet(name: str, label: str, labels: Mapping[str, str], values: Sequence[str]) -> Facet:
    counts = Counter(values)
    return Facet(name, label, tuple(Choice(v, text, counts[v]) for v, text in labels.items() if counts[v]))


def _weights(facts: Facts) -> str:
    values = [cited.value for cited in facts.weights]
    if any(isinstance(value, Url) for value in values):
        return "open"
    return "closed" if Blank.NOT_DISCLOSED in values else "unknown"


def _number(facts: Facts) -> float | None:
    return next((c.value.number for c in facts.parameters_total if isinstance(c.value, Quantity)), None)


def _build(facts: Facts) -> str:
    values = [cited.value for cited in facts.experts_total]
    if any(isinstance(value, Quantity) for value in values):
        return "mixture"
    return "dense" if Blank.DOES_NOT_APPLY in values else "unknown"
