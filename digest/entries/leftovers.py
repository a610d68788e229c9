"""What was meant as Markdown and would stay text: citations, formulas and tables that are almost right."""

import re
from collections.abc import Collection, Iterator

_CELL_ENDS = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_KEY = r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*"
_CITED = r"@[A-Za-z0-9._-]+\s*(?:,[^\[\]@;]*)?"
_CITATION = re.compile(rf"\[{_CITED}(?:;\s*{_CITED})*\]")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


def lost_citation(text: str, sources: Collection[str]) -> str:
    """What to write in place of the first citation in `text` that is none, in a sentence; nothing where there is none.

    `@name` and `[name]` are left alone, unless a source of the entry has that name: people and packages have such names.
    """
    if "@" not in text and "[" not in text:
        return ""
    for found in _BRACKETS.finditer(text):
        inside = found[1].strip()
        named = re.findall(rf"(?<![\w.])@\s*({_KEY})", inside)
        key, comma, place = inside.partition(",")
        if _CITATION.fullmatch(found[0]):
            continue
        if re.match(r"-?@", inside) or any(key in sources for key in named):
            first = f"[{'; '.join(f'@{key}' for key in named)}]" if len(named) > 1 else ""
            return _write(found[0], first or (f"[@{named[0]}{_place(inside)}]" if named else "[@key]"))
        if key in sources:
            return _write(found[0], f"[@{key}{comma}{place}]")
    for found in re.finditer(rf"(?<![\w.+@-])@({_KEY})(?! *[\]@])", _BRACKETS.sub(lambda one: " " * len(one[0]), text)):
        if found[1] in sources:
            return _write(found[0], f"[@{found[1]}]")
    return ""


def _place(inside: str) -> str:
    place = inside.partition(",")[2].strip()
    return f", {place}" if place and "@" not in place else ""


def _write(wrong: str, right: str) -> str:
    more = " (several sources are parted by semicolons)" if ";" in right else ""
    return f"{wrong!r} is no citation and would stay text: write {right}{more}"


def lost_formula(text: str, line: str) -> str:
    """What is wrong with a formula that stayed text, in the line as it was written; nothing where there is none."""
    if "$$" in text and re.search(r"(?<!\\)\$\$", line):
        return "this $$ has no other that belongs to it: a formula stands between two lines of $$"
    if re.search(r"\$[^$]*\\[A-Za-z]", text):
        return "a formula starts here and is not closed: write $ right before it and right behind it, without spaces inside"
    return ""


def lost_table(lines: list[str]) -> tuple[int, str] | None:
    """The first line, from 0, of a paragraph that was meant as a table, and what to tell of it."""
    bars = [at for at, line in enumerate(lines) if line.lstrip().startswith("|")]
    framed = [at for at in bars if line_ends(lines[at])]
    dashes = next((at for at, line in enumerate(lines) if "|" in line and _DASHES.fullmatch(line)), None)
    if dashes is not None and dashes > 0 and "|" in lines[dashes - 1]:
        above, below = count_cells(lines[dashes - 1]), count_cells(lines[dashes])
        told = f"these lines would stay text: the row above the dashes has {above} cells, the dashes make {below}; a table has as many of both"
        if above == below:
            told = "these lines would stay text: a table starts behind an empty line, with one row of names above the dashes"
        return dashes, told
    if len(bars) > 1 or framed:
        return (
            bars[0],
            "these lines would stay text: a table has a line of dashes below its first row, | --- | --- |, with as many cells",
        )
    return None


def line_ends(line: str) -> bool:
    """Whether a line ends with a bar, behind another one."""
    return line.rstrip().endswith("|") and line.count("|") > 1


def count_cells(row: str) -> int:
    """How many cells a line of a table has."""
    cells = _CELL_ENDS.split(re.sub(r"^[\s>]*", "", row).rstrip())
    return len(cells[not cells[0].strip() : len(cells) - (len(cells) > 1 and not cells[-1].strip())])


def odd_rows(rows: list[tuple[int, str]], columns: int) -> Iterator[tuple[int, str]]:
    """The rows of a table, each given as its line and text, that have more or fewer cells than it has columns."""
    for line, row in rows:
        cells = count_cells(row)
        if cells == columns:
            continue
        is_row = "one cell" if cells == 1 else f"{cells} cells"
        told = f"this row has {is_row}, the table {columns} columns: "
        if cells > columns:
            yield line, told + r"add a column to its first two lines, or write a bar inside a cell as \|"
        elif "|" not in row:
            yield line, told + "leave an empty line between the table and the text behind it"
        else:
            yield line, told + "write the empty cells too, as in | a | | b |"
