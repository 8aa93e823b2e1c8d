"""An older book into the register: what fits is entered whole; what does not is told row by row, and nothing is entered."""

import datetime
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hongtou import DocumentNumber
from hongtou.errors import HongtouError, InputError
from hongtou.register.book import workbook
from hongtou.register.entry import Entry, EntryState, Series
from hongtou.register.importing import BookLine, ImportConflictError, read_book
from hongtou.register.register import Register
from python_calamine import CalamineWorkbook
from support.bombs import add_bomb

CSV = """云州市医学会2025年发文登记簿,,,,,
序号,文件名称,文 号,印发日期,主送机关,份数
1,关于甲的通知,云医发〔2025〕1号,2025.1.3,各支部,30
2,"关于乙、丙的
通知",云医发〔2025〕2号,2025年2月3日,各支部,25
,,,,,
3,关于丁的函,云医发〔2025〕3号,20250304,市卫生健康委员会,2
"""


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "旧簿.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def entries(lines: list[BookLine]) -> list[tuple[int, str, str, str]]:
    return [(line.row, str(line.entry), line.entry.title, line.entry.printed_on) for line in lines]


READ = [
    (3, "云医发〔2025〕1号", "关于甲的通知", "2025-01-03"),
    (4, "云医发〔2025〕2号", "关于乙、丙的 通知", "2025-02-03"),
    (6, "云医发〔2025〕3号", "关于丁的函", "2025-03-04"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    lines = read_book(written(tmp_path, CSV, encoding))
    assert entries(lines) == READ
    assert dict(lines[0].entry.more) == {"份数": "30", "主送": "各支部"}
    assert lines[0].entry.state is EntryState.ISSUED


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_other_marks_between_cells(tmp_path: Path, delimiter: str) -> None:
    assert entries(read_book(written(tmp_path, CSV.replace(",", delimiter)))) == READ


def test_titles_may_say_in_brackets_how_a_column_is_filled_in(tmp_path: Path) -> None:
    text = CSV.replace("文件名称", "文件名称（全称）").replace("印发日期", "印发日期（年-月-日）").replace("份数", "份数（份）")
    lines = read_book(written(tmp_path, text))
    assert entries(lines) == READ
    assert dict(lines[0].entry.more) == {"份数": "30", "主送": "各支部"}


def sheet(path: Path, *rows: list[object]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("空")
        page = book.add_worksheet("2025")
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)
    return path


def test_workbook_with_days_and_numbers_as_excel_keeps_them(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "旧簿.xlsx",
        ["标题", "年度", "代字", "编号", "成文日期", "状态", "签发人", "备注"],
        ["关于甲的通知", 2025, "云医发", 1, datetime.date(2025, 1, 3), "", "张三", "=1+1"],
        ["", 2025, "云医发", 2, "", "空号", "", ""],
        ["关于丙的通知", 2025, "云医发", 3, "2025-03-01", "废止", "李四", ""],
    )
    first, second, third = (line.entry for line in read_book(path))
    assert (str(first), first.dated, first.state, dict(first.more)) == (
        "云医发〔2025〕1号",
        "2025-01-03",
        EntryState.ISSUED,
        {"签发人": "张三"},
    )
    assert (second.state, second.reason) == (EntryState.VOID, "原登记簿记为作废")
    assert (third.state, third.reason) == (EntryState.ABOLISHED, "原登记簿记为废止")


def test_a_book_of_serials_only(tmp_path: Path) -> None:
    path = written(tmp_path, "序号,文件标题\n1,甲\n2,乙\n")
    assert [str(line.entry) for line in read_book(path, "云医发", 2025)] == ["云医发〔2025〕1号", "云医发〔2025〕2号"]
    with pytest.raises(ImportConflictError, match=r"没有发文字号.*--code 和 --year"):
        read_book(path)


def test_every_wrong_row_is_told(tmp_path: Path) -> None:
    rows = [
        "发文字号,标题,成文日期,状态",
        "云医发[2025]1号,甲,2025-01-01,",
        "云医发〔25〕2号,乙,2025-01-01,",
        "云医发〔2025〕第3号,丙,2025-01-01,",
        "云医发〔2025〕004号,丁,2025-01-01,",
        "云医发〔2025〕5号,,2025-01-01,",
        "云医发〔2025〕6号,己,2024-12-31,",
        "云医发〔2025〕7号,庚,13月1日,",
        "云医发〔2025〕8号,辛,2025-01-01,存疑",
        ",壬,2025-01-01,",
        "云医发〔2025〕9号,癸,2025-01-01,",
    ]
    with pytest.raises(ImportConflictError) as caught:
        read_book(written(tmp_path, "\n".join(rows)))
    told = {conflict.row: conflict.message for conflict in caught.value.conflicts}
    assert sorted(told) == list(range(2, 11))
    for row, right in ((2, "云医发〔2025〕1号"), (3, "云医发〔2025〕2号"), (4, "云医发〔2025〕3号"), (5, "云医发〔2025〕4号")):
        assert f"例如“{right}”" in told[row]
    for row, word in ((6, "没有标题"), (7, "不在 2025 年"), (8, "日期"), (9, "“存疑”不是公文的状态"), (10, "没有发文字号")):
        assert word in told[row], told
    assert "旧簿.csv 第 2 行：" in str(caught.value) and "没有补录任何一行" in str(caught.value)


def line(row: int, serial: int, title: str = "题") -> BookLine:
    return BookLine(row, Entry("云医发", 2025, "", serial, EntryState.ISSUED, title=title, dated="2025-01-01"))


def test_numbers_that_are_there_or_twice(register: Register) -> None:
    register.reserve(Series("云医发", 2025), 2, "年初留号")
    with pytest.raises(ImportConflictError) as caught:
        register.enter([line(2, 3), line(3, 1), line(4, 3), line(5, 2)], "旧簿.csv")
    assert [(conflict.row, conflict.message) for conflict in caught.value.conflicts] == [
        (3, "云医发〔2025〕1号 登记簿里已经有了：预留，年初留号"),
        (4, "云医发〔2025〕3号 和第 2 行重号"),
        (5, "云医发〔2025〕2号 登记簿里已经有了：预留，年初留号"),
    ]
    assert len(register.entries()) == 2
    assert register.audit().findings == ()


def test_the_count_goes_on_after_the_book(register: Register) -> None:
    entered = register.enter([line(3, 2), line(2, 1)], "旧簿.csv")
    assert [(entry.serial, entry.source) for entry in entered] == [(1, "旧簿.csv 第 2 行"), (2, "旧簿.csv 第 3 行")]
    assert [entry.serial for entry in register.reserve(Series("云医发", 2025))] == [3]
    assert [one.action for one in register.history(entered[0])] == ["import"]
    assert register.audit().findings == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("甲,乙\n1,2\n", "没有找到栏目"),
        ("发文字号,标题,文号\n", "两栏都是“发文字号”"),
        ("发文字号,标题\n", "只有栏目"),
    ],
)
def test_no_book(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_book(written(tmp_path, content))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for name, content, word in (
        ("x.docx", b"PK", "不认识的文件后缀"),
        ("x.xlsx", b"PK\x03\x04 nothing", "不是能读的工作簿"),
        ("x.xls", b"<html>", "不是能读的工作簿"),
        ("x.csv", b"", "空的"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match=word):
            read_book(tmp_path / name)
    with pytest.raises(InputError, match=r"读不了|找不到"):
        read_book(tmp_path / "没有.xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        add_bomb(archive, "xl/worksheets/sheet1.xml", 301)
    with pytest.raises(InputError, match="太大"):
        read_book(tmp_path / "x.xlsx")


def test_a_long_number_that_excel_has_destroyed(tmp_path: Path) -> None:
    path = sheet(tmp_path / "x.xlsx", ["发文字号", "标题", "备注"], ["云医发〔2025〕1号", "甲", 110105194912310021])
    with pytest.raises(InputError, match="2025!C2 是 15 位以上的数字"):
        read_book(path)


def test_the_book_as_a_workbook_comes_back_the_same(register: Register, tmp_path: Path) -> None:
    register.enter([line(2, 1, "=cmd|'/c calc'!A1"), line(3, 2, "关于乙的通知")], "旧簿.csv")
    register.reserve(Series("云医发", 2025), 2, "留用")
    register.void([DocumentNumber("云医发", 2025, 4)], "不用了")
    before = register.entries()
    content = workbook(before, "云州市医学会2025年发文登记簿")
    assert content == workbook(before, "云州市医学会2025年发文登记簿")
    path = tmp_path / "登记簿.xlsx"
    path.write_bytes(content)
    told = [(one.number, one.state, one.title, one.dated, one.note, one.reason) for one in before]
    after = [one.entry for one in read_book(path)]
    assert [(one.number, one.state, one.title, one.dated, one.note, one.reason) for one in after] == told
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "云州市医学会2025年发文登记簿"
    assert rows[2][2] == "=cmd|'/c calc'!A1"
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_wrong_number_is_refused_wherever_it_stands() -> None:
    for wrong, right in (
        ("云医发（2026）5号", "云医发〔2026〕5号"),
        ("云医发【2026】5号", "云医发〔2026〕5号"),
        ("云医发[2026]05号", "云医发〔2026〕5号"),
        ("云医发〔2026〕第5号", "云医发〔2026〕5号"),
        ("云医发〔26〕5号", "云医发〔2026〕5号"),
        ("云医发〔2026〕5", "云医发〔2026〕5号"),
        ("云医发［２０２６］５号", "云医发〔2026〕5号"),
        ("云医发 〔2026〕 5 号", "云医发〔2026〕5号"),
        ("云医发2026-5", "云医发〔2026〕5号"),
        ("云医发〔二〇二六〕五号", "×党发〔2026〕5号"),
        ("第5号", "×党发〔2026〕5号"),
    ):
        with pytest.raises(HongtouError, match=f"例如“{right}”"):
            DocumentNumber.parse(wrong)


def test_a_cell_without_end_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "序号,文号,文件名称\n1,云医发〔2025〕1号," + "字" * 140_000 + "\n")
    with pytest.raises(InputError, match=r"旧簿\.csv：第 2 行有一格超过 131072 个字符"):
        read_book(path)
