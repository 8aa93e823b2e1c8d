"""How a number from the register is written on documents that have no 发文字号: 第3期 of a bulletin."""

from __future__ import annotations

import re
from typing import Final

from ..document import DocumentNumber
from ..pattern import pattern
from ..values import dataclass

# 号 may be filled up with zeros to so many figures.
PLACE: Final = pattern(r"\{(?P<what>代字|年|号)(?::0(?P<width>[2-6]))?\}")
_BLANK: Final = "　"


@dataclass(frozen=True, slots=True)
class NumberingScheme:
    """A way of writing numbers, for the document types that name it. The register counts as always, and gives no number twice.

    :param name: as types name it: ``期号``.
    :param summary: one line for people.
    :param pattern: the number as it is printed, with ``{号}`` once, and with ``{代字}`` and ``{年}`` where they are wanted:
        ``第{号}期``. ``{号:04}`` is filled up with zeros to four figures. What looks like a 发文字号 is none (GB/T 9704
        7.2.5): such documents have that.
    """

    name: str
    summary: str
    pattern: str

    def text(self, number: DocumentNumber) -> str:
        """A number as it is printed; what is not known yet is a blank."""

        def part(match: re.Match[str]) -> str:
            if match["what"] == "代字":
                return number.code
            if match["what"] == "年":
                return str(number.year or 2 * _BLANK)
            return str(number.serial).zfill(int(match["width"] or 0)) if number.serial else _BLANK

        return PLACE.sub(part, self.pattern)
