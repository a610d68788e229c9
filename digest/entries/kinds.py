"""What a kind of entry is: where its files lie, what it is called, and where the site shows it."""

from dataclasses import dataclass, replace
from typing import Self

from digest.values.language import counted

_LAST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One line of the table of kinds, which is all that is said of a kind outside its record and its pages.

    `navigation`, `home`, `search` and `feed` are its places among the other kinds there, counted from 1; 0 leaves it out.
    """

    folder: str
    """Its folder below content/, and its name in guids and data."""
    one: str
    many: str
    suffix: str = ".md"
    at: str | None = None
    """The first part of its addresses, where that is not the folder; entries of a kind with none lie at the top."""
    section: str = ""
    """What the navigation calls it, where that is not `many`."""
    navigation: int = 0
    home: int = _LAST
    search: int = _LAST
    """Its place among equal results."""
    telling: float = 1.0
    """What a word found in an entry of this kind counts: the less, the more such entries there are of one thing."""
    asked: tuple[str, ...] = ()
    """Words by which people ask for one of them beside its name: the `scores` of a benchmark."""
    feed: int = 0
    data: str = ""
    """The form, json or csv, in which the foot of every page offers its data; none, and it is only to be found in data/."""
    in_alphabet: bool = True
    stands_alone: bool = False
    """Whether an entry that nothing links to is found all the same."""
    can_be_placed: bool = False
    """Whether an image of an entry's file stands for its table and charts."""
    by_editor: bool = False
    """Whether its entries are the digest's own word, told by its editor."""
    reads_on: bool = False
    """Whether its pages say what to read next, and are said to be."""
    likeness: int = 0
    """What having an entry of this kind in common says of two others, against what the other kinds say."""
    shared: str = ""
    """That in words, where they are not `same method`."""

    introduction: str = ""
    """What its list says first."""

    @property
    def root(self) -> str:
        """The address of its list, below which its entries lie: `/papers/`."""
        at = self.folder if self.at is None else self.at
        return f"/{at}/" if at else "/"

    @property
    def word(self) -> str:
        """What one entry is called inside a sentence: `result set`."""
        return self.one.lower()

    @property
    def words(self) -> str:
        """What several are called inside a sentence: `result sets`."""
        return self.many.lower()

    def counted(self, number: int) -> str:
        """`"1 paper"`, `"1,200 papers"`."""
        return counted(number, self.word, self.words)

    def named(self, one: str, many: str, section: str, introduction: str) -> Self:
        """The kind as a digest calls it; what is empty stays."""
        return replace(
            self,
            one=one or self.one,
            many=many or self.many,
            section=section or many or self.section,
            introduction=introduction or self.introduction,
        )
