"""Single cells of a workbook corrected, all else left as it is."""

import datetime
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter
from hongtou.errors import InputError
from hongtou.intake.workbook.correcting import Corrected, Correction, correct
from hongtou.intake.workbook.formulas import CellOf, Formula, stale
from hongtou.intake.workbook.reader import Workbook

PATH = Path("名单.xlsx")
SHEET = "名单"
DAY = datetime.date(2026, 11, 21)


def workbook(*, late: bool = False) -> bytes:
    """Two people with a number, a percentage, a day and formulas; a sum below, and one on another sheet."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "date_1904": late}) as book:
        sheet, other = book.add_worksheet(SHEET), book.add_worksheet("总表")
        percent, day, bold = (
            book.add_format(one) for one in ({"num_format": "0%"}, {"num_format": "yyyy-mm-dd"}, {"bold": True})
        )
        sheet.write_row(0, 0, ["单位", "人数", "比例", "日期", "说明", "加倍", "备注"])
        for row, (name, count) in enumerate([("内科", 12), ("外科", 30)], 1):
            sheet.write(row, 0, name, bold)
            sheet.write_number(row, 1, count)
            sheet.write_number(row, 2, 0.85, percent)
            sheet.write_datetime(row, 3, DAY, day)
            sheet.write_string(row, 4, "原来的话")
            sheet.write_formula(row, 5, f"=B{row + 1}*2", None, count * 2)
        sheet.write(3, 0, "合计")
        sheet.write_formula(3, 1, "=SUM(B2:B3)", None, 42)
        other.write_formula(0, 0, f"={SHEET}!B4", None, 42)
        other.write_formula(0, 1, "=1+1", None, 2)
        sheet.merge_range(4, 4, 5, 4, "合并的")
    return target.getvalue()


def corrected(texts: Mapping[str, str], content: bytes | None = None) -> Corrected:
    spots = {(int(name[1:]), ord(name[0]) - ord("A")): text for name, text in texts.items()}
    return correct(Correction(PATH, workbook() if content is None else content, SHEET, spots))


def read(content: bytes, cell: str, sheet: str = SHEET) -> object:
    rows = {row.number: row.cells for row in Workbook(PATH, content).rows(sheet)}
    return rows[int(cell[1:])][ord(cell[0]) - ord("A")]


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def changed(name: str, old: str, new: str) -> bytes:
    """The workbook with something else in one of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive, zipfile.ZipFile(target, "w") as made:
        for info in archive.infolist():
            content = archive.read(info).decode()
            assert info.filename != name or old in content
            made.writestr(info, content.replace(old, new) if info.filename == name else content)
    return target.getvalue()


def test_only_the_cell_changes_and_keeps_its_look() -> None:
    before = workbook()
    made = corrected({"E2": "改过的话 <和> & 符号\n第二行"})
    assert read(made.content, "E2") == "改过的话 <和> & 符号\n第二行"
    assert made.uncounted == ()
    old, new = (zipfile.ZipFile(io.BytesIO(one)) for one in (before, made.content))
    assert old.namelist() == new.namelist()
    different = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert different == ["xl/worksheets/sheet1.xml"]
    look = re.search(r'<c r="A2" s="(\d+)"', part(before, different[0]))
    assert look
    assert f'<c r="A2" s="{look[1]}" t="inlineStr">' in part(corrected({"A2": "内科一"}).content, different[0])


@pytest.mark.parametrize("late", [False, True])
def test_numbers_and_days_stay_what_they_are(late: bool) -> None:
    texts = {"B2": "15.5", "C2": "90%", "D2": "2026年12月1日"}
    made = corrected(texts, workbook(late=late)).content
    sheet = part(made, "xl/worksheets/sheet1.xml")
    assert [read(made, name) for name in texts] == ["15.5", "90%", datetime.date(2026, 12, 1)]
    assert all(re.search(rf'<c r="{name}"[^>]*><v>', sheet) for name in texts)


@pytest.mark.parametrize("text", ["约十五人", "0015", "123456789012345678", "1.50", "=1+1", "-", "1e5"])
def test_what_is_no_number_is_text_where_a_number_was(text: str) -> None:
    assert read(corrected({"B2": text}).content, "B2") == text


@pytest.mark.parametrize(("cell", "text"), [("C2", "90"), ("D2", "20"), ("D2", "待定"), ("D2", "1903-01-05"), ("G2", "7")])
def test_what_a_look_would_show_otherwise_is_text(cell: str, text: str) -> None:
    assert read(corrected({cell: text}).content, cell) == text


