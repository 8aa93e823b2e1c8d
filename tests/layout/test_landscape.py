"""横排表格 (clause 8): pages of their own, rows whole, the head on every one."""

from __future__ import annotations

import datetime

import pytest
from hongtou import (
    Attachment,
    Block,
    Cell,
    Column,
    Content,
    DocumentNumber,
    Gongwen,
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
from hongtou.layout.plan import PagePlan
from hongtou.layout.standard import LEFT, RIGHT, TYPE_HEIGHT
from hongtou.layout.styles import Role

DATE = datetime.date(2026, 11, 21)
TEXT = Paragraph(spans("现将有关情况报告如下。"))


def wide(rows: int, columns: int = 8, title: str = "") -> Table:
    heads = tuple(Column(f"栏{number}", 10) for number in range(columns))
    return Table(heads, tuple(Row(tuple(Cell(f"{row}、国家") for _ in heads)) for row in range(rows)), title, landscape=True)


def plan(*blocks: Block, attachment: Content | None = None, red: bool = True) -> PagePlan:
    main = Content("关于测试的通知", blocks, attachments=(Attachment("统计表", attachment),) if attachment else ())
    head = Masthead(IssuerMark(("云州市医学会",)), DocumentNumber("云医发", 2026, 1)) if red else None
    imprint = Imprint((), "云州市医学会办公室", DATE) if red else None
    return lay_out(
        Gongwen("通知", main, masthead=head, signature=Signature(("云州市医学会",), DATE), imprint=imprint), CellMetrics()
    )


def landscape(made: PagePlan) -> list[bool]:
    return [page.landscape for page in made.pages]


def test_a_landscape_table_has_pages_of_its_own() -> None:
    made = plan(TEXT, wide(3, title="表1 情况"), TEXT, wide(3), TEXT)
    assert landscape(made) == [False, True, False, True, False, False]
    for page in made.pages:
        assert {made.galley[piece.element].landscape for piece in page.slices} <= {page.landscape}


@pytest.mark.parametrize("rows", [1, 20, 21, 22, 23, 100, 300])
def test_rows_are_whole_and_fill_the_width_of_the_landscape_page(rows: int) -> None:
    made = plan(TEXT, wide(rows), TEXT)
    pieces = [piece for page in made.pages if page.landscape for piece in page.slices]
    assert [piece.start for piece in pieces] == [0, *[piece.stop for piece in pieces[:-1]]]
    assert pieces[-1].stop == rows
    for piece in pieces:
        grid = made.galley[piece.element].grid
        assert grid is not None
        bottom = piece.y + grid.head[0].height + sum(row.height for row in grid.rows[piece.start : piece.stop])
        assert LEFT - 0.01 <= piece.y < bottom <= RIGHT + 0.05
        assert sum(grid.widths) == pytest.approx(TYPE_HEIGHT, abs=0.05)


def test_an_attachment_that_is_a_landscape_table_is_landscape_with_its_mark_and_title() -> None:
    made = plan(TEXT, attachment=Content("统计表", (TEXT, wide(3), TEXT)))
    (page,) = (page for page in made.pages if page.landscape)
    roles = [made.galley[piece.element].role for piece in page.slices]
    assert roles == [Role.ATTACHMENT_MARK, Role.BLANK, Role.TITLE, Role.BLANK, Role.TEXT, Role.TABLE, Role.TEXT]
    title = next(line for element, line, _ in made.lines(page) if element.role is Role.TITLE)
    assert title.x + title.width / 2 == pytest.approx(TYPE_HEIGHT / 2)


def test_a_plain_document_that_is_a_landscape_table_is_landscape_whole() -> None:
    assert landscape(plan(wide(3), red=False)) == [True]
    assert landscape(plan(TEXT, TEXT, wide(3), red=False)) == [True]
    assert landscape(plan(TEXT, TEXT, TEXT, wide(3), TEXT, red=False)) == [False, True, False]


@pytest.mark.parametrize("pages", [1, 2, 3, 4])
def test_the_imprint_never_stands_on_a_landscape_page(pages: int) -> None:
    made = plan(TEXT, attachment=Content("统计表", (wide(20 * pages),)))
    assert made.imprint is not None
    assert not made.pages[made.imprint.page - 1].landscape
    assert made.imprint.page % 2 == 0


@pytest.mark.parametrize(("columns", "landscape", "advice"), [(40, False, "设为横排"), (60, True, "请减少栏数")])
def test_more_columns_than_a_page_has_room_for_are_refused_by_name(columns: int, landscape: bool, advice: str) -> None:
    heads = tuple(Column(f"栏{number}", 1) for number in range(columns))
    table = Table(heads, (Row(tuple(Cell("国") for _ in heads)),), "情况表", landscape=landscape)
    with pytest.raises(HongtouError, match=rf"“情况表”有{columns}栏.*{advice}"):
        plan(TEXT, table)


def test_columns_never_overrun_the_page_whatever_they_ask_for() -> None:
    heads = (Column("长", 500), *(Column("短", 0.1) for _ in range(20)))
    made = plan(TEXT, Table(heads, (Row(tuple(Cell("国") for _ in heads)),)))
    grid = next(element.grid for element in made.galley if element.grid)
    assert grid is not None
    assert sum(grid.widths) == pytest.approx(RIGHT - LEFT, abs=0.05)
    assert min(grid.widths) >= grid.size
