"""Numbers as this field writes them: 141B, 15T+, 8 (GQA)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

MAGNITUDES = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
"""K, M, B and T stand for thousand to trillion."""

_SMALLEST, _LARGEST = 1e-30, 1e30
"""Beyond these a number is a slip, and no axis could show it."""
_NUMBER = r"[-+−]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?"
_QUANTITY = re.compile(
    rf"(?P<about>about |over |under |up to |at least |more than |less than |~ ?|[<>≥≤] ?)?"
    rf"(?P<low>{_NUMBER})(?P<low_m>[KMBT])?\+?"
    rf"(?:(?: to | ?– ?)(?P<high>{_NUMBER})(?P<high_m>[KMBT])?)?"
    rf"(?P<unit> ?%| [a-z][a-z ]*)?(?: \((?P<remark>[^()]*)\))?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a magnitude, a range or a qualifier, sorted by number and shown as written.

    `141B`, `15T+`, `over 400B`, `8 (GQA)`, `12 to 20`, `1.0e-06`. K, M, B and T stand for thousand to trillion.
    """

    text: str
    low: float
    high: float

    @classmethod
    def parse(cls, text: str) -> Self:
        found = _QUANTITY.fullmatch(text)
        if not found or re.search(r"\d,(?!\d{3}(?!\d))", text.split("(")[0]):
            raise ValueError(f"{text!r} is not a quantity: write a number such as 141B, 15T+, 65,536 or 12 to 20")
        high_m = found["high_m"] or ""
        low_m = found["low_m"] or (high_m if found["high"] else "")
        low = _number(found["low"]) * MAGNITUDES[low_m]
        high = _number(found["high"]) * MAGNITUDES[high_m] if found["high"] else low
        if not all(number == 0 or _SMALLEST <= abs(number) <= _LARGEST for number in (low, high)):
            raise ValueError(f"{text!r} is too large or too small a number")
        return cls(text, low, high)

    @property
    def exact(self) -> Decimal:
        """The number with the last place that is written: 1.5M is 1.5E+6, and 1,500,000 is 1500000."""
        found = _QUANTITY.fullmatch(self.text)
        assert found, "parse has made sure of it"
        magnitude = MAGNITUDES[found["low_m"] or (found["high_m"] or "" if found["high"] else "")]
        return Decimal(_plain(found["low"])).scaleb(len(f"{magnitude:.0f}") - 1)

    @property
    def number(self) -> float:
        return self.low

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: "Quantity") -> bool:
        return (self.low, self.high, self.text) < (other.low, other.high, other.text)


def _number(text: str) -> float:
    return float(_plain(text))


def _plain(text: str) -> str:
    return text.replace(",", "").replace("−", "-")
