"""Papers → a file for each form of citation, beside the paper's page."""

from digest.entries.records import Paper
from digest.figures.citations import FORMATS
from digest.output.producing import Files, Production


def citation_files(work: Production) -> Files:
    return {
        f"{entry.address.strip('/')}/{entry.slug}{format.suffix}": format.write(entry.record).encode()
        for entry in work.site.of(Paper)
        for format in FORMATS
    }
