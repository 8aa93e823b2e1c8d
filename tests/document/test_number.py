"""Numbers as documents print them."""

import pytest
from hongtou import chinese_numeral


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (90, "九十"), (99, "九十九")]
)
def test_ordinals_are_written_in_chinese_numerals(number: int, text: str) -> None:
    assert chinese_numeral(number) == text
