"""A page's HTML → the same as Markdown (CommonMark, with tables, footnotes and `$…$`), for programs and people that read that.

It is made of the finished page, so that it can say nothing else. What is to be used and not read is left out: forms,
drawings, links of headings to themselves. A citation becomes a footnote by the number of its source on the page, and the
place in it stands before that. Links lead from twin to twin.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from digest.pages.frame import twin_of

_SKIPPED = frozenset(
    ("form", "script", "style", "svg", "template", "noscript", "input", "select", "textarea", "button")
)
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "ul",
))  # fmt: skip
_MARKUP = re.compile(r"([\\`*\[\]<>|$~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;))")
_AT_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([#+=-])(?=[\s#+=-]|$)|^(:)")
_MAY_BE_MARKUP = re.compile(r"[\\`*\[\]<>|$~_&]")
"""What is found sooner: most texts have none of it."""
_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
"""Space that is not one blank already, as most is."""
_SOURCE = re.compile(r"#source-(\d+)")
_NAMED = re.compile(r"\[\^([\w-]+)\](?!:)")
_DEFINED = re.compile(r"^\[\^([\w-]+)\]: ", re.MULTILINE)
"""A footnote that nothing names is shown nowhere: it becomes an item of a list."""
_FOOTNOTE = re.compile(r"#fn(\d+)")


def twin(page: bytes) -> str:
    """The twin of a page, which says first what the page is called and where it lies."""
    document = etree.HTML(page, etree.HTMLParser(encoding="utf-8"))
    head = document.find("head")
    told = {
        "title": document.findtext("head/title") or "",
        "description": _meta(head, "description"),
        "url": next((one.get("href") for one in head.iter("link") if one.get("rel") == "canonical"), ""),
    }
    terms = [one.get("href") for one in document.iter("a") if one.get("rel") == "license"]
    lines = [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in told.items() if text]
    lines += [f"license: {json.dumps(address, ensure_ascii=False)}" for address in terms[:1]]
    text = _Writer().document(document.find(".//main"))
    return "\n".join(("---", *lines, "---", "", text)) + "\n"


def _meta(head: etree._Element, name: str) -> str:
    return next((one.get("content") or "" for one in head.iter("meta") if one.get("name") == name), "")


@dataclass(slots=True)
class _Writer:
    """Writes one document; `claims` are those that it came upon, which stand at its end."""

    claims: list[str] = field(default_factory=list)

    def document(self, main: etree._Element) -> str:
        text = "\n\n".join([*self._blocks(main), *self.claims])
        named = set(_NAMED.findall(text))
        return _DEFINED.sub(lambda found: found[0] if found[1] in named else "- ", text)

    def _blocks(self, element: etree._Element) -> list[str]:
        """What stands inside an element, block by block; text between its blocks is a paragraph."""
        found: list[str] = []
        running: list[str] = [_text(element.text)]
        for child in element:
            if _is_block(child) and not _is_left_out(child):
                found += _paragraph(running)
                running = []
                found += self._block(child)
            elif isinstance(child.tag, str):
                running.append(self._inline(child))
            running.append(_text(child.tail))
        return found + _paragraph(running)

    def _block(self, element: etree._Element) -> list[str]:
        tag = element.tag
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return [f"{'#' * int(tag[1])} {self._line(element)}"]
        if tag in ("ul", "ol"):
            return self._list(element)
        if tag == "dl":
            return self._described(element)
        if tag == "table":
            return self._table(element)
        if tag == "pre":
            return [_fenced(element)]
        if tag == "blockquote":
            return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(self._blocks(element)).split("\n"))]
        if tag == "aside" and "beside" in (element.get("class") or "").split():
            return self._margin(element)
        if tag == "hr":
            return ["---"]
        if tag in ("figcaption", "summary"):
            return [f"**{line}**"] if (line := self._line(element)) and tag == "summary" else _paragraph([line])
        return self._blocks(element)

    def _list(self, element: etree._Element) -> list[str]:
        items = [child for child in element if child.tag == "li" and not _is_left_out(child)]
        if not items:
            return []
        if numbered := [
            _SOURCE.fullmatch(f"#{item.get('id')}") or _FOOTNOTE.fullmatch(f"#{item.get('id')}") for item in items
        ]:
            if all(numbered):
                return [self._footnote(item) for item in items]
        tight, lines = True, []
        for number, item in enumerate(items, int(element.get("start") or 1)):
            mark = f"{number}. " if element.tag == "ol" else "- "
            blocks = self._blocks(item) or [""]
            tight = tight and len(blocks) < 2
            lines.append(mark + _indented("\n\n".join(blocks), len(mark)))
        return ["\n".join(lines) if tight else "\n\n".join(lines)]

    def _footnote(self, item: etree._Element) -> str:
        mark = _mark(item.get("id"))
        return f"{mark}: " + _indented("\n\n".join(self._blocks(item)), 4)

    def _described(self, element: etree._Element) -> list[str]:
        lines: list[str] = []
        for child in element.iter("dt", "dd"):
            if child.tag == "dt":
                lines.append(f"- **{self._line(child)}**")
            elif len(blocks := self._blocks(child)) == 1 and not blocks[0].startswith("- "):
                lines[-1:] = [f"{lines[-1]}: {_indented(blocks[0], 2)}"] if lines else blocks
            else:
                lines += [f"  {_indented(block, 2)}" for block in blocks]
        return ["\n\n".join(lines)] if lines else []

    def _table(self, element: etree._Element) -> list[str]:
        caption = element.find("caption")
        rows = [[*self._cells(row)] for row in element.iter("tr") if not _is_left_out(row)]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return []
        head, *others = [row + [""] * (width - len(row)) for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *others)]
        title = self._line(caption) if caption is not None else ""
        return [*([f"**{title}**"] if title else []), "\n".join(lines)]

    def _cells(self, row: etree._Element) -> Iterator[str]:
        for cell in (cell for cell in row.iter("th", "td") if not _is_left_out(cell)):
            text = self._line(cell)
            yield f"**{text}**" if text and cell.get("scope") == "rowgroup" else text
            yield from [""] * (int(cell.get("colspan") or 1) - 1)

    def _line(self, element: etree._Element) -> str:
        """All that stands inside an element in one line; what were blocks there is parted by semicolons."""
        found: list[str] = []
        running = [_text(element.text)]
        for child in element:
            if _is_left_out(child):
                pass
            elif _is_block(child):
                found.append("".join(running))
                running = []
                found.append(_fenced_inline(child) if child.tag == "pre" else self._line(child))
            elif isinstance(child.tag, str):
                running.append(self._inline(child))
            running.append(_text(child.tail))
        found.append("".join(running))
        parts = (_SPACES.sub(" ", part).strip() for part in found)
        return "; ".join(part for part in parts if part)

    def _inline(self, element: etree._Element) -> str:
        """An element inside a line, and all in it."""
        if _is_left_out(element):
            return ""
        tag, kind = element.tag, element.get("class") or ""
        if tag == "math":
            return _math(element)
        if tag == "br":
            return " "
        if tag == "img":
            return f"![{escaped(element.get('alt') or '')}]({_address(element.get('src') or '')})"
        if tag == "code":
            return _code("".join(element.itertext()))
        if tag == "button":
            return _cited(element)
        inner = self._inside(element)
        if tag == "a":
            return _link(element, kind, inner)
        if tag == "small" and inner.strip():
            return f"({inner.strip()})"
        if tag in ("em", "i", "cite") and inner.strip():
            return _around(inner, "*")
        if tag in ("strong", "b") and inner.strip():
            return _around(inner, "**")
        if tag in ("s", "del") and inner.strip():
            return _around(inner, "~~")
        if tag in ("sup", "sub") and inner.strip() and not inner.startswith("[^"):
            return f"<{tag}>{inner}</{tag}>"
        return inner

    def _inside(self, element: etree._Element) -> str:
        parts = [_text(element.text)]
        for child in element:
            if isinstance(child.tag, str) and not _is_left_out(child):
                parts.append(self._line(child) if _is_block(child) else self._inline(child))
            parts.append(_text(child.tail))
        return "".join(parts)

    def _margin(self, element: etree._Element) -> list[str]:
        """What stands in the margin: sources are told at the end of the page anyway, claims are from here on."""
        for side in element.iter("div"):
            if "claim" in (side.get("class") or "").split():
                self.claims.append(f"[^{side.get('id')}]: {self._inside(side).strip()}")
        return []


def _cited(button: etree._Element) -> str:
    """The footnote that a mark in the text leads to, a source's with the place in it before that."""
    number = button.get("data-number")
    if not number:
        return f"[^{button.get('popovertarget')}]"
    locator = (button.get("aria-label") or "").partition(", ")[2]
    return (f" ({escaped(locator)})" if locator else "") + f"[^{number}]"


