"""How far curves reach is what fontTools finds, whatever the curves are."""

from __future__ import annotations

import pytest
from fontTools.pens.boundsPen import BoundsPen
from hongtou.fonts.outline_bounds import OutlineBounds
from hypothesis import given
from hypothesis import strategies as st

POINT = st.tuples(st.integers(-2000, 2000), st.integers(-2000, 2000))
STROKE = st.one_of(
    st.tuples(st.just("lineTo"), st.tuples(POINT)),
    st.tuples(st.just("qCurveTo"), st.tuples(POINT, POINT)),
    st.tuples(st.just("curveTo"), st.tuples(POINT, POINT, POINT)),
)


@given(POINT, st.lists(STROKE, min_size=1, max_size=8))
def test_bounds_are_those_that_fonttools_finds(
    start: tuple[int, int], strokes: list[tuple[str, tuple[tuple[int, int], ...]]]
) -> None:
    ours, theirs = OutlineBounds(), BoundsPen(None)
    for pen in (ours, theirs):
        pen.moveTo(start)
        for name, points in strokes:
            getattr(pen, name)(*points)
        pen.closePath()
    assert ours.bounds == pytest.approx(theirs.bounds, abs=1e-3)


def test_nothing_drawn_reaches_nowhere() -> None:
    assert OutlineBounds().bounds == (0.0, 0.0, 0.0, 0.0)
