"""What the tests share: the invented digest, the real one, and sites written inline as a few paths and their text."""

import contextlib
import fcntl
import functools
import gc
import os
import pickle
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import pytest
from lxml import html

from digest.connections.site import Site
from digest.entries.entry import AnyEntry
from digest.figures import share_images
from digest.figures.plotting import plot
from digest.output.build import Built, build
from digest.outside.commands import CACHE
from digest.outside.maker import maker
from digest.outside.reading import read_tree
from digest.outside.serve import serve
from digest.values.problems import DigestError
from tests.corpus import more_entries
from tests.crowd import crowd
from tests.fonts import FAMILIES, Family, only
from tests.on_demand import on_demand
from tests.remembering import remembered
from tests.sample import Sample, with_whole_feeds
from tests.shapes import leads_on
from tests.sparing import draw_once, read_once
from tests.tabs import overheard, tabs_of

gc.set_threshold(50_000, 20, 20)  # as the command line has it: builds make very many records and hardly a cycle

ROOT = Path(__file__).parent.parent
INVENTED = Path(__file__).parent / "invented"


_read = functools.cache(read_tree)


def repository_tree() -> dict[str, bytes]:
    """content/, templates/ and static/ of this repository."""
    return dict(_read(ROOT))


def invented_tree(changes: Mapping[str, str | None] | None = None) -> dict[str, bytes]:
    """The invented digest in this repository's templates, with some files changed, added or (None) taken away."""
    tree = {path: data for path, data in repository_tree().items() if not path.startswith("content/")}
    tree |= _read(INVENTED)
    for path, text in (changes or {}).items():
        if text is None:
            del tree[path]
        else:
            tree[path] = text.encode()
    return tree


def problems_of(changes: Mapping[str, str | None]) -> list[str]:
    """The lines that an author sees after these changes to the invented digest: problems and hints.

    Of the site, what is named after the changed entries is made, and all of it where something else was changed.
    """
    names = {PurePosixPath(path).stem for path in changes}
    all_of_it = any(path.count("/") != 2 or not path.startswith("content/") for path in changes)
    try:
        built = on_demand(invented_tree(changes))
        for path in built.tree:
            if all_of_it or names & set(path.split("/")):
                built.tree[path]
        return [str(hint) for hint in built.hints]
    except DigestError as error:
        return [str(one) for one in sorted((*error.problems, *error.hints))]


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The invented digest, built."""
    return once_per_run(tmp_path_factory, "invented", lambda folder: build(invented_tree()))


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The invented digest with thirty more entries, built."""
    return once_per_run(tmp_path_factory, "grown", lambda folder: build(invented_tree() | more_entries()))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The same with feeds that hold every entry, for rules that hold of all of them."""
    tree = with_whole_feeds(invented_tree() | more_entries())
    return Sample.of(tree, once_per_run(tmp_path_factory, "sample", lambda folder: build(tree)))


T = TypeVar("T")


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder that the processes of a run share."""
    own = factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


def once_per_run(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], T]) -> T:
    """What `make` gives, given a folder that the processes of a run share: the first makes it, the others read it."""
    folder = shared_folder(factory)
    file = folder / f"{name}.pickle"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            file.write_bytes(pickle.dumps(make(folder)))
    made: T = pickle.loads(file.read_bytes())
    return made


