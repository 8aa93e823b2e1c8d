"""Tables: the sizes of their type, the widths of their columns, the lines in their cells."""

from __future__ import annotations

import pytest
from hongtou import Block, Cell, Column, Content, Gongwen, Paragraph, Row, Table, spans
from hongtou.intake.text.tables import TableError, read_table
from hongtou.layout import lay_out
from hongtou.layout.grid import Grid, GridCell
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.plan import PagePlan, height_of
from hongtou.layout.standard import TABLE_LEADINGS, TABLE_PADDING_MM, TYPE_WIDTH, mm
from hongtou.layout.styles import Face
from hongtou.layout.table_spill import closed
from hongtou.layout.tables import set_table
from support.sheets import SHEETS, sheet_tables
from support.tables import collection, split_names, split_numbers

MARKDOWN = collection()
NAMES = (*MARKDOWN, *SHEETS)
PADDING = 2 * mm(TABLE_PADDING_MM) + 0.6


def grid(*rows: str, heads: str, title: str = "") -> Grid:
    """A table from texts whose cells stand between bars."""
    columns = tuple(Column(head) for head in heads.split("|"))
    body = tuple(Row(tuple(Cell(text) for text in row.split("|"))) for row in rows)
    return set_table(Table(columns, body, title), CellMetrics())


def lines(made: Grid, column: int) -> list[tuple[str, ...]]:
    return [row.cells[column].lines for row in made.rows]


def cells_of(made: Grid, column: int) -> list[GridCell]:
    """The cells that stand in one column only."""
    return [cell for row in (*made.head, *made.rows) for cell in row.cells if (cell.column, cell.across) == (column, 1)]


def used(made: Grid, column: int) -> float:
    """How much of a column's room its longest line takes, from 0 to 1."""
    texts = [line for cell in cells_of(made, column) for line in cell.lines]
    widest = max((sum(CellMetrics().advance(Face.BODY, char) for char in line) for line in texts), default=0)
    return widest * made.size / (made.widths[column] - PADDING)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Table]:
    return {**MARKDOWN, **sheet_tables(tmp_path_factory.mktemp("sheets"))}


@pytest.mark.parametrize("name", NAMES)
def test_no_number_date_or_name_is_split(tables: dict[str, Table], name: str) -> None:
    made = set_table(tables[name], CellMetrics())
    assert [found for row in (*made.head, *made.rows) for cell in row.cells for found in split_numbers(cell.lines)] == []
    assert [found for row in made.rows for cell in row.cells for found in split_names(cell.lines)] == []
    assert made.size >= 9
    assert sum(made.widths) == pytest.approx(TYPE_WIDTH, abs=0.05)


@pytest.mark.parametrize("name", NAMES)
def test_no_column_is_a_third_empty_beside_one_that_wraps_three_times(tables: dict[str, Table], name: str) -> None:
    made = set_table(tables[name], CellMetrics())
    columns = range(len(made.widths))
    wraps = {column: max((len(cell.lines) for cell in cells_of(made, column)), default=0) for column in columns}
    if max(wraps.values()) > 3:
        assert {column: used(made, column) for column in columns if used(made, column) < 2 / 3} == {}


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    made = grid("1|市卫生健康委|" + "落实责任" * 12, heads="序号|单位|措施")
    assert lines(made, 0) == [("1",)]
    assert lines(made, 1) == [("市卫生健康委",)]
    assert made.widths[0] - PADDING == pytest.approx(2 * made.size, abs=1)
    assert made.widths[2] > 20 * made.size


def test_smaller_type_only_where_width_leaves_no_other_way_and_it_is_told() -> None:
    assert grid("|".join(["完成全部任务并报送总结"] * 6), heads="甲|乙|丙|丁|戊|己").size == 12
    made = grid("|".join(["110101199003070011"] * 4), heads="甲|乙|丙|丁", title="登记表")
    assert made.size == 10.5
    assert made.note == "表格“登记表”栏多，用小四号字排不下，用了五号字。要字大些，可以设为横排，或者减少栏数"
    assert lines(made, 3) == [("110101199003070011",)]
    table = Table(tuple(map(Column, "甲乙丙丁")), (Row((Cell("110101199003070011"),) * 4),))
    assert lay_out(Gongwen("通知", Content("名单", (table,))), CellMetrics()).notes == (
        "表格（第一栏“甲”）栏多，用小四号字排不下，用了五号字。要字大些，可以设为横排，或者减少栏数",
    )


def test_words_are_broken_before_numbers_where_not_even_the_smallest_type_has_room() -> None:
    made = grid("|".join([*["云州医院"] * 9, "2026年10月10日", "12,800.50万元"]), heads="|".join("子丑寅卯辰巳午未申酉戌"))
    assert made.size == 9
    assert lines(made, 9) == [("2026年10月10日",)]
    assert lines(made, 10) == [("12,800.50万元",)]
    assert {lines(made, column)[0] for column in range(9)} == {("云州医院",), ("云州", "医院")}


