"""What is published as it was written: pictures and scripts; and styles and icon, in the colours of this digest."""

from dataclasses import dataclass

from digest.entries.settings import Settings
from digest.output.producing import Files, Production
from digest.pages.compose import picture_address
from digest.pages.frame import Page
from digest.values.tree import below

SCRIPTS = {"search": ("finder.js", "search.js", "words.js"), "columns": ("compare.js",)}
"""Scripts that are there for an output alone."""

STYLE, ICON = "static/style.css", "static/favicon.svg"


@dataclass(frozen=True, slots=True)
class ColoursView:
    """The accent where the reader's system is light, and where it is dark."""

    light: str
    dark: str


def picture_files(work: Production) -> Files:
    return {picture_address(path).lstrip("/"): work.tree[path] for path in work.site.pictures}


def static_files(work: Production) -> Files:
    """The files of static/; the icon, and before the style sheet its colours, are made from templates."""
    settings = work.site.settings
    unwanted = {script for name, used in SCRIPTS.items() if not settings.outputs.has(name) for script in used}
    files = {f"static/{path}": data for path, data in below(work.tree, "static").items() if path not in unwanted}
    colours, icon = work.render([_page(settings, "colours.css"), _page(settings, "favicon.svg")])
    return {ICON: icon} | files | {STYLE: colours + files.get(STYLE, b"")}


def _page(settings: Settings, template: str) -> Page:
    view = ColoursView(settings.accent, settings.accent_dark)
    return Page(address=f"/static/{template}", root="../", template=template, view=view)
