"""Pictures in the text, in both outputs."""

from __future__ import annotations

import io
from importlib.resources import files

import pytest
from hongtou import Drawing, Figure, Gongwen, Paragraph, Picture, spans
from hongtou.composing.model_check import fault
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.plan import PagePlan
from hongtou.layout.standard import to_mm
from hongtou.render.docx import render as docx
from hongtou.render.pdf import render as pdf
from PIL import Image
from support.measure import Paper
from support.samples import filler, simple
from support.word import Word

FONTS = Fonts()


def png(color: str = "red") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (60, 30), color).save(target, "PNG")
    return target.getvalue()


def report(picture: Picture) -> Gongwen:
    text = Paragraph(spans("各单位情况见下图。"))
    return simple(*filler(14), text, Figure(picture, "图1 党组织覆盖率"), text, Figure(picture), text)


def drawing(gongwen: Gongwen) -> tuple[PagePlan, Drawing]:
    plan = lay_out(gongwen, FONTS)
    return plan, Drawing(gongwen, plan, FONTS, (files("hongtou.templates"),))


def test_the_pdf_shows_the_picture_where_the_plan_has_it() -> None:
    plan, drawn = drawing(report(Picture("覆盖率", png(), 100, 50)))
    paper = Paper(pdf(drawn))
    for placed in plan.pictures:
        box = [to_mm(length) for length in (placed.x, placed.y, placed.x + placed.width, placed.y + placed.height)]
        found = paper.ink(placed.page, [box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3], red=True)
        assert found == pytest.approx(box, abs=0.3)


def test_the_word_file_holds_one_file_and_a_drawing_for_each_place() -> None:
    _, drawn = drawing(report(Picture("覆盖率", png(), 100, 50)))
    word = Word(docx(drawn))
    assert word.faults() == []
    assert [name for name in word.parts if "media" in name] == ["word/media/image1.png"]
    body = word.parts["word/document.xml"].decode()
    assert body.count("<wp:inline ") == 2
    assert body.count('<wp:extent cx="3600000" cy="1800000"/>') == 2
    idents = [int(part.split('"')[0]) for part in body.split('<wp:docPr id="')[1:]]
    assert sorted(idents) == list(range(1, len(idents) + 1))


def test_the_same_picture_gives_the_same_bytes() -> None:
    _, drawn = drawing(report(Picture("覆盖率", png(), 100, 50)))
    assert pdf(drawn) == pdf(drawn)
    assert docx(drawn) == docx(drawn)


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        (Picture("图", b"GIF89a", 10, 10), "PNG"),
        (Picture("图", png(), 0, 10), "大于 0"),
        (Picture("图", png(), 10, float("nan")), "大于 0"),
    ],
)
def test_what_is_no_picture_is_told(picture: Picture, message: str) -> None:
    assert message in fault(report(picture))
