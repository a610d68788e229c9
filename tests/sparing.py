"""What a run of tests does once, or not at all: equal files are read once in a process, equal drawings are drawn once in a run."""

import base64
import functools
import os
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from digest.entries import content
from digest.entries.content import Read, read_entry
from digest.field.facts import Catalogue
from digest.figures import drawings, pictures, share_images
from digest.figures.charts import Drawing
from digest.figures.narrow_charts import draw_narrow
from digest.figures.plotting import SCALE, plot
from digest.figures.wide_charts import draw
from digest.output import hosting, keepsakes
from digest.values.frozen import fingerprint_of, freeze
from tests.corpus import png_chunk


def read_once() -> None:
    """From now on a file that says the same is read once: most tests read the invented digest with a change in one file."""
    names: dict[int, tuple[Catalogue, str]] = {}
    found: dict[tuple[tuple[str, bytes], str], Read] = {}

    def read(file: tuple[str, bytes], catalogue: Catalogue) -> Read:
        if id(catalogue) not in names:
            names[id(catalogue)] = (catalogue, fingerprint_of(freeze(catalogue)))
        key = (file, names[id(catalogue)][1])
        if key not in found:
            found[key] = read_entry(file, catalogue)
        return found[key]

    content.read_entry = read


def draw_once(folder: Path, stand_ins: bool) -> None:
    """From now on charts and pictures of equal text are taken from this folder, which the processes of a run share.

    With stand-ins, images that stand for a page where it is passed on are of one colour, but for tests that ask for
    `painted`: there are some hundred of them, of which hardly a test sees more than the size.
    """
    folder.mkdir(exist_ok=True)

    def kept(name: str, make: Callable[[], str]) -> str:
        file = folder / name
        if not file.exists():
            part = file.with_suffix(f".{os.getpid()}")
            part.write_text(make(), "utf-8")
            part.replace(file)
        return file.read_text("utf-8")

    @functools.cache
    def drawn(make: Callable[[Drawing], str], drawing: Drawing) -> str:
        return kept(f"{fingerprint_of(freeze(drawing))}.{make.__name__}", lambda: make(drawing))

    @functools.cache
    def painted(svg: str) -> str:
        return kept(f"{fingerprint_of(svg.encode())}.png", lambda: plot(svg))

    drawings.draw, drawings.draw_narrow = functools.partial(drawn, draw), functools.partial(drawn, draw_narrow)
    squeezed = functools.cache(share_images.packed)
    hosting.plot, pictures.plot = painted, painted
    share_images.plot = stand_in if stand_ins else painted
    share_images.packed, hosting.packed, keepsakes.packed = squeezed, squeezed, squeezed


def stand_in(svg: str) -> str:
    """A PNG as large as that of an SVG, in a colour of its own; as every engine gives it, in base64."""
    found = re.match(r'<svg [^>]*\bwidth="(\d+)" height="(\d+)"', svg)
    assert found, svg[:200]
    wide, high = (int(size) * SCALE for size in found.groups())
    colour = bytes.fromhex(fingerprint_of(svg.encode())[:6])
    return base64.b64encode(one_colour(wide, high, colour)).decode()


def one_colour(width: int, height: int, colour: bytes) -> bytes:
    """A PNG of `width` × `height` points of one colour, three bytes (https://www.w3.org/TR/png-3/#11IHDR)."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 3, 0, 0, 0))
    rows = zlib.compress(bytes((1 + (width + 7) // 8) * height), 1)
    return b"\x89PNG\r\n\x1a\n" + head + png_chunk(b"PLTE", colour) + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")
