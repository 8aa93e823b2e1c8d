"""版式 in the office's profile, and what comes of it in both outputs."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hongtou import Drawing, Gongwen
from hongtou.errors import DraftError
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.page_setup import SOFTWARE, STANDARD, PageSetup
from hongtou.layout.standard import to_mm
from hongtou.layout.styles import Role
from hongtou.office import load_office
from hongtou.render.docx import render as docx
from hongtou.render.pdf import render as pdf
from support.measure import Paper
from support.samples import filler, simple, whole
from support.word import W, Word

FONTS = Fonts()


def setup(tmp_path: Path, text: str) -> PageSetup:
    (tmp_path / "hongtou.yaml").write_text(text, "utf-8")
    return load_office(tmp_path).page_setup


def test_without_it_the_page_is_the_standards(tmp_path: Path) -> None:
    assert setup(tmp_path, "名称: 云州市医学会\n") == STANDARD
    assert setup(tmp_path, "版式: 国标\n") == STANDARD


def test_a_base_may_stand_alone_and_settings_change_it(tmp_path: Path) -> None:
    assert setup(tmp_path, "版式: 软件坐标\n") == SOFTWARE
    text = "版式:\n  行距: 28\n  字距: -0.3\n  页码样式: 短横线\n  附件标识: 附件1：\n  红线粗细: 2.25\n  标题不落单: 否\n"
    made = setup(tmp_path, text)
    assert (made.pitch, made.tracking, made.folio, made.attachment_mark) == (28, -0.3, ("- ", " -"), "：")
    assert (made.rule_weight, made.keep_headings, made.star) == (2.25, False, False)


def test_lengths_are_such_that_word_can_hold_them(tmp_path: Path) -> None:
    assert setup(tmp_path, "版式: {行距: 28.333, 字距: -0.26}\n").pitch == 28.35


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("版式: {行距: 40}", "版式.行距"),
        ("版式: {字距: 3}", "版式.字距"),
        ("版式: {红线粗细: 0}", "版式.红线粗细"),
        ("版式: 省标", "版式.基准"),
        ("版式: {页码样式: 花边}", "版式.页码样式"),
        ("版式: {行高: 28}", "版式.行高"),
        ("版式: {行距: 二十八磅}", "版式.行距"),
    ],
)
def test_a_wrong_setting_is_told_at_its_place(tmp_path: Path, text: str, field: str) -> None:
    with pytest.raises(DraftError) as caught:
        setup(tmp_path, text + "\n")
    assert [problem.field for problem in caught.value.problems] == [field]


def drawing(gongwen: Gongwen, rules: PageSetup) -> Drawing:
    return Drawing(gongwen, lay_out(gongwen, FONTS, rules), FONTS, (files("hongtou.templates"),))


def test_software_coordinates_move_the_lines_and_nothing_that_the_standard_places() -> None:
    gongwen = simple(*filler(60))
    papers = [Paper(pdf(drawing(gongwen, rules))) for rules in (STANDARD, SOFTWARE)]
    for red in ([28, 60, 184, 100],):
        first, second = (paper.ink(1, red, red=True) for paper in papers)
        assert first is not None
        assert second == pytest.approx(first, abs=0.2)
    folios = [paper.ink(2, [28, 264.5, 184, 275]) for paper in papers]
    assert folios[0] == pytest.approx(folios[1], abs=0.2)
    rows = papers[1].body(2)
    assert len(rows) == 22
    # GB/T 33476.2: the first line's characters begin 37 mm down.
    assert to_mm(SOFTWARE.top + SOFTWARE.leading) == pytest.approx(37, abs=0.1)
    assert rows[1].baseline - rows[0].baseline == pytest.approx(10.39, abs=0.01)
    plan = drawing(gongwen, SOFTWARE).plan
    assert plan.imprint is not None
    assert to_mm(plan.imprint.rules[-1].y) == pytest.approx(262, abs=0.05)


def test_the_word_file_has_the_pages_of_the_house() -> None:
    word = Word(docx(drawing(whole(), SOFTWARE)))
    assert word.faults() == []
    for margins in word.document.iter(f"{{{W}}}pgMar"):
        assert margins.get(f"{{{W}}}top") == "1960"
        assert margins.get(f"{{{W}}}bottom") == "1847"
    assert {grid.get(f"{{{W}}}linePitch") for grid in word.document.iter(f"{{{W}}}docGrid")} == {"592"}  # 22 lines fill the page
    assert word.style(Role.TEXT.value)["pPr.spacing.line"] == "589"
    assert word.style(Role.HEADING_1.value)["pPr.spacing.line"] == "589"
    assert word.style(Role.TITLE.value)["pPr.spacing.line"] == "700"


def test_the_word_file_has_the_tracking_of_the_house_and_its_indents() -> None:
    word = Word(docx(drawing(whole(), PageSetup(tracking=-0.5))))
    assert word.style(Role.TEXT.value)["rPr.spacing.val"] == "-10"
    assert word.style(Role.TEXT.value)["pPr.ind.firstLine"] == "620"
    assert word.style(Role.ADDRESSEES.value)["rPr.spacing.val"] == "-10"
    assert word.style(Role.COPIES_TO.value)["rPr.spacing.val"] == "0"


def test_page_numbers_as_the_house_wants_them() -> None:
    drawn = drawing(simple(*filler(30)), PageSetup(folio=("- ", " -")))
    assert Paper(pdf(drawn)).text(1).endswith("-1-")
    footers = [
        part.decode() for name, part in Word(docx(drawn)).parts.items() if name in ("word/footer1.xml", "word/footer2.xml")
    ]
    assert all("- </w:t>" in footer and "—" not in footer for footer in footers)


def test_even_pages_have_their_binding_edge_at_the_right() -> None:
    drawn = drawing(simple(*filler(60)), PageSetup(mirrored=True))
    paper = Paper(pdf(drawn))
    odd, even = paper.body(3)[1], paper.body(2)[1]
    assert (odd.left, even.left) == pytest.approx((28, 26), abs=0.1)
    word = Word(docx(drawn))
    assert word.faults() == []
    settings = [child.tag.rpartition("}")[2] for child in word.xml("word/settings.xml")]
    assert settings.index("zoom") < settings.index("mirrorMargins") < settings.index("defaultTabStop")


def test_issued_texts_as_attachments() -> None:
    plan = lay_out(whole(), FONTS, PageSetup(issued_attached=True, attachment_mark="："))
    notes = [element.text for element in plan.galley if element.role is Role.ATTACHMENT_NOTE]
    assert notes == ["附件：1.云州市医学会工作要点", "2.统战对象名单", "3.联系表"]
    assert [element.text for element in plan.galley if element.role is Role.ATTACHMENT_MARK] == ["附件1：", "附件2："]


def test_no_heading_is_the_last_line_of_a_page() -> None:
    from hongtou import Heading, Paragraph, spans

    for lines in range(5, 25):
        text = Paragraph(spans("国" * 26))
        blocks: list[Paragraph | Heading] = [text] * lines
        blocks += [Heading(1, spans("一、总体要求")), *[text] * 8]
        plan = lay_out(simple(*blocks), FONTS)
        for page in plan.pages:
            roles = [plan.galley[piece.element].role for piece in page.slices]
            assert not roles or roles[-1] is not Role.HEADING_1


def test_same_bytes() -> None:
    drawn = drawing(whole(), SOFTWARE)
    assert docx(drawn) == docx(drawn)
    assert pdf(drawn) == pdf(drawn)
