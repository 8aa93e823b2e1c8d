"""Tables of a page plan as Word tables."""

from __future__ import annotations

from collections.abc import Mapping

from ..layout.plan import Grid, GridCell, GridRow
from ..layout.standard import TABLE_PADDING_MM, mm, twips
from ..layout.styles import STYLES, Face, Role
from ..model import Align
from .docx_styles import FACE_STYLES
from .ooxml import paragraph, run, w

LINES = "公文表格"


def sized(size: float) -> str:
    """The name of the style of a table's text in this size (pt)."""
    return Role.TABLE.value if size == STYLES[Role.TABLE].size else f"{Role.TABLE.value}（{size:g}磅）"


def table(grid: Grid, ids: Mapping[str, str], *, keep: bool = False) -> str:
    """A table as wide as the type area; its head is repeated on every page and no row is cut.

    A head and a group's name do not end a page: a row is kept with the next one by its paragraphs.

    :param ids: the template's style ids by style name.
    :param keep: the last row stays on one page with what follows.
    """
    columns = [twips(width) for width in grid.widths]
    return w(
        "tbl",
        _properties(sum(columns), ids),
        w("tblGrid", *(w("gridCol", w=width) for width in columns)),
        _row(grid, grid.head, columns, ids, head=True, keep=True),
        *(_row(grid, row, columns, ids, keep=row.band) for row in grid.rows[:-1]),
        *(_row(grid, row, columns, ids, keep=keep) for row in grid.rows[-1:]),
    )


def _properties(width: int, ids: Mapping[str, str]) -> str:
    padding = twips(mm(TABLE_PADDING_MM))
    margins = w("tblCellMar", *(w(side, w=padding, type="dxa") for side in ("left", "right")))
    return w(
        "tblPr",
        w("tblStyle", val=ids[LINES]) if LINES in ids else "",
        w("tblW", w=width, type="dxa"),
        w("tblInd", w=0, type="dxa"),
        w("tblLayout", type="fixed"),
        margins,
    )


def _row(grid: Grid, row: GridRow, columns: list[int], ids: Mapping[str, str], *, keep: bool, head: bool = False) -> str:
    height = w("trHeight", val=twips(row.height), hRule="atLeast")
    properties = w("trPr", w("cantSplit"), height, w("tblHeader") if head else "")
    if row.band:
        return w("tr", properties, _cell(grid.size, row.cells[0], sum(columns), ids, keep=keep, span=len(columns)))
    return w(
        "tr", properties, *(_cell(grid.size, cell, width, ids, keep=keep) for cell, width in zip(row.cells, columns, strict=True))
    )


def _cell(size: float, cell: GridCell, width: int, ids: Mapping[str, str], *, keep: bool, span: int = 1) -> str:
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=span) if span > 1 else "",
        w("vAlign", val="center"),
    )
    face = ids.get(FACE_STYLES[Face.HEI], "") if cell.marked else ""
    # Word breaks between an amount and its unit, and within names.
    content = "\n".join(cell.lines) if cell.forced else cell.text
    setting = [w("keepNext") if keep else "", "" if cell.align is Align.CENTER else w("jc", val=cell.align.value)]
    style = ids.get(sized(size)) or ids.get(Role.TABLE.value, "")
    return w("tc", properties, paragraph(style, run(content, face) if content else "", properties=setting))
