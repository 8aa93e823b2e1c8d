"""签发人 of a document to a superior (7.2.6): at the right, two a row, with 发文字号 on the last one's row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..errors import LayoutError
from ..pattern import pattern
from .compositor import Compositor
from .line import Run, SetLine
from .lines import natural_width
from .plan import Element
from .standard import SIZE_3, TYPE_WIDTH
from .styles import Face, Role

_LABEL: Final = "签发人："
_TWO_CHARACTERS: Final = pattern(r"([\u4e00-\u9fff])\s*([\u4e00-\u9fff])")


def padded(name: str) -> str:
    """A name of two characters as wide as one of three."""
    return _TWO_CHARACTERS.sub("\\1\u3000\\2", name) if _TWO_CHARACTERS.fullmatch(name) else name


class Approvers:
    """Sets the rows of 签发人 and 发文字号; each row is one element, its parts are lines beside each other.

    :param names: of the approvers, in the order of the organs.
    :param number: 发文字号, as printed.
    """

    def __init__(self, names: Sequence[str], number: str, compositor: Compositor) -> None:
        self._compositor = compositor
        self._names = [padded(name) for name in names]
        self._number = number
        self._tracking = compositor.setup.natural_tracking(Role.APPROVERS)
        self._unit = SIZE_3 + self._tracking

    def rows(self) -> list[Element]:
        """The rows from top to bottom.

        :raises LayoutError: a name or the number is too long for them.
        """
        for columns in (2, 1) if len(self._names) > 1 else (1,):
            stops = self._stops(columns)
            if self._fits(stops, columns):
                return self._set(stops, columns)
        raise LayoutError("“签发人”的姓名或者“发文字号”太长，二者排不进同一行（7.2.6）。请核对这两项")

    def _stops(self, columns: int) -> list[float]:
        """Where each column of names begins; the last one ends one 字 from the edge."""
        stops: list[float] = []
        end = TYPE_WIDTH - self._compositor.setup.cell
        for column in reversed(range(columns)):
            start = end - max(self._width(Face.KAI, name) for name in self._names[column::columns])
            stops.insert(0, start)
            end = start - self._unit
        return stops

    def _fits(self, stops: Sequence[float], columns: int) -> bool:
        label = stops[0] - len(_LABEL) * self._unit
        last_row = label if len(self._names) <= columns else stops[0]
        number = self._compositor.setup.cell + self._width(Face.BODY, self._number) + self._unit if self._number else 0.0
        return label >= 0 and last_row >= number

    def _set(self, stops: Sequence[float], columns: int) -> list[Element]:
        groups = [self._names[start : start + columns] for start in range(0, len(self._names), columns)]
        rows = [self._row(group, stops, first=number == 0) for number, group in enumerate(groups)]
        if self._number:
            rows[-1].insert(0, ((Run(self._number, Face.BODY),), self._compositor.setup.cell))
        return [self._element(row) for row in rows]

    def _row(self, names: Sequence[str], stops: Sequence[float], *, first: bool) -> list[tuple[tuple[Run, ...], float]]:
        parts = [((Run(name, Face.KAI),), stop) for name, stop in zip(names, stops, strict=False)]
        if first:
            runs, stop = parts[0]
            return [((Run(_LABEL, Face.BODY), *runs), stop - len(_LABEL) * self._unit), *parts[1:]]
        return list(parts)

    def _element(self, parts: Sequence[tuple[tuple[Run, ...], float]]) -> Element:
        style, metrics = self._compositor.setup.styles[Role.APPROVERS], self._compositor.metrics
        lines = [
            SetLine(runs, x, natural_width(runs, metrics, SIZE_3, self._tracking), self._tracking, beside=number > 0)
            for number, (runs, x) in enumerate(parts)
        ]
        text: list[Run] = []
        for runs, _ in parts:
            text += [Run("\t", Face.BODY)] if text else []
            text += runs
        return Element(Role.APPROVERS, tuple(text), tuple(lines), style.pitch, left=lines[0].x)

    def _width(self, face: Face, text: str) -> float:
        return natural_width([Run(text, face)], self._compositor.metrics, SIZE_3, self._tracking)
