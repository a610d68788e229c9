"""Finds the one paper that the form "Suggest a paper" names in $BODY, and prints `paper=2404.01230`.

The text is anybody's. What is printed matches one of the patterns below as a whole, and nothing else of it is used.
"""

import os
import re
import sys

_QUESTION = "### Which paper?"
_PAPER = re.compile(
    r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s?)?"
    r"(?P<arxiv>[0-9]{4}\.[0-9]{4,5}|[a-z]{2,10}(?:-[a-z]{2,4})?(?:\.[A-Z]{2})?/[0-9]{7})(?:v[0-9]{1,2})?(?:\.pdf)?"
    r"|(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?(?P<doi>10\.[0-9]{4,9}/[A-Za-z0-9][A-Za-z0-9._()/:-]{0,100})",
    re.IGNORECASE | re.ASCII,
)


def suggested(body: str) -> str:
    """The identifier in the line after the question; nothing where that line holds anything else."""
    lines = [line.strip(" \t\r") for line in body[:20_000].split("\n")]
    if _QUESTION not in lines:
        return ""
    answer = next(filter(None, lines[lines.index(_QUESTION) + 1 :]), "")
    found = _PAPER.fullmatch(answer)
    return (found["arxiv"] or found["doi"]) if found else ""


if __name__ == "__main__":
    paper = suggested(os.environ.get("BODY", ""))
    if not paper:
        sys.exit("the form names no arXiv id and no DOI")
    print(f"paper={paper}")
