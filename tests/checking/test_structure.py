"""What the lines of a text from elsewhere are."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from hongtou.checking.structure import roles
from hongtou.checking.word.reader import read_docx
from hongtou.evidence import Role
from hongtou.importing.source import Grid, Line, Part
from support.checked import report

HEAD = ["云州市医学会文件", "云医发〔2026〕3号", "关于召开总结会的通知", "各专科分会："]
NAMED = [Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.TITLE, Role.ADDRESSEES]
TEXT = ["为总结全年工作，定于近期召开总结会。", "云州市医学会", "2026年11月18日"]
TABLE = Grid((("单位", "名额"), ("内科分会", "3")), -1)


def of(parts: list[Part]) -> list[Role | None]:
    found = roles(parts)
    return [found[part.number][0] for part in parts]


def lines(texts: list[str], first: int) -> list[Part]:
    return [Line(text, number) for number, text in enumerate(texts, first)]


def test_a_head_is_known_whatever_number_a_table_below_it_has() -> None:
    parts = [*lines(HEAD, 1), *lines(TEXT[:1], 5), TABLE, *lines(TEXT[1:], 6)]
    assert of(parts) == [*NAMED, Role.TEXT, Role.TABLE, Role.SIGNATURE, Role.DATE]


def test_a_table_that_sets_out_the_imprint_is_no_table_and_the_foot_is_named(tmp_path: Path) -> None:
    word = Document()
    for text in (*HEAD, *TEXT):
        word.add_paragraph(text)
    for rows in ([("单位", "名额"), ("内科分会", "3")], [("抄送：市科协。", ""), ("云州市医学会办公室", "2026年11月19日印发")]):
        table = word.add_table(2, 2)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
    word.sections[0].footer.paragraphs[0].text = "- 1 -"
    word.save(str(tmp_path / "去年.docx"))
    seen = read_docx(tmp_path / "去年.docx")
    assert [item.text for item in seen.of(Role.COPIES_TO, Role.PRINTED)] == [
        "抄送：市科协。",
        "云州市医学会办公室  2026年11月19日印发",
    ]
    assert [table.rows[0] for table in seen.tables] == [("单位", "名额")]
    (folio,) = seen.of(Role.FOLIO)
    assert str(folio.place(2)).endswith("去年.docx：页脚第3字")


def test_a_mark_or_a_stop_around_the_name_of_an_attachment_is_told_once(tmp_path: Path) -> None:
    word = Document()
    for text in (*HEAD, TEXT[0], "附件：《会议议程》。", *TEXT[1:], "附件", "会议议程", "会议的议程。"):
        word.add_paragraph(text)
    word.save(str(tmp_path / "去年.docx"))
    told = report(tmp_path / "去年.docx", select=("GW321", "GW353", "GW356")).findings
    assert [finding.rule.code for finding in told] == ["GW356", "GW321"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("附件：关于评选优秀论文的通知.doc", Role.ATTACHMENT_NOTE),
        ("【字号：大 中 小】【打印】", Role.TEXT),
        ("森林防火期间，严禁一切野外用火。", Role.TEXT),
        ("学术年会论文管理办法", Role.TITLE),
    ],
)
def test_what_follows_a_document_is_a_title_only_where_it_looks_like_one(line: str, role: Role) -> None:
    assert of([*lines(HEAD, 1), *lines(TEXT, 5), Line(line, 20)])[-1] is role


def test_below_its_mark_a_title_is_one_even_with_a_stop() -> None:
    assert of([*lines([*HEAD, *TEXT, "附件1", "论文管理办法。"], 1)])[-2:] == [Role.ATTACHMENT_MARK, Role.TITLE]
