"""What is published as it was written: pictures beside the entries, styles and scripts."""

from digest.output.producing import Files, Production
from digest.pages.compose import picture_address
from digest.values.tree import below


def picture_files(work: Production) -> Files:
    return {picture_address(path).lstrip("/"): work.tree[path] for path in work.site.pictures}


def static_files(work: Production) -> Files:
    return {f"static/{path}": data for path, data in below(work.tree, "static").items()}
