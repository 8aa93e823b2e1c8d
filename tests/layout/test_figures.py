"""Pictures in the text: no wider than the type area, never cut, never parted from their titles."""

from __future__ import annotations

import pytest
from hongtou import Content, Figure, Gongwen, Paragraph, Picture, spans
from hongtou.layout import lay_out
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.plan import PagePlan
from hongtou.layout.standard import BOTTOM, LEFT, PITCH, RIGHT, TOP
from hongtou.layout.styles import Role


def plan(lines: int, *figures: Figure) -> PagePlan:
    text = (Paragraph(spans("国" * 26)),)
    return lay_out(Gongwen("通知", Content("关于测试的通知", (*text * lines, *figures, *text * 3))), CellMetrics())


def figure(width: float, height: float, title: str = "图1 覆盖率") -> Figure:
    return Figure(Picture("覆盖率", b"", width, height), title)


@pytest.mark.parametrize(("width", "height"), [(100, 50), (156, 80), (300, 100), (50, 400), (1000, 3000)])
@pytest.mark.parametrize("lines", [1, 10, 17, 18])
def test_a_picture_stands_whole_within_the_type_area_above_its_title(width: float, height: float, lines: int) -> None:
    made = plan(lines, figure(width, height))
    (picture,) = made.pictures
    assert LEFT - 0.01 <= picture.x < picture.x + picture.width <= RIGHT + 0.01
    assert picture.x - LEFT == pytest.approx(RIGHT - picture.x - picture.width)
    assert TOP - 0.01 <= picture.y < picture.y + picture.height <= BOTTOM
    assert picture.width / picture.height == pytest.approx(width / height)
    titles = [y for element, _, y in made.lines(made.pages[picture.page - 1]) if element.role is Role.FIGURE_TITLE]
    assert len(titles) == 1
    assert 0 <= titles[0] - picture.y - picture.height <= PITCH


def test_a_picture_that_fits_keeps_its_size_and_the_lines_their_grid() -> None:
    made = plan(2, figure(120, 61.3))
    (picture,) = made.pictures
    assert (picture.picture.width, picture.picture.height) == (120, 61.3)
    lines = [y for element, _, y in made.lines(made.pages[0]) if element.role in (Role.TEXT, Role.FIGURE_TITLE)]
    assert [round((y - lines[0]) / PITCH, 6) % 1 for y in lines] == [0] * len(lines)


def test_pictures_without_a_title_are_placed_in_order() -> None:
    made = plan(2, figure(100, 100, ""), figure(100, 100, ""))
    assert [picture.page for picture in made.pictures] == [1, 2]
    assert not any(element.role is Role.FIGURE_TITLE for element in made.galley)
