"""Merged cells: how high their rows are, and which of them a page keeps together."""

from __future__ import annotations

import pytest
from hongtou import Align, Block, Cell, Column, Content, Gongwen, Paragraph, Row, Table, spans
from hongtou.layout import lay_out
from hongtou.layout.grid import Grid
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.tables import set_table

HEAD = (
    Row((Cell("单位", down=2), Cell("2026年（万元）", across=2), Cell(""))),
    Row((Cell(""), Cell("预算"), Cell("决算"))),
)
COLUMNS = (Column("单位"), Column("预算"), Column("决算"))


def group(name: str, rows: int, text: str = "120") -> tuple[Row, ...]:
    """Rows whose first column is one merged cell."""
    first = Row((Cell(name, down=rows), Cell(text), Cell(text)))
    return (first, *[Row((Cell(""), Cell(text), Cell(text)))] * (rows - 1))


def grid(*rows: Row) -> Grid:
    return set_table(Table(COLUMNS, rows, head=HEAD), CellMetrics())


def test_a_head_over_two_rows_and_merged_cells_below_it() -> None:
    made = grid(*group("市人民医院", 2), Row((Cell("合计"), Cell("240", across=2), Cell(""))))
    assert [[(cell.text, cell.column, cell.across, cell.down) for cell in row.cells] for row in (*made.head, *made.rows)] == [
        [("单位", 0, 1, 2), ("2026年（万元）", 1, 2, 1)],
        [("预算", 1, 1, 1), ("决算", 2, 1, 1)],
        [("市人民医院", 0, 1, 2), ("120", 1, 1, 1), ("120", 2, 1, 1)],
        [("120", 1, 1, 1), ("120", 2, 1, 1)],
        [("合计", 0, 1, 1), ("240", 1, 2, 1)],
    ]
    assert [[cell.text for cell in row.above] for row in made.rows] == [[], ["市人民医院"], []]
    assert all(cell.strong for row in made.head for cell in row.cells)


def test_rows_are_high_enough_for_what_a_merged_cell_holds() -> None:
    columns = (Column("单位"), Column("说明"))
    rows = (Row((Cell("单" * 40, down=2), Cell("说" * 300))), Row((Cell(""), Cell("短"))))
    made = set_table(Table(columns, rows), CellMetrics())
    merged = made.rows[0].cells[0]
    assert sum(row.height for row in made.rows) >= len(merged.lines) * made.pitch
    columns = (Column("单位"), Column("金额"))
    rows = (Row((Cell("单" * 900, down=2), Cell("1"))), Row((Cell(""), Cell("2"))))
    made = set_table(Table(columns, rows), CellMetrics())
    assert sum(row.height for row in made.rows) >= len(made.rows[0].cells[0].lines) * made.pitch


def test_what_a_wide_merged_cell_must_hold_is_shared_by_its_columns() -> None:
    columns = (Column("甲"), Column("乙"), Column("丙"))
    rows = (Row((Cell("110101199003070011110101199003070011", across=2), Cell(""), Cell("长" * 400))),)
    made = set_table(Table(columns, rows), CellMetrics())
    assert len(made.rows[0].cells[0].lines) == 1


@pytest.mark.parametrize("lines", range(1, 22))
def test_a_page_ends_in_no_small_group(lines: int) -> None:
    rows = [row for number in range(30) for row in group(f"第{number}单位", 3)]
    table = Table(COLUMNS, tuple(rows), head=HEAD)
    blocks: tuple[Block, ...] = (*[Paragraph(spans("国" * 26))] * lines, table)
    made = lay_out(Gongwen("通知", Content("通知", blocks)), CellMetrics())
    slices = [piece for page in made.pages for piece in page.slices if made.galley[piece.element].grid]
    assert len(slices) > 1
    assert {piece.stop % 3 for piece in slices} == {0}


def test_a_large_group_goes_over_pages_and_tables_of_nothing_else_end() -> None:
    table = Table(COLUMNS, group("市人民医院", 90), head=HEAD)
    made = lay_out(Gongwen("通知", Content("通知", (table,))), CellMetrics())
    assert 3 <= len(made.pages) <= 4


def test_groups_that_overlap_all_through_a_table_are_parted() -> None:
    rows = [Row((Cell("首"), Cell("首"), Cell("首")))]
    for number in range(98):
        begun = (Cell("甲", down=2), Cell(""))
        rows.append(Row((*(begun if number % 2 else begun[::-1]), Cell("丙"))))
    rows.append(Row((Cell(""), Cell("尾"), Cell("尾"))))
    made = lay_out(Gongwen("通知", Content("通知", (Table(COLUMNS, tuple(rows)),))), CellMetrics())
    assert 4 <= len(made.pages) <= 6


def test_a_note_as_wide_as_its_table_is_set_at_the_left_and_ends_it() -> None:
    made = grid(*group("市人民医院", 2), Row((Cell("注：数据截至10月底。", across=3), Cell(""), Cell(""))))
    (note,) = made.rows[-1].cells
    assert (note.align, note.strong, made.rows[-1].keep) == (Align.LEFT, False, False)
