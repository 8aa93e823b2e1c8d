"""The widths of columns: what holds for whatever stands in them."""

from __future__ import annotations

import pytest
from hongtou.layout.column_widths import Content, Demand, share
from hypothesis import given, settings
from hypothesis import strategies as st

STEP = 0.5
ATOMS = st.lists(st.sampled_from([0.5, 1.0, 1.0, 1.0, 2.0, 3.5, 9.0]), max_size=40)
COLUMNS = st.integers(1, 5).flatmap(
    lambda rows: st.lists(
        st.tuples(st.lists(ATOMS, min_size=rows, max_size=rows), st.sampled_from([0.0, 0.0, 5.0, 30.0])), min_size=1, max_size=6
    )
)
Columns = list[tuple[list[list[float]], float]]


def demands(columns: Columns) -> list[Demand]:
    made = []
    for cells, wish in columns:
        contents = [Content(cell) for cell in cells]
        least, most = (max(values) for values in zip(*((one.widest, one.width) for one in contents), strict=True))
        made.append(Demand(contents, least, most, wish))
    return made


def height(asked: list[Demand], widths: list[float]) -> int:
    return sum(map(max, zip(*(demand.lines(width) for demand, width in zip(asked, widths, strict=True)), strict=True)))


@given(COLUMNS, st.floats(0, 80))
@settings(max_examples=60, deadline=None)
def test_columns_fill_the_page_and_hold_what_is_not_broken(columns: Columns, spare: float) -> None:
    asked = demands(columns)
    room = sum(demand.least for demand in asked) + spare
    widths = share(asked, room, STEP)
    assert sum(widths) == pytest.approx(room, abs=1e-3)
    assert all(width >= demand.least - 1e-3 for width, demand in zip(widths, asked, strict=True))
    assert widths == share(demands(columns), room, STEP)


@given(COLUMNS, st.floats(0, 40), st.floats(0, 40))
@settings(max_examples=60, deadline=None)
def test_in_a_wider_table_no_column_is_narrower_and_no_row_higher(columns: Columns, spare: float, more: float) -> None:
    asked = demands(columns)
    room = sum(demand.least for demand in asked) + spare
    narrow, wide = share(asked, room, STEP), share(asked, room + more, STEP)
    assert all(after >= before - 1e-3 for before, after in zip(narrow, wide, strict=True))
    assert height(asked, wide) <= height(asked, [width - 1e-3 for width in narrow])


@given(COLUMNS, st.floats(0, 40))
@settings(max_examples=60, deadline=None)
def test_where_there_is_room_nothing_is_broken(columns: Columns, spare: float) -> None:
    asked = demands(columns)
    widths = share(asked, sum(demand.most for demand in asked) + spare, STEP)
    assert all(width >= demand.most - 1e-3 for width, demand in zip(widths, asked, strict=True))


def column(*texts: int, wish: float = 0.0) -> tuple[list[list[float]], float]:
    """Cells of so many characters."""
    return [[1.0] * length for length in texts], wish


def test_room_goes_where_it_saves_lines() -> None:
    short, long = share(demands([column(6, 6, 6), column(30, 30, 30)]), 21, STEP)
    assert short == pytest.approx(6)
    assert long == pytest.approx(15)


def test_one_long_remark_does_not_narrow_what_is_long_in_every_row() -> None:
    rows, remark = share(demands([column(*[16] * 10), column(*[2] * 9, 60)]), 26, STEP)
    assert rows == pytest.approx(16)
    assert remark == pytest.approx(10)


def test_what_is_left_is_shared_by_wishes_or_by_content() -> None:
    assert share(demands([column(2), column(4)]), 12, STEP) == pytest.approx([4, 8])
    assert share(demands([column(2, wish=8), column(4)]), 18, STEP) == pytest.approx([12, 6])
    # A wish never takes from another what that needs.
    assert share(demands([column(2, wish=80), column(4)]), 18, STEP) == pytest.approx([14, 4])