def test_a_cell_is_filled_that_was_not_there_and_one_is_emptied() -> None:
    made = corrected({"G3": "补上的", "E3": ""}).content
    assert (read(made, "G3"), read(made, "E3")) == ("补上的", "")
    assert [one[3:5] for one in re.findall(r'r="[A-Z]3"', part(made, "xl/worksheets/sheet1.xml"))] == [
        "A3", "B3", "C3", "D3", "E3", "F3", "G3",
    ]  # fmt: skip


def test_formulas_that_count_with_it_wait_for_a_program_to_count() -> None:
    made = corrected({"B2": "13"})
    assert made.uncounted == ("名单!F2", "名单!B4", "总表!A1")
    assert "公式还没有算出得数" in str(read(made.content, "F2"))
    assert read(made.content, "F3") == "60"
    assert read(made.content, "B1", "总表") == "2"
    assert 'fullCalcOnLoad="1"' in part(made.content, "xl/workbook.xml")


def test_a_formula_gives_way_to_what_is_typed() -> None:
    chain = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="F2" i="1"/></calcChain>'
    target = io.BytesIO(workbook())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/calcChain.xml", chain)
    made = corrected({"F2": "25"}, target.getvalue()).content
    assert read(made, "F2") == "25"
    assert "xl/calcChain.xml" not in zipfile.ZipFile(io.BytesIO(made)).namelist()


def test_cells_of_others_are_left_to_excel() -> None:
    with pytest.raises(InputError, match="名单!E5 和别的格合并着"):
        corrected({"E5": "改"})
    sheet = "xl/worksheets/sheet1.xml"
    shared = changed(sheet, "<f>B2*2</f>", '<f t="shared" ref="F2:F3" si="0">B2*2</f>')
    with pytest.raises(InputError, match="名单!F2 的公式也管着别的格"):
        corrected({"F2": "1"}, shared)
    array = changed(sheet, "<f>B2*2</f>", '<f t="array" ref="F2:F3">B2:B3*2</f>')
    with pytest.raises(InputError, match="名单!F3 由别的格的公式算出来"):
        corrected({"F3": "1"}, array)


@pytest.mark.parametrize(("text", "told"), [("字\x07", "控制字符"), ("长" * 32768, "太长")])
def test_what_no_cell_holds_is_refused(text: str, told: str) -> None:
    with pytest.raises(InputError, match=f"名单!E2 .*{told}"):
        corrected({"E2": text})


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", 'name="名单"', 'name="别的"'),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "worksheets/sheet9.xml"),
        ("xl/worksheets/sheet1.xml", '<c r="E2"', '<c r="XFE2"'),
        ("xl/worksheets/sheet1.xml", "</sheetData>", ""),
    ],
)
def test_a_damaged_workbook_is_told_of(part: str, old: str, new: str) -> None:
    with pytest.raises(InputError, match=r"名单\.xlsx"):
        corrected({"E2": "改"}, changed(part, old, new))


@pytest.mark.parametrize("name", ["名单.xls", "名单.et", "名单.csv"])
def test_other_kinds_are_left_to_excel(name: str) -> None:
    with pytest.raises(InputError, match=r"另存为 \.xlsx"):
        correct(Correction(Path(name), workbook(), SHEET, {(2, 4): "改"}))


@pytest.mark.parametrize(
    ("text", "is_stale"),
    [
        ("B2", True), ("$B$2+1", True), ("SUM(A1:C9)", True), ("SUM(B:B)", True), ("SUM(2:2)", True), ("人数合计*2", True),
        ("INDIRECT(\"B\"&2)", True), ("表1[人数]", True), ("'名单'!B2", True), ("总表!B2", False), ("B3", False),
        ("C2:D9", False),
        ("\"B2\"", False), ("LOG10(C2)", False), ("[1]名单!C1", True), ("IF(C2>1,TRUE,FALSE)", False), ("名单:总表!C2", True),
    ],
)  # fmt: skip
def test_what_counts_with_a_cell(text: str, is_stale: bool) -> None:
    cell = CellOf(SHEET, 7, 7)
    assert stale([Formula(cell, text)], [CellOf(SHEET, 1, 1)]) == ({cell} if is_stale else set())


def test_a_formula_that_was_filled_down_counts_with_its_own_row() -> None:
    cells = [CellOf(SHEET, row, 5) for row in (1, 2)]
    formulas = [Formula(cells[0], "B2*$B$1"), Formula(cells[1], "B2*$B$1", 1)]
    assert stale(formulas, [CellOf(SHEET, 2, 1)]) == {cells[1]}
    assert stale(formulas, [CellOf(SHEET, 0, 1)]) == set(cells)