def test_a_word_of_foreign_letters_does_not_break_the_numbers_beside_it() -> None:
    made = grid("https://www.example.org/" + "a" * 80 + "|2026年10月10日|35人", heads="网址|日期|人数")
    assert lines(made, 1) == [("2026年10月10日",)]
    assert len(lines(made, 0)[0]) > 1


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("完成35个党支部换届工作", "35个"),
        ("到位资金12,800.5万元以上", "12,800.5万元以上"),
        ("占比为96.5%的单位", "96.5%"),
        ("定于2026年12月31日前报送", "2026年12月31日前"),
        ("每日上午8:30—11:30办公", "8:30—11:30"),
        ("按照云医党发〔2026〕103号文件", "〔2026〕103号"),
        ("王伟、欧阳晓明、李静", "欧阳晓明"),
        ("由张三、李四光、王五负责落实", "李四光"),
    ],
)
def test_what_a_cell_keeps_on_one_line(text: str, pieces: str) -> None:
    for length in range(1, 40):
        made = grid(f"{text}|{'长' * length * 4}", heads="内容|其他")
        if (made.widths[0] - PADDING) / made.size >= len(pieces):
            assert any(pieces in line for line in lines(made, 0)[0])


def test_a_head_is_broken_two_and_two_and_no_character_stands_alone_at_the_end() -> None:
    made = grid("|".join(["35人"] * 14), heads="|".join(["少数民族"] * 14))
    assert made.head[0].cells[1].lines == ("少数", "民族")
    made = grid("1|云州市妇幼保健院护理部主任|" + "长" * 200, heads="序号|职务|内容")
    assert all(len(cell[-1]) > 1 for cell in lines(made, 1))


def test_a_column_to_be_filled_in_by_hand_has_room() -> None:
    made = grid("1||云州市人民医院", "2||云州市中医医院", heads="序号|签到|单位")
    assert (made.widths[1] - PADDING) / made.size >= 3


def tabled(rows: int, *, lines: int = 0, below: str = "") -> PagePlan:
    """A document with so many lines of text, a table of so many rows, and a paragraph below it."""
    table = Table((Column("序号"), Column("姓名")), tuple(Row((Cell(str(number)), Cell("王伟"))) for number in range(rows)))
    blocks: list[Block] = [*[Paragraph(spans("国" * 26))] * lines, table]
    return lay_out(Gongwen("通知", Content("名单", (*blocks, *([Paragraph(spans(below))] if below else [])))), CellMetrics())


def slices(made: PagePlan) -> list[int]:
    """How many rows of the table stand on each page."""
    return [piece.stop - piece.start for page in made.pages for piece in page.slices if made.galley[piece.element].grid]


def pitch(made: PagePlan) -> float:
    return next(element.grid.pitch for element in made.galley if element.grid)


def test_one_or_two_rows_do_not_stand_on_a_page_of_their_own() -> None:
    whole = next(rows for rows in range(10, 60) if len(slices(tabled(rows))) > 1) - 1
    usual = next(rows for rows in range(10, 60) if pitch(tabled(rows)) < 18) - 1
    assert 2 <= whole - usual <= 6
    for rows in range(usual + 1, usual + 3):
        made = tabled(rows)
        assert slices(made) == [rows]
        assert 15 <= pitch(made) < 18
    assert slices(tabled(usual + 20)) == [usual, 20]


def test_a_table_that_no_closer_lines_bring_back_keeps_its_own() -> None:
    made = [tabled(rows, lines=lines) for rows in range(2, 6) for lines in range(14, 21)]
    spilt = [plan for plan in made if len(slices(plan)) > 1 and slices(plan)[-1] <= 2]
    assert spilt
    assert {pitch(plan) for plan in spilt} == {18}


def test_text_below_a_table_has_some_space_above_it() -> None:
    made = tabled(3, below="说明。")
    *_, table, text = made.galley
    assert table.grid
    (above, below) = made.pages[0].slices[-2:]
    assert below.y - (above.y + height_of(table, 0, 3)) == pytest.approx(8)
    assert text.before == 8


@pytest.mark.parametrize("again", [False, True], ids=["as it was set", "with its lines closer"])
def test_rows_to_be_filled_in_by_hand_are_as_high_as_a_pen_needs(again: bool) -> None:
    body = read_table(
        ["| 项目 | 内容 |", "| --- | --- |", "| 事项 | 换届 |", "| | |", "| 情况 | {高 40} |", "| {高12毫米}签字 | |"], ""
    )
    made = set_table(body, CellMetrics())
    made = closed(made, TABLE_LEADINGS[0]) if again else made
    heights = [row.height / mm(1) for row in made.rows]
    assert heights[0] < 9
    assert heights[1:] == pytest.approx([10, 40, 12], abs=0.05)
    assert [row.cells[0].text for row in made.rows] == ["事项", "", "情况", "签字"]
    assert made.rows[2].cells[1].text == ""


@pytest.mark.parametrize("rows", [["| 甲 |", "| --- |", "| {高 300} |"], ["| {高 20}甲 |", "| --- |", "| 乙 |"]])
def test_a_height_that_no_row_can_have_is_told(rows: list[str]) -> None:
    with pytest.raises(TableError, match="5 至 180"):
        read_table(rows, "")
