"""Tables of a page plan as Word tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...document import Align
from ...layout.grid import Grid, GridCell, GridRow
from ...layout.standard import TABLE_LEADING, TABLE_PADDING_MM, mm, snap, twips
from ...layout.styles import STYLES, Face, Role
from ...ooxml.elements import paragraph, run, spacing, w
from .styles import FACE_STYLES

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
        *(_row(grid, row, columns, ids, head=True, keep=True) for row in grid.head),
        *(_row(grid, row, columns, ids, keep=row.keep) for row in grid.rows[:-1]),
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
    begun = ((cell, _cell(grid, cell, columns, ids, keep=keep)) for cell in row.cells)
    # Word has an empty cell for each row that a merged one goes on in.
    over = ((cell, _cell(grid, replace(cell, lines=()), columns, ids, keep=keep, begun=False)) for cell in row.above)
    cells = sorted((*begun, *over), key=lambda found: found[0].column)
    return w("tr", properties, *(xml for _, xml in cells))


def _cell(grid: Grid, cell: GridCell, columns: list[int], ids: Mapping[str, str], *, keep: bool, begun: bool = True) -> str:
    properties = w(
        "tcPr",
        w("tcW", w=sum(columns[cell.column : cell.column + cell.across]), type="dxa"),
        w("gridSpan", val=cell.across) if cell.across > 1 else "",
        w("vMerge", val="restart" if begun else "continue") if cell.down > 1 else "",
        w("vAlign", val="center"),
    )
    face = ids.get(FACE_STYLES[Face.HEI], "") if cell.strong else ""
    # Word breaks between an amount and its unit, and within names.
    content = "\n".join(cell.lines) if cell.forced else cell.text
    closer = spacing(line=grid.pitch) if grid.pitch != snap(grid.size * TABLE_LEADING) else ""
    setting = [closer, w("keepNext") if keep else "", "" if cell.align is Align.CENTER else w("jc", val=cell.align.value)]
    style = ids.get(sized(grid.size)) or ids.get(Role.TABLE.value, "")
    return w("tc", properties, paragraph(style, run(content, face) if content else "", properties=setting))
