"""What became of a paper: that it was withdrawn, or what superseded it."""

from typing import Self

from digest.values.words import Slug, Url, Word

WITHDRAWN, SUPERSEDED = "withdrawn", "superseded"
_BY = f"{SUPERSEDED} by "


class Status(Word):
    """`withdrawn`, or `superseded by heron-2`: by the paper of that name, or by what lies at a web address."""

    @classmethod
    def parse(cls, text: str) -> Self:
        if text == WITHDRAWN:
            return cls(text)
        if not text.startswith(_BY):
            message = f"{text!r} is no status: write `{WITHDRAWN} [@key] why`, or `{_BY}NAME [@key] why` with the name of a paper's file or an address"
            raise ValueError(message)
        successor = text.removeprefix(_BY)
        (Url if "://" in successor else Slug).parse(successor.removesuffix(".md"))
        return cls(text.removesuffix(".md") if "://" not in successor else text)

    @property
    def word(self) -> str:
        """The status alone: `superseded`."""
        return SUPERSEDED if self.startswith(_BY) else str(self)

    @property
    def successor(self) -> str:
        """What superseded it: the name of a paper or an address; nothing of one that was withdrawn."""
        return self.removeprefix(_BY) if self.startswith(_BY) else ""

    @property
    def paper(self) -> str:
        """The name of the paper that superseded it, where that has an entry."""
        return "" if "://" in self.successor else self.successor