def _is_block(element: etree._Element) -> bool:
    return element.tag in _BLOCKS


def _is_left_out(element: etree._Element) -> bool:
    """What nobody reads: what is hidden, what is operated, a heading's link to itself, and the list of the headings."""
    if element.tag == "button":
        return "ref" not in (element.get("class") or "").split()
    if element.tag in _SKIPPED or not isinstance(element.tag, str) or "hidden" in element.attrib:
        return True
    if element.tag == "nav" and "toc" in (element.get("class") or "").split():
        return True
    return element.tag == "a" and element.get("class") in ("anchor", "endnote-backref")


def _text(text: str | None) -> str:
    return escaped(text) if text else ""


def escaped(text: str) -> str:
    """A text that is no markup inside a line."""
    if not text.strip(" \t\n\r\f"):  # as half of them are
        return " " if text else ""
    text = _SPACES.sub(" ", text.replace("\u2060", ""))
    return _MARKUP.sub(r"\\\1", text) if _MAY_BE_MARKUP.search(text) else text


def _paragraph(running: list[str]) -> list[str]:
    """Pieces of a line as a paragraph, which begins like nothing else; none where there is but space."""
    line = _SPACES.sub(" ", "".join(running)).strip()
    return [_AT_START.sub(r"\1\\\2\3\4" if line[0].isdigit() else r"\\\g<0>", line)] if line else []


