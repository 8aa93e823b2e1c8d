"""How soon a page follows a key, in Debian's Chromium: from the key to the page on the screen."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hongtou.web.state import OfficeState, stamp
from hongtou.web.tasks import Ask, preview
from support.browser import browsing

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Keys before those that count, and those; after each a person takes a breath, ms.
_FIRST: Final = 5
_KEYS: Final = 40
_BREATH: Final = 1000
# Notes when the next key is pressed, and when the page that it renews stands painted.
_WATCH: Final = """() => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  addEventListener("keydown", () => {
    const pressed = performance.now()
    window.renewed = new Promise((done) => {
      const watch = new MutationObserver(async (changes) => {
        const image = changes.flatMap((change) => [...change.addedNodes]).find((node) => node.nodeName === "IMG")
        if (!image) return
        watch.disconnect()
        await image.decode()
        await painted()
        done(performance.now() - pressed)
      })
      watch.observe(document.getElementById("pages"), { childList: true, subtree: true })
    })
  }, { capture: true })
}"""


def measured(address: str, folder: Path, file: Path, text: str) -> tuple[float, float]:
    """Type at the end of a draft, one key after another; seconds from the key to its page, and for setting and drawing that page
    in this process, each the median.

    :param address: that the server told.
    :param file: the draft, whose content is ``text``.
    """
    state = OfficeState(folder, stamp(folder), confined=False)
    there, here = [], []
    with browsing() as browser:
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(address)
        page.goto(_draft(page))
        page.locator("#findings li").first.wait_for()
        page.locator("#draft .cm-content").focus()
        page.keyboard.press("Control+End")
        page.wait_for_timeout(2000)
        page.evaluate(_WATCH)
        last = len(preview(Ask(state, file, text.encode())).pages)
        for _ in range(_FIRST + _KEYS):
            page.keyboard.press("1")
            there.append(float(page.evaluate("window.renewed")) / 1000)
            text += "1"
            page.wait_for_timeout(_BREATH)  # until the other pages have come
            begun = time.perf_counter()
            preview(Ask(state, file, text.encode(), (last,)))
            here.append(time.perf_counter() - begun)
    return statistics.median(there[_FIRST:]), statistics.median(here[_FIRST:])


def _draft(page: Page) -> str:
    """The address of the only draft."""
    paths = page.locator("main a[href^='/drafts/']").evaluate_all("(links) => links.map((link) => link.href)")
    assert len(set(paths)) == 1, "the office has one draft"
    return str(paths[0])
