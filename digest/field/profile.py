"""The facts of one model, and what they say of it as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from digest.field.facts import Catalogue, Part
from digest.field.language_models import BUILT_IN
from digest.field.quantities import Quantity
from digest.values.cited import Cited
from digest.values.words import Blank, Day

Values = tuple[Cited[Any], ...]
"""What is known of one fact: several where sources disagree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What lists, pairs, feeds and search ask of any model, whatever the facts are called.

    `size` is a number of the unit that the field counts size in; None where it is not known.
    """

    makers: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    released: Day | None = None
    size: float | None = None

    @property
    def family(self) -> str:
        """The first family that sources count the model among, or nothing."""
        return self.families[0] if self.families else ""


class Facts(dict[str, Values]):
    """The facts of one model by name, in the catalogue's order; none for one that its file does not state."""

    __slots__ = ("profile",)
    profile: Profile

    def __init__(self, values: Mapping[str, Values] | None = None, catalogue: Catalogue = BUILT_IN) -> None:
        given = values or {}
        super().__init__({spec.name: given[spec.name] for spec in catalogue if spec.name in given})
        self.profile = _profile(self, catalogue)

    def __missing__(self, name: str) -> Values:
        return ()

    @property
    def pieces(self) -> tuple[dict[str, Values], Profile]:
        """What it is frozen as."""
        return dict(self), self.profile

    @classmethod
    def of_pieces(cls, pieces: Sequence[Any]) -> Self:
        """Facts that were frozen, whatever the catalogue is now."""
        values, profile = pieces
        facts = cls.__new__(cls)
        facts.update(values)
        facts.profile = profile
        return facts


def _profile(facts: Facts, catalogue: Catalogue) -> Profile:
    """Where sources disagree on a day or a size, the first value that is no blank counts."""

    def known(part: Part) -> list[Any]:
        return [cited.value for cited in facts[catalogue.of_part(part)] if not isinstance(cited.value, Blank)]

    return Profile(
        makers=tuple(dict.fromkeys(map(str, known(Part.MAKER)))),
        families=tuple(dict.fromkeys(map(str, known(Part.FAMILY)))),
        released=next((value for value in known(Part.RELEASED) if isinstance(value, Day)), None),
        size=next((value.number for value in known(Part.SIZE) if isinstance(value, Quantity)), None),
    )
