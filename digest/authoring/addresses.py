"""Which addresses of other sites a digest names, and where: of sources, in facts and other fields, in notes."""

import html
import re
from collections.abc import Iterator

from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.entries.record import walk
from digest.entries.texts import read_text
from digest.values.cited import Cited
from digest.values.problems import Location
from digest.values.words import Url

_LINK = re.compile(r'<a href="(https?://[^"]+)">')


def addresses(site: Site) -> Iterator[tuple[Location, str]]:
    """Every address with each line that names it, file by file."""
    for entry in site.every():
        yield from _of_fields(entry)
        yield from _of_notes(site, entry)


def _of_fields(entry: AnyEntry) -> Iterator[tuple[Location, str]]:
    for path, value in walk(entry.record):
        address = value.value if isinstance(value, Cited) else value
        if isinstance(address, Url):
            yield entry.where(path), str(address)


def _of_notes(site: Site, entry: AnyEntry) -> Iterator[tuple[Location, str]]:
    """Links of notes know no lines once they are HTML: each is looked for in the file, from one to the next."""
    found = [
        html.unescape(address)
        for note in (entry.note, *entry.texts.values())
        for part in note.parts
        if isinstance(part, str)
        for address in _LINK.findall(part)
    ]
    if found:
        text = read_text(entry.path, site.asker.file(entry.path) or b"")
        at = text.find("\n---", 3) if text.startswith("---") else 0
        for address in found:
            place = text.find(address, max(at, 0))
            place = place if place >= 0 else text.find(address)
            at = place + len(address) if place >= 0 else at
            yield Location(entry.path, text.count("\n", 0, max(place, 0)) + 1), address
