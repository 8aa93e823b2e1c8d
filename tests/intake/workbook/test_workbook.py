"""Workbooks: what stands in their cells, and which of them are refused."""

import datetime
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt
from hongtou.draft import CellFault
from hongtou.errors import InputError
from hongtou.intake.workbook.reader import Row, Workbook, address, letters
from hypothesis import given
from hypothesis import strategies as st
from support.bombs import add_bomb

Fill = Callable[[Any, Any], object]


def new(path: Path, fill: Fill, name: str = "表") -> Path:
    with xlsxwriter.Workbook(path) as book:
        fill(book, book.add_worksheet(name))
    return path


def old(path: Path, fill: Fill, name: str = "表") -> Path:
    book = xlwt.Workbook()
    fill(book, book.add_sheet(name))
    book.save(str(path))
    return path


def rows(path: Path, sheet: str = "表") -> list[Row]:
    return list(Workbook(path).rows(sheet))


def cell(path: Path) -> object:
    return rows(path)[0].cells[0]


def test_texts_days_and_numbers(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["  甲 ", 7, 0.1, 96.5, True, "第一段\r\n第二段"])
        sheet.write_datetime(0, 6, datetime.datetime(2026, 11, 21), day)

    found = rows(new(tmp_path / "a.xlsx", fill))
    assert found == [Row(1, ("甲", "7", "0.1", "96.5", "是", "第一段\n第二段", datetime.date(2026, 11, 21)))]


