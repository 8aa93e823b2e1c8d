"""The PDF as a reader gets it: measured in mm from the file itself."""

from __future__ import annotations

import datetime
from importlib.resources import files
from itertools import pairwise

import pytest
from hongtou import (
    Cell,
    Column,
    Content,
    DocumentNumber,
    Drawing,
    Emphasis,
    Gongwen,
    Heading,
    HongtouError,
    Imprint,
    IssuerMark,
    Masthead,
    Paragraph,
    Row,
    Signature,
    Span,
    Table,
    spans,
)
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.render.pdf import render
from support.measure import Paper, pitches

DATE = datetime.date(2026, 11, 21)
SENTENCE = "各党支部要把学习教育同业务工作结合起来，认真落实“三会一课”制度，2026年12月底前完成《工作要点》确定的26项任务。"
FONTS = Fonts()


def document(*blocks: Paragraph | Heading | Table, serial: int | None = 5, name: str = "中共云州市医学会委员会") -> Gongwen:
    return Gongwen(
        "通知",
        Content("关于做好2026年度党建工作总结的通知", blocks),
        masthead=Masthead(IssuerMark((name,)), DocumentNumber("云医党发", 2026, serial)),
        addressees=("各专科分会", "各党支部（总支）"),
        signature=Signature((name,), DATE),
        note="此件公开发布",
        imprint=Imprint(("市委组织部、统战部", "市科学技术协会党组" * 4), "中共云州市医学会委员会办公室", DATE),
    )


def draw(gongwen: Gongwen) -> Paper:
    return Paper(drawn(gongwen))


def drawn(gongwen: Gongwen) -> bytes:
    return render(Drawing(gongwen, lay_out(gongwen, FONTS), FONTS, (files("hongtou.templates"),)))


@pytest.fixture(scope="module")
def long_paper() -> Paper:
    return draw(document(*(Paragraph(spans(SENTENCE * 9)) for _ in range(9))))


def test_full_pages_have_22_lines_with_both_edges_flush(long_paper: Paper) -> None:
    for page in (2, 3):
        rows = long_paper.body(page)
        assert len(rows) == 22
        for row in rows[:-1]:
            last = row.text.endswith("。") and row.right < 183
            assert row.left == pytest.approx(28, abs=0.3) or row.left == pytest.approx(28 + 11.1, abs=0.3)
            assert last or row.right == pytest.approx(184, abs=0.3)


def test_lines_keep_their_pitch_over_the_whole_page(long_paper: Paper) -> None:
    assert pitches(long_paper.body(2)) == pytest.approx([10.213] * 21, abs=0.03)


def test_the_red_head_is_where_the_standard_puts_it(long_paper: Paper) -> None:
    left, top, right, bottom = long_paper.ink(1, (20, 60, 200, 100), red=True) or (0, 0, 0, 0)
    assert top == pytest.approx(72, abs=0.15)
    assert (left + right) / 2 == pytest.approx(106, abs=0.5)
    number = next(row for row in long_paper.rows(1) if "〔" in row.text)
    # The type's box reaches 0.88 em above its baseline.
    assert number.baseline - 0.88 * 5.644 == pytest.approx(bottom + 20.78, abs=0.3)
    rule = long_paper.ink(1, (20, number.baseline + 2, 200, number.baseline + 12), red=True) or (0, 0, 0, 0)
    assert rule[0] == pytest.approx(28, abs=0.15)
    assert rule[2] == pytest.approx(184, abs=0.15)
    assert rule[1] == pytest.approx(number.baseline + 0.12 * 5.644 + 4, abs=0.3)
    assert rule[3] - rule[1] == pytest.approx(0.53, abs=0.12)


def test_the_title_is_centred_in_its_face(long_paper: Paper) -> None:
    title = next(row for row in long_paper.rows(1) if row.text.startswith("关于做好"))
    assert (title.left + title.right) / 2 == pytest.approx(106, abs=0.3)
    assert title.font == "FandolSong-Bold"


