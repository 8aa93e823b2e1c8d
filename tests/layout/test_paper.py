"""Sheets of paper: saved where a line or two are wanting, told where a few are; and no gap before a signature."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest
from hongtou import Content, DocumentNumber, Format, Gongwen, Imprint, IssuerMark, Masthead, Paragraph, Picture, Signature, spans
from hongtou.layout import lay_out
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.page_setup import PageSetup
from hongtou.layout.plan import PagePlan, page_end
from hongtou.layout.standard import PITCH
from hongtou.layout.styles import Role

DATE = datetime.date(2026, 11, 21)
ORGAN = "云州市医学会"


def document(lines: int, *, tighten: bool | None = None, imprint: bool = True, signed: bool = False, title: str = "") -> Gongwen:
    """A document of so many paragraphs of one line."""
    return Gongwen(
        "通知",
        Content(title or "关于测试的通知", tuple(Paragraph(spans("国" * 26)) for _ in range(lines))),
        masthead=Masthead(IssuerMark((ORGAN,)), DocumentNumber("云医发", 2026, 1)),
        signature=Signature((ORGAN,), DATE) if signed else None,
        imprint=Imprint(("市委组织部",), f"{ORGAN}办公室", DATE) if imprint else None,
        tighten=tighten,
    )


def plan(gongwen: Gongwen) -> PagePlan:
    return lay_out(gongwen, CellMetrics())


def sheets(made: PagePlan) -> int:
    return (len(made.pages) + 1) // 2


LENGTHS = range(20, 90)


@pytest.mark.parametrize("imprint", [True, False])
@pytest.mark.parametrize("signed", [True, False])
def test_no_sheet_is_taken_for_two_lines_and_for_a_few_it_is_told(imprint: bool, signed: bool) -> None:
    saved = told = 0
    for lines in LENGTHS:
        loose = plan(document(lines, tighten=False, imprint=imprint, signed=signed))
        made = plan(document(lines, imprint=imprint, signed=signed))
        fewer = plan(document(lines - 2, tighten=False, imprint=imprint, signed=signed))
        assert loose.notes == ()
        assert loose.setup.pitch == PITCH
        if sheets(fewer) < sheets(loose):
            assert sheets(made) == sheets(fewer), lines
            assert "磅" in made.notes[0]
            saved += 1
        elif (hint := " ".join(made.notes)) and "省下一张纸" in hint:
            told += 1
    assert saved >= 4
    assert told >= 2 or not imprint


@pytest.mark.parametrize("lines", LENGTHS)
def test_a_hint_is_true(lines: int) -> None:
    made = plan(document(lines))
    for note in made.notes:
        match = re.search(r"少(\d)行就省下一张纸", note)
        if match is None:
            assert note.startswith("为少用一张纸，全文")
            continue
        assert sheets(made) > sheets(plan(document(lines - int(match[1]), tighten=False)))
        asked = plan(document(lines, tighten=True))
        assert ("“紧缩: 是”" in note) == (sheets(asked) < sheets(made))


def test_what_the_last_sheet_holds_is_named() -> None:
    notes = {note for lines in LENGTHS for note in plan(document(lines)).notes if "省下" in note}
    assert any(re.match(r"第4页只有版记，少\d行就省下一张纸。可以", note) for note in notes)
    assert all(note.endswith("缩短标题，或者删减正文") for note in notes)


def test_the_least_that_serves_is_taken() -> None:
    tight = {lines: made for lines in LENGTHS if (made := plan(document(lines))).setup.pitch < PITCH}
    assert len({made.setup.pitch for made in tight.values()}) > 1
    for lines, made in tight.items():
        wider = lay_out(document(lines, tighten=False), CellMetrics(), PageSetup(pitch=round(made.setup.pitch + 0.05, 2)))
        assert sheets(wider) > sheets(made)


def test_letters_save_sheets_too() -> None:
    letter = [replace(document(lines), format=Format.LETTER, imprint=Imprint(("市委组织部",), "", None)) for lines in LENGTHS]
    assert any("为少用一张纸" in note for gongwen in letter for note in plan(gongwen).notes)


def test_long_documents_are_let_be() -> None:
    assert not any(plan(document(lines)).notes for lines in range(22 * 14, 22 * 15))


def seal(diameter: float) -> Picture:
    return Picture("印章", b"\x89PNG\r\n\x1a\n", diameter, diameter)


@pytest.mark.parametrize("note", ["", "此件公开发布", "联系人：林示例，电话：0000-1234567"])
@pytest.mark.parametrize("diameter", [38, 42, 45])
@pytest.mark.parametrize("length", [26, 54, 110, 166])
def test_a_sealed_request_leaves_no_six_lines_of_its_first_page_empty(note: str, diameter: float, length: int) -> None:
    for count in range(1, 17 * 28 // length):
        for title in ("关于测试的请示", "关于" + "测试" * 12 + "的请示"):
            asking = document(1, signed=True, title=title)
            text = (*[Paragraph(spans("国" * length))] * count, Paragraph(spans("妥否，请批示。")))
            signature = Signature((ORGAN,), DATE, (seal(diameter),))
            made = plan(replace(asking, main=replace(asking.main, blocks=text), signature=signature, note=note))
            first = made.pages[0]
            ends = any(made.galley[piece.element].role is Role.DATE for piece in first.slices)
            assert ends or made.setup.bottom - page_end(made, first) < 6 * made.setup.pitch, (count, title)
