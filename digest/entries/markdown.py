"""Markdown → HTML with holes: everything about a note that can be known from its text alone.

A note's links, placed figures and citations depend on other entries, so they stay open as holes that `bodies` fills.
What is left is a pure function of the text, and can be remembered by it.

Raw HTML stays text. Links may be http, https and mailto addresses, headings of the note, or paths of content files.
"""

import functools
import re
from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from digest.entries.colouring import highlighted, unknown_language
from digest.entries.ids import GENERATED_ID, RESERVED_IDS
from digest.entries.leftovers import lost_citation, lost_formula, lost_table, odd_rows
from digest.entries.mathml import to_mathml
from digest.entries.note import Citation, Heading, Hole, Link, Note, Placed
from digest.entries.tokens import direct, line_of, unwrap_lone_image
from digest.field.numerals import first_number
from digest.values.unseen import unseen
from digest.values.words import is_web_address

MAX_CHARACTERS = 100_000
"""A few shapes (thousands of `[` in a paragraph) take time that grows with the square of their length."""


def parse_note(text: str, first_line: int = 1, sources: Collection[str] = ()) -> Note:
    """The note that `text` holds, its lines counted from `first_line`; `sources` are the keys that it may cite."""
    if not text.strip():
        return Note()
    if len(text) > MAX_CHARACTERS:
        return Note(problems=((first_line, f"a note of more than {MAX_CHARACTERS:,} characters: split it"),))
    return _Writer(first_line, text.split("\n"), sources).write(text)


def parse_inline(text: str, line: int, sources: Collection[str] = ()) -> Note:
    """One paragraph without its `<p>`: for a claim's finding."""
    note = parse_note(text, line, sources)
    html = "".join(part for part in note.parts if isinstance(part, str))
    if (
        not html.startswith(("<p>", _DIRECTED))
        or len(re.findall("<p[ >]", html)) > 1
        or re.search("<(?:ul|ol|h[1-6]|pre|div|table|section|blockquote|hr)", html)
    ):
        return Note(
            problems=(*note.problems, (line, "one paragraph belongs here: no lists, headings, tables or footnotes"))
        )
    if not note.parts or not isinstance(note.parts[0], str) or not isinstance(note.parts[-1], str):
        return note
    parts = list(note.parts)
    before, after = ("<bdi>", "</bdi>") if html.startswith(_DIRECTED) else ("", "")
    parts[0] = before + str(parts[0]).removeprefix("<p>").removeprefix(_DIRECTED)
    parts[-1] = str(parts[-1]).rstrip().removesuffix("</p>") + after
    return Note(tuple(parts), note.headings, note.problems, note.unsourced)


_DIRECTED = '<p dir="auto">'
_COMMENT = "a comment would stand on the page as it is written: put your text in its place, or delete it"


