"""The reader of XLS, and of the ET files that WPS writes as XLS; it tells of failed formulas and of percentages, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .appearance import Paint, Style
from .file import damaged, locked
from .merged import Area
from .scan import CellFlag, Spot


class OldBook:
    """An old workbook.

    :raises InputError: it cannot be read.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        import xlrd

        self._path = path
        try:
            # Ragged: one cell in the last corner of a sheet makes no millions of others.
            self._book: Any = xlrd.open_workbook(
                file_contents=content, logfile=_Silence(), formatting_info=True, on_demand=True, ragged_rows=True
            )
        except Exception as error:
            told = str(error).lower()
            raise (locked(path) if "encrypt" in told or "password" in told else damaged(path)) from error

    @property
    def sheets(self) -> list[str]:
        """The names of its sheets, in their order, hidden ones last."""
        with self._sound():
            return sorted(self._book.sheet_names(), key=lambda name: self._book.sheet_by_name(name).visibility != 0)

    def raw(self, sheet: str) -> Iterator[Sequence[object]]:
        """The rows from the first on, empty ones too."""
        with self._sound():
            table = self._book.sheet_by_name(sheet)
            for number in range(table.nrows):
                row = [self._value(cell) for cell in table.row(number)]
                yield [*row, *[""] * (table.ncols - len(row))]

    def merged(self, sheet: str) -> list[Area]:
        """The merged areas."""
        with self._sound():
            areas = self._book.sheet_by_name(sheet).merged_cells
        return [Area(top, low - 1, left, right - 1) for top, low, left, right in areas]

    def flags(self, sheet: str) -> dict[Spot, CellFlag]:
        """The flagged cells by row and column, both from 0."""
        found = {}
        with self._sound():
            table = self._book.sheet_by_name(sheet)
            for number in range(table.nrows):
                for column, cell in enumerate(table.row(number)):
                    if flag := self._flag(cell):
                        found[number, column] = flag
        return found

    def paint(self, sheet: str) -> Paint:
        """What a sheet says of its looks."""
        paint = Paint()
        with self._sound():
            table = self._book.sheet_by_name(sheet)
            for number in range(table.nrows):
                for column, cell in enumerate(table.row(number)):
                    if cell.value != "":
                        paint.styles[number, column] = Style(self._format(cell), self._is_bold(cell))
            columns = {column: info for column, info in table.colinfo_map.items() if column < table.ncols}
            paint.widths = {column: info.width / 256 for column, info in columns.items()}
            paint.hidden_columns = {column for column, info in columns.items() if info.hidden}
            paint.hidden_rows = {row for row, info in table.rowinfo_map.items() if info.hidden}
        return paint

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Sheets are read when they are asked for; xlrd tells of damage by whatever exception it stumbles over."""
        try:
            yield
        except Exception as error:
            raise damaged(self._path) from error

    def _value(self, cell: Any) -> object:  # noqa: ANN401 - xlrd is not typed
        import xlrd

        match cell.ctype:
            case xlrd.XL_CELL_DATE:
                try:
                    moment = xlrd.xldate_as_datetime(cell.value, self._book.datemode)
                    return moment.time() if cell.value < 1 else moment
                except (ValueError, OverflowError):
                    return cell.value
            case xlrd.XL_CELL_BOOLEAN:
                return bool(cell.value)
            case xlrd.XL_CELL_ERROR:
                return ""
        return cell.value

    def _flag(self, cell: Any) -> CellFlag | None:  # noqa: ANN401 - xlrd is not typed
        import xlrd

        if cell.ctype == xlrd.XL_CELL_ERROR:
            return CellFlag.ERROR
        if cell.ctype == xlrd.XL_CELL_NUMBER and "%" in self._format(cell):
            return CellFlag.PERCENT
        return None

    def _is_bold(self, cell: Any) -> bool:  # noqa: ANN401 - xlrd is not typed
        return bool(self._book.font_list[self._book.xf_list[cell.xf_index].font_index].bold)

    def _format(self, cell: Any) -> str:  # noqa: ANN401 - xlrd is not typed
        return str(self._book.format_map[self._book.xf_list[cell.xf_index].format_key].format_str)


class _Silence:
    """Where a reader's own remarks go."""

    def write(self, text: str) -> None:
        """Drop it."""
