"""Painted pages: everything of the plan is on them, where the plan has it, and a renderer needs nothing else."""

from __future__ import annotations

from importlib.resources import files
from xml.sax.saxutils import escape

import pytest
from fidelity.corpus import across, basic, headed, sealed
from hongtou import Cell, Column, Drawing, Gongwen, Paragraph, Row, Table, spans
from hongtou.document.model import Emphasis, Span
from hongtou.errors import FontError
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.page_setup import STANDARD, PageSetup
from hongtou.layout.plan import PagePlan
from hongtou.layout.standard import TABLE_RULE
from hongtou.layout.styles import Role
from hongtou.page import Frame, frame, frames
from hongtou.render.pdf import render
from support.measure import Paper
from support.samples import filler, merged, simple, whole

FONTS = Fonts()
MM = 25.4 / 72
SAMPLES = {
    "whole": whole(),
    "sealed": sealed(2),
    "headed": basic(headed()),
    "rotated": basic([across(30)]),
    "merged": simple(merged(20)),
}


def painted(gongwen: Gongwen, setup: PageSetup = STANDARD) -> tuple[PagePlan, list[Frame]]:
    plan = lay_out(gongwen, FONTS, setup)
    return plan, list(frames(plan, FONTS))


def line(written: str) -> Gongwen:
    return simple(Paragraph(spans(written)))


def text(painted: Frame) -> str:
    return "".join(one.text for one in painted.texts)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_character_of_the_plan_is_painted_once(name: str) -> None:
    plan, pages = painted(SAMPLES[name])
    for page, drawn in zip(plan.pages, pages, strict=True):
        wanted = [line.text for _, line, _ in plan.lines(page)]
        for piece in page.slices:
            if grid := plan.galley[piece.element].grid:
                rows = (*grid.head, *grid.rows[piece.start : piece.stop])
                wanted += [line for row in rows for cell in row.cells for line in cell.lines]
        if plan.masthead and page.number == 1:
            wanted += [line.text for line in plan.masthead.issuer_mark.lines]
        if plan.imprint and plan.imprint.page == page.number:
            wanted += [line.text for element in plan.imprint.elements for line in element.lines]
        assert sorted(text(drawn)) == sorted("".join(wanted))


def test_the_mark_is_read_behind_the_corner_above_it() -> None:
    _, (first, *_) = painted(whole())
    read = text(first)
    assert read.index("机密") < read.index("医学会委员会文件") < read.index("〔2026〕")


def test_lines_stand_where_the_plan_has_them() -> None:
    plan, pages = painted(simple(*filler(30)))
    style = plan.setup.styles[Role.TEXT]
    for page, drawn in zip(plan.pages, pages, strict=True):
        wanted = [y + style.pitch / 2 + 0.38 * 16 for element, _, y in plan.lines(page) if element.role is Role.TEXT]
        baselines = dict.fromkeys(one.baseline for one in drawn.texts if one.tag.role is Role.TEXT)
        assert list(baselines) == pytest.approx(wanted)


def test_a_character_that_the_face_lacks_comes_from_another_font() -> None:
    _, (first, *_) = painted(line("由王喆、李䶮、赵㐀同志负责。"))
    fonts = {char: one.font for one in first.texts for char in one.text}
    assert fonts["王"].path.name == "FandolFang-Regular.otf"
    assert fonts["喆"].path.name == "LXGWWenKai-Light.ttf"
    assert (fonts["㐀"].path.name, fonts["㐀"].index) == ("NotoSerifCJK-Regular.ttc", 2)


def test_what_stands_in_is_as_large_and_as_high_as_its_neighbours() -> None:
    _, (first, *_) = painted(line("由王喆堃王同志负责。"))
    texts = [one for one in first.texts if one.tag.role is Role.TEXT]
    before, lacking, behind = texts[0], *texts[1:3]
    assert lacking.text == "喆堃"
    assert behind.x - before.x == pytest.approx(4 * (before.size + before.tracking))
    assert sum(lacking.advances()) == pytest.approx(2 * (before.size + before.tracking))
    assert 0.9 < lacking.size / before.size < 1.1
    # The middle of its own characters lies 0.26 mm higher.
    assert 0.2 < (lacking.baseline - before.baseline) * MM < 0.4


@pytest.mark.parametrize("name", SAMPLES)
def test_a_text_is_as_wide_as_its_characters(name: str) -> None:
    for page in painted(SAMPLES[name])[1]:
        for one in (*page.texts, *page.folio):
            assert one.width == pytest.approx(sum(one.advances()), abs=1e-9)


def test_digits_of_heiti_are_heiti() -> None:
    _, (first, *_) = painted(simple(Paragraph((Span("表彰"), Span("10名", Emphasis.STRONG), Span("同志。")))))
    fonts = {char: one.font.path.name for one in first.texts if one.tag.role is Role.TEXT for char in one.text}
    assert (fonts["1"], fonts["名"]) == ("NotoSansCJK-Regular.ttc", "FandolHei-Regular.otf")


def test_all_characters_that_no_font_has_are_told_at_once() -> None:
    with pytest.raises(FontError, match=r"“\U000f0000”.*“\U000f0001”"):
        painted(line("这里有\U000f0000和\U000f0001字。"))


def test_even_pages_are_mirrored_where_the_office_wants_it() -> None:
    _, (first, second, *_) = painted(simple(*filler(40)), PageSetup(mirrored=True))
    lefts = [min(one.x for one in page.texts) * MM for page in (first, second)]
    assert lefts == pytest.approx([28, 26], abs=0.01)


