"""Sums and shares in tables: what is wrong is found, and what is no sum is let pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.checked import codes, draft, paper


def table(*rows: str) -> str:
    """A text with a table, the first row its head."""
    head, *body = rows
    return "\n".join(
        ["现公布如下。", f"| {head} |", "|" + ":--:|" * (head.count("|") + 1), *(f"| {row} |" for row in body), "请核对。"]
    )


WRONG = [
    ("GW641", table("组别 | 人数", "内科 | 30", "外科 | 20", "合计 | 60")),
    ("GW641", table("组别 | 人数", "内科 | 1,030", "外科 | 20", "总计 | 1,040")),
    ("GW641", table("组别 | 医师 | 护士 | 合计", "内科 | 3 | 5 | 9", "外科 | 2 | 5 | 7")),
    ("GW642", table("组别 | 人数 | 占比", "内科 | 30 | 65%", "外科 | 20 | 40%", "合计 | 50 | 100%")),
]
RIGHT = [
    table("组别 | 人数 | 占比", "内科 | 30 | 60%", "外科 | 20 | 40%", "合计 | 50 | 100%"),
    table("组别 | 人数", "内科 | 30", "小计 | 30", "外科 | 20", "小计 | 20", "合计 | 50"),
    table("组别 | 人数", "会员 | 30", "其中女会员 | 20", "合计 | 30"),
    table("组别 | 完成率", "内科 | 90", "外科 | 95", "合计 | 93"),
    table("组别 | 人数", "内科 | 30人", "外科 | 若干", "合计 | 50人"),
    table("组别 | 人数 | 占比", "内科 | 10 | 33.3%", "外科 | 20 | 66.7%", "合计 | 30 | 100%"),
    table("组别 | 电话 | 合计", "内科 | 12345 | 2"),
]


@pytest.mark.parametrize(("code", "body"), WRONG)
def test_what_does_not_add_up_is_found(tmp_path: Path, code: str, body: str) -> None:
    assert code in codes(draft(tmp_path, body))


@pytest.mark.parametrize("body", RIGHT)
def test_what_adds_up_or_is_no_sum_is_let_pass(tmp_path: Path, body: str) -> None:
    assert not {"GW641", "GW642"} & codes(draft(tmp_path, body))


@pytest.mark.parametrize(("code", "body"), WRONG)
def test_what_does_not_add_up_is_found_in_a_pdf_too(tmp_path: Path, code: str, body: str) -> None:
    assert code in codes(paper(tmp_path, body))


@pytest.mark.parametrize("body", RIGHT)
def test_what_adds_up_is_let_pass_in_a_pdf_too(tmp_path: Path, body: str) -> None:
    assert not {"GW641", "GW642"} & codes(paper(tmp_path, body))


def test_a_table_that_goes_on_overleaf_is_added_up_as_one(tmp_path: Path) -> None:
    rows = [f"第{number}组 | {number}" for number in range(1, 41)]
    assert "GW641" in codes(paper(tmp_path, table("组别 | 人数", *rows, "合计 | 821")))
    assert "GW641" not in codes(paper(tmp_path, table("组别 | 人数", *rows, "合计 | 820")))


@pytest.mark.parametrize("make", [draft, paper])
def test_one_number_with_two_names_is_found_in_tables(tmp_path: Path, make: Callable[..., Path]) -> None:
    rows = ["内科 | 王示例 | 13800000000", "外科 | 赵示范 | 13900000001"]
    same, other = "儿科 | 王示列 | 13800000000", "儿科 | 王示列 | 13800000003"
    assert "GW645" in codes(make(tmp_path, table("科室 | 姓名 | 手机", *rows, same)))
    assert "GW645" not in codes(make(tmp_path, table("科室 | 姓名 | 手机", *rows, other)))
    assert "GW645" not in codes(make(tmp_path, table("科室 | 姓名 | 手机", *rows, "儿科 | 孙学术 | 13800000000")))


@pytest.mark.parametrize("above", range(5, 9))
def test_a_small_table_is_added_up_wherever_the_page_ends_in_it(tmp_path: Path, above: int) -> None:
    body = "\n".join([*["请各单位做好准备。"] * above, table("组别 | 人数", "内科 | 3", "外科 | 2", "合计 | 6")])
    assert "GW641" in codes(paper(tmp_path, body))
