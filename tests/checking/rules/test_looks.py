"""Rules on what Word shows: faces, sizes, colours, indents, paper; each finds a change that somebody makes in Word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from support.checked import codes, paragraph, word

TITLE, TEXT, FIRST, SECOND, TO = "关于开展义诊活动", "加强组织领导", "一、活动安排", "（一）时间", "各专科分会："
Change = Callable[[Any], object]


def face(text: str, name: str) -> Change:
    def change(document: Any) -> None:
        fonts = paragraph(document, text).runs[0]._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), name)

    return change


def put(thing: object, values: dict[str, object]) -> None:
    for key, value in values.items():
        setattr(thing, key, value)


def run(text: str, **values: object) -> Change:
    return lambda document: put(paragraph(document, text).runs[0].font, values)


def red(text: str) -> Change:
    return lambda document: put(paragraph(document, text).runs[0].font.color, {"rgb": RGBColor(255, 0, 0)})


def shape(text: str, **values: object) -> Change:
    return lambda document: put(paragraph(document, text).paragraph_format, values)


def sheet(**values: object) -> Change:
    def change(document: Any) -> None:
        for section in document.sections:
            put(section, values)

    return change


def say(text: str, words: str) -> Change:
    return lambda document: put(paragraph(document, text).runs[0], {"text": words})


def chars(text: str) -> Change:
    def change(document: Any) -> None:
        paragraph(document, text)._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")

    return change


CHANGES: list[tuple[str, Change]] = [
    ("GW101", sheet(page_width=Mm(216), page_height=Mm(279))),
    ("GW102", sheet(top_margin=Mm(25.4))),
    ("GW103", sheet(left_margin=Mm(31.7))),
    ("GW103", sheet(gutter=Mm(5))),
    ("GW104", sheet(right_margin=Mm(31.7))),
    ("GW105", sheet(bottom_margin=Mm(25.4))),
    ("GW106", shape(TEXT, line_spacing=Pt(30))),
    ("GW108", run(TEXT, size=Pt(12))),
    ("GW108", run(FIRST, size=Pt(18))),
    ("GW109", face(TEXT, "宋体")),
    ("GW109", face(TEXT, "微软雅黑")),
    ("GW110", red(TEXT)),
    ("GW110", red(TITLE)),
    ("GW111", shape(TEXT, line_spacing_rule=WD_LINE_SPACING.ONE_POINT_FIVE)),
    ("GW114", chars(TEXT)),
    ("GW301", face(TITLE, "宋体")),
    ("GW302", shape(TITLE, alignment=WD_ALIGN_PARAGRAPH.LEFT)),
    ("GW302", shape(TITLE, first_line_indent=Pt(32))),
    ("GW309", run(TITLE, size=Pt(18))),
    ("GW310", say(TO, "各专科分会:")),
    ("GW310", say(TO, "各专科分会")),
    ("GW327", shape(TO, first_line_indent=Pt(32))),
    ("GW327", say(TO, "　　各专科分会：")),
    ("GW313", shape(TEXT, first_line_indent=Pt(0))),
    ("GW313", shape(TEXT, left_indent=Pt(32))),
    ("GW315", face(FIRST, "仿宋")),
    ("GW315", face(SECOND, "黑体")),
    ("GW317", run(TEXT, bold=True)),
    ("GW317", run(TITLE, underline=True)),
    ("GW318", say(TEXT, "　　各单位要加强组织领导。")),
    ("GW329", say(FIRST, "一、活动安排。")),
]


@pytest.mark.parametrize(("code", "change"), CHANGES)
def test_a_change_in_word_is_found_by_its_rule(tmp_path: Path, code: str, change: Change) -> None:
    def apply(document: Any) -> None:
        change(document)

    assert code in codes(word(tmp_path, apply))


def test_a_look_is_resolved_through_the_style_that_it_is_based_on(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.styles["公文正文"].font.size = Pt(14)

    assert "GW108" in codes(word(tmp_path, change))


def test_a_font_of_the_theme_is_resolved(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        fonts = paragraph(document, TEXT).runs[0]._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "华文彩云")

    assert "GW109" in codes(word(tmp_path, change))
