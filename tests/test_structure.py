"""The map in digest/__init__.py is true: every module is on it, and imports only from those above it."""

import ast
import re
from pathlib import Path

import digest

PACKAGE = Path(digest.__file__).parent
_MAP = re.findall(r"^    ([a-z_]+)  +\S.*$", (digest.__doc__ or "").split("a test reads this list")[1], re.MULTILINE)
OUTSIDE = _MAP[_MAP.index("store") :]


def imports(path: Path) -> list[tuple[str, int]]:
    """Every module that a file imports, with the line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "digest" else [node.module]
            )
            found += [(name, node.lineno) for name in names]
        elif isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
    return found


def test_every_module_is_on_the_map() -> None:
    assert sorted(_MAP) == sorted(path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__"))


def test_imports_run_one_way() -> None:
    wrong = []
    for place, module in enumerate(_MAP):
        for name, line in imports(PACKAGE / f"{module}.py"):
            if name.startswith("digest."):
                other = name.split(".")[1]
                if _MAP.index(other) >= place:
                    wrong.append(f"{module}.py:{line} imports {other}")
    assert not wrong


def test_files_network_processes_and_clock_stay_in_the_last_group() -> None:
    banned = {"os", "pathlib", "time", "socket", "http", "urllib.request", "threading", "multiprocessing", "concurrent", "subprocess",
              "tempfile", "shutil", "sqlite3", "locale", "random", "io"}  # fmt: skip
    allowed = {
        ("content", "pathlib"),
        ("content", "io"),
        ("tables", "io"),
    }  # pure paths, bytes as a file, text as a file
    wrong = []
    for module in _MAP[: _MAP.index("store")]:
        for name, line in imports(PACKAGE / f"{module}.py"):
            parts = {name, name.split(".")[0]}
            if parts & banned and not any((module, part) in allowed for part in parts):
                wrong.append(f"{module}.py:{line} imports {name}")
    assert not wrong


def test_every_module_opens_with_its_purpose_and_fits_its_room() -> None:
    for path in PACKAGE.glob("*.py"):
        text = path.read_text("utf-8")
        assert ast.get_docstring(ast.parse(text)), path.name
        assert text.count("\n") <= 350, path.name
