"""Workbooks written: no text becomes a formula, a link or a number, and equal contents give equal bytes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

# xlsxwriter is not typed.
Workbook: TypeAlias = Any
Worksheet: TypeAlias = Any
CellFormat: TypeAlias = Any

_TEXT_STAYS_TEXT: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# A workbook carries the moment of its making.
_MADE: Final = datetime.datetime(2000, 1, 1)
_A4: Final = 9


@contextmanager
def writing(target: IO[bytes] | Path, title: str) -> Iterator[Workbook]:
    """A workbook to be filled, which is whole when the block ends.

    :param target: where it is written; into a file row by row, so that a long one needs no more memory than a short one.
    :param title: among the file's properties.
    :raises OSError: the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    by_rows = isinstance(target, Path)
    options = {**_TEXT_STAYS_TEXT, "constant_memory": by_rows, "in_memory": not by_rows}
    book = xlsxwriter.Workbook(str(target) if by_rows else target, options)
    book.set_properties({"title": title, "created": _MADE})
    try:
        yield book
        book.close()
    except XlsxWriterException as error:
        cause = error.__context__
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error


def print_on_a4(sheet: Worksheet, *, landscape: bool = True) -> None:
    """Print a sheet on A4, all columns side by side."""
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    if landscape:
        sheet.set_landscape()
