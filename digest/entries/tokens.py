"""Markdown's tokens, changed before they are rendered."""

from collections.abc import Sequence

from markdown_it.token import Token

from digest.values.directions import runs_right_to_left


def line_of(text: str, label: str) -> int:
    """The line, from 0, on which a footnote is defined."""
    return text.count("\n", 0, max(0, text.find(f"[^{label.removeprefix(':')}]:")))


def unwrap_lone_image(tokens: Sequence[Token], index: int) -> None:
    """An image that is all of a paragraph stands alone, without the paragraph."""
    children = tokens[index].children or []
    if len(children) == 1 and children[0].type == "image" and tokens[index - 1].type == "paragraph_open":
        children[0].meta["alone"] = True
        before, after = tokens[index - 1], tokens[index + 1]
        before.hidden = after.hidden = True


_DIRECTED = ("paragraph_open", "heading_open", "th_open", "td_open", "list_item_open")


def direct(tokens: Sequence[Token], index: int) -> None:
    """Text of a script that runs from right to left goes as its first letter goes, and each link with it for itself."""
    inline = tokens[index]
    if not runs_right_to_left(inline.content):
        return
    block = tokens[index - 2 if tokens[index - 1].hidden else index - 1]  # an item of a list may show no paragraph
    if block.type in _DIRECTED:
        block.attrSet("dir", "auto")
    children: list[Token] = []
    for child in inline.children or []:
        before = Token("html_inline", "", 0, content="</bdi>", meta=child.meta) if child.type == "link_close" else None
        after = Token("html_inline", "", 0, content="<bdi>", meta=child.meta) if child.type == "link_open" else None
        children += [one for one in (before, child, after) if one]
    inline.children = children
