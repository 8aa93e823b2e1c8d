"""How somebody works a page: with the mouse, or with the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

# Nothing of a page is farther away than so many presses of Tab.
_FARTHEST = 400
_IS_FOCUSED = "one => one === document.activeElement"


class Hands(Protocol):
    """What one does at a page; what cannot be done fails."""

    def press(self, what: Locator) -> None:
        """Press a button, follow a link, open what is folded."""

    def write(self, field: Locator, text: str) -> None:
        """Have a field say a text, and leave it."""

    def choose(self, field: Locator, option: str) -> None:
        """Choose of a list."""

    def tick(self, box: Locator) -> None:
        """Tick a box."""

    def give(self, field: Locator, path: Path) -> None:
        """Choose a file of this computer."""

    def enter(self, editor: Locator) -> None:
        """Begin to type in an editor."""


class Mouse:
    """Clicks."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, what: Locator) -> None:
        """Press a button, follow a link, open what is folded."""
        what.click()

    def write(self, field: Locator, text: str) -> None:
        """Have a field say a text, and leave it."""
        field.fill(text)
        field.press("Tab")

    def choose(self, field: Locator, option: str) -> None:
        """Choose of a list."""
        field.select_option(label=option)

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        box.check()

    def give(self, field: Locator, path: Path) -> None:
        """Choose a file of this computer."""
        field.set_input_files(path)

    def enter(self, editor: Locator) -> None:
        """Begin to type in an editor."""
        editor.click()


class Keyboard:
    """Presses keys, and nothing else: what Tab does not come to cannot be reached."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def _reach(self, what: Locator) -> None:
        """Press Tab until something has the focus.

        :raises LookupError: Tab does not come to it.
        """
        expect(what).to_be_visible()
        for _ in range(_FARTHEST):
            if what.evaluate(_IS_FOCUSED):
                return
            self._page.keyboard.press("Tab")
        raise LookupError(f"用 Tab 到不了：{what}")

    def press(self, what: Locator) -> None:
        """Press a button, follow a link, open what is folded."""
        self._reach(what)
        self._page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        """Have a field say a text, and leave it."""
        self._reach(field)
        self._page.keyboard.press("Control+a")
        self._page.keyboard.press("Delete")
        self._page.keyboard.insert_text(text)
        self._page.keyboard.press("Tab")

    def choose(self, field: Locator, option: str) -> None:
        """Choose of a list."""
        self._reach(field)
        self._page.keyboard.press("Home")
        for _ in range(field.locator("option").count()):
            if field.locator("option:checked").text_content() == option:
                return
            self._page.keyboard.press("ArrowDown")
        raise LookupError(f"没有“{option}”这一项")

    def tick(self, box: Locator) -> None:
        """Tick a box; one of several that exclude each other is come to by arrows from the one that is ticked."""
        if box.get_attribute("type") == "radio":
            name = box.get_attribute("name")
            self._reach(self._page.locator(f'input[type="radio"][name="{name}"]:checked'))
            for _ in range(self._page.locator(f'input[type="radio"][name="{name}"]').count()):
                if box.is_checked():
                    return
                self._page.keyboard.press("ArrowDown")
            raise LookupError(f"用 ↓ 到不了：{box}")
        self._reach(box)
        if not box.is_checked():
            self._page.keyboard.press("Space")

    def give(self, field: Locator, path: Path) -> None:
        """Choose a file of this computer."""
        self._reach(field)
        with self._page.expect_file_chooser() as chosen:
            self._page.keyboard.press("Space")
        chosen.value.set_files(path)

    def enter(self, editor: Locator) -> None:
        """Begin to type in an editor."""
        self._reach(editor)
