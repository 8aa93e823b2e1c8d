"""横排表格 in both outputs: landscape to the left, page numbers where they are on every page."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hongtou import Attachment, Cell, Column, Content, Drawing, Gongwen, Row, Table
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.plan import PagePlan
from hongtou.render.docx import render as docx
from hongtou.render.pdf import render as pdf
from support.libreoffice import papers_of
from support.measure import Paper
from support.samples import filler, plainly, simple
from support.word import W, Word

FONTS = Fonts()


def wide(rows: int) -> Table:
    heads = tuple(Column(f"第{number}栏", 10) for number in range(1, 9))
    return Table(heads, tuple(Row(tuple(Cell(f"{row}号医院") for _ in heads)) for row in range(rows)), landscape=True)


def report(rows: int = 30) -> Gongwen:
    gongwen = simple(*filler(3), wide(3), *filler(2))
    attachments = (Attachment("统计表", Content("统计表", (wide(rows),))), Attachment("说明", Content("说明", filler(2))))
    return replace(gongwen, main=replace(gongwen.main, attachments=attachments))


def drawing(gongwen: Gongwen) -> tuple[PagePlan, Drawing]:
    plan = lay_out(gongwen, FONTS)
    return plan, Drawing(gongwen, plan, FONTS, (files("hongtou.templates"),))


def test_the_pdf_keeps_portrait_pages_and_their_numbers_in_place() -> None:
    plan, drawn = drawing(report())
    paper = Paper(pdf(drawn))
    assert len(paper) == len(plan.pages)
    for page in plan.pages:
        size = paper.document[page.number - 1].get_size()
        assert size == pytest.approx((595.28, 841.89), abs=0.1)
        dashes = paper.ink(page.number, [28, 264, 184, 275])
        assert dashes is not None
        assert (dashes[1] + dashes[3]) / 2 == pytest.approx(269, abs=0.3)
        assert (dashes[0] if page.number % 2 == 0 else 212 - dashes[2]) == pytest.approx(32.95, abs=0.3)


def test_the_head_of_a_landscape_table_lies_at_the_left_of_odd_and_even_pages() -> None:
    plan, drawn = drawing(report(60))
    paper = Paper(pdf(drawn))
    landscape = [page.number for page in plan.pages if page.landscape and plan.galley[page.slices[0].element].grid]
    assert {number % 2 for number in landscape} == {0, 1}
    for number in landscape:
        ink = paper.ink(number, [20, 30, 190, 262.5])
        assert ink is not None
        assert ink[0] == pytest.approx(28, abs=0.4)
        assert ink[2] <= 184.3
        assert "第1栏" in paper.text(number)
    table = paper.ink(landscape[0], [20, 30, 190, 263])
    assert table is not None
    assert (table[1], table[3]) == pytest.approx((37, 262), abs=0.5)


def test_text_of_landscape_pages_is_copied_whole() -> None:
    _, drawn = drawing(report())
    text = Paper(pdf(drawn)).whole_text()
    assert all(text.count(f"{row}号医院") >= 8 for row in range(30))


@pytest.mark.parametrize("gongwen", [report(), report(80), plainly(simple(wide(3))), simple(*filler(2), wide(60))])
def test_the_word_file_is_sound_and_turns_its_sections(gongwen: Gongwen) -> None:
    plan, drawn = drawing(gongwen)
    word = Word(docx(drawn))
    assert word.faults() == []
    sizes = [size.get(f"{{{W}}}orient") == "landscape" for size in word.document.iter(f"{{{W}}}pgSz")]
    runs = [landscape for number, landscape in enumerate(sizes) if number == 0 or landscape is not sizes[number - 1]]
    shown = [page.landscape for page in plan.pages]
    assert runs == [landscape for number, landscape in enumerate(shown) if number == 0 or landscape is not shown[number - 1]]
    assert word.parts["word/footer5.xml"].count(b'vert="vert"') == 1


@pytest.mark.libreoffice
def test_libreoffice_shows_as_many_pages_with_their_numbers_in_place(tmp_path: Path) -> None:
    plan, drawn = drawing(report(80))
    paper = papers_of(tmp_path, {"报告": docx(drawn)})["报告"]
    assert len(paper) == len(plan.pages)
    for page in plan.pages:
        width, height = paper.document[page.number - 1].get_size()
        assert (width > height) is page.landscape
        if page.landscape:
            # The lower edge of the portrait page is the left one of the landscape page.
            dashes = paper.ink(page.number, [22, 26, 33, 186])
            assert dashes is not None
            assert (dashes[0] + dashes[2]) / 2 == pytest.approx(297 - 269, abs=0.4)
            assert (dashes[1] if page.number % 2 == 0 else 212 - dashes[3]) == pytest.approx(32.95, abs=0.4)
