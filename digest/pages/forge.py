"""Links to where a page can be mended: its file in an editor, and a report to those who keep the digest."""

from digest.entries.settings import Settings
from digest.values.problems import Location


def fix_link(settings: Settings, place: Location) -> str:
    """Where the file can be edited, at its line if the host allows; empty where the settings do not say."""
    return settings.edit_url.filled(path=place.path, line=str(place.line)) if settings.edit_url else ""


def report_link(settings: Settings, title: str, address: str, path: str) -> str:
    """Where a mistake on the page can be reported; `address` is absolute, `path` empty for a page of many files."""
    return settings.report_url.filled(title=title, address=address, path=path) if settings.report_url else ""
