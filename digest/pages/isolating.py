"""Values in templates that run from right to left, set apart: what stands beside them keeps its place."""

from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape

from digest.values.directions import runs_right_to_left

_ONLY_TEXT = ("title", "option", "textarea", "script", "style")
"""Elements in which no other may stand."""


def isolated(value: object) -> object:
    """Text that holds what runs from right to left as `<bdi>`; anything else as it is."""
    if isinstance(value, str) and not isinstance(value, Markup) and runs_right_to_left(value):
        return Markup("<bdi>") + escape(value) + Markup("</bdi>")
    return value


class Isolating(Extension):
    """Makes `{{ x }}` between elements `{{ (x) | isolated }}`, in every template, and leaves attributes as they are."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The template's tokens with the filter in them."""
        place = _Place()
        wrapped = False
        for token in stream:
            if token.type == "data":
                place.pass_by(token.value)
            if token.type == "variable_begin":
                wrapped = place.takes_elements
                yield token
                if wrapped:
                    yield Token(token.lineno, "lparen", "(")
                continue
            if token.type == "variable_end" and wrapped:
                yield Token(token.lineno, "rparen", ")")
                yield Token(token.lineno, "pipe", "|")
                yield Token(token.lineno, "name", "isolated")
            yield token


class _Place:
    """Where in the markup one is: inside a tag, a quoted value of it, or an element of text alone."""

    def __init__(self) -> None:
        self.tag = ""
        self.quote = ""
        self.only_text = ""

    @property
    def takes_elements(self) -> bool:
        return not self.tag and not self.only_text

    def pass_by(self, markup: str) -> None:
        """Goes on behind `markup`."""
        at = 0
        while at < len(markup):
            character = markup[at]
            if self.quote:
                if character == self.quote:
                    self.quote = ""
            elif self.tag:
                if character in "\"'":
                    self.quote = character
                elif character == ">":
                    self._close()
            elif character == "<" and (markup[at + 1 : at + 2].isalpha() or markup[at + 1 : at + 2] in ("/", "!")):
                end = at + 1
                while end < len(markup) and (markup[end].isalnum() or markup[end] in "/!"):
                    end += 1
                self.tag = markup[at + 1 : end].lower() or "!"
            at += 1

    def _close(self) -> None:
        if self.tag in _ONLY_TEXT:
            self.only_text = self.tag
        elif self.tag == f"/{self.only_text}":
            self.only_text = ""
        self.tag = ""
