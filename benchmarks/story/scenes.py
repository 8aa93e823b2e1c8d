"""Pictures of pages as they are in the story, in two widths; small ones for the docs."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

_SIZES: Final[Mapping[int, int]] = {1280: 800, 1920: 1080}
_USUAL: Final = 1280
_COLOURS: Final = 128
# A page that is longer is cut below, pixels.
_LONGEST: Final = 1200
# A draft's page is there with its first page.
_SETTLED: Final = "() => !document.body.classList.contains('editing') || document.querySelector('#pages .page img')"
# Those that docs show as they are (docs/user/browser.md, README); docs/user/browser-pages.md shows all, smaller.
_LARGE: Final = frozenset({"taken", "draft", "review", "compare", "register", "unit-wrong", "office"})
_WIDTH: Final = 800


@dataclass(frozen=True, slots=True)
class Scenes:
    """Takes pictures when it is wanted.

    :param folder: where all go, each width in a folder of its own; None: none are taken.
    :param docs: where those go that docs show.
    """

    folder: Path | None
    docs: Path | None = None

    @property
    def usual(self) -> ViewportSize:
        """How large a window is."""
        return {"width": _USUAL, "height": _SIZES[_USUAL]}

    def take(self, name: str, page: Page) -> None:
        """Take pictures of a page, and leave it as it was."""
        if self.folder is None:
            return
        for width, height in _SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            target = self.folder / str(width) / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            page.wait_for_function(_SETTLED)
            content = page.screenshot(full_page=True, caret="initial", animations="disabled")
            target.write_bytes(content)
            if width == _USUAL and self.docs:
                self.docs.mkdir(parents=True, exist_ok=True)
                (self.docs / f"{name}.png").write_bytes(_small(content, _USUAL if name in _LARGE else _WIDTH))
        page.set_viewport_size(self.usual)


def _small(content: bytes, width: int) -> bytes:
    """A picture of few colours, cut where nobody scrolls to.

    :param width: to which it is made smaller, pixels.
    """
    image = Image.open(io.BytesIO(content)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, _LONGEST)))
    image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    target = io.BytesIO()
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()
