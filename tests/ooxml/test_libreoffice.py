"""Hints for LibreOffice: where they stand, and that Word finds nothing."""

from __future__ import annotations

import io
from importlib.resources import files

import docx
import pytest
from hongtou import Drawing, Paragraph, spans
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.ooxml.libreoffice import HINT, JOINER, held, parts, wants_hint
from hongtou.render.docx import render
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.samples import simple
from support.word import NS, Word

FONTS = Fonts()
SIGNS = {"": "", HINT: "|", JOINER: "~"}


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("到2026年", ["到", "|2026", "|年"]),
        ("，2026年（A类）", ["，", "|2026", "|年（A", "|类）"]),
        ("第12（二）", ["第", "|12", "|（二）"]),
        ("达到95%“目标”", ["达到", "|95%", "|“目标”"]),
        ("占5％。“十五五”", ["占", "|5％。", "|“十五五”"]),
        ("如下：①法定条件②其他", ["如下：①", "|法定条件", "|②", "|其他"]),
        ("没有数字，也没有字母。", ["没有数字，也没有字母。"]),
        ("plain words, 12.5%", ["plain words, 12.5%"]),
        ("见a@yunling.example.cn", ["见", "|a@", "|yunling.", "|example.", "|cn"]),
    ],
)
def test_hints_stand_where_libreoffice_would_space_or_break_otherwise(text: str, cut: list[str]) -> None:
    assert [SIGNS[hint] + part for hint, part in parts(text)] == cut


@pytest.mark.parametrize(
    ("text", "cut"),
    [("11月10日", ["11", "~月", "~10", "~日"]), ("1920×1080", ["1920", "~×", "~1080"]), ("王芳", ["王", "~芳"])],
)
def test_what_is_carried_over_is_held_together(text: str, cut: list[str]) -> None:
    assert [SIGNS[hint] + part for hint, part in held(text)] == cut


@given(st.text(max_size=60))
def test_cutting_loses_nothing(text: str) -> None:
    assert "".join(part for _, part in parts(text)) == text


def test_two_characters_may_want_one_between_them() -> None:
    assert wants_hint("第", "1")
    assert not wants_hint("", "1")
    assert not wants_hint("第", "一")


@pytest.mark.parametrize(("sign", "char"), [(HINT, "\u200b"), (JOINER, "\u2060")])
def test_word_finds_nothing_in_a_hint(sign: str, char: str) -> None:
    hint = etree.fromstring(f'<w:r xmlns:w="{NS["w"]}">{sign}</w:r>')[0]
    choice, fallback = hint
    assert len(choice) == 0
    assert choice.nsmap[choice.get("Requires")].endswith("/wordprocessingDrawing")
    assert fallback.findtext("w:delText", namespaces=NS) == char


def test_the_text_is_that_of_the_draft() -> None:
    text = "到2026年底，完成26项任务（A类12项）。"
    gongwen = simple(Paragraph(spans(text)), Paragraph(spans("其中5%“优先”。")))
    blob = render(Drawing(gongwen, lay_out(gongwen, FONTS), FONTS, (files("hongtou.templates"),)))
    assert text in Word(blob).text()
    assert "\u200b" not in "".join(Word(blob).document.itertext(f"{{{NS['w']}}}t"))
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(blob)).paragraphs]
    assert text in paragraphs
