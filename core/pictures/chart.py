"""Charts in black and one colour: horizontal bars with their words, sharp enough for print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..document import Picture
from ..values import dataclass

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

# Dots to the millimetre: 305 to the inch.
_DOTS: Final = 12
# mm: the chart, a row of it, the bar in it, the type (a little over 小五), and the room left and right of the bars.
_WIDTH: Final = 150.0
_ROW: Final = 7.0
_BAR: Final = 4.2
_TYPE: Final = 3.3
_MARGIN: Final = 2.0
_WORDS_MAX: Final = 52.0
# The red of 版头, and the rule around what is not filled.
_COLOUR: Final = (200, 0, 0)
_BLACK: Final = (0, 0, 0)
_WHITE: Final = (255, 255, 255)
_RULE: Final = 0.18


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart.

    :param label: what stands before it.
    :param value: how long it is.
    :param text: what stands behind it, such as ``12人``.
    :param whole: what the value is a part of, drawn as an empty bar around it; 0: it is no part of anything.
    """

    label: str
    value: float
    text: str
    whole: float = 0.0


def draw_bars(name: str, bars: Sequence[Bar], font: Path) -> Picture:
    """Draw a chart of horizontal bars.

    :param bars: at least one; none of them negative.
    :param font: the file of the face that its words are set in.
    """
    from PIL import Image, ImageDraw, ImageFont

    face = ImageFont.truetype(str(font), round(_TYPE * _DOTS))
    height = _ROW * len(bars) + 2 * _MARGIN
    image = Image.new("RGB", (_dots(_WIDTH), _dots(height)), _WHITE)
    _Chart(ImageDraw.Draw(image), face, bars).draw()
    target = io.BytesIO()
    image.quantize(32).save(target, "PNG", optimize=True)
    return Picture(name, target.getvalue(), _WIDTH, height)


@dataclass(frozen=True)
class _Chart:
    """Draws one chart."""

    pen: ImageDraw
    font: FreeTypeFont
    bars: Sequence[Bar]

    def draw(self) -> None:
        """Draw the axis, then bar after bar."""
        words = [self._cut(bar.label) for bar in self.bars]
        left = max(self.font.getlength(word) for word in words) + _dots(2 * _MARGIN)
        behind = max(self.font.getlength(bar.text) for bar in self.bars) + _dots(2 * _MARGIN)
        longest = max(max(bar.value, bar.whole) for bar in self.bars) or 1.0
        scale = (_dots(_WIDTH) - left - behind) / longest
        for row, (bar, word) in enumerate(zip(self.bars, words, strict=True)):
            self._bar(bar, word, left, scale, _dots(_MARGIN + row * _ROW + _ROW / 2))
        foot = _dots(_MARGIN + len(self.bars) * _ROW)
        self.pen.line([(left, _dots(_MARGIN)), (left, foot)], _BLACK, _dots(_RULE) + 1)

    def _bar(self, bar: Bar, word: str, left: float, scale: float, middle: float) -> None:
        top, foot = middle - _dots(_BAR / 2), middle + _dots(_BAR / 2)
        end = left + max(bar.value, bar.whole) * scale
        if bar.whole:
            self.pen.rectangle([left, top, end, foot], None, _BLACK, _dots(_RULE))
        if bar.value:
            self.pen.rectangle([left, top, left + bar.value * scale, foot], _COLOUR)
        self.pen.text((left - _dots(_MARGIN), middle), word, _BLACK, self.font, "rm")
        self.pen.text((end + _dots(_MARGIN), middle), bar.text, _BLACK, self.font, "lm")

    def _cut(self, word: str) -> str:
        """A label that leaves room for the bars."""
        whole = word
        while self.font.getlength(word) > _dots(_WORDS_MAX):
            word = word.removesuffix("…")[:-1] + "…"
        return word or whole


def _dots(millimetres: float) -> int:
    return round(millimetres * _DOTS)
