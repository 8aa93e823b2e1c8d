"""What differs between two texts, and what two people made of one."""

import random

import pytest
from hongtou.web.differences import Asked, Span, compared, joined


def told(old: str, new: str, *, whole: bool = True) -> list[tuple[str, str, str]]:
    """Rows of kind, left and right, with what differs in brackets."""
    rows = compared(Asked(old, new, whole))
    return [(row.kind, with_changes(row.left), with_changes(row.right)) for row in rows]


def with_changes(spans: tuple[Span, ...]) -> str:
    return "".join(f"[{one.text}]" if one.changed else one.text for one in spans)


def test_what_differs_is_told_by_zi_numbers_and_words() -> None:
    old = "定于12月5日在市民广场开展义诊活动。"
    new = "定于12月15日在人民广场开展义诊活动。"
    assert told(old, new) == [("改", "定于12月[5]日在[市]民广场开展义诊活动。", "定于12月[15]日在[人]民广场开展义诊活动。")]
    assert told("请用 Word 2016 打开", "请用 WPS 2016 打开") == [("改", "请用 [Word] 2016 打开", "请用 [WPS] 2016 打开")]


def test_a_paragraph_that_came_or_went_stands_alone() -> None:
    old, new = "一\n二二二二\n三", "一\n新的一段话\n二二二二"
    assert told(old, new) == [("同", "一", "一"), ("增", "", "[新的一段话]"), ("同", "二二二二", "二二二二"), ("删", "[三]", "")]


def test_of_several_each_stands_beside_the_one_most_like_it() -> None:
    old = "请各分会按时报送。\n联系人：张三。"
    new = "另有一项完全不同的事情要办理\n请各专科分会按时报送。\n联系人：李四。"
    assert [kind for kind, _, _ in told(old, new)] == ["增", "改", "改"]


def test_one_zi_that_is_the_same_between_others_is_no_island() -> None:
    ((_, left, right),) = told("我们去年的工作总的情况良好，成绩很大。", "我们今后的安排总的情况良好，成绩很大。")
    assert (left, right) == ("我们[去年的工作]总的情况良好，成绩很大。", "我们[今后的安排]总的情况良好，成绩很大。")


def test_what_is_far_from_any_difference_is_left_out() -> None:
    lines = [f"第{number}段。" for number in range(30)]
    rows = compared(Asked("\n".join(lines), "\n".join([*lines[:15], "插进来的一段，和别的都不像", *lines[15:]])))
    assert [row.kind for row in rows] == ["略", "同", "同", "增", "同", "同", "略"]
    assert [row.left_number for row in rows if row.kind == "略"] == [13, 13]
    assert (rows[3].left_number, rows[3].right_number) == (0, 16)


def test_two_that_are_the_same_differ_in_nothing() -> None:
    assert told("一\n二", "一\n二") == []


@pytest.mark.parametrize(
    ("base", "now", "other", "text", "conflicts"),
    [
        ("一\n二\n三\n", "一改\n二\n三\n", "一\n二\n三改\n", "一改\n二\n三改\n", ()),
        ("一\n二\n三\n", "一\n二\n三\n", "一\n二\n三\n四\n", "一\n二\n三\n四\n", ()),
        ("一\n二\n三\n", "一\n二甲\n三\n", "一\n二乙\n三\n", "一\n二甲\n二乙\n三\n", (3,)),
        ("一\n二\n三\n", "一\n二甲\n三\n", "一\n二甲\n三\n", "一\n二甲\n三\n", ()),
        ("一\n二\n三\n", "一\n三\n", "一\n二\n三\n四\n", "一\n三\n四\n", ()),
        ("一\n", "一\n甲\n", "一\n乙\n", "一\n甲\n乙\n", (3,)),
        ("一\n二\n三\n", "甲一\n甲二\n甲三\n", "一乙\n二\n三乙\n", "甲一\n甲二\n甲三\n一乙\n三乙\n", (4, 5)),
        ("", "甲\n", "乙\n", "甲\n乙\n", (2,)),
        ("一\n二\n三\n四\n", "一\n二甲\n三甲\n四\n", "一\n二乙\n三\n四乙\n", "一\n二甲\n三甲\n二乙\n四乙\n", (4,)),
    ],
)
def test_what_two_made_of_one_text_is_joined(base: str, now: str, other: str, text: str, conflicts: tuple[int, ...]) -> None:
    made = joined((base, now, other))
    assert (made.text, made.conflicts) == (text, conflicts)


def test_nothing_that_either_wrote_is_lost() -> None:
    chance = random.Random(20261129)

    def changed(lines: list[str], who: str) -> list[str]:
        made = list(lines)
        for number in range(chance.randint(1, 4)):
            place = chance.randrange(len(made) + 1)
            made[place : place + chance.randint(0, 2)] = [f"{who}{number}"] * chance.randint(0, 2)
        return made

    for _ in range(300):
        base = [f"第{number}段" for number in range(chance.randint(0, 8))]
        now, other = changed(base, "甲"), changed(base, "乙")
        text = joined(("\n".join(base), "\n".join(now), "\n".join(other))).text.split("\n")
        for written in (now, other):
            new = [line for line in written if line not in base]
            assert all(text.count(line) >= new.count(line) for line in new), (base, now, other, text)
