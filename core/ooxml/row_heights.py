"""How high a row of a workbook must be for its wrapped text: not every program works that out when it opens one."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Final

from ..text_width import cell_width

# Of a line of 11 pt type; the highest that a row may be.
LINE: Final = 16.0
_HIGHEST: Final = 405.0
# Wide characters do not fill a line to its end, and no line begins with a closing mark.
_LOSS: Final = 2


def row_height(cells: Iterable[tuple[str, float]], line: float = LINE) -> float:
    """The height that shows all text of a row, in pt.

    :param cells: each cell's text and its column's width, in half-width characters.
    :param line: the height of a line, in pt.
    """
    return min(_HIGHEST, line * max((_lines(text, width) for text, width in cells), default=1))


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(cell_width(part) / max(width - _LOSS, 2))) for part in text.split("\n"))
