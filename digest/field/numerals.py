"""Numbers in running text: which of them say something that wants a source, and which belong to a name or a date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENERS = (
    "A|About|Above|After|Against|All|Among|An|And|Around|As|At|Because|Before|Below|Between|Both|But|By|Even|Every|For|From|If|In|"
    "Is|It|Its|Just|Nearly|Of|On|Only|Or|Out|Over|Per|Since|So|Some|Than|That|The|Then|These|They|This|Those|Though|To|Under|"
    "Until|Up|We|When|Where|While|With|Within|Without"
)
"""Words that open sentences; a number after one of them is a number."""

# What looks like a number and is a name or a date: a capitalised word before it (Llama 3, April 2024, Table 7), a part
# of a paper, a year, or figures joined to letters (GPT-4, 8x22B is left to the word before it).
_NAMES = re.compile(
    r"(?<![\w.+-])(?!(?:"
    + _OPENERS
    + r")\b)(?:[A-Z][\w.+-]{0,40}[ \u00a0])\d[\w.]*(?![\w.]*%)(?:[ \u00a0]\d+[BM]\b)?(?:[ \u00a0]and[ \u00a0]\d+[BM]?\b)?"
    r"|\b(?:table|tables|figure|section|appendix|version|step|round|equation|stage|part|chapter|approach|phase)s?[ \u00a0]\d[\d.]*(?: (?:and|to) \d+)?"
    r"|\b\d{1,2}[ \u00a0](?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:19|20)\d\d\b|\[\^[^\]]*\]"
)
_NUMBER = re.compile(r"(?<![\w.@-])[-+−]?\d[\d,.]*(?:\s?%|[KMBTx×]\b)?")


def first_number(text: str) -> str | None:
    """The first number in `text` that is neither part of a name nor a date."""
    found = _NUMBER.search(_NAMES.sub(" ", text))
    return found[0].strip().rstrip(".,") if found else None


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands in a text, from `start` to `end`; `step` is one of its last place, `share` that it is in per cent."""

    text: str
    start: int
    end: int
    value: float
    step: float
    share: bool


_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "b": 1e9, "billion": 1e9, "t": 1e12, "trillion": 1e12}
_NUMERAL = re.compile(
    r"(?<![\w.@-])(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?:[ \u00a0]?(?P<scale>trillion|billion|million|thousand)\b|(?P<letter>[kKMBT])(?![\w]))?"
    r"(?P<share>[ \u00a0]?(?:%|per cent))?(?![\w])"
)


def numerals(text: str) -> Iterator[Numeral]:
    """Every number in `text` that is neither part of a name nor a date, but for those joined to other letters."""
    plain = _NAMES.sub(lambda name: " " * len(name[0]), text)
    for found in _NUMERAL.finditer(plain):
        scale = _SCALES[(found["scale"] or found["letter"]).lower()] if found["scale"] or found["letter"] else 1.0
        digits = found["digits"].replace(",", "")
        step = scale * 10.0 ** -len(digits.partition(".")[2])
        yield Numeral(found[0].strip(), found.start(), found.end(), float(digits) * scale, step, bool(found["share"]))