def test_rows_keep_their_numbers_and_columns_where_a_sheet_begins_late(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write(2, 2, "甲")
        sheet.write(9, 3, "乙")

    found = rows(new(tmp_path / "a.xlsx", fill))
    assert found == [Row(3, ("", "", "甲", "")), Row(10, ("", "", "", "乙"))]


def test_a_merged_cell_stands_in_every_row_that_it_covers(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 2, 0, "甲")
        sheet.write_column(0, 1, ["一", "二", "三"])

    assert [row.cells for row in rows(new(tmp_path / "a.xlsx", fill))] == [("甲", "一"), ("甲", "二"), ("甲", "三")]


def test_a_merged_cell_of_an_old_workbook_too(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_merge(0, 1, 0, 0, "甲")
        sheet.write(0, 1, "一")
        sheet.write(1, 1, "二")

    assert [row.cells for row in rows(old(tmp_path / "a.et", fill))] == [("甲", "一"), ("甲", "二")]


@pytest.mark.parametrize("number", [110105194912310020, 110105491231002])
def test_an_identity_number_stored_as_a_number_is_a_fault(tmp_path: Path, number: int) -> None:
    found = cell(new(tmp_path / "a.xlsx", lambda _, sheet: sheet.write_number(0, 0, number)))
    assert isinstance(found, CellFault)
    assert "设为“文本”" in found.message
    assert "1101" not in found.message


def test_a_failed_formula_is_a_fault(tmp_path: Path) -> None:
    found = cell(new(tmp_path / "a.xlsx", lambda _, sheet: sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!")))
    assert isinstance(found, CellFault)
    assert "公式出错" in found.message


def test_a_failed_formula_of_an_old_workbook_too(tmp_path: Path) -> None:
    found = cell(old(tmp_path / "a.xls", lambda _, sheet: sheet.row(0).set_cell_error(0, 0x2A)))
    assert isinstance(found, CellFault)


def test_a_formula_that_was_never_counted_out_is_a_fault(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_formula(0, 0, "=4+5", None, "")
        sheet.write_formula(0, 1, "=4+5", None, 9)
        sheet.write_formula(0, 2, '=CONCATENATE("甲","乙")', None, "甲乙")

    first, *others = rows(new(tmp_path / "a.xlsx", fill))[0].cells
    assert isinstance(first, CellFault)
    assert "还没有算出得数" in first.message
    assert others == ["9", "甲乙"]


def test_a_formula_whose_text_is_empty_is_none(tmp_path: Path) -> None:
    path = new(tmp_path / "a.xlsx", lambda _, sheet: sheet.write_row(0, 0, ["甲", 7]))
    cell = b'<c r="C1" t="str"><f>""</f><v></v></c></row>'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).replace(b"</row>", cell) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert rows(path) == [Row(1, ("甲", "7", ""))]


def test_what_nobody_sees_is_dropped_and_lost_text_is_a_fault(tmp_path: Path) -> None:
    seen, lost = rows(new(tmp_path / "a.xlsx", lambda _, sheet: sheet.write_row(0, 0, ["\u200b甲\u2028乙\ufeff", "甲\ufffd"])))[
        0
    ].cells
    assert seen == "甲\n乙"
    assert isinstance(lost, CellFault)
    assert "乱码" in lost.message


def test_hidden_sheets_come_last(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.hide()
        book.add_worksheet("填").activate()
        book.add_chartsheet("图")

    def fill_old(book: Any, sheet: Any) -> None:
        sheet.visibility = 1
        book.add_sheet("填")

    assert Workbook(new(tmp_path / "a.xlsx", fill)).sheets == ["填", "表"]
    assert Workbook(old(tmp_path / "a.xls", fill_old)).sheets == ["填", "表"]


def test_a_number_shown_as_a_percentage_is_read_as_it_is_shown(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, 0.965, book.add_format({"num_format": "0.0%"}))
        sheet.write_number(0, 1, 0.29, book.add_format({"num_format": 9}))

    assert rows(new(tmp_path / "a.xlsx", fill)) == [Row(1, ("96.5%", "29%"))]


def test_a_percentage_of_an_old_workbook_too(tmp_path: Path) -> None:
    style = xlwt.XFStyle()
    style.num_format_str = "0.0%"
    assert cell(old(tmp_path / "a.xls", lambda _, sheet: sheet.write(0, 0, 0.965, style))) == "96.5%"


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    assert cell(new(tmp_path / "a.xlsx", lambda _, sheet: sheet.write_string(0, 0, "=1+1"))) == "=1+1"


def test_a_million_empty_rows_cost_nothing(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "甲")
        sheet.write_blank(1_048_575, 0, None, book.add_format({"bold": True}))

    assert rows(new(tmp_path / "a.xlsx", fill)) == [Row(1, ("甲",))]


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        Workbook(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_workbook_that_is_open_elsewhere_is_refused(tmp_path: Path) -> None:
    path = new(tmp_path / "a.xlsx", lambda _, sheet: sheet.write(0, 0, "甲"))
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    assert "正在别处打开" in refused(path)


def test_a_missing_an_empty_and_another_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    (tmp_path / "网页.xls").write_text("<html><table></table></html>", encoding="utf-8")
    assert "读不了" in refused(tmp_path / "没有.xlsx")
    assert "空文件" in refused(tmp_path / "空.xlsx")
    assert "另存为 .xlsx" in refused(tmp_path / "网页.xls")


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    whole = new(tmp_path / "a.xlsx", lambda _, sheet: sheet.write(0, 0, "甲")).read_bytes()
    (tmp_path / "半.xlsx").write_bytes(whole[: len(whole) // 2])
    assert "坏了" in refused(tmp_path / "半.xlsx")
    with zipfile.ZipFile(tmp_path / "别的.xlsx", "w") as archive:
        archive.writestr("读我.txt", "不是工作簿")
    assert "坏了" in refused(tmp_path / "别的.xlsx")


def test_a_workbook_with_a_changed_byte_is_refused(tmp_path: Path) -> None:
    path = new(tmp_path / "a.xlsx", lambda _, sheet: sheet.write_column(0, 0, range(200)))
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    content = bytearray(path.read_bytes())
    content[part.header_offset + 60 + part.compress_size // 2] ^= 0x55
    path.write_bytes(content)
    assert "坏了" in refused(path)


def test_a_part_that_says_it_is_smaller_than_it_is_is_refused(tmp_path: Path) -> None:
    path = new(tmp_path / "a.xlsx", lambda _, sheet: sheet.write(0, 0, "甲"))
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    at = size.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(at, (size - 1).to_bytes(4, "little")))
    assert "坏了" in refused(path)


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin"])
def test_a_kind_of_workbook_that_would_be_misread_is_refused(tmp_path: Path, part: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr(part, "")
    assert "另存为 .xlsx" in refused(tmp_path / "a.ods")


def test_an_old_workbook_with_a_cell_in_the_last_corner_is_read_at_once(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write(0, 0, "甲")
        sheet.write(65535, 255, "乙")

    found = rows(old(tmp_path / "a.xls", fill))
    assert [(row.number, row.cells[0], row.cells[255]) for row in found] == [(1, "甲", ""), (65536, "", "乙")]


@pytest.mark.parametrize("sheet", range(60, 400, 20))
def test_an_old_workbook_damaged_anywhere_is_read_or_refused(tmp_path: Path, sheet: int) -> None:
    path = old(tmp_path / "a.xls", lambda _, one: [one.write(row, 0, f"第{row}行") for row in range(300)])
    content = bytearray(path.read_bytes())
    for place in range(sheet, len(content), 401):
        content[place] ^= 0x5A
    path.write_bytes(content)
    try:
        assert all(isinstance(row, Row) for name in Workbook(path).sheets for row in Workbook(path).rows(name))
    except InputError as error:
        assert "坏了" in str(error)


def test_a_damaged_old_workbook_is_refused(tmp_path: Path) -> None:
    whole = old(tmp_path / "a.xls", lambda _, sheet: sheet.write(0, 0, "甲")).read_bytes()
    (tmp_path / "半.xls").write_bytes(whole[:1024])
    assert "坏了" in refused(tmp_path / "半.xls")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = new(tmp_path / "a.xlsx", lambda _, sheet: sheet.write(0, 0, "甲"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        add_bomb(archive, "xl/worksheets/sheet9.xml", 40, b" ")
    assert "解开后有 40 MB" in refused(path)


def test_a_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    path = new(tmp_path / "a.xlsx", lambda _, sheet: sheet.write(0, 0, "甲"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"")
    assert "有宏" in refused(path)


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    # Such a workbook is a compound file with the encrypted one in a stream of this name.
    (tmp_path / "a.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert "有密码" in refused(tmp_path / "a.xlsx")


@given(st.integers(0, 16383))
def test_letters_count_columns(column: int) -> None:
    number = 0
    for letter in letters(column):
        number = 26 * number + ord(letter) - ord("A") + 1
    assert number - 1 == column


def test_an_address_names_sheet_column_and_row() -> None:
    assert address("名单", 7, 1) == "名单!B7"
    assert address("名单", 1, 27) == "名单!AB1"


def test_an_old_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    class Locked(xlwt.Workbook):  # type: ignore[misc]  # xlwt is not typed
        def get_biff_data(self) -> bytes:
            data: bytes = super().get_biff_data()
            # FILEPASS behind the BOF: RC4, its salt and verifiers.
            return data[:20] + struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(48) + data[20:]

    book = Locked()
    book.add_sheet("表").write(0, 0, "甲")
    book.save(str(tmp_path / "a.xls"))
    assert "有密码" in refused(tmp_path / "a.xls")


def test_an_old_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    path = old(tmp_path / "a.xls", lambda _, sheet: sheet.write(0, 0, "甲"))
    path.write_bytes(path.read_bytes() + "_VBA_PROJECT".encode("utf-16-le"))
    assert "有宏" in refused(path)


def changed(path: Path, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> Path:
    """A workbook with a part as somebody's program might have written it."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


def with_rows(path: Path, data: str, after: str = "") -> Path:
    """A workbook with these rows, as XML, and what stands behind them."""
    new(path, lambda _, sheet: sheet.write(0, 0, 7))
    whole = f"<sheetData>{data}</sheetData>{after}".encode()
    return changed(path, lambda content: re.sub(b"<sheetData>.*</sheetData>", whole, content))


def message(path: Path) -> str:
    """Why a sheet is not read."""
    with pytest.raises(InputError) as caught:
        rows(path)
    assert str(caught.value).startswith(f"{path}：")
    return str(caught.value)


@pytest.mark.parametrize("value", ["NaN", "INF", "-inf"])
def test_a_number_that_is_none_is_a_fault(tmp_path: Path, value: str) -> None:
    path = new(tmp_path / "甲.xlsx", lambda _, sheet: sheet.write(0, 0, 7))
    fault = cell(changed(path, lambda content: content.replace(b"<v>7</v>", f"<v>{value}</v>".encode())))
    assert isinstance(fault, CellFault) and "不是一个数" in fault.message


FIRST = '<row r="1"><c r="A1"><v>7</v></c></row>'


@pytest.mark.parametrize(
    ("row", "cells", "told"),
    [
        (1048576, ["XFD1048576"], "表!XFD1048576 离别的内容太远"),
        (100000, ["ZZ100000"], "表!ZZ100000 离别的内容太远"),
        (300000, ["AB300000"], "表!AB300000 离别的内容太远"),
        (900000, ["A900000", "Z900000"], "离别的内容太远，整张表要有 900000 行、26 列"),
        (2, ["A99999999999"], "表!A99999999999 没有这样的一格"),
        (2, ["A1048577"], "没有这样的一格"),
        (2, ["XFE2"], "没有这样的一格"),
        (2, ["2"], "没有这样的一格"),
        (2, ["A²"], "没有这样的一格"),
        (99999999999, ["A2"], "没有这样的一格"),
    ],
)
def test_a_cell_far_away_is_named_before_a_reader_sees_it(tmp_path: Path, row: int, cells: list[str], told: str) -> None:
    far = "".join(f'<c r="{one}"><v>1</v></c>' for one in cells)
    assert told in message(with_rows(tmp_path / "甲.xlsx", f'{FIRST}<row r="{row}">{far}</row>'))


def test_a_cell_far_away_that_does_not_say_where_it_is_is_told_with_its_row(tmp_path: Path) -> None:
    wide = '<c r="ZZ1"><v>1</v></c>'
    path = with_rows(tmp_path / "甲.xlsx", f'<row r="1">{wide}</row><row r="900000"><c><v>1</v></c></row>')
    assert "表!第900000行、ZZ1 离别的内容太远" in message(path)


def test_an_empty_cell_far_away_harms_nobody(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "甲.xlsx", f'{FIRST}<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert rows(path) == [Row(1, ("7",))]


def test_cells_in_a_comment_and_of_another_prefix_are_what_they_are(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "甲.xlsx", FIRST + "<!--" + "<c " * 80_000 + '<c r="XFD1048576"><v>1</v></c>' + "-->")
    assert rows(path) == [Row(1, ("7",))]

    def prefixed(content: bytes) -> bytes:
        return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", content).replace(b"xmlns=", b"xmlns:x=")

    error = with_rows(tmp_path / "乙.xlsx", '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
    assert isinstance(cell(changed(error, prefixed)), CellFault)


def test_many_formulas_that_never_end_are_read_at_once(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "甲.xlsx", f'{FIRST}<row r="2"><c r="A2">{"<f>" * 40_000}{"</f>" * 40_000}</c></row>')
    assert isinstance(rows(path)[1].cells[0], CellFault)


def test_a_fault_behind_the_last_value_is_told(tmp_path: Path) -> None:
    formula = "<f>4+5</f>"
    path = with_rows(
        tmp_path / "甲.xlsx",
        f'<row r="1"><c r="A1"><v>7</v></c><c r="C1">{formula}</c></row><row r="3"><c r="B3">{formula}<v/></c></row>',
    )
    first, last = rows(path)
    assert [first.number, *first.cells[:2], type(first.cells[2])] == [1, "7", "", CellFault]
    assert [last.number, last.cells[0], type(last.cells[1])] == [3, "", CellFault]


def test_a_merged_percentage_and_a_merged_fault_stand_in_all_their_cells(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 1, 0, 0.965, book.add_format({"num_format": "0.0%"}))
        sheet.merge_range(0, 1, 1, 1, "")
        sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")

    for row in rows(new(tmp_path / "甲.xlsx", fill)):
        assert row.cells[0] == "96.5%"
        assert isinstance(row.cells[1], CellFault)


def test_merged_areas_end_where_the_rows_end(tmp_path: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert rows(with_rows(tmp_path / "甲.xlsx", f'{FIRST}<row r="2"><c r="B2"><v>8</v></c></row>', merged)) == [
        Row(1, ("7", "7")),
        Row(2, ("7", "7")),
    ]


def test_merged_areas_on_top_of_each_other_are_told(tmp_path: Path) -> None:
    whole = '<mergeCell ref="A1:XFD1048576"/>' * 4000
    path = with_rows(tmp_path / "甲.xlsx", FIRST, f"<mergeCells>{whole}</mergeCells>")
    assert "第 1 行有几处合并的单元格叠在一起" in message(path)


def test_very_many_merged_areas_are_told(tmp_path: Path) -> None:
    many = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 100_002))
    assert "合并的单元格超过 100000 处" in message(with_rows(tmp_path / "甲.xlsx", FIRST, f"<mergeCells>{many}</mergeCells>"))


def test_a_document_type_in_a_sheet_is_refused(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "甲.xlsx", FIRST)
    bomb = b'?>\n<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert "坏了" in message(changed(path, lambda content: content.replace(b"?>", bomb, 1)))


@pytest.mark.parametrize("encoding", [b"KOI9", b"utf-32", b"gb18030"])
def test_a_sheet_in_an_encoding_that_nobody_knows_is_refused(tmp_path: Path, encoding: bytes) -> None:
    path = with_rows(tmp_path / "甲.xlsx", FIRST)
    assert "坏了" in message(changed(path, lambda content: content.replace(b"UTF-8", encoding)))


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "甲.xlsx", FIRST)
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/worksheets/Sheet1.xml", "")
    assert "坏了" in message(path)


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", "worksheets/SHEET1.xml"])
def test_a_sheet_is_looked_at_wherever_it_is_said_to_be(tmp_path: Path, target: str) -> None:
    path = with_rows(tmp_path / "甲.xlsx", f'{FIRST}<row r="2"><c r="ZZ100000"><v>1</v></c></row>')
    at = "xl/_rels/workbook.xml.rels"
    changed(path, lambda content: content.replace(b"worksheets/sheet1.xml", target.encode()), at)
    assert "ZZ100000" in message(path)


def test_accents_are_joined_and_those_that_no_character_has_are_faults(tmp_path: Path) -> None:
    joined, apart = rows(new(tmp_path / "甲.xlsx", lambda _, sheet: sheet.write_row(0, 0, ["e\u0301", "x\u0304"])))[0].cells
    assert joined == "é"
    assert isinstance(apart, CellFault) and "附加符号" in apart.message
