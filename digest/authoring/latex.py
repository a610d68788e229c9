"""LaTeX as bibliographies and registries hold it → plain text."""

import re


def without_latex(text: str) -> str:
    """`text` with accents and commands of LaTeX as the characters they stand for; braces that only keep case are dropped.

    What LaTeX cannot make sense of stays as it was written.
    """
    if not re.search(r"[\\{}$~]|``|''|--", text):
        return text
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        return str(
            LatexNodes2Text(math_mode="text", strict_latex_spaces=False).latex_to_text(text, tolerant_parsing=True)
        )
    except Exception:  # a library for another purpose, given anything at all: the text as it stands is better than none
        return text.replace("{", "").replace("}", "")
