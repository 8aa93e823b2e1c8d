"""Debian's Chromium, played by Playwright: pages as people use them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from hongtou.web.site import Site
    from hongtou.workflow.people import Person
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, ViewportSize

_PROGRAM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NEEDED: Final = pytest.mark.skipif(_PROGRAM is None, reason="Chromium is not installed; script/bootstrap --test installs it")
# What tests that start it are marked with; where they take long together, one file is another group.
MARKS: Final = [pytest.mark.xdist_group("browser"), NEEDED]
# root can have no sandbox; nothing asks a network
_OPTIONS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-sync",
)
# How long what is expected may take on a busy machine, ms.
_PATIENCE: Final = 60_000


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser without a window, until the block ends."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_PROGRAM, args=list(_OPTIONS))
        yield browser
        browser.close()


class Windows:
    """Browsers of people, each with cookies and a store of its own, who are at the computer one after another.

    What one leaves behind is cleared away for the next: to open another would take more than a second, for it is a profile with
    processes of its own that have neither read nor kept a script.
    """

    def __init__(self) -> None:
        self._kept = ExitStack()
        self._browser: Browser | None = None
        self._free: dict[bool, list[BrowserContext]] = {True: [], False: []}

    def close(self) -> None:
        """Close the browser; the next to come opens another. As long as it is there, no other loop of events can be run."""
        self._kept.close()
        self._browser = None
        self._free = {True: [], False: []}

    @contextmanager
    def one(self, *, scripts: bool = True) -> Iterator[BrowserContext]:
        """Somebody's, until the block ends."""
        free = self._free[scripts]
        context = free.pop() if free else self._new(scripts=scripts)
        try:
            yield context
        finally:
            emptied(context)
            free.append(context)

    def _new(self, *, scripts: bool) -> BrowserContext:
        size: ViewportSize = {"width": 1280, "height": 800}
        if self._browser is None:
            self._browser = self._kept.enter_context(browsing())
        return self._browser.new_context(viewport=size, reduced_motion="reduce", java_script_enabled=scripts)


def emptied(context: BrowserContext) -> None:
    """Let a context be as if it were new: with one empty page, and nothing that pages left behind."""
    page, *others = context.pages or [context.new_page()]
    for other in others:
        other.close()
    context.set_offline(False)
    page.goto("about:blank")
    for one in (page, context):
        one.unroute_all()
    context.clear_permissions()
    context.clear_cookies()
    context.set_default_timeout(_PATIENCE)
    tools = context.new_cdp_session(page)
    tools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "local_storage"})
    tools.detach()


def page_of(context: BrowserContext) -> Page:
    """An empty page: the one that is there as long as it is one, for a new one has a process of its own."""
    return next((page for page in context.pages if page.url == "about:blank"), None) or context.new_page()


@contextmanager
def mistakes(page: Page) -> Iterator[list[str]]:
    """What goes wrong in a page's scripts meanwhile."""
    wrong: list[str] = []

    def mistake(error: Error) -> None:
        wrong.append(str(error))

    page.on("pageerror", mistake)
    yield wrong
    page.remove_listener("pageerror", mistake)


@contextmanager
def watched(page: Page) -> Iterator[list[str]]:
    """The same, and what the browser complains of."""

    def told(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load" not in message.text:
            wrong.append(message.text)

    with mistakes(page) as wrong:
        page.on("console", told)
        yield wrong
        page.remove_listener("console", told)


@contextmanager
def signed_in(windows: Windows, site: Site, who: Person, *, scripts: bool = True) -> Iterator[Page]:
    """A browser in which somebody is signed in."""
    from hongtou.web.guard import cookie_name

    with windows.one(scripts=scripts) as context:
        context.add_cookies([{"name": cookie_name(site), "value": site.sessions.begin(who), "url": site.options.origin}])
        page = page_of(context)
        with mistakes(page) as wrong:
            yield page
    assert wrong == []
