"""The formats as a reader gets them: places measured in mm from the PDF itself."""

from __future__ import annotations

import datetime
from dataclasses import replace
from importlib.resources import files

import pytest
from hongtou import (
    Attendance,
    Content,
    Detached,
    DocumentNumber,
    Drawing,
    Format,
    Gongwen,
    Imprint,
    IssuerMark,
    Masthead,
    Paragraph,
    Signature,
    spans,
)
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.page_setup import STANDARD, PageSetup
from hongtou.render.pdf import render
from support.measure import Paper, Row

DATE = datetime.date(2026, 11, 21)
FONTS = Fonts()
NUMBER = DocumentNumber("云医发", 2026, 5)
ORGANS = (
    "云州市医学会",
    "云州市护理学会",
    "云州市预防医学会",
    "云州市健康教育与促进协会",
    "云州市药学会",
    "云州市医院协会",
    "云州市康复医学会",
    "云州市口腔医学会",
    "云州市中医药学会",
)
SENTENCE = "各专科分会要把这项工作同日常工作结合起来，2026年12月底前完成《工作要点》确定的26项任务。"
# The height of a 3号 character.
EM = 16 * 25.4 / 72


def document(head: Masthead, format: Format = Format.DOCUMENT, paragraphs: int = 3) -> Gongwen:
    return Gongwen(
        "通知",
        Content("关于做好年度工作总结的通知", tuple(Paragraph(spans(SENTENCE * 2)) for _ in range(paragraphs))),
        format,
        head,
        ("各专科分会",),
        Signature(head.issuer_mark.names, DATE),
        imprint=Imprint(("市科学技术协会",), "云州市医学会办公室", DATE),
    )


def draw(gongwen: Gongwen, setup: PageSetup = STANDARD) -> Paper:
    return Paper(render(Drawing(gongwen, lay_out(gongwen, FONTS, setup), FONTS, (files("hongtou.templates"),))))


def red(paper: Paper, top: float = 20, bottom: float = 285, page: int = 1) -> tuple[float, ...]:
    return paper.ink(page, (5, top, 205, bottom), red=True, dpi=600) or (0, 0, 0, 0)


def row(paper: Paper, text: str, page: int = 1) -> Row:
    return next(row for row in paper.rows(page) if text in row.text)


def top_of(row: Row) -> float:
    """The upper edge of a row's characters; the baseline lies 0.38 em below their middle."""
    return row.baseline - 0.88 * row.size * 25.4 / 72


class TestJointIssue:
    @pytest.mark.parametrize("count", range(2, 10))
    def test_up_to_nine_organs_leave_text_on_the_first_page(self, count: int) -> None:
        paper = draw(document(Masthead(IssuerMark(ORGANS[:count]), NUMBER)))
        assert SENTENCE[:10] in paper.text(1)
        left, top, right, _ = red(paper, bottom=150)
        assert top == pytest.approx(72, abs=0.2)
        assert left > 27.5
        assert right < 184.5

    def test_names_are_equally_wide_and_the_suffix_stands_in_the_middle_of_their_height(self) -> None:
        paper = draw(document(Masthead(IssuerMark(ORGANS[:4]), NUMBER)))
        issuer_mark = lay_out(document(Masthead(IssuerMark(ORGANS[:4]), NUMBER)), FONTS).masthead
        assert issuer_mark
        em = issuer_mark.issuer_mark.size * issuer_mark.issuer_mark.scale / 100 * 25.4 / 72
        names = [row for row in paper.rows(1) if row.size > 25 and "文件" not in row.text]
        edges = [(found.left, found.glyphs[-1].left) for found in names]
        assert [edge[0] for edge in edges] == pytest.approx([edges[0][0]] * 4, abs=0.3)
        assert [edge[1] for edge in edges] == pytest.approx([edges[0][1]] * 4, abs=0.6)
        suffix = paper.ink(1, (edges[0][1] + 1.3 * em, 60, 200, 160), red=True, dpi=600)
        whole = red(paper, bottom=issuer_mark.rules[0].y * 25.4 / 72 - 2)
        assert suffix
        assert (suffix[1] + suffix[3]) / 2 == pytest.approx((whole[1] + whole[3]) / 2, abs=0.5)

    def test_the_whole_mark_is_centred(self) -> None:
        left, _, right, _ = red(draw(document(Masthead(IssuerMark(ORGANS[:3]), NUMBER))), bottom=105)
        assert (left + right) / 2 == pytest.approx(106, abs=1)


@pytest.mark.parametrize("name", ["甲会", "云州市医学会", "中共云州市" + "医学会" * 12 + "委员会"])
@pytest.mark.parametrize("suffix", ["文件", ""])
def test_a_mark_of_any_length_fits(name: str, suffix: str) -> None:
    left, top, right, _ = red(draw(document(Masthead(IssuerMark((name,), suffix), NUMBER))), bottom=95)
    assert top == pytest.approx(72, abs=0.2)
    assert left > 28
    assert right < 184
    assert (left + right) / 2 == pytest.approx(106, abs=1)


