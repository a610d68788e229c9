"""What comes with the program: templates, scripts and styles that every digest starts from, and the files of a new one."""

from pathlib import Path

import digest

FOLDERS = ("templates", "static")

_PACKAGE = Path(digest.__file__).parent
START = _PACKAGE / "start"
"""The files of a new digest."""


def packaged() -> Path:
    """The folder that holds the program's own templates/ and static/: inside the package where that was installed,
    beside it in a checkout."""
    return _PACKAGE if (_PACKAGE / FOLDERS[0]).is_dir() else _PACKAGE.parent
