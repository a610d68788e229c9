"""The preview in a browser: what is saved is shown, on the pages that it changes and on no others."""

import contextlib
import importlib
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from digest.values.tree import Tree
from tests.previewed import PAGE, Previewed, little_digest, little_site, png, write
from tests.sight import axe_violations

pytestmark = pytest.mark.browser
COUNT = """if (window === top && location.protocol === "http:") {
  const key = `loads ${location.pathname}`;
  sessionStorage.setItem(key, 1 + Number(sessionStorage.getItem(key)));
}"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return little_digest(tmp_path)


Start = Callable[..., Previewed]


@pytest.fixture
def started(root: Path) -> Iterator[Start]:
    """`started()` gives a preview of the little digest; it ends after the pages that are open."""
    with ExitStack() as running:
        yield lambda *given, **named: running.enter_context(Previewed(root, *given, **named).running())


Open = Callable[..., Any]
Window = tuple[Any, list[Any]]


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[Window]:
    """A window and its tabs that nobody uses just now: a browser needs longer for a new one than most tests for what they do."""
    context = browser.new_context(viewport={"width": 800, "height": 600})
    context.add_init_script(COUNT)
    yield context, []
    context.close()


@pytest.fixture
def opened(window: Window, started: Start) -> Iterator[Open]:
    """`opened(address)` gives a tab in which no page was before, as far as its sites can tell, since each preview has a port of its own.

    Complaints of the browser are an error at the end, but for what is not there. What is done to the tab itself, not to
    its page, needs one of the test's `own`.
    """
    complaints: list[str] = []
    listeners = {
        "console": lambda message: complaints.append(message.text),
        "pageerror": lambda error: complaints.append(str(error)),
    }
    context, free = window
    with ExitStack() as taken:

        def left(page: Any, own: bool) -> None:
            for event, listener in listeners.items():
                page.remove_listener(event, listener)
            if own:
                page.close()
            else:
                page.evaluate("try { localStorage.clear(); sessionStorage.clear() } catch {}")
                page.goto("about:blank")
                free.append(page)

        def open_page(address: str, own: bool = False) -> Any:
            page = free.pop() if free and not own else context.new_page()
            for event, listener in listeners.items():
                page.on(event, listener)
            taken.callback(left, page, own)
            page.goto(address)
            return page

        yield open_page
    assert [text for text in complaints if not text.startswith("Failed to load resource")] == []


def loads(page: Any) -> int:
    return int(page.evaluate("sessionStorage.getItem(`loads ${location.pathname}`)"))


def text(page: Any, wanted: str) -> None:
    """Waits until the page says that."""
    page.locator("#text", has_text=re.compile(f"^{re.escape(wanted)}$")).wait_for()


def until(page: Any, expression: str) -> None:
    """Waits until that is true in the page, which may be loaded again meanwhile. Its policy lets no page evaluate it itself."""
    error = importlib.import_module("playwright.sync_api").Error
    for _ in range(2000):
        with contextlib.suppress(error):
            if page.evaluate(expression):
                return
        page.wait_for_timeout(20)
    raise AssertionError(expression)


@pytest.mark.long
def test_a_save_loads_the_page_that_it_changes_and_no_other(root: Path, started: Start, opened: Open) -> None:
    preview = started()
    home, otter = opened(preview.address), opened(f"{preview.address}/otter/")
    write(root / "content/otter.html", "two otters")
    text(otter, "two otters")
    write(root / "content/index.html", "at home")
    text(home, "at home")
    assert (loads(home), loads(otter)) == (2, 2), "each its own change alone"


@pytest.mark.long
def test_twenty_saves_in_a_row_are_all_shown(root: Path, started: Start, opened: Open) -> None:
    page = opened(f"{started().address}/otter/")
    for number in range(20):
        write(root / "content/otter.html", f"{number} otters")
        text(page, f"{number} otters")
    assert loads(page) == 21


def test_twenty_saves_without_a_pause_end_with_the_last(root: Path, started: Start, opened: Open) -> None:
    page = opened(f"{started().address}/otter/")
    for number in range(20):
        (root / "content/otter.html").write_text(f"{number} otters", "utf-8")  # as most editors do, where it lies
    text(page, "19 otters")


def test_scroll_position_is_kept(root: Path, started: Start, opened: Open) -> None:
    long = "<br>".join(["line"] * 300)
    write(root / "content/otter.html", long)
    page = opened(f"{started().address}/otter/")
    page.evaluate("scrollTo(0, 2000)")
    write(root / "content/otter.html", f"{long} and an end")
    page.get_by_text("and an end").wait_for()
    until(page, "scrollY === 2000")
    assert loads(page) == 2


def test_problems_stand_above_the_last_good_page_until_they_are_mended(
    root: Path, started: Start, opened: Open
) -> None:
    preview = started()
    home, otter = opened(preview.address), opened(f"{preview.address}/otter/")
    write(root / "content/otter.html", "an otter\nBROKEN")
    write(root / "content/leaf.html", "BROKEN")
    for page in (home, otter):
        alert = page.get_by_role("alert")
        alert.get_by_text("2 problems to mend").wait_for()
        assert alert.get_by_role("listitem").all_text_contents() == [
            "content/leaf.html:1 this is <broken>",
            "content/otter.html:2 this is <broken>",
        ]
    text(otter, "an otter")
    write(root / "content/leaf.html", "a leaf")
    otter.get_by_text("1 problem to mend").wait_for()
    assert otter.get_by_role("alert").get_by_role("listitem").count() == 1
    write(root / "content/otter.html", "otters")
    text(otter, "otters")
    for page in (home, otter):
        page.get_by_role("alert").wait_for(state="detached")
    assert (loads(home), loads(otter)) == (1, 2)


def test_problems_are_shown_on_pages_that_are_opened_later(root: Path, started: Start, opened: Open) -> None:
    preview = started()
    write(root / "content/otter.html", "BROKEN")
    preview.wait(lambda: bool(preview.complained))
    page = opened(f"{preview.address}/otter/")
    page.get_by_role("alert").get_by_text("1 problem to mend").wait_for()
    text(page, "an otter")


def test_problems_can_be_put_away_until_the_next(root: Path, started: Start, opened: Open) -> None:
    page = opened(started().address)
    alert = page.get_by_role("alert")
    write(root / "content/otter.html", "BROKEN")
    alert.get_by_text("1 problem").wait_for()
    page.keyboard.press("Escape")
    alert.wait_for(state="detached")
    page.reload()
    until(page, "document.body.dataset.ran")
    assert alert.count() == 0
    write(root / "content/leaf.html", "BROKEN")
    alert.get_by_text("2 problems").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "bar", "to read it by keyboard"
    page.keyboard.press("Tab")
    assert page.get_by_role("button", name="Dismiss").evaluate("e => e.getRootNode().activeElement === e")
    page.keyboard.press("Enter")
    alert.wait_for(state="detached")


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_problems_can_be_read_in_light_and_dark(root: Path, started: Start, browser: Any, scheme: str) -> None:
    preview = started()
    write(root / "content/otter.html", "\n".join(["BROKEN"] * 60))
    write(root / "content/leaf.html", "DOUBT")
    page = browser.new_page(color_scheme=scheme, bypass_csp=True)  # axe writes styles of its own
    page.goto(preview.address)
    page.get_by_role("alert").get_by_text("60 problems").wait_for()
    page.get_by_role("region", name="Hints").locator("summary").click()
    bar = page.get_by_role("region", name="Preview")
    assert bar.evaluate("e => getComputedStyle(e).position") == "fixed"
    assert bar.evaluate("e => e.scrollHeight > e.clientHeight && e.clientHeight <= innerHeight / 2")
    ground = bar.evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground == {"light": "rgb(255, 244, 242)", "dark": "rgb(44, 23, 20)"}[scheme]
    assert axe_violations(page) == []
    page.close()


def test_hints_stand_in_a_line_above_the_page_and_not_over_it(root: Path, started: Start, opened: Open) -> None:
    preview = started()
    page = opened(f"{preview.address}/")
    write(root / "content/otter.html", "an otter DOUBT")
    hints = page.locator(".hints")
    hints.get_by_text("1 hint", exact=True).wait_for()
    assert not page.get_by_role("alert").count()
    heading = page.get_by_role("heading").bounding_box()
    assert hints.bounding_box()["y"] + hints.bounding_box()["height"] <= heading["y"]
    hints.locator("summary").press("Enter")
    hints.get_by_text("content/otter.html:1 'DOUBT' is <doubtful>").wait_for()
    write(root / "content/leaf.html", "a leaf DOUBT")
    hints.get_by_text("2 hints", exact=True).wait_for()
    assert hints.get_by_text("content/leaf.html:1").is_visible(), "what was open stays open"
    write(root / "content/otter.html", "an otter")
    write(root / "content/leaf.html", "a leaf")
    hints.wait_for(state="detached")


@pytest.mark.long
def test_a_start_with_problems_is_shown_at_every_address_and_goes_over_to_the_site(
    root: Path, started: Start, opened: Open
) -> None:
    write(root / "content/otter.html", "BROKEN")
    preview = started()
    home, otter = opened(preview.address), opened(f"{preview.address}/otter/")
    for page in (home, otter):
        page.get_by_role("heading", name="1 problem to mend").wait_for()
        page.get_by_text("content/otter.html:1 this is <broken>").wait_for()
        assert page.get_by_role("alert").count() == 0, "said once is enough"
    assert axe_violations(home) == []
    write(root / "content/leaf.html", "BROKEN")
    home.get_by_role("heading", name="2 problems to mend").wait_for()
    write(root / "content/leaf.html", "a leaf")
    write(root / "content/otter.html", "otters")
    text(otter, "otters")
    text(home, "home")


def test_changed_style_is_shown_without_loading_the_page(root: Path, started: Start, opened: Open) -> None:
    page = opened(started().address)
    for number in (1, 2, 3):
        write(root / "static/style.css", f"h1 {{ color: rgb({number}, 0, 0); }}")
        until(page, f"getComputedStyle(document.querySelector('h1')).color === 'rgb({number}, 0, 0)'")
        until(page, "document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert loads(page) == 1
    (root / "static/style.css").unlink()
    until(page, "getComputedStyle(document.querySelector('h1')).color === 'rgb(0, 0, 0)'")
    assert loads(page) == 1


def test_what_a_page_loads_belongs_to_it(root: Path, started: Start, opened: Open) -> None:
    """A picture of one page, and a script that another imports."""
    preview = started()
    home, leaf = opened(preview.address), opened(f"{preview.address}/leaf/")
    write(root / "static/leaf.png", png(3, 2))
    until(leaf, "document.images[0].naturalWidth === 3")
    write(root / "static/deep.js", 'document.body.dataset.ran = "second";')
    for page in (home, leaf):
        until(page, 'document.body.dataset.ran === "second"')
    assert (loads(home), loads(leaf)) == (2, 3)


def test_a_template_changes_every_page(root: Path, started: Start, opened: Open) -> None:
    preview = started()
    pages = [opened(preview.address), opened(f"{preview.address}/otter/")]
    write(root / "templates/page.html", PAGE.replace("<h1>Little", "<h1>Large"))
    for page in pages:
        page.get_by_role("heading", name="Large").wait_for()


@pytest.mark.long
def test_pages_come_move_and_go(root: Path, started: Start, opened: Open) -> None:
    preview = started()
    beaver, otter = opened(f"{preview.address}/beaver/"), opened(f"{preview.address}/otter/")
    beaver.get_by_text("Not found").wait_for()
    (root / "content/otter.html").rename(root / "content/beaver.html")
    text(beaver, "an otter")
    otter.get_by_text("Not found").wait_for()
    (root / "content/beaver.html").unlink()
    beaver.get_by_text("Not found").wait_for()
    shutil.rmtree(root / "content")
    home = opened(preview.address)
    home.get_by_text("Not found").wait_for()
    little_digest(root)
    text(home, "home")
    text(otter, "an otter")


def test_a_burst_is_built_once_or_twice(root: Path, started: Start, opened: Open) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@little.example", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    git("init", "-q", "-b", "one")
    for branch in ("one", "two"):
        if branch == "two":
            git("checkout", "-q", "-b", "two")
        for number in range(100):
            write(root / f"content/page{number}.html", f"{branch} {number}")
        git("add", ".")
        git("commit", "-q", "-m", branch)
    preview = started()
    page = opened(f"{preview.address}/page99/")
    git("checkout", "-q", "one")
    text(page, "one 99")
    opened(f"{preview.address}/page0/")
    assert preview.builds <= 10, "and not a hundred, on however busy a machine"


def test_what_is_saved_during_a_build_is_built_next(root: Path, started: Start, opened: Open) -> None:
    reads, go = threading.Event(), threading.Event()
    go.set()

    def slow(root: Path) -> Tree:
        site = little_site(root)
        reads.set()
        assert go.wait(60)
        return site

    preview = started(slow)
    page = opened(f"{preview.address}/otter/")
    go.clear()
    reads.clear()
    write(root / "content/otter.html", "two otters")
    assert reads.wait(60)
    write(root / "content/otter.html", "ten otters")  # as long, and in the same moment for a coarse clock
    assert opened(preview.address).get_by_text("home").is_visible(), "the last good site meanwhile"
    go.set()
    text(page, "ten otters")


@pytest.mark.long
def test_more_tabs_than_connections_are_all_kept_up(root: Path, started: Start, opened: Open) -> None:
    """Browsers keep six connections to a site: tabs that held one each would have none left for the seventh."""
    preview = started()
    pages = [opened(f"{preview.address}/otter/") for _ in range(7)]
    for wanted in ("two otters", "ten otters"):
        write(root / "content/otter.html", wanted)
        for page in pages:
            text(page, wanted)
    assert [loads(page) for page in pages] == [3] * 7


def test_a_browser_without_shared_workers_follows_where_a_page_is_seen(
    root: Path, started: Start, opened: Open
) -> None:
    page = opened("about:blank", own=True)
    page.add_init_script("delete globalThis.SharedWorker;")
    page.goto(f"{started().address}/otter/")
    write(root / "content/otter.html", "two otters")
    text(page, "two otters")


@pytest.mark.long
def test_a_page_that_nobody_sees_waits(root: Path, started: Start, opened: Open) -> None:
    preview = started()
    hidden, other = opened(f"{preview.address}/otter/"), opened(f"{preview.address}/otter/")
    hidden.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    for wanted in ("two otters", "ten otters"):
        write(root / "content/otter.html", wanted)
        text(other, wanted)
    assert loads(hidden) == 1
    hidden.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    text(hidden, "ten otters")
    assert loads(hidden) == 2


@pytest.mark.long
def test_after_a_restart_pages_that_are_not_the_same_are_loaded(root: Path, opened: Open) -> None:
    with Previewed(root).running() as first:
        port = first.server.server_address[1]
        home, otter = opened(first.address), opened(f"{first.address}/otter/")
    (root / "content/ended.html").unlink()
    write(root / "content/otter.html", "two otters")
    with Previewed(root, port=port).running() as second:
        assert second.address == first.address
        text(otter, "two otters")
        write(root / "content/index.html", "at home")
        text(home, "at home")
        assert (loads(home), loads(otter)) == (2, 2)
        for page in (home, otter):
            page.goto("about:blank")  # before the preview ends


@pytest.mark.long
def test_without_scripts_pages_are_there(root: Path, browser: Any, started: Start) -> None:
    write(root / "content/otter.html", "BROKEN")
    preview = started()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(preview.address)
    page.get_by_text("content/otter.html:1 this is <broken>").wait_for()
    write(root / "content/otter.html", "otters")
    preview.wait(lambda: len(preview.said) == 2)
    page.reload()
    text(page, "home")
    context.close()
