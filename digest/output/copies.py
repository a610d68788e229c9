"""What is published as it was written: pictures and scripts; and styles and icon, in the colours of this digest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from digest.connections.site import Site, picture_paths
from digest.connections.unread import hidden_pictures
from digest.entries.records import KINDS, Comparison
from digest.figures.pictures import png, standalone
from digest.figures.share_images import has_image, image_address, share_image
from digest.output.producing import File
from digest.pages.compose import chart_picture, picture_address
from digest.pages.frame import Page
from digest.pages.templating import render

SCRIPTS = {
    "search": ("finder.js", "finds.js", "search.js", "search_index.js", "spelling.js", "stemmer.js", "words.js"),
    "columns": ("architecture.js", "compare.js"),
}
"""Scripts that are there for an output alone."""

STYLE, ICON = "static/style.css", "static/favicon.svg"


@dataclass(frozen=True, slots=True)
class ColoursView:
    """The accent where the reader's system is light, and where it is dark."""

    light: str
    dark: str


def picture_files(site: Site) -> Iterator[File]:
    hidden = hidden_pictures(site)
    for path in (path for path in picture_paths(site) if path not in hidden):
        yield File(picture_address(path).lstrip("/"), partial(_copy, site, path))


def chart_files(site: Site) -> Iterator[File]:
    """Each chart of a comparison as a file: SVG, and PNG for what drops that."""
    for entry in site.of(Comparison):
        for index in range(len(entry.record.charts)):
            path = chart_picture(site, entry, index).lstrip("/")
            yield File(f"{path}.svg", partial(_chart_svg, site, f"{entry.path}#{index}"))
            yield File(f"{path}.png", partial(png, site, f"{entry.path}#{index}"))


def share_image_files(site: Site) -> Iterator[File]:
    """The images that stand for pages where they are passed on: that of the site, and those of entries."""
    yield File(image_address(site, None).lstrip("/"), partial(share_image, site, ""))
    for record in KINDS.values():
        for entry in site.of(record):
            if has_image(site, entry):
                yield File(image_address(site, entry).lstrip("/"), partial(share_image, site, entry.path))


def _chart_svg(site: Site, name: str) -> bytes:
    return standalone(site, name).encode()


def static_files(site: Site) -> Iterator[File]:
    """The files of static/; the icon, where there is none, and the colours before the style sheet are made from templates."""
    outputs = site.settings.outputs
    unwanted = {f"static/{script}" for name, used in SCRIPTS.items() if not outputs.has(name) for script in used}
    paths = [path for path in site.asker.names("static") if path not in unwanted]
    for path in (path for path in paths if path != STYLE):
        yield File(path, partial(_copy, site, path))
    if ICON not in paths:
        yield File(ICON, partial(coloured, site, "favicon.svg"))
    yield File(STYLE, partial(_style, site))


def icon(site: Site) -> bytes:
    """The icon of the site, as an SVG: the digest's own, or one in its colours."""
    return site.asker.file(ICON) or coloured(site, "favicon.svg")


def _copy(site: Site, path: str) -> bytes:
    return site.asker.file(path) or b""


def _style(site: Site) -> bytes:
    own = site.asker.file(STYLE) or b""
    return coloured(site, "colours.css") + coloured(site, "drawings.css") + _COMMENT.sub(rb"\1", own)


_COMMENT = re.compile(rb"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\([^)"']*\))|/\*.*?\*/\n?""", re.DOTALL)
"""What a style sheet says to its authors alone; texts and addresses in it, which may look alike, are left."""


def coloured(site: Site, template: str) -> bytes:
    """A file made from a template, in the colours of this digest."""
    view = ColoursView(site.settings.accent, site.settings.accent_dark)
    return render(site, Page(address=f"/static/{template}", root="../", template=template, view=view))
