"""The second reader: XLS, and the ET files that WPS writes as XLS. It tells of failed formulas, which the first leaves blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .workbook_file import damaged, locked
from .workbook_xml import Odd, Place

if TYPE_CHECKING:
    from .workbook import Area


class OldBook:
    """An old workbook.

    :raises InputError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        import xlrd

        try:
            self._book: Any = xlrd.open_workbook(path, logfile=_Silence(), formatting_info=True, on_demand=True)
        except Exception as error:  # xlrd tells of damage by whatever exception it stumbles over
            told = str(error).lower()
            raise (locked(path) if "encrypt" in told or "password" in told else damaged(path)) from error

    @property
    def sheets(self) -> list[str]:
        """The names of its sheets, in their order."""
        return list(self._book.sheet_names())

    def raw(self, sheet: str) -> Iterator[Sequence[object]]:
        """The rows from the first on, empty ones too."""
        table = self._book.sheet_by_name(sheet)
        for number in range(table.nrows):
            yield [self._value(cell) for cell in table.row(number)]

    def merged(self, sheet: str) -> list[Area]:
        """The merged areas."""
        areas = self._book.sheet_by_name(sheet).merged_cells
        return [(top, low - 1, left, right - 1) for top, low, left, right in areas]

    def odd(self, sheet: str) -> dict[Place, Odd]:
        """The odd cells by row and column, both from 0."""
        table = self._book.sheet_by_name(sheet)
        found = {}
        for number in range(table.nrows):
            for column, cell in enumerate(table.row(number)):
                if odd := self._oddity(cell):
                    found[number, column] = odd
        return found

    def _value(self, cell: Any) -> object:  # noqa: ANN401 - xlrd is not typed
        import xlrd

        match cell.ctype:
            case xlrd.XL_CELL_DATE:
                try:
                    return xlrd.xldate_as_datetime(cell.value, self._book.datemode)
                except (ValueError, OverflowError):
                    return cell.value
            case xlrd.XL_CELL_BOOLEAN:
                return bool(cell.value)
            case xlrd.XL_CELL_ERROR:
                return ""
        return cell.value

    def _oddity(self, cell: Any) -> Odd | None:  # noqa: ANN401 - xlrd is not typed
        import xlrd

        if cell.ctype == xlrd.XL_CELL_ERROR:
            return Odd.ERROR
        if cell.ctype == xlrd.XL_CELL_NUMBER and "%" in self._format(cell):
            return Odd.PERCENT
        return None

    def _format(self, cell: Any) -> str:  # noqa: ANN401 - xlrd is not typed
        return str(self._book.format_map[self._book.xf_list[cell.xf_index].format_key].format_str)


class _Silence:
    """Where a reader's own remarks go."""

    def write(self, text: str) -> None:
        """Drop it."""