@pytest.fixture(scope="session", autouse=True)
def _once(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> None:
    """What most tests share is read and drawn once; test_charts draws anew. The groups that are left out of other runs see every image as it is."""
    read_once()
    draw_once(shared_folder(tmp_path_factory) / "drawings", stand_ins=not LEFT_OUT & _groups(pytestconfig))


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that looks at an image that stands for a page: it is as the site will show it."""
    monkeypatch.setattr(share_images, "plot", plot)


@dataclass(frozen=True)
class ContentSite:
    """content/ of this repository, as it stands or grown: what was read and what was built of it."""

    tree: dict[str, bytes] = field(repr=False)
    built: Built = field(repr=False)

    @functools.cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        """Every page by its path, parsed, but those that only lead to another; to be read only."""
        pages = {path: data for path, data in self.built.tree.items() if path.endswith(".html") and not leads_on(data)}
        return {path: html.document_fromstring(data.decode()) for path, data in pages.items()}

    @functools.cached_property
    def site(self) -> Site:
        return Site.made_of(self.tree)

    @functools.cached_property
    def entries(self) -> tuple[AnyEntry, ...]:
        return tuple(self.site.every())


def page_of(entry: AnyEntry) -> str:
    """The file of an entry's own page."""
    return f"{entry.address.lstrip('/')}index.html"


AS_IT_STANDS, GROWN = "as it stands", "with thirty more entries"


def _content_site(which: str, factory: pytest.TempPathFactory) -> ContentSite:
    tree = repository_tree() | (more_entries() if which == GROWN else {})
    if which == GROWN:  # what is made for the one need not be made again for the other
        _content_site(AS_IT_STANDS, factory)

    return ContentSite(
        tree, once_per_run(factory, which.replace(" ", "-"), lambda folder: remembered(tree, folder / "memory").built)
    )


@pytest.fixture(scope="session", params=[AS_IT_STANDS, GROWN])
def content_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ContentSite:
    """The real digest, and what it could be tomorrow. What tests expect of it they derive from its content."""
    return _content_site(request.param, tmp_path_factory)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real digest as it stands."""
    return _content_site(AS_IT_STANDS, tmp_path_factory).built


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the invented digest in this repository's templates."""
    shutil.copytree(INVENTED / "content", tmp_path / "content")
    for folder in ("templates", "static"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture
def memory(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of what a build of it remembers, for tests that are not about making it from nothing."""

    def made(folder: Path) -> str:
        remembered(invented_tree(), folder / "command-memory", maker=maker())
        return str(folder / "command-memory")

    return once_per_run(tmp_path_factory, "command-memory", made)


@pytest.fixture
def remembering(root: Path, memory: str) -> Path:
    """The same folder after an earlier build."""
    shutil.copytree(memory, root / CACHE)
    return root


Launch = Callable[..., Any]


@pytest.fixture(scope="session")
def launched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """`launched()` gives Chromium, `launched(family)` one that knows one family of fonts; each once per process.

    Without a Chromium the tests that ask for it are skipped, except under CI, and so are those of a family without files.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if os.environ.get("CI"):
        assert chromium, "CI has to have a Chromium: no browser test may be skipped there"
        import playwright.sync_api as sync_api  # its absence is an error there, not a skip
    else:
        if not chromium:
            pytest.skip("no Chromium is installed: apt-get install chromium")
        sync_api = pytest.importorskip(
            "playwright.sync_api", reason="Playwright is not installed: pip install -e '.[test]'"
        )
    arguments = [
        *("--no-sandbox", "--disable-background-networking", "--disable-component-update"),
        *("--disable-gpu", "--disable-software-rasterizer", "--in-process-gpu"),  # no process that draws nothing
    ]
    with sync_api.sync_playwright() as playwright:

        @functools.cache
        def launch(family: Family | None = None) -> Any:
            missing = family.missing() if family else ""
            if missing:
                assert not os.environ.get("CI"), f"CI has to have every family of fonts: {missing}"
                pytest.skip(missing)
            known = only(family, tmp_path_factory.mktemp(family.name)) if family else {}
            return playwright.chromium.launch(executable_path=chromium, args=arguments, env=os.environ | known)

        yield launch
        # Leaving Playwright ends the browsers that it started.


@pytest.fixture(scope="session")
def browser(launched: Launch) -> Any:
    """Chromium with the first family of fonts, the widest, so that no test depends on those of the machine where it is there."""
    widest = FAMILIES[0]
    return launched(None if widest.missing() else widest)


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the invented digest with everything invented in it, built by the first process that asks for it."""
    return once_per_run(
        tmp_path_factory, "crowded", lambda folder: build(invented_tree() | more_entries() | crowd()).tree
    )


@contextlib.contextmanager
def served(tree: Mapping[str, bytes]) -> Iterator[str]:
    """The address of a site, served as the preview serves it."""
    server = serve(lambda: tree, 0)
    thread = threading.Thread(target=server.serve_forever, args=[0.02])  # how soon it notices that it shall end
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def base(crowded: dict[str, bytes]) -> Iterator[str]:
    """The address of the invented digest with everything in it."""
    with served(crowded) as address:
        yield address


@pytest.fixture(scope="session")
def grown_base(grown: Built) -> Iterator[str]:
    """The address of the invented digest with thirty more entries."""
    with served(grown.tree) as address:
        yield address


@pytest.fixture(scope="session")
def real_base(real: Built) -> Iterator[str]:
    """The address of the real digest."""
    with served(real.tree) as address:
        yield address


@pytest.fixture(scope="session")
def window(launched: Launch) -> Callable[[Family], Any]:
    """`window(family)` is one page in that family's browser, to go from address to address in: that is quicker than a new one."""
    return functools.cache(lambda family: launched(family).new_page())


@pytest.fixture
def serving() -> Iterator[Callable[[Mapping[str, bytes]], str]]:
    """`serving(tree)` gives the address of one more site, which answers until the pages that were opened are closed."""
    with contextlib.ExitStack() as sites:
        yield lambda tree: sites.enter_context(served(tree))


Open = Callable[..., Any]


@contextlib.contextmanager
def opening(browser: Any, base: str) -> Iterator[Open]:
    """`open_page(path, width, …)` gives a page that has loaded, of the digest at `base` or of the one served `at`; complaints of the browser are an error at the end."""
    complaints: list[str] = []
    with contextlib.ExitStack() as taken:

        def open_page(path: str, width: int = 1280, at: str = base, **options: Any) -> Any:
            page = taken.enter_context(tabs_of(browser).taken(width, **options))
            taken.enter_context(overheard(page, path, at, complaints))
            page.goto(at + path)
            return page

        open_page.complaints = complaints  # type: ignore[attr-defined]
        yield open_page
    assert not [text for text in complaints if not ("/nowhere/" in text and "404" in text)]


@pytest.fixture
def opened(browser: Any, base: str, serving: object) -> Iterator[Open]:
    """Opens pages of the invented digest. It comes after `serving`, so that pages are closed before sites are."""
    with opening(browser, base) as open_page:
        yield open_page


@pytest.fixture
def opened_real(browser: Any, real_base: str) -> Iterator[Open]:
    """Opens pages of the real digest."""
    with opening(browser, real_base) as open_page:
        yield open_page


def _families() -> Iterator[Any]:
    """DejaVu, the widest, in every run; the others where they are asked for."""
    for place, family in enumerate(FAMILIES):
        yield pytest.param(family, id=family.name, marks=[pytest.mark.fonts] if place else [])


@pytest.fixture(params=_families())
def family(request: pytest.FixtureRequest, launched: Launch) -> Family:
    """Each family of fonts, once its browser is there."""
    launched(request.param)
    return request.param  # type: ignore[no-any-return]


THE_REAL_DIGEST = {"content_site", "real", "real_base", "opened_real"}


BROWSERS = {"browser", "launched"}
LEFT_OUT = {"real", "fonts", "thorough", "long"}


def _groups(config: pytest.Config) -> set[str]:
    """The groups of tests that -m names."""
    return set(re.findall(r"\w+", config.option.markexpr))


@pytest.hookimpl(tryfirst=True)  # before -m is applied
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks for the real digest is of its group: no commit to content/ alone can break a test of another. So is what asks for a browser."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if THE_REAL_DIGEST & asked:
            item.add_marker(pytest.mark.real)
        if BROWSERS & asked:
            item.add_marker(pytest.mark.browser)
    out = LEFT_OUT - _groups(config)
    left = [item for item in items if any(item.get_closest_marker(group) for group in out)]
    if left:
        config.hook.pytest_deselected(items=left)
        kept = set(items) - set(left)
        items[:] = [item for item in items if item in kept]


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
