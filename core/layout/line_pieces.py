"""What a line of text does not part, though Word would: days, numbers with their units and signs, names, a paragraph's end.

The composer keeps words and bare numbers whole by itself (:mod:`.lines`); what a cell of a table keeps is in :mod:`.cell_pieces`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..pattern import HANZI, pattern
from .line import NARROW

# A day of a month; a number with 年 and such, or with a sign and another number.
_UNIT: Final = r"(?<=\d)(?:[年月日时分号]|[万亿]?元)"
_NUMBER: Final = rf"\d{{1,2}}月\d{{1,2}}日|(?<!{NARROW})[≤≥≠≈]?{NARROW}++(?:(?:[×÷～—]{NARROW}++)+(?:{_UNIT})?|{_UNIT})"
# Two characters between marks, or before 同志: names, as far as can be told.
_NAME: Final = rf"(?<=[、，：；（]){HANZI}{{2}}(?=[、，。；）])|{HANZI}{{2}}(?=同志)"
# The two last characters of a paragraph: one alone makes no line.
_END: Final = rf"{HANZI}{{2}}[，。、：；？！）》”’]+$"
_PIECES: Final = pattern(f"{_NUMBER}|{_NAME}|{_END}")


def kept(text: str) -> Iterator[tuple[int, int]]:
    """Where such pieces of a paragraph's text stand."""
    return (match.span() for match in _PIECES.finditer(text))
