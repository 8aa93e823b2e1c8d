"""The DOCX as LibreOffice shows it, measured in mm. One start of LibreOffice turns all samples into PDF."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import pytest
from hongtou import Drawing, Gongwen, Paragraph, spans
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.plan import PagePlan
from hongtou.render.docx import render
from support.libreoffice import MARKS, papers_of
from support.measure import Paper
from support.samples import filler, simple, table, whole

pytestmark = MARKS
FONTS = Fonts()
PROSE = (
    "各党支部（总支）要把学习教育同业务工作结合起来，认真落实“三会一课”制度；领导干部要带头——2026年底前完成《工作要点》的"
    "全部26项任务，A类指标完成率达到95%以上，每季度报送1次（邮箱dangban@yunzhou.example）。"
)
PIECES = ("11月10日", "2026年", "1920×1080", "：王芳、", "（总支）", "3万元", "见a@yunling.example.cn或", "李强同志")
SAMPLES = {
    "pieces": simple(*(Paragraph(spans("国" * lead + piece + "国" * 8)) for piece in PIECES for lead in range(20, 27))),
    "whole": whole(),
    "full": replace(simple(*filler(76)), tighten=False),
    "prose": simple(*(Paragraph(spans(PROSE * count)) for count in (9, 7, 5, 8, 6))),
    "last": simple(*filler(25)),
    "blank": replace(simple(*filler(31)), tighten=False),
    "exactly_full": replace(simple(*filler(32)), tighten=False),
    "short_name": simple(*filler(3), name="云州市"),
    "long_name": simple(*filler(3), name="中共云州市医学会机关委员会工作领导小组办公室"),
    "table": simple(table(rows=40, columns=4), imprint=False),
}
PLANS = {name: lay_out(gongwen, FONTS) for name, gongwen in SAMPLES.items()}


def _drawn(gongwen: Gongwen, plan: PagePlan) -> bytes:
    return render(Drawing(gongwen, plan, FONTS, (files("hongtou.templates"),)))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Paper]:
    folder = tmp_path_factory.mktemp("libreoffice")
    return papers_of(folder, {name: _drawn(gongwen, PLANS[name]) for name, gongwen in SAMPLES.items()})


@pytest.mark.parametrize("name", SAMPLES)
def test_there_are_as_many_pages_as_planned(papers: dict[str, Paper], name: str) -> None:
    assert len(papers[name]) == len(PLANS[name].pages)


@pytest.mark.parametrize("page", [2, 3])
def test_full_pages_have_22_lines_of_28_characters(papers: dict[str, Paper], page: int) -> None:
    rows = papers["full"].body(page)
    assert len(rows) == 22
    assert {len(row.text) for row in rows} <= {26, 28}
    assert all(row.right == pytest.approx(184, abs=1) for row in rows if len(row.text) == 28)


def test_marks_do_not_hang_over_the_edge(papers: dict[str, Paper]) -> None:
    rows = [row for page in (1, 2, 3) for row in papers["prose"].body(page)]
    assert max(row.right for row in rows) < 184.6
    assert not any(row.text[0] in "，。、；：”》）" for row in rows)


@pytest.mark.parametrize("name", ["prose", "pieces"])
def test_lines_break_where_the_plan_breaks_them(papers: dict[str, Paper], name: str) -> None:
    """Both outputs show one document."""
    plan = PLANS[name]
    planned = [line.text.strip() for page in plan.pages for _, line, _ in plan.lines(page) if line.text]
    rows = [row.text.strip() for page in plan.pages for row in papers[name].body(page.number)]
    assert rows[2:-1] == planned[1:]  # without the mark, the 发文字号 and the 版记


@pytest.mark.parametrize("name", ["full", "short_name", "long_name"])
def test_the_marks_ink_begins_35_mm_below_the_type_area(papers: dict[str, Paper], name: str) -> None:
    left, top, right, _ = papers[name].ink(1, (20, 60, 200, 100), red=True, dpi=600) or (0, 0, 0, 0)
    assert top == pytest.approx(72, abs=0.5)
    assert (left + right) / 2 == pytest.approx(106, abs=1)


@pytest.mark.parametrize("name", ["whole", "full", "short_name", "long_name"])
def test_the_red_rule_lies_where_planned(papers: dict[str, Paper], name: str) -> None:
    masthead = PLANS[name].masthead
    assert masthead is not None
    middle = masthead.rules[0].y / 72 * 25.4
    left, top, right, bottom = papers[name].ink(1, (20, middle - 1, 200, middle + 1), red=True, dpi=600) or (0, 0, 0, 0)
    assert (top + bottom) / 2 == pytest.approx(middle, abs=0.2)
    assert (left, right) == pytest.approx((28, 184), abs=0.3)


@pytest.mark.parametrize("name", ["full", "last", "blank", "whole"])
def test_the_imprints_last_rule_lies_on_the_edge_of_the_type_area(papers: dict[str, Paper], name: str) -> None:
    imprint = PLANS[name].imprint
    assert imprint is not None
    left, _, right, bottom = papers[name].ink(imprint.page, (20, 258, 200, 264), dpi=600) or (0, 0, 0, 0)
    assert bottom == pytest.approx(262, abs=0.5)
    assert (left, right) == pytest.approx((28, 184), abs=0.3)


def test_the_imprint_stands_on_its_page_below_the_text(papers: dict[str, Paper]) -> None:
    rows = papers["last"].body(2)
    assert rows[-1].text.endswith("2026年11月21日印发")
    assert rows[-2].text.startswith("国")
    assert rows[-1].right == pytest.approx(184 - 4.94, abs=0.5)


def test_page_numbers_stand_outside_with_their_dashes_at_269_mm(papers: dict[str, Paper]) -> None:
    odd, even = papers["full"].rows(1)[-1], papers["full"].rows(2)[-1]
    assert (odd.text, even.text) == ("— 1 —", "— 2 —")
    assert odd.right == pytest.approx(184 - 4.94, abs=0.3)
    assert even.left == pytest.approx(28 + 4.94, abs=0.3)
    dash = papers["full"].ink(1, (odd.left, 263, odd.glyphs[0].right, 275), dpi=600)
    assert dash is not None
    assert (dash[1] + dash[3]) / 2 == pytest.approx(269, abs=0.3)


def test_a_blank_page_and_the_imprint_behind_it_bear_no_number(papers: dict[str, Paper]) -> None:
    paper = papers["blank"]
    assert paper.text(2).endswith("—2—")
    assert paper.text(3) == ""
    assert "—" not in paper.text(4)
    assert paper.text(4).endswith("印发")


def test_a_tables_head_stands_on_every_page(papers: dict[str, Paper]) -> None:
    paper = papers["table"]
    assert len(paper) > 1
    assert all("序号姓名" in paper.text(page) for page in range(1, len(paper) + 1))
    left, _, right, _ = paper.ink(2, (20, 37, 200, 262), dpi=300) or (0, 0, 0, 0)
    assert (left, right) == pytest.approx((28, 184), abs=0.4)
