"""Titles: broken by sense, in a trapezium or a diamond."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hongtou.layout.title import WIDEST, shape
from hongtou.text_width import zi_width
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
        assert zi_width(line) <= WIDEST
        assert line[0] not in "的和与及，、》）"
        assert line[-1] not in "和与及第《（"
    for word in ("委员会", "2026年", "工作", "通知", "意见", "党建", "医学会", "关于"):
        assert sum(line.count(word) for line in lines) == title.count(word)


@pytest.mark.parametrize("title", TITLES)
def test_lines_are_no_hourglass(title: str) -> None:
    widths = [zi_width(line) for line in shape(title)]
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
    assert max(map(zi_width, lines)) <= WIDEST


def test_figures_below_the_line_stay_with_their_letters() -> None:
    lines = shape("云州市医学会关于做好2026年度会员单位医用CO₂激光设备使用情况调查工作的通知")
    assert sum("CO₂" in line for line in lines) == 1


def test_a_forced_line_that_just_fits_stays_whole() -> None:
    assert shape("关" * 20 + "\n的通知") == ("关" * 20, "的通知")


@pytest.mark.parametrize("title", ["A" * 400, "《" * 150, "2026" * 60, "。" * 100])
def test_a_title_without_any_place_to_break_is_broken_all_the_same(title: str) -> None:
    lines = shape(title)
    assert "".join(lines) == title
    assert max(map(zi_width, lines)) <= WIDEST


@given(st.text(alphabet=st.sampled_from("关于印发通知的国家《》（）2026年，和第一届"), min_size=1, max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_title_keeps_its_text_and_fits(title: str) -> None:
    lines = shape(title)
    assert "".join(lines) == title
    assert max(map(zi_width, lines)) <= WIDEST


# Titles with the break that a secretary chose, and why.
Row = tuple[str, str]


def _rows() -> Iterator[Row]:
    for line in (Path(__file__).parent / "titles.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            broken, _, why = line.partition(" | ")
            yield broken, why


ROWS = tuple(_rows())
ALL_TITLES = tuple(broken.replace("/", "") for broken, _ in ROWS)
# Names that stand in them.
NAMES = (Path(__file__).parent / "title_names.txt").read_text("utf-8").splitlines()


def test_titles_are_broken_as_a_secretary_would() -> None:
    others = [
        (broken, got) for broken, got in ((broken, _broken(broken)) for broken, _ in ROWS) if got != broken.replace(" /", "/")
    ]
    assert len(ROWS) >= 200
    assert len(others) <= 0.05 * len(ROWS), "\n".join(f"{wanted}  {got}" for wanted, got in others)


def _broken(broken: str) -> str:
    return "/".join(shape(broken.replace("/", "")))


@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_broken(name: str) -> None:
    holding = [title for title in ALL_TITLES if name in title]
    assert holding
    for title in holding:
        assert sum(line.count(name) for line in shape(title)) == title.count(name)


@pytest.mark.parametrize("title", ALL_TITLES)
def test_titles_keep_the_rules(title: str) -> None:
    lines = shape(title)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert max(map(zi_width, lines)) <= WIDEST
    for line in lines[1:]:
        assert line[0] not in "的和与及等了之暨，。、：；）》”"
    for line in lines[:-1]:
        assert line[-1] not in "和与及第（《“"
        assert not line.endswith("关于")
    widths = [zi_width(line) for line in lines]
    steps = [second - first for first, second in pairwise(widths)]
    assert all(abs(step) >= 1 for step in steps), "equal lines are neither a trapezium nor a diamond"
    rising = [step > 0 for step in steps]
    assert rising == sorted(rising, reverse=True), "an hourglass"


def test_the_wanted_breaks_keep_the_rules_too() -> None:
    for broken, why in ROWS:
        widths = [zi_width(line.rstrip()) for line in broken.split("/")]
        steps = [second - first for first, second in pairwise(widths)]
        assert why
        assert max(widths) <= WIDEST
        assert all(abs(step) >= 1 for step in steps), broken
        assert not any(line.endswith("关于") for line in broken.split("/"))


def test_there_are_titles_of_many_lengths() -> None:
    lengths = list(map(len, ALL_TITLES))
    assert min(lengths) <= 7
    assert max(lengths) >= 50


@pytest.mark.parametrize(
    "title",
    [
        "中共云岭县委办公室 云岭县人民政府办公室关于深入学习贯彻党的二十届四中全会精神"
        "认真做好2026年全县农村人居环境整治提升工作的通知",
        "中共云州市委组织部 中共云州市委宣传部 云州市科学技术协会关于评选表彰2026年度云州市优秀医学"
        "科技工作者和先进学会组织并广泛开展学习宣传活动的通知",
    ],
)
def test_five_lines_are_a_trapezium_or_a_diamond(title: str) -> None:
    lines = shape(title)
    steps = [second - first for first, second in pairwise(map(zi_width, lines))]
    assert len(lines) == 5
    assert all(abs(step) >= 1 for step in steps)
    assert [step > 0 for step in steps] == sorted((step > 0 for step in steps), reverse=True)
    for name in ("党的二十届四中全会", "云岭县人民政府办公室", "中共云州市委宣传部", "云州市科学技术协会"):
        assert sum(name in line for line in lines) == title.count(name)


def test_the_blank_between_two_organs_ends_no_line() -> None:
    lines = shape("中共云州市委办公室 云州市人民政府办公室关于做好森林防灭火工作的通知")
    assert lines == ("中共云州市委办公室", "云州市人民政府办公室", "关于做好森林防灭火工作的通知")


def test_a_name_that_no_list_knows_is_kept_whole() -> None:
    title = "云岭蓝天志愿服务队关于做好山洪灾害抢险救援准备工作的通知"
    assert shape(title, ("云岭蓝天志愿服务队",))[0].startswith("云岭蓝天志愿服务队")


PIECES = ["关于", "云州市", "2026年", "第九届", "党建工作", "《要点》", "、", "（试行）", "的通知", "鼫", "A-1"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60))
@settings(max_examples=200, deadline=None)
def test_numbers_and_short_books_are_never_broken(pieces: list[str]) -> None:
    lines = shape("".join(pieces))
    assert "".join(lines) == "".join(pieces)
    assert max(map(zi_width, lines)) <= WIDEST
    for whole in ("2026年", "第九届"):
        assert sum(line.count(whole) for line in lines) == "".join(pieces).count(whole)