class _Writer:
    """One note being written: gathers holes, headings and problems while the tokens are rendered."""

    def __init__(self, first_line: int, lines: list[str], sources: Collection[str]) -> None:
        self.first_line = first_line
        self.lines = lines
        self.sources = sources
        self.line = first_line
        self.holes: list[Hole] = []
        self.headings: list[Heading] = []
        self.problems: list[tuple[int, str]] = []
        self.unsourced: list[tuple[int, str]] = []

    def write(self, text: str) -> Note:
        md = _markdown()
        env: dict[str, Any] = {"writer": self}
        try:
            tokens = md.parse(text, env)
        except RecursionError:
            return Note(problems=((self.first_line, "nested too deep to be read"),))
        self._survey(tokens)
        for label, place in env.get("footnotes", {}).get("refs", {}).items():
            if place == -1:
                self.report(
                    f"nothing refers to the footnote [^{label.removeprefix(':')}]",
                    self.first_line + line_of(text, label),
                )
        html = md.renderer.render(tokens, md.options, env)
        pieces = html.split("\0")
        parts = tuple(self.holes[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces) if piece)
        return Note(parts, tuple(self.headings), tuple(self.problems), tuple(self.unsourced))

    def hole(self, hole: Hole) -> str:
        self.holes.append(hole)
        return f"\0{len(self.holes) - 1}\0"

    def report(self, message: str, line: int | None = None) -> None:
        self.problems.append((self.line if line is None else line, message))

    def _survey(self, tokens: Sequence[Token]) -> None:
        """Give every inline token its line, lone images their place, and find numbers without a source."""
        line = self.first_line
        block: list[tuple[int, Token]] = []
        in_heading = False
        for index, token in enumerate(tokens):
            if token.map:
                line = self.first_line + token.map[0]
            token.meta["line"] = line
            if token.type == "heading_open":
                in_heading = True
            if token.type == "inline" and token.children is not None:
                at = line
                for child in token.children:
                    child.meta["line"] = at
                    at += child.type in ("softbreak", "hardbreak") or child.content.count("\n")
                if told := unwrap_lone_image(tokens, index):
                    self.report(told, token.children[0].meta["line"])
                self._find_unseen(token.children)
                direct(tokens, index)
                if tokens[index - 1].type == "paragraph_open" and (lost := lost_table(token.content.split("\n"))):
                    self.report(lost[1], line + lost[0])
                if not in_heading:
                    block.append((line, token))
            if token.type in ("paragraph_close", "tr_close", "heading_close", "footnote_close") and block:
                self._find_unsourced(block)
                block = []
            if token.type == "heading_close":
                in_heading = False
            if token.type == "table_open":
                self._find_odd_rows(tokens, index)

    def _find_unsourced(self, block: list[tuple[int, Token]]) -> None:
        cited, first = False, None
        for line, token in block:
            depth = 0
            for child in token.children or []:
                depth += (child.type == "link_open") - (child.type == "link_close")
                cited = cited or child.type in ("citation", "footnote_ref")
                if (
                    child.type == "image"
                    and first is None
                    and (found := first_number(str(child.attrGet("title") or "")))
                ):
                    first = (child.meta.get("line", line), found)
                if child.type == "text":
                    if "<!--" in child.content:
                        self.report(_COMMENT, child.meta.get("line", line))
                    if told := lost_citation(child.content, self.sources):
                        self.report(told, child.meta.get("line", line))
                        cited = True  # or is meant to be
                    if "$" in child.content and (told := self._lost_formula(child, line)):
                        self.report(told, child.meta.get("line", line))
                    if lost := re.search(r"\[\^([^\]\s]+)\]", child.content):
                        self.report(f"there is no footnote [^{lost[1]}]", child.meta.get("line", line))
                    if not depth and first is None and (found := first_number(child.content)):
                        first = (child.meta.get("line", line), found)
        if first and not cited:
            self.unsourced.append(first)

    def _lost_formula(self, text: Token, line: int) -> str:
        """Of a text with a dollar in it: whether that was escaped, only the line as it was written can tell."""
        at = text.meta.get("line", line) - self.first_line
        return lost_formula(text.content, self.lines[at] if at < len(self.lines) else text.content)

    def _find_unseen(self, children: Sequence[Token]) -> None:
        """Characters that nobody sees and that are written as `&#8203;`; others have been told of before."""
        for child in children:
            for text in (child.content, *map(str, child.attrs.values())):
                if told := unseen(text.replace("\n", " ")):
                    self.report(told, child.meta["line"])

    def _find_odd_rows(self, tokens: Sequence[Token], start: int) -> None:
        columns = 0
        rows: list[tuple[int, str]] = []
        for at in range(start, len(tokens)):
            token = tokens[at]
            columns += token.type == "th_open"
            if token.type == "tr_open" and token.map and columns:
                rows.append((self.first_line + token.map[0], self.lines[token.map[0]]))
            if token.type == "table_close":
                break
        for line, told in odd_rows(rows, columns):
            self.report(told, line)


@functools.cache
def _markdown() -> MarkdownIt:
    md = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "maxNesting": 20})
    md.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=False)
    md.use(footnote_plugin)
    md.inline.ruler.before("link", "citation", _citation_rule)
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # judged when rendered, where it can be reported
    for name, rule in _RULES.items():
        md.add_render_rule(name, rule)
    return md


_CITED = r"@[A-Za-z0-9._-]+\s*(?:,[^\[\]@;]*)?"
_CITATIONS = re.compile(rf"\[({_CITED}(?:;\s*{_CITED})*)\]")


def _citation_rule(state: StateInline, silent: bool) -> bool:
    """`[@key]`, `[@key, table 3]`, `[@one; @two, section 4]`: a token for each source."""
    if not state.src.startswith("[@", state.pos):
        return False
    found = _CITATIONS.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        for one in found[1].split(";"):
            key, _, locator = one.strip().removeprefix("@").partition(",")
            token = state.push("citation", "", 0)
            token.meta = {"key": key.strip(), "locator": " ".join(locator.split())}
    state.pos = found.end()
    return True


_Env = dict[str, Any]


def _fence(self: Any, tokens: Sequence[Token], index: int, options: Any, env: _Env) -> str:
    token = tokens[index]
    language = token.info.split()[0] if token.info.strip() else ""
    coloured = highlighted(token.content, language)
    if language and not coloured and language not in ("text", "plain"):
        env["writer"].report(unknown_language(language), token.meta["line"])
    return f'<pre tabindex="0"><code>{coloured or escapeHtml(token.content)}</code></pre>\n'


