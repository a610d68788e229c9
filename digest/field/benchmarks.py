"""How this field tells of the way in which something was measured."""

import re


def shots_in_words(shots: str) -> str:
    return f"{shots}-shot" if re.fullmatch(r"\d+(-\d+)?", shots) else re.sub(r"^(\d+), ", r"\1-shot, ", shots)
