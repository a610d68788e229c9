"""Pages of a browser that tests take turns in: Chromium needs longer for a new window than most tests for what they do."""

import contextlib
import functools
import time
from collections.abc import Iterator
from typing import Any, NoReturn

_FORGET = "try { localStorage.clear(); sessionStorage.clear() } catch {}"  # an error page has neither
_AS_NEW = {"media": "null", "reduced_motion": "no-preference", "color_scheme": "light"}


def _refused(*arguments: Any) -> NoReturn:
    raise AssertionError("this would stay for the next test: ask for a page with own=True")


class Tabs:
    """The pages of one browser that nobody uses just now, by the options of their contexts."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.free: dict[str, list[Any]] = {}

    @contextlib.contextmanager
    def taken(self, width: int, own: bool = False, **options: Any) -> Iterator[Any]:
        """A page as new; one of the caller's `own` may get what cannot be taken from it again."""
        looks = {name: options.pop(name) for name in _AS_NEW.keys() & options.keys()}
        free = self.free.setdefault(repr(sorted(options.items())), [])
        page = free.pop() if free and not own else self._new(own, options)
        try:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(**_AS_NEW | looks)
            yield page
            if not own:
                _leave(page)
        except BaseException:  # whatever went wrong may go on in the page
            page.context.close()
            raise
        if own:
            page.context.close()
        else:
            free.append(page)

    def _new(self, own: bool, options: dict[str, Any]) -> Any:
        page = self.browser.new_context(**options).new_page()
        if not own:
            page.add_init_script = page.expose_function = _refused
        return page


def _leave(page: Any) -> None:
    """Take from a page what a test has left in it."""
    page.unroute_all(behavior="ignoreErrors")
    page.evaluate(_FORGET)
    page.context.clear_cookies()
    page.goto("about:blank")
    page.mouse.move(-1, -1)


@contextlib.contextmanager
def overheard(page: Any, path: str, at: str, complaints: list[str]) -> Iterator[None]:
    """Notes what the browser complains of, and each request that leaves the site at `at`, until the page is left."""

    def asked(request: Any) -> None:
        if not request.url.startswith((at, "data:")):
            complaints.append(f"{path} asks {request.url}")

    listeners = {
        "console": lambda message: complaints.append(f"{path}: {message.text}"),
        "pageerror": lambda error: complaints.append(f"{path}: {error}"),
        "request": asked,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    yield
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


def until(page: Any, holds: str, arg: Any = None, seconds: float = 20) -> None:
    """Wait until an expression, or a function of `arg`, is true in `page`.

    Playwright's own wait evaluates text within the page each time that it looks again, which the pages' policy forbids.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(holds, arg):
        assert time.monotonic() < end, f"never true: {holds} ({arg!r})"
        page.wait_for_timeout(20)


@functools.cache
def tabs_of(browser: Any) -> Tabs:
    return Tabs(browser)