def _heading_open(self: Any, tokens: Sequence[Token], index: int, options: Any, env: _Env) -> str:
    writer: _Writer = env["writer"]
    token = tokens[index]
    level = int(token.tag[1])
    text = "".join(
        c.content for c in tokens[index + 1].children or [] if c.type in ("text", "code_inline", "math_inline")
    )
    if level == 1:
        writer.report("headings of a note start at ##: the page's title is its #", token.meta["line"])
    base = re.sub(r"[^\w]+", "-", text.lower()).strip("-_") or "section"
    taken = RESERVED_IDS | {heading.id for heading in writer.headings}
    if GENERATED_ID.fullmatch(base):
        base = f"{base}-heading"
    ident, number = base, 2
    while ident in taken:
        ident, number = f"{base}-{number}", number + 1
    writer.headings.append(Heading(ident, text, level))
    directed = ' dir="auto"' if token.attrGet("dir") else ""
    return f'<{token.tag} id="{escapeHtml(ident)}"{directed}>'


def _heading_close(self: Any, tokens: Sequence[Token], index: int, options: Any, env: _Env) -> str:
    heading = env["writer"].headings[-1]
    label = escapeHtml(f"Link to the section {heading.text}")
    return f' <a class="anchor" href="#{escapeHtml(heading.id)}" aria-label="{label}">#</a></{tokens[index].tag}>\n'


def _link_open(self: Any, tokens: Sequence[Token], index: int, options: Any, env: _Env) -> str:
    writer: _Writer = env["writer"]
    token = tokens[index]
    line = token.meta.get("line", writer.line)
    href = str(token.attrGet("href") or "")
    if is_web_address(href):
        return f'<a href="{escapeHtml(href)}">'
    if re.fullmatch(r"mailto:[^\s\"'<>]+@[^\s\"'<>]+", href):
        return f'<a href="{escapeHtml(href)}">'
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", unquote(href)) or href.startswith(("//", "/")):
        writer.report(f"the link {href!r} is neither http, https or mailto nor the path of a content file", line)
        return "<a>"
    if not href:
        writer.report("a link without an address", line)
        return "<a>"
    return writer.hole(Link(unquote(href), line))


def _image(self: Any, tokens: Sequence[Token], index: int, options: Any, env: _Env) -> str:
    writer: _Writer = env["writer"]
    token = tokens[index]
    source = unquote(str(token.attrGet("src") or ""))
    line = token.meta.get("line", writer.line)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", source) or source.startswith("/"):
        writer.report(f"the image {source!r} is not a file beside the entry: pages load nothing from other sites", line)
        return ""
    return writer.hole(
        Placed(source, token.content, str(token.attrGet("title") or ""), line, token.meta.get("alone", False))
    )


def _citation(self: Any, tokens: Sequence[Token], index: int, options: Any, env: _Env) -> str:
    meta = tokens[index].meta
    writer: _Writer = env["writer"]
    return writer.hole(Citation(meta["key"], meta["locator"], meta.get("line", writer.line)))


def _math(block: bool) -> Any:
    def math(self: Any, tokens: Sequence[Token], index: int, options: Any, env: _Env) -> str:
        writer: _Writer = env["writer"]
        token = tokens[index]
        try:
            markup = to_mathml(token.content.strip(), block)
        except ValueError as error:
            writer.report(str(error), token.meta.get("line", writer.line))
            return ""
        if block:
            return f'<div class="formula" tabindex="0">{markup}</div>\n'
        # A browser breaks a line behind a formula whatever follows: the joiner keeps full stops and numbers of sources.
        return f'<span class="math">{markup}&#8288;</span>'

    return math


def _table_open(self: Any, tokens: Sequence[Token], index: int, options: Any, env: _Env) -> str:
    return '<div class="scroll" role="region" aria-label="Table" tabindex="0"><table>\n'


def _table_close(self: Any, tokens: Sequence[Token], index: int, options: Any, env: _Env) -> str:
    return "</table></div>\n"


_ALIGNED = {"text-align:right": ' class="numeric"', "text-align:center": ' class="centred"'}


def _cell_open(self: Any, tokens: Sequence[Token], index: int, options: Any, env: _Env) -> str:
    """How a column is aligned is said by a class: pages carry no styles of their own, and a strict host would drop them."""
    directed = ' dir="auto"' if tokens[index].attrGet("dir") else ""
    return f"<{tokens[index].tag}{_ALIGNED.get(str(tokens[index].attrGet('style')), '')}{directed}>"


_RULES: dict[str, Any] = {
    "fence": _fence,
    "heading_open": _heading_open,
    "heading_close": _heading_close,
    "link_open": _link_open,
    "image": _image,
    "citation": _citation,
    "math_inline": _math(False),
    "math_block": _math(True),
    "table_open": _table_open,
    "table_close": _table_close,
    "th_open": _cell_open,
    "td_open": _cell_open,
}
