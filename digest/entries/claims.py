"""A claim: what somebody said, and how it holds up."""

import enum
from dataclasses import dataclass, field

from digest.values.meaning import meaning
from digest.values.words import Slug


class Verdict(enum.Enum):
    CONFIRMED = "confirmed"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    NOT_CHECKED = "not checked"

    @property
    def predicate(self) -> str:
        """What is said of a claim in a sentence: it is `partly confirmed`."""
        return "partly confirmed" if self is Verdict.PARTLY else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that was said, and how it holds up."""

    id: Slug = field(metadata=meaning("what links lead to: `../claims/2024-04.yaml#heron-date`", "heron-date"))
    section: str = field(metadata=meaning("where in the text it stands", "Introduction"))
    said: str = field(
        metadata=meaning("the claim, in words close to those of the text", "Herons came out in December.")
    )
    verdict: Verdict = field(metadata=meaning("how it holds up"))
    found: str = field(
        metadata=meaning("what the sources say, citing them", "The card is dated 3 April 2024 [@card].", markdown=True)
    )
    about: tuple[str, ...] = field(
        default=(), metadata=meaning("paths below content/ of the entries it concerns", "[models/heron-1b.md]")
    )
