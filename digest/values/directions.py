"""Text that runs from right to left."""

import re

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks that Unicode keeps for such scripts (https://www.unicode.org/reports/tr9/, table of bidirectional types)."""


def runs_right_to_left(text: str) -> bool:
    """Whether `text` holds a letter of such a script, so that what stands beside it could come out in another order."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text))
