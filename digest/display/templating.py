"""Page → HTML through Jinja. Templates lay out; they get plain values and a way to write links, nothing else."""

import functools
import traceback
from collections.abc import Callable, Mapping

import jinja2
from markupsafe import Markup

from digest.display.views import Page
from digest.values.problems import Location, Problem

Templates = Mapping[str, str]
"""Template name (`paper.html`) → text."""


@functools.lru_cache(maxsize=2)
def _environment(templates: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    texts = dict(templates)

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        # The second value is the file name in tracebacks, so that errors point home.
        return (texts[name], f"templates/{name}", lambda: True) if name in texts else None

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    environment.filters["safe_html"] = Markup
    return environment


def check_templates(templates: Templates) -> list[Problem]:
    """Every syntax error of every template."""
    environment = jinja2.Environment(autoescape=True)
    problems = []
    for name, text in sorted(templates.items()):
        try:
            environment.parse(text, name)
        except jinja2.TemplateSyntaxError as error:
            problems.append(Problem(Location(f"templates/{name}", error.lineno), error.message or "not a template"))
    return problems


Rendered = bytes | tuple[Problem, ...]


def render(templates: tuple[tuple[str, str], ...], page: Page) -> Rendered:
    """The page as UTF-8 HTML, or the problem at the template's line that asks for what is not there."""

    def link(address: str) -> str:
        """A link from this page to an address of the site, or to another site."""
        return address if address.startswith(("http:", "https:")) else page.frame.root + address.removeprefix("/")

    name = page.template
    try:
        template = _environment(templates).get_template(name)
        return template.render(frame=page.frame, view=page.view, link=link).encode()
    except jinja2.TemplateNotFound as error:
        return (Problem(Location(f"templates/{error.name}"), "this template is missing"),)
    except jinja2.TemplateSyntaxError as error:
        where = Location(f"templates/{error.name or name}", error.lineno)
        return (Problem(where, error.message or "not a template"),)
    except Exception as error:  # whatever a template's own line may raise; anything else goes on as the bug it is
        inside = _innermost(error)
        if inside is None:  # not a template's doing
            raise
        return (Problem(inside, f"{error} (on the page {page.frame.address})"),)


def _innermost(error: Exception) -> Location | None:
    """The last place inside a template where `error` passed, if it was raised by a template's own line."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename.startswith("templates/")]
    package = __file__.removesuffix("display/templating.py")
    own_code = [f for f in frames if f.filename.startswith(package) and f.filename != __file__]
    return Location(inside[-1].filename, inside[-1].lineno or 1) if inside and not own_code else None
