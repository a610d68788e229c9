"""Characters that nobody sees: those that reorder text, that join or part letters, that control a terminal.

A title that holds one looks like another, is not found under its name, or shows readers other words than the file does.
They are those that Unicode calls Default_Ignorable_Code_Point (https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt),
which has all that order text among them, with controls, separators of lines and what is no character.
"""

import re
import unicodedata

_ORDER = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_IGNORED = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
UNSEEN = f"{_ORDER}{_IGNORED}{_CONTROLS}"
"""The inside of a class of a regular expression."""

_JOINED = "\u0600-\u08ff\u0900-\u109f\u1780-\u18af\u1a20-\u1aaf\ua840-\ua87f\ua8e0-\ua8ff\ufb50-\ufdff\ufe70-\ufefc\U00010d00-\U00011fff"
"""Scripts whose letters take another shape beside others: from Arabic over those of India to Mongolian."""
_EMOJI = "\u00a9\u00ae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PRESENTED = f"[{_EMOJI}][\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?"
_FOUND = re.compile(
    f"(?P<needed>(?<=[{_JOINED}])[\u200c\u200d]"  # a joiner behind a letter that would look otherwise without it
    "|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"  # the flag of a region
    f"|{_PRESENTED}(?:\u200d{_PRESENTED})*|[#*0-9]\ufe0f\u20e3"  # a family of emoji; a symbol as picture or text; a keycap
    "|(?<=[\u1820-\u18aa])[\u180b-\u180f]"  # a variant of a Mongolian letter
    f"|(?<=[{_CHINESE}])[\ufe00-\ufe02\U000e0100-\U000e01ef]"  # of a Chinese one
    f"|(?<=[\u2200-\u22ff\u2a00-\u2aff])\ufe00)|(?P<unseen>[{UNSEEN}])"  # of a mathematical sign
)
"""What is not seen, and before it where a script or a picture needs that."""

_NAMES = {"\u200b": "ZERO WIDTH SPACE", "\ufeff": "ZERO WIDTH NO-BREAK SPACE"}


_ANY = re.compile(f"[{UNSEEN}]")


def may_hold_unseen(text: str) -> bool:
    """Whether the lines of a text have to be looked at one by one."""
    return bool(_ANY.search(text))


def unseen(text: str) -> str:
    """A sentence about the first character in a line of text that nobody sees; nothing where there is none."""
    if text.isascii() and text.isprintable():  # which nearly all are
        return ""
    found = next((one for one in _FOUND.finditer(text) if one["unseen"]), None)
    if not found:
        return ""
    character = found[0]
    before = text[: found.start()].strip()[-20:].strip()
    where = f" behind {before!r}" if before else ""
    code = f"U+{ord(character):04X}"
    if re.match(f"[{_CONTROLS}]", character):
        return f"the control character {code}{where} may not stand here: delete it"
    name = f"{code} ({_NAMES.get(character) or unicodedata.name(character, 'it has no name')})"
    if re.match(f"[{_ORDER}]", character):
        return f"the invisible character {name}{where} changes the order in which readers see the text: delete it (pages set each direction apart by themselves)"
    return f"the invisible character {name}{where} would be part of the text: delete it"


def without_unseen(text: str) -> str:
    """`text` without what `unseen` would tell of, so that the rest of it can be judged."""
    return _FOUND.sub(lambda found: found["needed"] or "", text)