class TestApprovers:
    def test_one_ends_one_character_from_the_edge_on_the_row_of_the_number(self) -> None:
        found = row(draw(document(Masthead(IssuerMark(ORGANS[:1]), NUMBER, approvers=("张三",)))), "签发人")
        assert found.text.replace("\u3000", "").replace(" ", "") == "云医发〔2026〕5号签发人：张三"
        assert found.left == pytest.approx(28 + 5.56, abs=0.3)
        assert found.right == pytest.approx(184 - 5.56, abs=0.3)

    def test_several_stand_two_a_row_below_each_other(self) -> None:
        names = ("张三", "李四光", "王五", "赵六", "欧阳文静")
        paper = draw(document(Masthead(IssuerMark(ORGANS[:5]), NUMBER, approvers=names)))
        rows = [found for found in paper.rows(1) if any(name[-1] in found.text for name in names) and found.size < 17]
        first, second, last = rows[:3]
        assert "云医发" in last.text
        assert "云医发" not in first.text + second.text
        lefts = {glyph.text: glyph.left for found in (first, second, last) for glyph in found.glyphs}
        assert [lefts[char] for char in "王欧"] == pytest.approx([lefts["张"]] * 2, abs=0.2)
        fonts = {glyph.text: glyph.font for glyph in first.glyphs}
        assert fonts["张"] != fonts["签"]
        rule = red(paper, top=last.baseline - 1)
        assert rule[1] - (top_of(last) + EM) == pytest.approx(4, abs=0.5)

    def test_the_number_stands_two_lines_below_the_mark(self) -> None:
        paper = draw(document(Masthead(IssuerMark(ORGANS[:1]), NUMBER, approvers=("张三",))))
        *_, bottom = red(paper, bottom=100)
        assert top_of(row(paper, "签发人")) - bottom == pytest.approx(20.78, abs=0.5)


class TestLetter:
    head = Masthead(IssuerMark(ORGANS[:1], ""), NUMBER, "000001", "机密", "1年", "特急")

    def test_places(self) -> None:
        paper = draw(document(self.head, Format.LETTER, 2))
        left, top, right, bottom = red(paper)
        assert (left, right) == pytest.approx((20, 190), abs=0.2)
        assert top == pytest.approx(30, abs=0.2)
        assert bottom == pytest.approx(277, abs=0.2)
        number = row(paper, "云医发")
        assert number.text.startswith("000001")
        assert number.left == pytest.approx(28, abs=0.3)
        assert number.right == pytest.approx(184, abs=0.3)
        rule = red(paper, bottom=top_of(number) - 1)
        assert top_of(number) - rule[3] == pytest.approx(4.84, abs=0.5)
        assert [found.text for found in paper.rows(1)[2:4]] == ["机密★1年", "特急"]

    def test_the_first_rule_is_4_mm_below_the_mark(self) -> None:
        paper = draw(document(replace(self.head, copy_number="", classification=""), Format.LETTER))
        number = row(paper, "云医发")
        *_, rule = red(paper, bottom=top_of(number) - 1)
        edge = paper.ink(1, (20.5, 31, 27, rule + 1), red=True, dpi=600)
        issuer_mark = paper.ink(1, (30, 29, 182, (edge or (0, 0))[1] - 0.3), red=True, dpi=600)
        assert edge
        assert issuer_mark
        assert edge[1] - issuer_mark[3] == pytest.approx(4, abs=0.3)

    def test_page_numbers_begin_on_the_second_page(self) -> None:
        paper = draw(document(self.head, Format.LETTER, 12))
        assert "—1—" not in paper.text(1)
        assert "—2—" in paper.text(2)

    def test_its_imprint_names_copies_alone_without_rules_at_the_foot_of_its_last_page(self) -> None:
        paper = draw(document(self.head, Format.LETTER, 6))
        last = paper.rows(len(paper))[-2]
        assert last.text == "抄送：市科学技术协会。"
        assert last.baseline == pytest.approx(262 - (27.7 - 14) / 2 * 25.4 / 72 - 0.12 * 14 * 25.4 / 72, abs=0.5)
        assert "印发" not in paper.whole_text()

    def test_the_leading_organ_alone_stands_in_the_mark(self) -> None:
        paper = draw(document(replace(self.head, issuer_mark=IssuerMark(ORGANS[:3], "")), Format.LETTER))
        assert [found.text for found in paper.rows(1) if found.size > 20 and found.baseline < 60] == [ORGANS[0]]


