"""Tables of the collection as LibreOffice shows them: its lines break where the plan has them, its pages end there."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import pytest
from hongtou import Content, Drawing, Gongwen, Table
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.plan import PagePlan
from hongtou.render.docx import render
from support.libreoffice import MARKS, papers_of
from support.measure import Paper
from support.sheets import sheet_tables
from support.tables import collection

pytestmark = MARKS


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[PagePlan, Paper]:
    folder = tmp_path_factory.mktemp("libreoffice")
    tables: dict[str, Table] = {**collection(), **sheet_tables(folder)}
    assert len(tables) >= 30
    fonts = Fonts()
    gongwen = Gongwen("通知", Content("表格", tuple(replace(table, title=name) for name, table in tables.items())))
    plan = lay_out(gongwen, fonts)
    content = render(Drawing(gongwen, plan, fonts, (files("hongtou.templates"),)))
    return plan, papers_of(folder, {"表格": content})["表格"]


def test_every_line_of_every_cell_stands_on_its_page(printed: tuple[PagePlan, Paper]) -> None:
    plan, paper = printed
    assert len(paper) == len(plan.pages)
    lost = []
    for page in plan.pages:
        rows = [row.text.replace(" ", "") for row in paper.rows(page.number)]
        for piece in page.slices:
            if grid := plan.galley[piece.element].grid:
                cells = [cell for row in (*grid.head, *grid.rows[piece.start : piece.stop]) for cell in row.cells]
                lines = [line.replace(" ", "") for cell in cells for line in cell.lines]
                lost += [line for line in lines if not any(line in row for row in rows)]
    assert "\n".join(lost) == ""
