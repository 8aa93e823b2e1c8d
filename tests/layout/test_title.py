"""Titles: broken by sense, in a trapezium or a diamond."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

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


def test_a_forced_line_too_long_for_the_page_is_broken_further() -> None:
    first, title = "中共云州市医学会委员会", "关于开展2026年度会员单位统战工作情况调查统计并报送有关材料的通知"
    lines = shape(f"{first}\n{title}")
    assert (lines[0], "".join(lines[1:])) == (first, title)
    assert max(map(cells, lines)) <= WIDEST


def test_figures_below_the_line_stay_with_their_letters() -> None:
    lines = shape("云州市医学会关于做好2026年度会员单位医用CO₂激光设备使用情况调查工作的通知")
    assert sum("CO₂" in line for line in lines) == 1
    assert cells("CO₂") == 1.5


def test_a_forced_line_that_just_fits_stays_whole() -> None:
    assert shape("关" * 20 + "\n的通知") == ("关" * 20, "的通知")


@pytest.mark.parametrize("title", ["A" * 400, "《" * 150, "2026" * 60, "。" * 100])
def test_a_title_without_any_place_to_break_is_broken_all_the_same(title: str) -> None:
    lines = shape(title)
    assert "".join(lines) == title
    assert max(map(cells, lines)) <= WIDEST


@given(st.text(alphabet=st.sampled_from("关于印发通知的国家《》（）2026年，和第一届"), min_size=1, max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_title_keeps_its_text_and_fits(title: str) -> None:
    lines = shape(title)
    assert "".join(lines) == title
    assert max(map(cells, lines)) <= WIDEST


# Titles with their breaks as a reader found them good.
BROKEN = (Path(__file__).parent / "titles.txt").read_text("utf-8").split("\n")[:-1]
ORGANS = ("中共云州市医学会委员会", "中共云州市医学会委员会办公室", "云州市医学会", "云州市护理学会")


@pytest.mark.parametrize("broken", BROKEN)
def test_titles_are_broken_as_a_reader_would(broken: str) -> None:
    assert "/".join(shape(broken.replace("/", ""), ORGANS)) == broken


@pytest.mark.parametrize("broken", BROKEN)
def test_titles_keep_the_rules(broken: str) -> None:
    title = broken.replace("/", "")
    lines = shape(title, ORGANS)
    assert "".join(lines) == title
    assert max(map(cells, lines)) <= WIDEST
    widths = [cells(line) for line in lines]
    rising = [second > first for first, second in pairwise(widths) if first != second]
    assert rising == sorted(rising, reverse=True)
    for organ in ORGANS:
        assert sum(line.count(organ) for line in lines) == title.count(organ)
    for line in lines[1:]:
        assert line[0] not in "的和与及等了之暨，。、：；）》”"
    for line in lines[:-1]:
        assert line[-1] not in "和与及第（《“"


def test_there_are_titles_of_many_lengths() -> None:
    lengths = [len(broken.replace("/", "")) for broken in BROKEN]
    assert len(BROKEN) >= 60
    assert min(lengths) <= 7
    assert max(lengths) >= 50


def test_a_name_that_no_list_knows_is_kept_whole() -> None:
    title = "云岭蓝天志愿服务队关于做好山洪灾害抢险救援准备工作的通知"
    assert shape(title, ("云岭蓝天志愿服务队",))[0].startswith("云岭蓝天志愿服务队")


PIECES = ["关于", "云州市", "2026年", "第九届", "党建工作", "《要点》", "、", "（试行）", "的通知", "鼫", "A-1"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60))
@settings(max_examples=200, deadline=None)
def test_numbers_and_short_books_are_never_broken(pieces: list[str]) -> None:
    lines = shape("".join(pieces))
    assert "".join(lines) == "".join(pieces)
    assert max(map(cells, lines)) <= WIDEST
    for whole in ("2026年", "第九届"):
        assert sum(line.count(whole) for line in lines) == "".join(pieces).count(whole)
