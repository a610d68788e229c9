"""What the tests share: the invented digest, the real one, and sites written inline as a few paths and their text."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from digest.build import Built, build
from digest.disk import read_tree
from digest.problems import DigestError
from digest.work import Worker

ROOT = Path(__file__).parent.parent
INVENTED = Path(__file__).parent / "invented"


def repository_tree() -> dict[str, bytes]:
    """content/, templates/ and static/ of this repository."""
    return read_tree(ROOT)


def invented_tree(changes: Mapping[str, str | None] | None = None) -> dict[str, bytes]:
    """The invented digest in this repository's templates, with some files changed, added or (None) taken away."""
    tree = {path: data for path, data in repository_tree().items() if not path.startswith("content/")}
    tree |= read_tree(INVENTED)
    for path, text in (changes or {}).items():
        if text is None:
            del tree[path]
        else:
            tree[path] = text.encode()
    return tree


def problems_of(changes: Mapping[str, str | None]) -> list[str]:
    """The lines that an author sees after these changes to the invented digest."""
    try:
        build(invented_tree(changes))
    except DigestError as error:
        return [str(problem) for problem in error.problems]
    return []


@pytest.fixture(scope="session")
def invented() -> Built:
    """The invented digest, built."""
    return build(invented_tree())


@pytest.fixture(scope="session")
def real() -> Built:
    """The real digest, built from nothing, on one core (tests run on the others)."""
    worker = Worker(processes=1)
    try:
        return build(repository_tree(), run=worker)
    finally:
        worker.close()


@pytest.fixture(scope="session")
def real_site(real: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real digest in a folder."""
    folder = tmp_path_factory.mktemp("site")
    for path, data in real.tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def pytest_report_header() -> str:
    return f"CI: {'yes, nothing may be skipped' if os.environ.get('CI') else 'no'}"


Change = Callable[[str, str, str], dict[str, str]]


@pytest.fixture
def edited() -> Change:
    """`edited(path, old, new)`: the invented file with one thing changed, which must be there."""

    def change(path: str, old: str, new: str) -> dict[str, str]:
        text = (INVENTED / path).read_text("utf-8")
        assert old in text, f"{path} does not hold {old!r}"
        return {path: text.replace(old, new, 1)}

    return change
