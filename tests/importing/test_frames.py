"""Tables that only set out a head or a 版记 are read as what stands in them; all others stay tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from hongtou.importing.frames import unframed
from hongtou.importing.importer import import_file
from hongtou.importing.source import Grid, Line
from hongtou.intake import read_draft

Rows = Sequence[Sequence[str]]
TEXT = ("关于召开总结会的通知", "各专科分会：", "定于近期召开总结会。", "云州市医学会", "2026年11月18日")
IMPRINT: Rows = (("抄送：市卫生健康委员会，市科协。", ""), ("云州市医学会办公室", "2026年11月19日印发"))


def told(rows: Rows) -> list[str]:
    return [part.plain for part in unframed([Grid(tuple(map(tuple, rows)), 1)]) if isinstance(part, Line)]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (IMPRINT, ["抄送：市卫生健康委员会，市科协。", "云州市医学会办公室  2026年11月19日印发"]),
        ([["抄送：", "市科协。"]], ["抄送：  市科协。"]),
        (
            [["抄送：市科协。 云州市医学会办公室 2026年11月19日印发"]],
            ["抄送：市科协。", "云州市医学会办公室 2026年11月19日印发"],
        ),
        ([["云医发〔2026〕3号", "签发人：李云"]], ["云医发〔2026〕3号  签发人：李云"]),
        ([["云州市医学会文件"], [""], ["云医发〔2026〕3号"]], ["云州市医学会文件", "云医发〔2026〕3号"]),
    ],
)
def test_what_stands_in_a_frame_is_lines(rows: Rows, lines: list[str]) -> None:
    assert told(rows) == lines


@pytest.mark.parametrize(
    "rows",
    [
        [["单位", "名额"], ["内科分会", "3"]],
        [["文号", "标题"], ["云医发〔2026〕3号", "通知"]],
        [["抄送：市科协。"], ["备注"]],
        [["", ""]],
    ],
)
def test_other_tables_stay(rows: Rows) -> None:
    assert told(rows) == []


def test_an_imprint_in_a_table_before_the_attachments_is_the_documents(tmp_path: Path) -> None:
    word = Document()
    for text in TEXT:
        word.add_paragraph(text)
    table = word.add_table(2, 2)
    for row, cells in enumerate(IMPRINT):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    for text in ("附件", "名单", "各分会的名单。"):
        word.add_paragraph(text)
    word.save(str(tmp_path / "去年.docx"))
    got = import_file(tmp_path / "去年.docx", known=["通知"])
    assert [draft.name for draft in got.drafts] == ["去年.md", "去年-附件1.md"]
    for draft in got.drafts:
        (tmp_path / draft.name).write_text(draft.text, encoding="utf-8")
    values = read_draft(tmp_path / "去年.md").values
    assert (values["抄送"], values["印发机关"]) == (["市卫生健康委员会，市科协"], "云州市医学会办公室")
    assert str(values["印发日期"]) == "2026年11月19日"


def test_a_table_without_a_word_is_no_file_that_goes_with_the_document(tmp_path: Path) -> None:
    document = Document()
    for text in TEXT:
        document.add_paragraph(text)
    document.add_table(1, 1)
    document.save(str(tmp_path / "来文.docx"))
    made = import_file(tmp_path / "来文.docx", known=["通知"])
    assert len(made.drafts) == 1
    assert "待核" not in made.drafts[0].text
    assert "|" not in made.drafts[0].text
