"""What sources are called: by address as the settings say, by arXiv identifier where the paper has an entry."""

from digest.connections.site import Site
from digest.entries.records import Paper
from digest.values.steps import lookup


@lookup
def source_names(site: Site) -> dict[str, str]:
    """What people call an address or the paper behind an arXiv identifier, and what is to be said of all pages of a host."""
    names: dict[str, str] = {str(url): title for url, title in site.settings.source_titles.items()}
    names |= dict.fromkeys(site.settings.third_party, "third-party summary")
    for entry in site.of(Paper):
        if entry.outline.credit:
            names |= dict.fromkeys(entry.outline.identifiers, entry.outline.credit)
    return names
