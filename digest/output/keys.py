"""Long lists of papers → by what each can be found, a file a year, for the script that narrows the list down."""

import json

from digest.entries.records import Paper
from digest.output.producing import Files, Production
from digest.pages import paging
from digest.pages.paper_lists import keys_of


def key_files(work: Production) -> Files:
    """`papers/by/year/2024.json`; nothing where the list is a page of its own."""
    if len(work.site.of(Paper)) <= paging.CARDS:
        return {}
    return {
        f"{Paper.kind.root.strip('/')}/by/year/{year}.json": _json(lines) for year, lines in keys_of(work.site).items()
    }


def _json(lines: list[list[str]]) -> bytes:
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()
