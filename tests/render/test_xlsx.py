"""XLSX: text and tables of a document, each table on its own sheet; text stays text."""

import io
import re
import zipfile
from typing import Any

import python_calamine
from hongtou import Cell, Column, Content, Drawing, Format, Gongwen, Heading, Office, Paragraph, Row, Table, spans
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.render.xlsx import render
from support.samples import merged


def drawing(*blocks: Heading | Paragraph | Table) -> Drawing:
    gongwen = Gongwen("名单", Content("关于\n示例的名单", blocks), Format.PLAIN)
    fonts = Fonts(Office().faces)
    return Drawing(gongwen, lay_out(gongwen, fonts), fonts, ())


def table(*texts: str, title: str = "") -> Table:
    return Table((Column("甲", 4), Column("乙", 4)), (Row((Cell("说明"),), band=True), Row(tuple(map(Cell, texts)))), title=title)


def sheets(content: bytes) -> dict[str, Any]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def test_text_first_then_a_sheet_for_every_table() -> None:
    found = sheets(render(drawing(Heading(1, spans("一、人数")), Paragraph(spans("共二人。")), table("1", "2"), table("3", "4"))))
    assert list(found) == ["正文", "人数", "人数2"]
    assert found["正文"] == [["关于示例的名单"], ["一、人数"], ["共二人。"]]
    assert found["人数"] == [["甲", "乙"], ["说明", ""], [1, 2]]


def test_a_title_names_its_sheet_without_what_a_name_cannot_have() -> None:
    assert list(sheets(render(drawing(table("1", "2", title="各单位：[甲/乙]*情况？"))))) == ["正文", "各单位：甲乙情况？"]


def test_numbers_are_numbers_and_codes_are_text() -> None:
    content = render(drawing(table("98.5%", "01"), table("11010519491231002X", "110105194912310020"), table("1975.08", "-3")))
    found = list(sheets(content).values())
    assert found[1][2] == [0.985, "01"]
    assert found[2][2] == ["11010519491231002X", "110105194912310020"]
    assert found[3][2] == ["1975.08", -3]


def test_text_never_becomes_a_formula_or_a_link() -> None:
    content = render(drawing(table("=1+1", "http://example.org/")))
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert sheets(content)["表"][2] == ["=1+1", "http://example.org/"]
    assert not any(b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name) for name in parts.namelist())


def test_rows_are_as_high_as_their_text_and_columns_fit_on_a_page() -> None:
    content = render(drawing(Paragraph(spans("很长的一段话。" * 40)), table("甲" * 60, "乙")))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        text, cells = (parts.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2))
    heights = [dict(re.findall(r'<row r="(\d+)"[^>]* ht="(\d+)"', one)) for one in (text, cells)]
    assert heights[0]["2"] == "96"
    assert int(heights[1]["3"]) > 100
    assert all('fitToPage="1"' in one and 'paperSize="9"' in one for one in (text, cells))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(drawing(table("1", "2"))) == render(drawing(table("1", "2")))


def test_merged_cells_and_heads_of_several_rows_stay_so() -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(render(drawing(merged()))))
    sheet = book.get_sheet_by_name("收入情况")
    assert sheet.to_python()[:4] == [
        ["单位", "收入", "", "备注"],
        ["", "预算", "决算", ""],
        ["云州市第1人民医院", "1,200.00", "1,180.50", "含上级补助"],
        ["", "300.00", 0.965, ""],
    ]
    assert sorted(sheet.merged_cell_ranges or ()) == [
        ((0, 0), (1, 0)),
        ((0, 1), (0, 2)),
        ((0, 3), (1, 3)),
        ((2, 0), (4, 0)),
        ((2, 3), (3, 3)),
        ((4, 1), (4, 2)),
    ]