def test_page_numbers_alternate_and_stand_7_mm_below(long_paper: Paper) -> None:
    for page in range(1, len(long_paper) + 1):
        folio = long_paper.rows(page)[-1]
        assert folio.text.replace(" ", "") == f"—{page}—"
        if page % 2:
            assert folio.right == pytest.approx(184 - 4.94, abs=0.3)
        else:
            assert folio.left == pytest.approx(28 + 4.94, abs=0.3)
    dash = long_paper.ink(1, (160, 264, 167, 275)) or (0, 0, 0, 0)
    assert (dash[1] + dash[3]) / 2 == pytest.approx(269, abs=0.3)


def test_the_signature_and_date_stand_by_the_formula(long_paper: Paper) -> None:
    page = next(number for number in range(1, len(long_paper) + 1) if any("此件公开" in r.text for r in long_paper.rows(number)))
    rows = long_paper.body(page)
    sign = next(row for row in rows if row.text == "中共云州市医学会委员会")
    date = next(row for row in rows if row.text == "2026年11月21日")
    assert sign.right == pytest.approx(184 - 11.1, abs=0.5)
    assert date.left == pytest.approx(sign.left + 11.1, abs=0.5)


def test_the_imprint_stands_at_the_foot_of_the_last_even_page(long_paper: Paper) -> None:
    page = len(long_paper)
    assert page % 2 == 0
    printed = next(row for row in long_paper.rows(page) if row.text.endswith("印发"))
    assert printed.left == pytest.approx(28 + 4.94, abs=0.3)
    assert printed.right == pytest.approx(184 - 4.94, abs=0.3)
    last = long_paper.ink(page, (60, 260.5, 70, 263.5)) or (0, 0, 0, 0)
    assert (last[1] + last[3]) / 2 == pytest.approx(262, abs=0.2)
    copies = [row for row in long_paper.body(page) if printed.baseline - 25 < row.baseline < printed.baseline - 1]
    assert copies[0].text.startswith("抄送：")
    assert copies[1].left == pytest.approx(28 + 4 * 4.94, abs=0.3)


def test_text_is_copied_whole_and_in_order(long_paper: Paper) -> None:
    assert SENTENCE * 3 in "".join(text for text in long_paper.whole_text()).replace("—1—", "").replace("—2—", "")


def test_headings_have_their_faces_and_run_in_text_is_body_type() -> None:
    paper = draw(
        document(
            Heading(1, spans("一、总体要求")),
            Heading(2, spans("（一）提高认识。"), spans("各单位要加强领导。")),
            Paragraph((Span("其中"), Span("重点", Emphasis.STRONG), Span("是抓落实。"))),
        )
    )
    faces = {glyph.text: glyph.font for row in paper.rows(1) for glyph in row.glyphs}
    assert faces["总"] == "FandolHei-Regular"
    assert faces["识"] == "FandolKai-Regular"
    assert faces["领"] == "FandolFang-Regular"
    assert faces["重"] == "FandolHei-Regular"
    assert faces["抓"] == "FandolFang-Regular"


def test_a_character_that_the_face_lacks_is_drawn_and_moves_no_line() -> None:
    paper = draw(
        document(Paragraph(spans("经研究，决定由王䶮、李𬍛、张㛃同志负责此项工作，有关单位要予以支持配合，确保完成任务。" * 2)))
    )
    rows = [row for row in paper.body(1) if row.size == pytest.approx(paper.body(1)[-1].size, rel=0.1)]
    text = [row for row in rows if row.baseline > 170]
    baselines = [next(glyph.baseline for glyph in row.glyphs if "Fandol" in glyph.font) for row in text]
    assert [after - before for before, after in pairwise(baselines)][:3] == pytest.approx([10.213] * 3, abs=0.03)
    fonts = {glyph.text: glyph.font for row in text for glyph in row.glyphs}
    assert "LXGW" in fonts["䶮"]
    assert paper.ink(1, (39, text[0].baseline - 5, 60, text[0].baseline + 1)) is not None


def test_a_character_that_no_face_has_is_refused_by_name() -> None:
    with pytest.raises(HongtouError, match="没有一种字体有“\U000f0000”"):
        drawn(document(Paragraph(spans("这里有\U000f0000字。"))))


