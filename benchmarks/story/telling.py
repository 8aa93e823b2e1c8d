"""What is told while the story is played: each step as it passes; what went wrong, with a picture of the page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page


class FailedError(Exception):
    """A step did not pass; it has been told."""


@dataclass(slots=True)
class Telling:
    """Tells each step.

    :param failures: where a picture of the page goes at which a step failed.
    :ivar passed: how many steps passed.
    """

    failures: Path
    passed: int = 0
    _chapter: str = field(default="", repr=False)

    def chapter(self, name: str) -> None:
        """Another part of the story begins."""
        self._chapter = name
        print(f"\n{name}", flush=True)

    @contextmanager
    def step(self, what: str, page: Page | None = None) -> Iterator[None]:
        """Play a step.

        :param page: what is pictured if it fails.
        :raises FailedError: it did not pass.
        """
        try:
            yield
        except FailedError:
            raise
        except Exception as error:
            print(f"✗ {what}", flush=True)
            told = str(error).partition("Aria snapshot")[0]
            print(f"没有过：{self._chapter}，{what}\n{told}", file=sys.stderr)
            if page is not None:
                print(f"那时的页面：{self._picture(page)}", file=sys.stderr)
            raise FailedError(what) from error
        self.passed += 1
        print(f"✓ {what}", flush=True)

    def _picture(self, page: Page) -> Path:
        self.failures.mkdir(parents=True, exist_ok=True)
        path = self.failures / f"{self.passed + 1:03}.png"
        page.screenshot(path=path, full_page=True)
        return path
