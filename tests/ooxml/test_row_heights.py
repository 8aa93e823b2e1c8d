"""Rows of workbooks are as high as their text needs."""

from hongtou.ooxml.row_heights import LINE, row_height
from hypothesis import given
from hypothesis import strategies as st


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    assert row_height([("甲", 10), ("", 10)]) == LINE
    assert row_height([("甲" * 10, 12), ("乙", 12)]) == 2 * LINE
    assert row_height([("一\n二\n三", 40)]) == 3 * LINE
    assert row_height([]) == LINE


@given(st.text(), st.floats(1, 255))
def test_every_text_has_a_height_that_a_workbook_can_hold(text: str, width: float) -> None:
    assert LINE <= row_height([(text, width)]) <= 409
