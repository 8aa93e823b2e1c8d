"""Where the story is played: a server as an office runs it, and people before it, each with a browser of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page
from support.machines import free_port
from support.serving import serving, started

from .hands import Hands, Keyboard, Mouse
from .scenes import Scenes
from .telling import Telling

_PATIENCE = 60_000
_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody of the office before their browser.

    :param hands: how they work the page.
    """

    login: str
    name: str
    page: Page
    hands: Hands

    def go(self, name: str) -> None:
        """Choose of the menu."""
        self.hands.press(self.page.get_by_label("主菜单").get_by_role("link", name=name, exact=True))

    def link(self, name: str | re.Pattern[str]) -> None:
        """Follow a link."""
        self.hands.press(self.page.get_by_role("link", name=name).first)

    def button(self, name: str | re.Pattern[str], *, exact: bool = True) -> None:
        """Press a button."""
        self.hands.press(self.page.get_by_role("button", name=name, exact=exact).first)

    def write(self, label: str, text: str) -> None:
        """Have a field say a text."""
        self.hands.write(self.page.get_by_label(re.compile(f"^{label}(必填)?$")).first, text)


@dataclass(slots=True)
class Stage:
    """A server and who is before it.

    :param folder: the office's; ``origin``: what stands before each path.
    :param keyboard: everybody works with the keyboard alone.
    :ivar wrong: what scripts complained of; ``outside``: what was asked of other hosts.
    """

    folder: Path
    origin: str
    browser: Browser
    telling: Telling
    scenes: Scenes
    keyboard: bool
    wrong: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def enters(self, login: str, name: str) -> Actor:
        """Somebody opens a browser of their own."""
        own = (self.origin, "data:", "blob:")
        context = self.browser.new_context(viewport=self.scenes.usual, reduced_motion="reduce", locale="zh-CN")
        context.set_default_timeout(_PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda told: self.wrong.append(f"{page.url}: {told.text}") if _is_wrong(told) else None)
        page.on("response", lambda answer: self.wrong.append(f"{answer.url}: {answer.status}") if answer.status >= 400 else None)
        page.on("request", lambda asked: None if asked.url.startswith(own) else self.outside.append(asked.url))
        page.goto(self.origin)
        return Actor(login, name, page, Keyboard(page) if self.keyboard else Mouse(page))


def _is_wrong(told: ConsoleMessage) -> bool:
    """Whether a script complains.

    Answers that are no good are noted by their address. Chromium itself would keep the look of what is typed over by a style of
    its own, is not let, and says so; the editor gives it its look.
    """
    return told.type == "error" and not told.text.startswith(("Failed to load resource", "Applying inline style"))


@contextmanager
def stage(folder: Path, browser: Browser, telling: Telling, scenes: Scenes, *, keyboard: bool) -> Iterator[Stage]:
    """An office's server, until the block ends."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    options = ("--office-server", "--origin", origin, "--port", str(port), "--workers", str(_WORKERS))
    with serving(folder, *options) as server:
        started(server, _WORKERS)
        yield Stage(folder, origin, browser, telling, scenes, keyboard)
