"""A sheet of a workbook as an attachment."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import poison
import pytest
import xlsxwriter
from hongtou import Align, Table
from hongtou.errors import DraftError, InputError
from hongtou.intake import workbook_apart
from hongtou.intake.sheet_table import read_sheet_table
from hongtou.manager import Plugins
from hongtou.office import Office
from hongtou.runner import Runner


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
    return Runner(Office(), Plugins()).compose(tmp_path / "通知.md")


def test_a_draft_names_a_sheet_as_its_attachment(tmp_path: Path) -> None:
    file = workbook(tmp_path / "表.xlsx", 名单=PEOPLE)
    composed = made(tmp_path, "{文件: 表.xlsx, 工作表: 名单, 横排: 是}")
    (attachment,) = composed.gongwen.main.attachments
    assert attachment.title == "统战对象名单"
    (table,) = attachment.content.blocks
    assert (table.landscape, table.title, len(table.rows)) == (True, "", 3)
    assert file in composed.sources


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
