"""Merged cells: a value stands once in the file, and is meant for all the cells that it covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from ...errors import InputError
from ...values import dataclass

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells; all from 0, the last row and column included."""

    top: int
    bottom: int
    left: int
    right: int


class Merged(Generic[Value]):
    """The merged areas of one sheet, for rows that come in their order; empty ones may be left out.

    :param where: the file and the sheet, as messages name them.
    """

    def __init__(self, areas: Iterable[Area], where: str) -> None:
        self._where = where
        self._waiting = sorted(areas, key=lambda area: area.top, reverse=True)
        # Those that cover the row, from left to right, each with its value.
        self._open: list[tuple[Area, Value]] = []

    @property
    def is_open(self) -> bool:
        """Whether an area that began in a row before may cover the next one."""
        return bool(self._open)

    def spread(self, number: int, cells: Sequence[Value]) -> Sequence[Value]:
        """A row with the values of merged cells in every cell that they cover; where no cell is, none is made.

        :param number: the row's, from 0.
        :raises InputError: two areas cover one cell, which no program makes.
        """
        self._open = [(area, value) for area, value in self._open if area.bottom >= number]
        while self._waiting and self._waiting[-1].top <= number:
            area = self._waiting.pop()
            if area.top == number and area.left < len(cells):
                self._begin(area, cells[area.left])
        if not self._open:
            return cells
        row = list(cells)
        for area, value in self._open:
            right = min(area.right + 1, len(row))
            row[area.left : right] = [value] * (right - area.left)
        return row

    def _begin(self, area: Area, value: Value) -> None:
        for other, _ in self._open:
            if other.left <= area.right and area.left <= other.right:
                told = f"第 {area.top + 1} 行有几处合并的单元格叠在一起，不知道怎样读。取消这里的合并，填上各格再来"
                raise InputError(f"{self._where} {told}")
        self._open.append((area, value))
