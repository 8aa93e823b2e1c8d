"""Chromium's PDF viewer: a file is opened, all of it selected, copied, and pasted into a page, by the keys that people press."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Final, Self

import pytest

_BROWSER: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# What tests that start it are marked with.
MARKS: Final = [
    pytest.mark.xdist_group("chromium"),
    pytest.mark.skipif(_BROWSER is None, reason="Chromium is not installed; script/bootstrap --test installs it"),
]
# Nothing that asks a network or the desktop; it opens our own files only, and root can have no sandbox.
_OPTIONS: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--password-store=basic",
    "--remote-debugging-pipe",
)
_VIEWER: Final = "chrome-extension://"
_LOADED: Final = """new Promise(done => {
    const look = () => document.querySelector("pdf-viewer")?.loadState_ === "success" ? done(true) : setTimeout(look, 20)
    look()
})"""
_PAPER: Final = "data:text/html,<textarea id=paper autofocus></textarea>"
_CONTROL: Final = 2
# What lies on the clipboard before anything is copied.
_NOTHING: Final = "nothing was copied"


class Chromium:
    """A Chromium without a window, asked over a pipe as its developer tools ask it (DevTools Protocol).

    :param folder: for its profile and what it says.
    :param patience: seconds until an answer must be there.
    """

    def __init__(self, folder: Path, patience: float = 60) -> None:
        self._patience = patience
        self._numbers = count(1)
        self._unread = b""
        asked, self._asking = os.pipe()
        self._answers, answering = os.pipe()
        # It reads from the fourth stream and writes into the fifth.
        script = f'exec 3<&{asked} 4>&{answering}; exec "$@"'
        command = ["bash", "-c", script, "chromium", str(_BROWSER), *_OPTIONS, f"--user-data-dir={folder / 'profile'}"]
        with (folder / "log").open("wb") as log:
            self._process = subprocess.Popen(command, pass_fds=(asked, answering), stdout=log, stderr=log)
        os.close(asked)
        os.close(answering)

    def __enter__(self) -> Self:
        self._paper = self._open(_PAPER)
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, RuntimeError, TimeoutError):
            self._ask("Browser.close")
        try:
            self._process.wait(self._patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._asking)
        os.close(self._answers)

    def copied(self, file: Path) -> str:
        """What is on the clipboard after a PDF was opened, clicked on, selected whole and copied.

        :raises TimeoutError: the viewer does not show it, or nothing was copied.
        """
        self._evaluate(self._paper, f"paper.value = {json.dumps(_NOTHING)}; paper.select()")
        self._press(self._paper, "c", "copy")
        before = self._viewers()
        tab = self._open(file.as_uri())
        for _ in self._trying(f"{file.name} is not shown"):
            if viewers := self._viewers() - before:
                break
        self._evaluate(self._attach(viewers.pop()), _LOADED)
        for _ in self._trying("nothing was copied"):
            # Keys go where was clicked, and may come before the viewer listens.
            for type in ("mousePressed", "mouseReleased"):
                self._ask("Input.dispatchMouseEvent", tab, type=type, x=400, y=300, button="left", clickCount=1)
            self._press(tab, "a", "selectAll")
            self._press(tab, "c", "copy")
            text = self._pasted()
            if text != _NOTHING:
                break
        self._ask("Page.close", tab)
        return text

    def _pasted(self) -> str:
        self._evaluate(self._paper, "paper.value = ''; paper.focus()")
        self._press(self._paper, "v", "paste")
        return str(self._evaluate(self._paper, "paper.value")) or _NOTHING

    def _open(self, address: str) -> str:
        """A new tab; the session that speaks to it."""
        return self._attach(self._ask("Target.createTarget", url=address)["targetId"])

    def _attach(self, target: str) -> str:
        return str(self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])

    def _viewers(self) -> set[str]:
        """The viewer is a page of its own in the tab."""
        shown = self._ask("Target.getTargets", filter=[{"type": "iframe"}])["targetInfos"]
        return {one["targetId"] for one in shown if one["url"].startswith(_VIEWER)}

    def _press(self, tab: str, key: str, command: str) -> None:
        """Control and a key; the command is what a window's keyboard would make of them."""
        what = {"modifiers": _CONTROL, "key": key, "code": f"Key{key.upper()}", "windowsVirtualKeyCode": ord(key.upper())}
        self._ask("Page.bringToFront", tab)
        self._ask("Input.dispatchKeyEvent", tab, type="rawKeyDown", commands=[command], **what)
        self._ask("Input.dispatchKeyEvent", tab, type="keyUp", **what)

    def _evaluate(self, tab: str, expression: str) -> object:
        return self._ask("Runtime.evaluate", tab, expression=expression, awaitPromise=True)["result"].get("value")

    def _trying(self, failure: str) -> Iterator[None]:
        end = time.monotonic() + self._patience
        while time.monotonic() < end:
            yield
        raise TimeoutError(failure)

    def _ask(self, method: str, session: str = "", **parameters: object) -> dict[str, Any]:
        number = next(self._numbers)
        asked = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        os.write(self._asking, json.dumps(asked).encode() + b"\0")
        while (answer := self._next()).get("id") != number:
            pass  # events, which nobody waits for
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> Mapping[str, Any]:
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._answers], [], [], self._patience)
            more = os.read(self._answers, 1 << 16) if ready else b""
            if not more:
                raise TimeoutError("Chromium does not answer")
            self._unread += more
        message, _, self._unread = self._unread.partition(b"\0")
        answer: Mapping[str, Any] = json.loads(message)
        return answer