def test_what_is_on_preprinted_paper_is_not_painted() -> None:
    plan, (first, *_) = painted(whole(), PageSetup(preprinted=True))
    assert plan.masthead
    assert not any(one.tag.role is Role.ISSUER_MARK for one in first.texts)
    assert first.fills == ()


def test_lines_of_a_turned_table_run_up_the_sheet() -> None:
    _, pages = painted(SAMPLES["rotated"])
    rotated = next(page for page in pages if any(one.rotated for one in page.texts)).texts
    head, below = (
        [one for one in rotated if one.tag.role is Role.TABLE and (one.tag.row == 0) is is_head] for is_head in (True, False)
    )
    assert max(one.x for one in head) < min(one.x for one in below)
    assert [one.baseline for one in head[:3]] == sorted((one.baseline for one in head[:3]), reverse=True)


def test_one_page_alone_is_the_same_page() -> None:
    plan, pages = painted(whole())
    assert [frame(plan, FONTS, number) for number in range(1, len(pages) + 1)] == pages


def test_bookmarks_are_titles_and_headings_by_level() -> None:
    _, pages = painted(SAMPLES["headed"])
    bookmarks = [(bookmark.level, bookmark.text) for page in pages for bookmark in page.bookmarks]
    assert bookmarks[:2] == [(1, "关于做好2026年度党建工作总结的通知"), (2, "一、切实抓好第1方面工作")]


def svg(painted: Frame) -> str:
    """A page as SVG: all that a renderer of somebody else's needs to write."""
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {painted.width} {painted.height}">']
    parts += [f'<rect x="{one.x}" y="{one.y}" width="{one.width}" height="{one.height}"/>' for one in painted.fills]
    for one in (*painted.texts, *painted.folio):
        x, places = one.x, []
        for advance in one.advances():
            places.append(f"{x:.3f}")
            x += advance
        parts.append(f'<text x="{" ".join(places)}" y="{one.baseline:.3f}" font-size="{one.size}">{escape(one.text)}</text>')
    return "".join([*parts, "</svg>"])


def test_a_renderer_of_somebody_elses_draws_what_the_pdf_has() -> None:
    from lxml import etree

    gongwen = whole()
    plan, pages = painted(gongwen)
    paper = Paper(render(Drawing(gongwen, plan, FONTS, (files("hongtou.templates"),))))
    for page in pages:
        tree = etree.fromstring(svg(page))
        drawn = [
            (char, float(x) * MM, float(item.get("y") or 0) * MM)
            for item in tree.iter("{*}text")
            for char, x in zip(item.text or "", (item.get("x") or "").split(), strict=True)
            if char.strip()
        ]
        measured = [
            (glyph.text, glyph.left, glyph.baseline)
            for row in paper.rows(page.number)
            for glyph in row.glyphs
            if glyph.text.strip()
        ]
        for (char, *place), (shown, *measured_place) in zip(
            sorted(drawn, key=_by_row), sorted(measured, key=_by_row), strict=True
        ):
            assert char == shown
            assert place == pytest.approx(measured_place, abs=0.05)


def _by_row(glyph: tuple[str, float, float]) -> tuple[float, float]:
    return round(glyph[2], 1), glyph[1]


def test_no_rule_runs_through_merged_cells() -> None:
    plan, (page, *_) = painted(simple(merged()))
    element = next(element for element in plan.galley if element.grid)
    assert element.grid
    portrait = [fill for fill in page.fills if fill.height > fill.width]
    level = [fill for fill in page.fills if fill.width > fill.height and abs(fill.height - TABLE_RULE) < 1e-6]
    cells = [one for one in page.texts if one.tag.role is Role.TABLE]

    def crossed(name: str) -> tuple[int, int]:
        """How many rules go through a cell: level ones through its column above its text, portrait ones through its row."""
        text = next(one for one in cells if one.text == name)
        return (
            sum(abs(fill.y - text.baseline) < 15 and fill.x <= text.x <= fill.x + fill.width for fill in level),
            sum(fill.y <= text.baseline <= fill.y + fill.height and text.x < fill.x < text.x + 20 for fill in portrait),
        )

    assert crossed("云州市第1人民医院") == (0, 0)
    assert crossed("收入") == (1, 0)
    # Only the one between 预算 and 决算 does not go through from top to bottom.
    heights = sorted(fill.height for fill in portrait if fill.width == TABLE_RULE)
    assert len(heights) == 5
    assert heights[0] < heights[1] * 0.7
    assert heights[1] == pytest.approx(heights[4])


def test_every_cell_of_a_table_has_its_rules() -> None:
    # Widths that are no whole numbers: sums of them must meet whichever way they are made.
    columns = tuple(Column(f"{name}栏", 3.3 + number / 7) for number, name in enumerate("甲乙丙丁戊己庚"))
    body = tuple(Row(tuple(Cell(f"{row}之{number}") for number in range(7))) for row in range(4))
    _, (page, *_) = painted(simple(Table(columns, body)))
    cells = [one for one in page.texts if one.tag.role is Role.TABLE]
    assert len(cells) == 5 * 7
    portrait = [fill for fill in page.fills if fill.width == TABLE_RULE]
    for cell in cells:
        beside = [fill.x for fill in portrait if fill.y <= cell.baseline <= fill.y + fill.height]
        assert len(beside) == 8
        assert any(x < cell.x for x in beside)
        assert any(x > cell.x + sum(cell.advances()) for x in beside)
