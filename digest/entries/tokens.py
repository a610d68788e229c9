"""Markdown's tokens, changed before they are rendered."""

from collections.abc import Sequence

from markdown_it.token import Token

from digest.entries.places import PICTURES
from digest.values.directions import runs_right_to_left


def line_of(text: str, label: str) -> int:
    """The line, from 0, on which a footnote is defined."""
    return text.count("\n", 0, max(0, text.find(f"[^{label.removeprefix(':')}]:")))


def unwrap_lone_image(tokens: Sequence[Token], index: int) -> str:
    """An image that is a paragraph stands by itself; a picture with lines of text below it is a figure, and these its caption.

    Gives what is wrong with that.
    """
    children = tokens[index].children or []
    before, after = tokens[index - 1], tokens[min(index + 1, len(tokens) - 1)]
    if not children or children[0].type != "image" or before.type != "paragraph_open":
        return ""
    image = children[0]
    if len(children) == 1:
        image.meta["alone"] = True
        before.hidden = after.hidden = True
    elif children[1].type == "softbreak" and str(image.attrGet("src") or "").lower().endswith(PICTURES):
        before.tag = after.tag = "figure"
        before.hidden = after.hidden = False  # as it is in a tight list
        children[1] = Token("figcaption_open", "figcaption", 1, meta=children[1].meta)
        children.append(Token("figcaption_close", "figcaption", -1, meta=children[-1].meta))
        if image.attrGet("title"):
            return "a picture has one caption: leave out its title, or the lines below it"
    return ""


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
