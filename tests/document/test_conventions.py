"""What hints, checks and issuing judge alike."""

import datetime

import pytest
from hongtou.document import other_year, printed_early, quoted_whole, stop_behind

DAY = datetime.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("name", "stop"),
    [
        ("关于召开会议的通知", ""),
        ("关于召开会议的通知。", "。"),
        ("报名表； ", "；"),
        ("工作要点（试行）", ""),
        ("怎么办？", "？"),
        ("", ""),
    ],
)
def test_no_mark_stands_behind_a_name(name: str, stop: str) -> None:
    assert stop_behind(name) == stop


@pytest.mark.parametrize(
    ("name", "whole"),
    [("《名单》", "名单"), ("《名单》。", "名单"), ("《条例》学习提纲", ""), ("《甲》和《乙》", ""), ("名单", ""), ("", "")],
)
def test_a_name_does_without_book_marks_around_all_of_it(name: str, whole: str) -> None:
    assert quoted_whole(name) == whole


def test_nothing_is_printed_before_it_is_signed() -> None:
    assert printed_early(DAY, DAY) == ""
    assert printed_early(DAY - datetime.timedelta(1), DAY).startswith("印发日期2026年11月20日早于成文日期2026年11月21日")


def test_a_number_is_of_the_year_of_its_date() -> None:
    assert other_year(2026, 2026) == other_year(None, 2026) == ""
    assert other_year(2025, 2026).startswith("发文字号的年份是2025，成文日期在2026年")
