"""A small part of the proof of the printed page; and that it sees what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from importlib.util import find_spec

import pytest
from fidelity import painters, planned, readers, rows, words
from fidelity.corpus import basic, corpus, lines, sealed, text
from fidelity.libreoffice import cause
from fidelity.made import FONTS, Made, make
from fidelity.places import places
from fidelity.proof import Proof
from fidelity.report import markdown, table
from hongtou import Drawing, Gongwen
from hongtou.layout import lay_out
from hongtou.layout.page_setup import PageSetup
from hongtou.layout.plan import PagePlan
from hongtou.layout.standard import mm
from hongtou.render.pdf import render
from support.measure import Glyph, Row

CASES = (
    "正文到第26行",
    "正文末行到第28列",
    "标题46字",
    "联合行文3个机关",
    "附件02个",
    "抄送13个机关",
    "难断的行1",
    "盖章4个",
    "信函14行",
    "横排表4行",
)
needs_pdfplumber = pytest.mark.skipif(
    find_spec("pdfplumber") is None, reason="pdfplumber is not installed; script/bootstrap --test installs it"
)
GONGWEN: Mapping[str, Gongwen] = dict(corpus())


@pytest.fixture(scope="module")
def proof() -> Proof:
    return Proof([make(name, GONGWEN[name]) for name in CASES])


def test_the_corpus_covers_every_format_and_edge() -> None:
    assert len(GONGWEN) >= 60
    assert {gongwen.format for gongwen in GONGWEN.values()} == {"文件", "信函", "命令", "纪要", "普通"}
    assert len([name for name in GONGWEN if name.startswith("正文到第")]) == 22


def test_the_page_measures_as_it_must(proof: Proof) -> None:
    measures = list(proof.measure())
    assert [one.faults for one in measures if not one.met] == []
    assert len(proof.places) > 30


@needs_pdfplumber
def test_other_programs_read_what_is_planned_from_sound_files(proof: Proof) -> None:
    assert [fault for case in proof.cases for fault in (*readers.misread(case), *readers.unsound(case))] == []


@pytest.mark.libreoffice
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed; script/bootstrap --test installs it")
def test_libreoffice_shows_the_same_pages_and_lines() -> None:
    proof = Proof(
        [
            make(name, GONGWEN[name])
            for name in (
                "正文到第26行",
                "标题46字",
                "联合行文3个机关",
                "附件02个",
                "横排表4行",
                "标题在页末11行",
                "分组的表前5行",
                "请示3行",
                "请示9行",
                "省纸25行",
            )
        ]
    )
    measures = [*proof.measure(), *proof.compare()]
    assert [one.faults for one in measures if not one.met] == []
    assert "| 满页22行" in table(measures)
    assert "## What stays disputed" in markdown(proof, measures)


# --- it sees what is wrong ------------------------------------------------------------------------------------------------------


def drawn(gongwen: Gongwen, plan: PagePlan) -> Made:
    """A document drawn from another plan than its own."""
    pdf = render(Drawing(gongwen, plan, FONTS, (files("hongtou.templates"),)))
    return Made("错的", gongwen, lay_out(gongwen, FONTS), {"pdf": pdf})


def test_a_line_that_does_not_end_flush_is_seen() -> None:
    gongwen = basic(lines(9))
    plan = lay_out(gongwen, FONTS)
    loose = tuple(replace(element, lines=tuple(replace(line, tracking=0.1) for line in element.lines)) for element in plan.galley)
    assert max(off for _, off in rows.edges(drawn(gongwen, replace(plan, galley=loose)))) > 1


def test_a_page_of_21_lines_is_seen() -> None:
    gongwen = basic(lines(50))
    plan = lay_out(gongwen, FONTS, PageSetup(height=mm(215)))
    assert {count for _, count in rows.full_pages(drawn(gongwen, plan))} == {21}


def test_a_heading_at_the_end_of_a_page_is_seen() -> None:
    made = make("错的", GONGWEN["标题在页末11行"], PageSetup(keep_headings=False))
    assert list(rows.stranded(made, made.pages)) == ["第2页以“（二）明确工作要求”结尾"]


def test_what_stands_elsewhere_is_seen() -> None:
    gongwen = sealed(2)
    plan = lay_out(gongwen, FONTS, PageSetup(top=mm(39)))
    missed = {place.element for place in places(drawn(gongwen, plan)) if not place.met}
    assert "末条分隔线与版心下边缘重合" in missed


def test_a_lost_and_an_added_character_are_seen() -> None:
    gongwen = basic(text("各党支部要认真学习。"))
    less = basic(text("各党支部要认真习。。"))
    made = replace(make("错的", less), gongwen=gongwen)
    assert any(fault.startswith("PDF少了{'学': 1}") for fault in words.missing(made))
    assert any(fault.startswith("DOCX多了") for fault in words.missing(made))
    assert any("次序不对" in fault for fault in words.missing(made))


def test_another_text_than_planned_is_seen() -> None:
    gongwen, other = basic(lines(9)), basic(lines(10))
    made = drawn(gongwen, lay_out(other, FONTS))
    assert list(planned.differences(made))


@needs_pdfplumber
def test_a_text_that_is_read_otherwise_is_seen() -> None:
    made = drawn(basic(text("各党支部要认真学习。")), lay_out(basic(text("各党支部要认习真学。")), FONTS))
    programs = [fault.partition("第")[0] for fault in readers.misread(made)]
    assert list(dict.fromkeys(programs)) == ["PDFium", "pdftotext", "pdfplumber"]


def test_a_file_that_is_damaged_is_seen() -> None:
    made = make("错的", basic(lines(3)))
    start = made.pdf.rindex(b"startxref")
    assert list(readers.unsound(replace(made, files={"pdf": made.pdf[:start] + b"startxref\n12\n%%EOF\n"})))


def test_ink_that_another_painter_has_elsewhere_is_seen() -> None:
    made = drawn(basic(lines(9)), lay_out(basic(lines(9)), FONTS, PageSetup(top=mm(37.4))))
    assert all("毫米" in fault for fault in painters.differences(made))
    assert list(painters.differences(made))


def _row(text: str, left: float = 28.0) -> Row:
    glyphs = tuple(
        Glyph(char, left + place * 5.55, left + place * 5.55 + 5.64, 50.0, "body", 16.0) for place, char in enumerate(text)
    )
    return Row(glyphs)


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        (("坚持问", "题……好"), ("坚持问题…", "…好"), "省略号"),
        (("好", "——好的"), ("好—", "—好的"), "破折号"),
        (("电话：", "0000-1234"), ("电话：0000-", "1234"), "连字符"),
        (("人民", "群众好"), ("人民群", "众好"), ""),
    ],
)
def test_causes_are_told_apart(ours: tuple[str, ...], theirs: tuple[str, ...], kind: str) -> None:
    found = cause([_row(one) for one in ours], [_row(one) for one in theirs])
    assert found.startswith(kind) if kind else found == ""


def test_rows_that_break_badly_are_seen() -> None:
    full = "国" * 27
    made = Made("错的", basic(()), lay_out(basic(()), FONTS), {"docx": b"", "pdf": b""})
    one = Row(tuple(replace(glyph, baseline=60.0) for glyph in _row(f"，{full}").glyphs))
    made.__dict__["pages"] = [[_row(full + "（"), one]]
    assert list(rows.forbidden(made)) == ["行首“，国国国国国”", "行末“国国国国国（”"]
