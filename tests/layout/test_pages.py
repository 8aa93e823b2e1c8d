"""Whole documents: where the elements stand, and on which page the 版记 falls."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hongtou import (
    Attachment,
    Block,
    Cell,
    Column,
    Content,
    DocumentNumber,
    Gongwen,
    Heading,
    HongtouError,
    Imprint,
    IssuerMark,
    Masthead,
    Paragraph,
    Row,
    Signature,
    Table,
    spans,
)
from hongtou.layout import lay_out
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.page_setup import PageSetup
from hongtou.layout.plan import PagePlan, Slice
from hongtou.layout.signature import unsealed
from hongtou.layout.standard import BOTTOM, PITCH, TOP, to_mm
from hongtou.layout.styles import Role

DATE = datetime.date(2026, 11, 21)


def document(lines: int, *, red: bool = False, signed: bool = False, imprint: bool = True) -> Gongwen:
    """A document whose body has so many paragraphs of one line."""
    paragraphs = [Paragraph(spans("国" * 26)) for _ in range(lines)]
    return Gongwen(
        "通知",
        Content("关于测试的通知", tuple(paragraphs)),
        masthead=Masthead(IssuerMark(("云州市医学会",)), DocumentNumber("云医发", 2026, 1)) if red else None,
        signature=Signature(("云州市医学会",), DATE) if signed else None,
        note="此件公开发布" if signed else "",
        imprint=Imprint(("市委组织部",), "云州市医学会办公室", DATE) if imprint else None,
    )


def plan(gongwen: Gongwen) -> PagePlan:
    return lay_out(gongwen, CellMetrics())


def lines_on(page_plan: PagePlan, number: int) -> list[tuple[Role, str, float]]:
    page = page_plan.pages[number - 1]
    return [(element.role, line.text, to_mm(y)) for element, line, y in page_plan.lines(page)]


def place(page_plan: PagePlan, role: Role, page: int = 1) -> float:
    return next(y for found, _, y in lines_on(page_plan, page) if found is role)


# The title and its blank lines take three lines' room on the first page of a document without a red head.
@pytest.mark.parametrize(
    ("body", "pages", "imprint_page", "folios"),
    [
        (10, 2, 2, [True, True]),
        (18, 2, 2, [True, True]),
        (18 + 10, 2, 2, [True, True]),
        (18 + 22, 4, 4, [True, True, False, False]),
        (18 + 22 + 5, 4, 4, [True, True, True, True]),
        (18 + 44, 4, 4, [True, True, True, True]),
    ],
)
def test_the_imprint_stands_at_the_foot_of_the_last_even_page(
    body: int, pages: int, imprint_page: int, folios: list[bool]
) -> None:
    made = plan(document(body))
    assert len(made.pages) == pages
    assert made.imprint is not None
    assert made.imprint.page == imprint_page
    assert [page.folio for page in made.pages] == folios
    assert made.imprint.rules[-1].y == BOTTOM


@pytest.mark.parametrize("body", range(30, 45))
def test_text_and_imprint_never_touch(body: int) -> None:
    made = plan(document(body))
    assert made.imprint is not None
    line = to_mm(made.setup.pitch)
    ends = [y + line for _, _, y in lines_on(made, made.imprint.page)]
    assert max(ends, default=0.0) <= to_mm(made.imprint.top) - line


def test_full_pages_hold_22_lines() -> None:
    made = plan(document(100, imprint=False))
    for page in (2, 3, 4):
        found = lines_on(made, page)
        assert len(found) == 22
        assert found[0][2] == pytest.approx(37, abs=0.01)
        assert found[-1][2] + to_mm(PITCH) <= 262.01


def test_a_paragraph_longer_than_a_page_goes_on_over_pages() -> None:
    made = plan(Gongwen("通知", Content("关于测试的通知", (Paragraph(spans("国" * 28 * 100)),))))
    counts = [len(lines_on(made, page.number)) for page in made.pages]
    assert counts[1:-1] == [22] * (len(counts) - 2)
    assert (
        "".join(text for page in made.pages for role, text, _ in lines_on(made, page.number) if role is Role.TEXT) == "国" * 2800
    )


def test_a_group_of_a_table_never_ends_a_page() -> None:
    columns = (Column("序号", 3), Column("姓名", 6))
    body = tuple(Row((Cell(f"第{n}组"),), band=True) if n % 3 == 0 else Row((Cell(str(n)), Cell("张三"))) for n in range(120))
    made = plan(Gongwen("通知", Content("名单", (Table(columns, body),))))
    for page in made.pages:
        for piece in page.slices:
            grid = made.galley[piece.element].grid
            assert grid is None or not grid.rows[piece.stop - 1].keep or piece.stop == len(grid.rows)


def test_the_red_head_stands_by_the_standard() -> None:
    made = plan(document(3, red=True))
    assert made.masthead is not None
    issuer_mark, rule = made.masthead.issuer_mark, to_mm(made.masthead.rules[0].y)
    ink = CellMetrics().ink(issuer_mark.lines[0].runs[0].face, "")
    assert to_mm(issuer_mark.baselines[0] - ink.top * issuer_mark.size) == pytest.approx(72)
    number = place(made, Role.DOCUMENT_NUMBER) + to_mm((PITCH - 16) / 2)
    assert number == pytest.approx(to_mm(issuer_mark.bottom) + 20.78, abs=0.02)
    assert rule == pytest.approx(number + to_mm(16) + 4 + to_mm(0.75), abs=0.02)
    title = place(made, Role.TITLE) + to_mm((35 - 22) / 2)
    assert title == pytest.approx(rule + to_mm(0.75) + 20.78, abs=0.02)


@pytest.mark.parametrize("body", range(1, 60))
def test_the_signature_never_stands_without_text(body: int) -> None:
    made = plan(document(body, signed=True, imprint=False))
    pages = [lines_on(made, page.number) for page in made.pages]
    last = next(page for page in pages if any(role is Role.SIGNATURE for role, _, _ in page))
    roles = [role for role, _, _ in last]
    assert Role.TEXT in roles
    assert roles[roles.index(Role.SIGNATURE) - 1] is Role.BLANK
    assert roles[roles.index(Role.SIGNATURE) + 1 :] == [Role.DATE, Role.NOTE]


@pytest.mark.parametrize(
    ("issuer", "date", "sign_left", "date_left"),
    [(10, 6.5, 16, 18), (5, 6.5, 17.5, 19.5), (7, 7, 19, 21), (26, 6.5, 0, 2), (40, 6.5, 0, 2)],
)
def test_an_unsealed_signature_follows_the_formula(issuer: float, date: float, sign_left: float, date_left: float) -> None:
    assert unsealed(issuer, date, cell=1, width=28) == (sign_left, date_left)


def test_attachments_begin_pages_with_their_mark_and_title_on_lines_one_and_three() -> None:
    table = Content("报名表", (Paragraph(spans("填表说明。")),))
    content = Content(
        "关于报名的通知", (Paragraph(spans("正文。")),), attachments=(Attachment("报名表", table), Attachment("须知"))
    )
    made = plan(Gongwen("通知", content))
    notes = [text for role, text, _ in lines_on(made, 1) if role is Role.ATTACHMENT_NOTE]
    assert notes == ["附件：1.报名表", "2.须知"]
    roles = lines_on(made, 2)
    assert roles[0][:2] == (Role.ATTACHMENT_MARK, "附件1")
    assert roles[0][2] == pytest.approx(37, abs=0.01)
    assert roles[2][:2] == (Role.TITLE, "报名表")
    assert roles[2][2] == pytest.approx(37 + 2 * to_mm(PITCH), abs=0.01)
    assert len(made.pages) == 2


def test_attachment_names_hang_below_their_first_character() -> None:
    names = (Attachment("国" * 40), Attachment("家" * 40))
    made = plan(Gongwen("通知", Content("关于报名的通知", (Paragraph(spans("正文。")),), attachments=names)))
    page = made.pages[0]
    lefts = [
        (line.text[:3], round(line.x / 15.75, 2)) for element, line, _ in made.lines(page) if element.role is Role.ATTACHMENT_NOTE
    ]
    assert lefts == [("附件：", 2.0), ("国国国", 5.98), ("2.家", 5.0), ("家家家", 5.98)]


def rows(count: int) -> Table:
    columns = (Column("序号", 3), Column("姓名", 6))
    return Table(columns, tuple(Row((Cell(str(number)), Cell("张三"))) for number in range(count)))


def test_no_row_of_a_table_is_lost_and_none_overruns_a_page() -> None:
    made = plan(Gongwen("通知", Content("名单", (Paragraph(spans("说明。")), rows(100), Paragraph(spans("完。"))))))
    pieces = [(page, piece) for page in made.pages for piece in page.slices if made.galley[piece.element].grid]
    assert [piece.start for _, piece in pieces] == [0, *[piece.stop for _, piece in pieces[:-1]]]
    assert pieces[-1][1].stop == 100
    for page, piece in pieces:
        grid = made.galley[piece.element].grid
        assert grid is not None
        bottom = piece.y + grid.head[0].height + sum(row.height for row in grid.rows[piece.start : piece.stop])
        assert TOP <= piece.y < bottom <= BOTTOM + 0.05
        following = [other.y for other in page.slices if other.y > piece.y]
        assert all(y >= bottom - 0.05 for y in following)


def test_a_row_higher_than_a_page_is_refused_by_name() -> None:
    table = Table((Column("内容", 10),), (Row((Cell("国" * 3000),)),))
    with pytest.raises(HongtouError, match=r"表格第1行.*比一页还高"):
        plan(Gongwen("通知", Content("名单", (table,))))


def test_a_head_higher_than_a_page_is_refused_as_what_it_is() -> None:
    table = Table((Column("国" * 3000, 10),), (Row((Cell("甲"),)),))
    with pytest.raises(HongtouError, match="表格的表头（“国国国国国国国国国国……”）比一页还高"):
        plan(Gongwen("通知", Content("名单", (table,))))


def test_the_longest_cell_names_a_row() -> None:
    table = Table((Column("序号", 2), Column("内容", 10)), (Row((Cell("7"), Cell("国" * 3000))),))
    with pytest.raises(HongtouError, match="表格第1行（“国国"):
        plan(Gongwen("通知", Content("名单", (table,))))


def test_lines_follow_each_other_without_overlap() -> None:
    made = plan(document(60, red=True, signed=True))
    for page in made.pages:
        ys = [y for _, _, y in lines_on(made, page.number)]
        assert all(second - first >= to_mm(PITCH) - 0.01 for first, second in pairwise(ys))


def ends(made: PagePlan) -> list[Role]:
    """What each page ends with."""
    return [made.galley[page.slices[-1].element].role for page in made.pages if page.slices]


@pytest.mark.parametrize("lines", range(10, 24))
def test_no_heading_ends_a_page_and_none_is_divided(lines: int) -> None:
    text = Paragraph(spans("国" * 26))
    chapter: tuple[Block, ...] = (
        Heading(1, spans("一、" + "国" * 40)),
        Heading(2, spans("（一）指导思想")),
        Heading(3, spans("1.总要求")),
        Paragraph(spans("国" * 200)),
    )
    blocks: tuple[Block, ...] = (*[text] * lines, *chapter)
    made = plan(Gongwen("通知", Content("关于测试的通知", blocks)))
    assert not set(ends(made)) & {Role.HEADING_1, Role.HEADING_2, Role.HEADING_3}
    assert all(piece.stop - piece.start == len(made.galley[piece.element].lines) for piece in headings_of(made))
    loose = lay_out(Gongwen("通知", Content("关于测试的通知", blocks)), CellMetrics(), PageSetup(keep_headings=False))
    assert len(loose.pages) <= len(made.pages)


def headings_of(made: PagePlan) -> list[Slice]:
    return [piece for page in made.pages for piece in page.slices if made.galley[piece.element].role is Role.HEADING_1]


@pytest.mark.parametrize("lines", range(10, 24))
def test_a_heading_is_kept_with_no_more_than_a_line_of_a_long_last_paragraph(lines: int) -> None:
    text = Paragraph(spans("国" * 26))
    blocks: tuple[Block, ...] = (*[text] * lines, Heading(1, spans("一、总体要求")), Paragraph(spans("国" * 28 * 12)))
    made = plan(Gongwen("通知", Content("关于测试的通知", blocks), signature=Signature(("云州市医学会",), DATE)))
    used = [max(y + to_mm(PITCH) for _, _, y in lines_on(made, page.number)) for page in made.pages[:-1]]
    assert all(end > 262 - 2.5 * to_mm(PITCH) for end in used)


@pytest.mark.parametrize("lines", range(8, 23))
def test_the_title_of_a_table_stays_with_its_first_group_and_its_first_row(lines: int) -> None:
    columns = (Column("序号", 3), Column("姓名", 6))
    body = (Row((Cell("一、党务干部"),), band=True), *(Row((Cell(str(n)), Cell("张三"))) for n in range(9)))
    text = Paragraph(spans("国" * 26))
    blocks: tuple[Block, ...] = (*[text] * lines, Table(columns, body, "表1 名单"))
    made = plan(Gongwen("通知", Content("关于测试的通知", blocks)))
    for page in made.pages:
        roles = {made.galley[piece.element].role: piece for piece in page.slices}
        if Role.TABLE_TITLE in roles:
            assert roles[Role.TABLE].stop >= 2


@pytest.mark.parametrize("lines", range(12, 24))
def test_a_short_last_line_does_not_stand_alone_above_the_signature(lines: int) -> None:
    length = 28 * 6 if lines % 2 else 26
    text = Paragraph(spans("国" * length))
    paragraphs = (*[text] * (lines * 28 // length), Paragraph(spans("妥否，请批示。")))
    made = plan(Gongwen("请示", Content("关于测试的请示", paragraphs), signature=Signature(("云州市医学会",), DATE)))
    for page in made.pages:
        texts = [text for role, text, _ in lines_on(made, page.number) if role is Role.TEXT]
        assert texts != ["妥否，请批示。"]


@pytest.mark.parametrize("lines", range(10, 24))
def test_a_few_names_of_attachments_stay_together(lines: int) -> None:
    blocks = (*[Paragraph(spans("国" * 26))] * lines, Paragraph(spans("妥否，请批示。")))
    content = Content("关于测试的请示", blocks, attachments=(Attachment("筹备方案"), Attachment("经费预算表" * 6)))
    made = plan(Gongwen("请示", content, signature=Signature(("云州市医学会",), DATE)))
    notes = [sum(role is Role.ATTACHMENT_NOTE for role, _, _ in lines_on(made, page.number)) for page in made.pages]
    assert sorted(notes)[-1] == 3
