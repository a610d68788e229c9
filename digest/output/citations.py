"""Papers → a file for each form of citation: of one paper, of all on a topic, of all of an edition, and of all there are."""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import cast

from digest.connections.clock import as_of
from digest.connections.site import Site, blocks, order, paths_in
from digest.entries.records import Edition, Paper, Topic
from digest.figures.citations import FORMATS, key_of
from digest.output.producing import File, beside
from digest.pages.citing import file_of
from digest.pages.topics import papers_on
from digest.values.steps import in_pieces


def citation_files(site: Site) -> Iterator[File]:
    yield File("CITATION.cff", partial(_cff, site))
    for format in FORMATS:
        for entry, place in beside(site, Paper):
            yield File(f"{place}{format.suffix}", partial(_of_paper, site, entry.path, format.suffix))
        for topic in site.of(Topic):
            if papers_on(site, topic.slug):
                yield _file(
                    topic.address, topic.slug, format.suffix, partial(_of_topic, site, topic.slug, format.suffix)
                )
        for edition in site.of(Edition):
            if edition.record.papers:
                make = partial(_of_edition, site, edition.slug, format.suffix)
                yield _file(edition.address, edition.slug, format.suffix, make)
        if site.count(Paper):
            yield _file(Paper.kind.root, Paper.kind.folder, format.suffix, partial(_of_all, site, format.suffix))


def _cff(site: Site) -> bytes:
    """How the digest itself is cited, in the Citation File Format 1.2.0 (https://citation-file-format.github.io/)."""
    settings, day = site.settings, as_of(site)
    told = {
        "cff-version": "1.2.0",
        "message": "If you use this digest, please cite it as below.",
        "title": settings.title,
        "abstract": settings.description,
        "type": "dataset",
        "authors": [{"name": settings.editor or settings.title}],
        "url": site.url("/"),
    }
    if settings.license:
        told["license-url"] = str(settings.license.url)
    if day:
        told["date-released"] = str(day)
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in told.items())  # JSON is YAML
    return "".join(lines).encode()


def _file(address: str, name: str, suffix: str, make: "partial[bytes]") -> File:
    return File(file_of(address, name, suffix).lstrip("/"), make)


@in_pieces
def cited(site: Site, path: str) -> dict[str, str]:
    """A paper in each form of citation, by the ending of its files."""
    entry = site.entry(path)
    paper = site.get(Paper, entry.slug) if entry else None
    return {format.suffix: format.write(paper.record, key_of(paper)) for format in FORMATS} if paper else {}


@in_pieces
def _cited_in(site: Site, block: str) -> dict[str, dict[str, str]]:
    """The same of all papers in a block of files: by the ending, and then by the path."""
    folder = f"content/{Paper.kind.folder}/"
    papers = [path for path in paths_in(site, block) if path.startswith(folder) and site.entry(path)]
    return {format.suffix: {path: cited(site, path, format.suffix) for path in papers} for format in FORMATS}


def _together(suffix: str, texts: Iterable[str]) -> bytes:
    (format,) = (format for format in FORMATS if format.suffix == suffix)
    return format.together(texts).encode()


def _those(site: Site, paths: Iterable[str], suffix: str) -> bytes:
    return _together(suffix, (cast(str, cited(site, path, suffix)) for path in paths))


def _of_paper(site: Site, path: str, suffix: str) -> bytes:
    return _those(site, (path,), suffix)


def _of_topic(site: Site, topic: str, suffix: str) -> bytes:
    return _those(site, (entry.path for entry in papers_on(site, topic)), suffix)


def _of_edition(site: Site, edition: str, suffix: str) -> bytes:
    papers = site.get(Edition, edition).record.papers
    return _those(site, (site.get(Paper, paper).path for paper in papers), suffix)


def _of_all(site: Site, suffix: str) -> bytes:
    texts: dict[str, str] = {}
    for block in blocks(site):
        texts |= _cited_in(site, block, suffix) or {}
    return _together(suffix, (texts[path] for path in order(site)[Paper.kind.folder]))
