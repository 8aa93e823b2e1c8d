"""Titles: broken by sense, in a trapezium or a diamond."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hongtou.layout.title import WIDEST, cells, shape
from hypothesis import given, settings
from hypothesis import strategies as st

TITLES = [
    "关于做好2026年度党建工作总结的通知",
    "中共云州市医学会委员会关于印发《2026年党建工作要点》的通知",
    "中共云州市医学会委员会关于印发《中共云州市医学会委员会2026年党建工作要点》的通知",
    "中共云州市医学会委员会关于进一步加强和改进专科分会党建工作的实施意见（试行）",
    "云州市医学会关于开展2026年度会员单位统战工作情况调查统计并报送有关材料的通知",
]


@pytest.mark.parametrize("title", TITLES)
def test_breaks_fall_between_words(title: str) -> None:
    lines = shape(title)
    assert "".join(lines) == title
    for line in lines:
        assert cells(line) <= WIDEST
        assert line[0] not in "的和与及，、》）"
        assert line[-1] not in "和与及第《（"
    for word in ("委员会", "2026年", "工作", "通知", "意见", "党建", "医学会", "关于"):
        assert sum(line.count(word) for line in lines) == title.count(word)


@pytest.mark.parametrize("title", TITLES)
def test_lines_are_no_hourglass(title: str) -> None:
    widths = [cells(line) for line in shape(title)]
    steps = [second - first for first, second in pairwise(widths) if second != first]
    rising = [step > 0 for step in steps]
    assert rising == sorted(rising, reverse=True)


def test_a_title_that_fits_is_one_line() -> None:
    assert shape("关于召开年度大会的通知") == ("关于召开年度大会的通知",)


def test_forced_breaks_win() -> None:
    assert shape("中共云州市医学会委员会\n关于召开大会的通知") == ("中共云州市医学会委员会", "关于召开大会的通知")


@given(st.text(alphabet=st.sampled_from("关于印发通知的国家《》（）2026年，和第一届"), min_size=1, max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_title_keeps_its_text_and_fits(title: str) -> None:
    lines = shape(title)
    assert "".join(lines) == title
    assert max(map(cells, lines)) <= WIDEST