def test_figures_above_and_below_the_line_are_drawn_as_typed() -> None:
    paper = draw(document(Paragraph(spans("排放CO₂共10⁸吨，☑是☐否，Čapek来访。"))))
    glyphs = {glyph.text: glyph.font for row in paper.body(1) for glyph in row.glyphs}
    assert all("DejaVu" in glyphs[char] for char in "₂⁸☑☐Č")
    assert glyphs["O"] == "FandolFang-Regular"


def table_of(*cells: str) -> Table:
    return Table((Column("姓名", 4.0), Column("说明", 4.0)), tuple(Row((Cell(cell), Cell("丑"))) for cell in cells))


def test_a_stand_in_moves_no_line_of_a_table() -> None:
    rows = draw(document(table_of("王戊", "王䶮", "王₂", "王癸"))).body(1)
    baselines = {char: row.baseline for row in rows for char in row.text}
    first, second, third, last = (baselines[char] for char in "戊䶮₂癸")
    assert [second - first, third - second] == pytest.approx([last - third] * 2, abs=0.05)


def test_what_stands_below_tables_stands_where_the_plan_has_it() -> None:
    text = Paragraph(spans("正文一行。"))
    gongwen = document(*(block for _ in range(4) for block in (text, table_of("王戊"))), text)
    made = lay_out(gongwen, FONTS)
    planned = [
        piece.y / 72 * 25.4 for page in made.pages for piece in page.slices if made.galley[piece.element].text == "正文一行。"
    ]
    paper = draw(gongwen)
    printed = [row.baseline for page in range(1, len(paper) + 1) for row in paper.rows(page) if row.text == "正文一行。"]
    first, *others = (found - expected for found, expected in zip(printed, planned, strict=True))
    assert others == pytest.approx([first] * 4, abs=0.03)


def test_a_full_page_with_tables_turns_no_page_of_the_pdf() -> None:
    text = Paragraph(spans("正文一行。"))
    for count in range(9, 18):
        gongwen = document(*[text] * count, table_of("王戊"), text, table_of("王戊"), *[text] * 3)
        assert len(draw(gongwen)) == len(lay_out(gongwen, FONTS).pages)


@pytest.mark.parametrize("char", ["\U0001f44d", "\ue000", "س", "\u0323"])
def test_cells_are_looked_at_too(char: str) -> None:
    with pytest.raises(HongtouError, match=rf"没有一种字体有“{char}”（U\+{ord(char):04X}"):
        drawn(document(table_of(f"王{char}")))


def test_a_document_without_a_number_shows_the_placeholder() -> None:
    rows = [row.text for row in draw(document(Paragraph(spans("正文。")), serial=None)).rows(1)]
    assert "云医党发〔2026〕　号" in rows


@pytest.mark.parametrize(
    "name", ["云州", "云州市医学会", "中共云州市医学会委员会", "中共云州市卫生健康委员会直属机关联合委员会办公室"]
)
def test_marks_of_any_length_fit_at_the_same_height(name: str) -> None:
    left, top, right, _ = draw(document(Paragraph(spans("正文。")), name=name)).ink(1, (0, 60, 210, 100), red=True) or (
        0,
        0,
        0,
        0,
    )
    assert top == pytest.approx(72, abs=0.2)
    assert left >= 28
    assert right <= 184
    assert (left + right) / 2 == pytest.approx(106, abs=1)


def test_a_table_repeats_its_head_and_loses_no_row() -> None:
    columns = (Column("序号", 3), Column("姓名", 5), Column("单位", 20))
    body = tuple(Row((Cell(str(n)), Cell("王　伟"), Cell(f"云州市第{n}人民医院"))) for n in range(1, 61))
    paper = draw(document(Paragraph(spans("名单如下。")), Table(columns, body, title="表1　名单")))
    heads = [row for page in range(1, len(paper) + 1) for row in paper.rows(page) if row.text.startswith("序号")]
    assert len(heads) == sum("人民医院" in paper.text(page) for page in range(1, len(paper) + 1)) >= 3
    text = paper.whole_text()
    for number in range(1, 61):
        assert f"云州市第{number}人民医院" in text


def test_the_same_document_gives_the_same_bytes() -> None:
    gongwen = document(Heading(1, spans("一、总体要求")), Paragraph(spans(SENTENCE)))
    assert drawn(gongwen) == drawn(gongwen)
