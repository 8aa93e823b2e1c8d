"""A sheet of a workbook as an attachment."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt
from hongtou import Align, Cell, Content, Gongwen, Row, Table
from hongtou.composing.model_check import fault
from hongtou.errors import DraftError, InputError
from hongtou.intake.workbook import apart as workbook_apart
from hongtou.intake.workbook.sheet_table import read_sheet_table
from hongtou.office import Office
from hongtou.runner import Runner
from support import poison
from support.plugins import PLUGINS


def test_a_workbook_that_ends_its_reader_is_told_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_apart, "read", poison.read)
    (tmp_path / "附件.xlsx").write_text("crash", encoding="utf-8")
    with pytest.raises(InputError, match=r"附件\.xlsx：读这个工作簿时，工作进程中途退出（SIGSEGV）。工作簿也许坏了"):
        read_sheet_table(tmp_path / "附件.xlsx")


def workbook(path: Path, **sheets: Sequence[Any]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                if len(row) == 1:
                    sheet.merge_range(number, 0, number, 2, row[0])
                    continue
                for column, value in enumerate(row):
                    sheet.write(number, column, value, *([day] if isinstance(value, datetime.date) else []))
    return path


PEOPLE = [
    ["统战对象名单"],
    ["序号", "姓名", "单位及职务"],
    ["一、民主党派成员"],
    [1, "张三", "云州市人民医院心内科主任医师"],
    [2, "李四", ""],
]


def shown(table: Table) -> list[str]:
    return ["|".join(cell.text for cell in row.cells) for row in table.rows]


def test_head_groups_and_rows(tmp_path: Path) -> None:
    table = read_sheet_table(workbook(tmp_path / "表.xlsx", 名单=PEOPLE))
    assert table.title == "统战对象名单"
    assert [column.title for column in table.columns] == ["序号", "姓名", "单位及职务"]
    assert [column.align for column in table.columns] == [Align.CENTER, Align.CENTER, Align.LEFT]
    assert shown(table) == ["一、民主党派成员", "1|张三|云州市人民医院心内科主任医师", "2|李四|"]
    assert [row.band for row in table.rows] == [True, False, False]


def test_days_are_printed_as_the_standard_prints_them(tmp_path: Path) -> None:
    rows = [["会议", "日期"], ["年会", datetime.date(2026, 11, 21)]]
    assert shown(read_sheet_table(workbook(tmp_path / "表.xlsx", 会议=rows))) == ["年会|2026年11月21日"]


def filled(path: Path, fill: Callable[[Any, Any], None]) -> Table:
    with xlsxwriter.Workbook(path) as book:
        fill(book, book.add_worksheet("表"))
    return read_sheet_table(path)


def test_numbers_are_printed_as_the_sheet_shows_them(tmp_path: Path) -> None:
    formats = {"#,##0.00": 12800.5, "0.0%": 0.965, '0.00"万元"': 12.5, 'yyyy"年"m"月"': 46000, "h:mm": 0.375, "General": 0.1}

    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["金额", "比例", "投资", "年月", "时间", "其他"])
        for column, (code, value) in enumerate(formats.items()):
            sheet.write_number(1, column, value, book.add_format({"num_format": code}))

    assert shown(filled(tmp_path / "表.xlsx", fill)) == ["12,800.50|96.5%|12.50万元|2025年12月|9:00|0.1"]


def test_an_old_workbook_shows_them_too(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "金额")
    sheet.write(0, 1, "比例")
    sheet.write(1, 0, 12800.5, xlwt.easyxf("font: bold on", num_format_str="#,##0.00"))
    sheet.write(1, 1, 0.965, xlwt.easyxf(num_format_str="0.0%"))
    sheet.col(1).width = 256 * 20
    book.save(str(tmp_path / "表.xls"))
    table = read_sheet_table(tmp_path / "表.xls")
    assert table.rows[0].cells == (Cell("12,800.50", strong=True), Cell("96.5%"))
    assert table.columns[1].width == 10


def test_merged_cells_stay_merged_and_heads_have_as_many_rows(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:G1", "2026年预算表")
        sheet.merge_range("A2:A3", "单位")
        sheet.merge_range("B2:C2", "收入")
        sheet.merge_range("D2:E2", "支出")
        sheet.write_row("B3", ["财政", "自筹", "人员", "项目"])
        sheet.merge_range("A4:A5", "市人民医院")
        sheet.write_row("B4", [1, 2, 3, 4])
        sheet.merge_range("B5:C5", 5)
        sheet.write_row("D5", [6, 7])
        sheet.merge_range("A6:E6", "合计")

    table = filled(tmp_path / "表.xlsx", fill)
    assert table.title == "2026年预算表"
    assert [column.title for column in table.columns] == ["单位", "财政", "自筹", "人员", "项目"]
    assert table.head == (
        Row((Cell("单位", down=2), Cell("收入", across=2), Cell(""), Cell("支出", across=2), Cell(""))),
        Row((Cell(""), Cell("财政"), Cell("自筹"), Cell("人员"), Cell("项目"))),
    )
    assert table.rows == (
        Row((Cell("市人民医院", down=2), Cell("1"), Cell("2"), Cell("3"), Cell("4"))),
        Row((Cell(""), Cell("5", across=2), Cell(""), Cell("6"), Cell("7"))),
        Row((Cell("合计"),), band=True),
    )
    assert fault(Gongwen("通知", Content("表", (table,)))) == ""


def test_what_figures_are_counted_in_stands_below_the_title(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write("A1", "2026年收支预算表")
        sheet.write("C2", "单位：万元")
        sheet.write_row("A3", ["项目", "收入", "支出"])
        sheet.write_row("A4", ["会费", 56, 0])

    table = filled(tmp_path / "表.xlsx", fill)
    assert (table.title, table.caption) == ("2026年收支预算表", "（单位：万元）")
    (attachment,) = made(tmp_path, "{文件: 表.xlsx}").gongwen.main.attachments
    assert (attachment.title, attachment.content.caption) == ("2026年收支预算表", "（单位：万元）")
    (attachment,) = made(tmp_path, "{标题: 预算, 文件: 表.xlsx}").gongwen.main.attachments
    (whole,) = attachment.content.blocks
    assert (attachment.content.caption, whole.title, whole.caption) == ("", "2026年收支预算表", "（单位：万元）")


def test_a_note_below_a_table_is_no_group(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["项目", "收入"])
        sheet.merge_range("A2:B2", "一、会费")
        sheet.write_row("A3", ["单位会费", 56])
        sheet.merge_range("A4:B4", "注：数据截至2026年10月底。")

    rows = filled(tmp_path / "表.xlsx", fill).rows
    assert [row.band for row in rows] == [True, False, False]
    assert rows[2].cells == (Cell("注：数据截至2026年10月底。", across=2), Cell(""))


def test_a_head_merged_across_has_a_second_row_only_where_nothing_stands_beside_it(tmp_path: Path) -> None:
    def below(*texts: str) -> Callable[[Any, Any], None]:
        def fill(_: Any, sheet: Any) -> None:
            sheet.write("A1", "姓名")
            sheet.merge_range("B1:C1", "联系方式")
            sheet.write_row("A2", texts)
            sheet.write_row("A3", ["王伟", "1", "2"])

        return fill

    assert shown(filled(tmp_path / "甲.xlsx", below("", "电话", "手机"))) == ["王伟|1|2"]
    assert shown(filled(tmp_path / "乙.xlsx", below("李静", "3", "4"))) == ["李静|3|4", "王伟|1|2"]


def test_equal_cells_are_no_group_and_bold_ones_stand_out_unless_all_do(tmp_path: Path) -> None:
    def fill(*bold: int) -> Callable[[Any, Any], None]:
        def write(book: Any, sheet: Any) -> None:
            strong = book.add_format({"bold": True})
            for number, row in enumerate((["甲", "乙"], ["√", "√"], ["合计", 3])):
                sheet.write_row(number, 0, row, strong if number in bold else None)

        return write

    table = filled(tmp_path / "甲.xlsx", fill(0, 2))
    assert [[cell.strong for cell in row.cells] for row in table.rows] == [[False, False], [True, True]]
    assert not any(row.band for row in table.rows)
    table = filled(tmp_path / "乙.xlsx", fill(0, 1, 2))
    assert not any(cell.strong for row in table.rows for cell in row.cells)


def test_widths_that_somebody_set_are_wishes(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["序号", "签名", "备注"])
        sheet.write_row(1, 0, [1, "", "无"])
        sheet.set_column(1, 1, 24)

    assert [round(column.width) for column in filled(tmp_path / "表.xlsx", fill).columns] == [0, 12, 0]


def test_what_is_hidden_in_a_sheet_is_asked_about(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        for number in range(4):
            sheet.write_row(number, 0, ["姓名", "身份证号", "单位"])
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(8, 8, None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})

    with pytest.raises(InputError, match="表：B栏、第3行是隐藏的，有内容。要印的，取消隐藏；不要印的，删去再来"):
        filled(tmp_path / "表.xlsx", fill)


def test_a_sheet_by_its_name(tmp_path: Path) -> None:
    file = workbook(tmp_path / "表.xlsx", 空=[], 甲=[["a", "b"], [1, 2]], 乙=[["c", "d"], [3, 4]])
    assert shown(read_sheet_table(file)) == ["1|2"]
    assert shown(read_sheet_table(file, "乙", landscape=True)) == ["3|4"]
    with pytest.raises(InputError, match="没有工作表“丙”。有：“空”、“甲”、“乙”"):
        read_sheet_table(file, "丙")
    with pytest.raises(InputError, match="“空”里没有内容"):
        read_sheet_table(file, "空")


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="只有表头"):
        read_sheet_table(workbook(tmp_path / "甲.xlsx", 甲=[["序号", "姓名"]]))
    with pytest.raises(InputError, match="超过 60 栏"):
        read_sheet_table(workbook(tmp_path / "乙.xlsx", 乙=[[f"第{n}栏" for n in range(70)]] * 2))


DRAFT = """---
文种: 通知
发文机关: 云州市医学会
标题: 关于报送名单的通知
附件: [{附件}]
---
请按附件报送。
"""


def made(tmp_path: Path, attachment: str) -> Any:
    (tmp_path / "通知.md").write_text(DRAFT.replace("{附件}", attachment), "utf-8")
    return Runner(Office(), PLUGINS).compose(tmp_path / "通知.md")


def test_a_draft_names_a_sheet_as_its_attachment(tmp_path: Path) -> None:
    file = workbook(tmp_path / "表.xlsx", 名单=PEOPLE)
    composed = made(tmp_path, "{文件: 表.xlsx, 工作表: 名单, 横排: 是}")
    (attachment,) = composed.gongwen.main.attachments
    assert attachment.title == "统战对象名单"
    (table,) = attachment.content.blocks
    assert (table.landscape, table.title, len(table.rows)) == (True, "", 3)
    assert [source.path for source in composed.sources] == [tmp_path / "通知.md", file]


@pytest.mark.parametrize(
    ("attachment", "field", "message"),
    [
        ("{标题: 名单, 文件: 没有.xlsx}", "附件.第1项.文件", "找不到文件“没有.xlsx”"),
        ("{标题: 名单, 文件: 没有.md}", "附件.第1项.文件", "找不到文件“没有.md”"),
        ("{标题: 名单, 文件: 表.xlsx, 工作表: 丙}", "附件.第1项.文件", "没有工作表“丙”"),
        ("{标题: 名单, 文件: 坏.xlsx}", "附件.第1项.文件", "坏.xlsx"),
        ("{标题: 名单, 文件: 通知.md, 工作表: 甲}", "附件.第1项.工作表", "不是工作簿"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(tmp_path: Path, attachment: str, field: str, message: str) -> None:
    workbook(tmp_path / "表.xlsx", 名单=PEOPLE)
    (tmp_path / "坏.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(DraftError) as caught:
        made(tmp_path, attachment)
    (problem,) = caught.value.problems
    assert problem.field == field
    assert message in problem.message