def test_an_order() -> None:
    gongwen = document(Masthead(IssuerMark(("云州市人民政府",), "令"), label="第12号"), Format.ORDER, 1)
    paper = draw(replace(gongwen, addressees=()))
    _, top, _, bottom = red(paper)
    assert top == pytest.approx(57, abs=0.2)
    label, text = paper.rows(1)[1:3]
    assert label.text == "第12号"
    assert (label.left + label.right) / 2 == pytest.approx(106, abs=0.5)
    assert top_of(label) - bottom == pytest.approx(20.78, abs=0.5)
    assert top_of(text) - top_of(label) - EM == pytest.approx(20.78, abs=0.5)
    assert gongwen.main.title not in paper.whole_text()


def test_minutes() -> None:
    lists = (Attendance("出席", "、".join(["张三", "李四光"] * 6)), Attendance("请假", "王五"), Attendance("列席", "赵六"))
    gongwen = document(Masthead(IssuerMark(("云州市医学会会长办公会议",), "纪要"), label="第3期"), Format.MINUTES, 1)
    paper = draw(replace(gongwen, attendance=lists, addressees=(), imprint=None))
    _, top, _, _ = red(paper, bottom=95)
    assert top == pytest.approx(72, abs=0.2)
    ends = row(paper, "2026年11月21日")
    assert (ends.left, ends.right) == pytest.approx((33.56, 184 - 5.56), abs=0.3)
    rows = paper.body(1)
    place = next(number for number, found in enumerate(rows) if found.text.startswith("出席："))
    first, second, excused, others = rows[place : place + 4]
    assert first.left == pytest.approx(28 + 2 * 5.56, abs=0.3)
    assert second.left == pytest.approx(first.glyphs[3].left, abs=0.3)
    assert first.glyphs[0].font != first.glyphs[3].font
    assert [excused.text[:3], others.text[:3]] == ["请假：", "列席："]
    assert first.baseline - rows[place - 1].baseline == pytest.approx(2 * 10.213, abs=0.1)


def test_names_of_those_present_are_not_broken() -> None:
    people = "周立、欧阳文静、郑国强、冯丽华、陈志远、褚建国、卫东、蒋玉梅、沈明"
    departments = "办公室：杨帆、朱琳；学术部：秦川；继续教育部：尤佳、许诺；科学普及与健康教育工作部：何苗、吕方"
    endless = "无" * 60
    lists = tuple(Attendance(*one) for one in (("出席", people), ("请假", "韩雪"), ("列席", departments), ("记录", endless)))
    gongwen = document(Masthead(IssuerMark(("云州市医学会",), "纪要"), label="第3期"), Format.MINUTES, 1)
    paper = draw(replace(gongwen, attendance=lists, addressees=(), imprint=None))
    rows = [found.text for page in (1, 2) for found in paper.body(page)]
    first = next(number for number, text in enumerate(rows) if text.startswith("出席："))
    assert rows[first : first + 6] == [
        "出席：周立、欧阳文静、郑国强、冯丽华、陈志远、",
        "褚建国、卫东、蒋玉梅、沈明",
        "请假：韩雪",
        "列席：办公室：杨帆、朱琳；学术部：秦川；继续教育部：",
        "尤佳、许诺；科学普及与健康教育工作部：何苗、",
        "吕方",
    ]
    assert "".join(rows[first + 6 : first + 9]) == f"记录：{endless}"


def test_a_detached_attachment_names_its_document() -> None:
    content = Content("会员名单", (Paragraph(spans(SENTENCE)),))
    paper = draw(Gongwen("工作要点", content, Format.PLAIN, detached=Detached(NUMBER, 2)))
    first, title, _ = paper.body(1)[:3]
    assert first.text == "云医发〔2026〕5号附件2"
    assert top_of(first) == pytest.approx(37 + (28.95 - 16) / 2 * 25.4 / 72, abs=0.3)
    assert title.text == "会员名单"
    assert top_of(title) == pytest.approx(37 + 2 * 10.213 + (35 - 22) / 2 * 25.4 / 72, abs=0.5)


def test_the_star_stands_in_the_middle_of_the_rule() -> None:
    gongwen = document(Masthead(IssuerMark(ORGANS[:1]), NUMBER))
    paper, plain = draw(gongwen, PageSetup(star=True)), draw(gongwen)
    line = red(plain, top=103)
    star = red(paper, top=103)
    assert (star[0], star[2]) == (line[0], line[2])
    assert (star[1] + star[3]) / 2 == pytest.approx((line[1] + line[3]) / 2, abs=0.3)
    shape = paper.ink(1, (102, 100, 110, 125), red=True, dpi=600)
    assert shape
    assert (shape[0], shape[2]) == pytest.approx((103, 109), abs=0.2)
    assert paper.text(1) == plain.text(1)


def test_preprinted_paper_keeps_everything_else_in_its_place() -> None:
    gongwen = document(Masthead(IssuerMark(ORGANS[:1]), NUMBER))
    printed, bare = draw(gongwen), draw(gongwen, PageSetup(preprinted=True))
    assert bare.ink(1, red=True) is None
    places = [(found.text, found.left, found.baseline) for found in printed.rows(1)][1:]
    assert [(found.text, found.left, found.baseline) for found in bare.rows(1)] == places