def _indented(text: str, by: int) -> str:
    first, *others = text.split("\n")
    return "\n".join((first, *(f"{' ' * by}{line}" if line else "" for line in others)))


def _around(inner: str, sign: str) -> str:
    """A sign right before and right behind a text, the space at its ends outside."""
    text = inner.strip()
    return inner[: len(inner) - len(inner.lstrip())] + f"{sign}{text}{sign}" + inner[len(inner.rstrip()) :]


def _code(text: str) -> str:
    return _ticked(_SPACES.sub(" ", text).replace("|", "\\|"))


def _ticked(text: str) -> str:
    """Code inside a line: between more ticks than it has."""
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{room}{text}{room}{ticks}" if text.strip() else ""


def _fenced(element: etree._Element) -> str:
    text = "".join(element.itertext()).rstrip("\n")
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence}\n{text}\n{fence}"


def _fenced_inline(element: etree._Element) -> str:
    return _code("".join(element.itertext()))


def _math(element: etree._Element) -> str:
    """A formula as it was written."""
    sign = "$$" if element.get("display") == "block" else "$"
    written = element.get("alttext") or "".join(element.itertext())
    return sign + written.replace("|", r"\vert ") + sign


def _mark(ident: str) -> str:
    """The footnote that an element of the page with that id is."""
    kind, number = re.fullmatch(r"(source-|fn)(\d+)", ident).groups()  # type: ignore[union-attr]  # who calls has seen it
    return f"[^{number}]" if kind == "source-" else f"[^note-{number}]"


def _link(element: etree._Element, kind: str, inner: str) -> str:
    address = element.get("href") or ""
    if found := _SOURCE.fullmatch(address):
        is_mark = kind == "why" or element.find("span[@class='number']") is not None
        return f"[^{found[1]}]" if is_mark else f"{inner}[^{found[1]}]"
    if _FOOTNOTE.fullmatch(address):
        return _mark(address[1:])
    text = inner.strip() or escaped(element.get("aria-label") or "")
    return f"[{text}]({_address(address)})" if text and address else inner


def _address(address: str) -> str:
    """An address as a link has it; that of a page of the site is its twin's."""
    if not re.match(r"[a-z][a-z0-9+.-]*:", address):
        path, sign, fragment = address.partition("#")
        place, question, query = path.partition("?")
        if place.endswith("/"):
            address = f"{twin_of(place)}{question}{query}{sign}{fragment}"
    return f"<{address}>" if re.search(r"[()\s]", address) else address
