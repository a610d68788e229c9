"""Colours that text can be read in."""

import re
from typing import Self, TypeVar

from digest.values.words import Word


class Colour(Word):
    """A colour as style sheets write it: `#a3301c`."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        if not re.fullmatch("#[0-9a-fA-F]{6}", text):
            raise ValueError(f"{text!r} is not a colour: write it in quotes, like '#a3301c'")
        return cls(text.lower())

    @property
    def luminance(self) -> float:
        """Relative luminance, from 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
        parts = [int(self[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(self, other: "Colour") -> float:
        """The contrast ratio of the two, from 1 to 21."""
        low, high = sorted((self.luminance, other.luminance))
        return (high + 0.05) / (low + 0.05)


LIGHT_GROUND, DARK_GROUND = Colour("#f6f2e8"), Colour("#211e19")
"""What text stands on at the worst: `--raised` of static/style.css."""

ENOUGH_CONTRAST = 4.5
"""For text (WCAG 2.2, criterion 1.4.3)."""


class AccentOnLight(Colour):
    """The accent by day, dark enough to be read."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        return _readable(super().parse(text), LIGHT_GROUND, "darker")


class AccentOnDark(Colour):
    """The accent by night, light enough to be read."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        return _readable(super().parse(text), DARK_GROUND, "lighter")


C = TypeVar("C", bound=Colour)


def _readable(colour: C, ground: Colour, other: str) -> C:
    if (found := colour.contrast(ground)) < ENOUGH_CONTRAST:
        raise ValueError(
            f"text in {colour} can hardly be read: its contrast is {found:.1f} where {ENOUGH_CONTRAST} is needed: choose a {other} colour"
        )
    return colour
