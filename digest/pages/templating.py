"""Page → HTML through Jinja. Templates lay out; they get plain values and a way to write links, nothing else."""

import functools
import marshal
import traceback
from collections.abc import MutableMapping
from typing import Any

import jinja2
from markupsafe import Markup

from digest.pages.frame import Page
from digest.values.language import counted
from digest.values.problems import Location, Problem

Code = tuple[tuple[str, bytes], ...]
"""Template name (`paper.html`) → its compiled code, marshalled."""


class _Loader(jinja2.BaseLoader):
    """Templates that have been compiled already."""

    def __init__(self, code: Code) -> None:
        self._code = dict(code)

    def load(
        self, environment: jinja2.Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> jinja2.Template:
        if name not in self._code:
            raise jinja2.TemplateNotFound(name)
        code = marshal.loads(self._code[name])
        return environment.template_class.from_code(environment, code, globals if globals is not None else {})


@functools.lru_cache(maxsize=2)
def _environment(code: Code = ()) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=_Loader(code),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    environment.filters["safe_html"] = Markup
    environment.filters["counted"] = counted
    return environment


def compile_template(template: tuple[str, str]) -> bytes | Problem:
    """A template, given as name and text, as marshalled code; or its first syntax error."""
    name, text = template
    file = f"templates/{name}"  # stands in tracebacks, so that errors point home
    try:
        return marshal.dumps(_environment().compile(text, name, file))
    except jinja2.TemplateSyntaxError as error:
        return Problem(Location(file, error.lineno), error.message or "not a template")


Rendered = bytes | tuple[Problem, ...]


def render(code: Code, page: Page) -> Rendered:
    """The page as UTF-8 HTML, or the problem at the template's line that asks for what is not there."""

    def link(address: str) -> str:
        """A link from this page to an address of the site, or to another site."""
        return address if address.startswith(("http:", "https:")) else page.root + address.removeprefix("/")

    name = page.template
    try:
        template = _environment(code).get_template(name)
        return template.render(
            frame=page.frame, address=page.address, view=page.view, sources=page.sources, link=link
        ).encode()
    except jinja2.TemplateNotFound as error:
        return (Problem(Location(f"templates/{error.name}"), "this template is missing"),)
    except Exception as error:  # whatever a template's own line may raise; anything else goes on as the bug it is
        inside = _innermost(error)
        if inside is None:  # not a template's doing
            raise
        return (Problem(inside, f"{error} (on the page {page.address})"),)


def _innermost(error: Exception) -> Location | None:
    """The last place inside a template where `error` passed, if it was raised by a template's own line."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename.startswith("templates/")]
    package = __file__.removesuffix("pages/templating.py")
    own_code = [f for f in frames if f.filename.startswith(package) and f.filename != __file__]
    return Location(inside[-1].filename, inside[-1].lineno or 1) if inside and not own_code else None
