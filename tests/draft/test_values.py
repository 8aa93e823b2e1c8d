"""What a person typed, read by types."""

from datetime import date

import pytest
from hongtou.draft.dates import read_date, read_month
from hongtou.draft.nearest import nearest
from hongtou.draft.values import ValueReadError, read_boolean, read_integer, read_line, read_number, read_title
from hypothesis import given
from hypothesis import strategies as st

DAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05",
        "2026-1-5",
        "2026年1月5日",
        "2026年01月05日",
        "2026 年 1 月 5 日",
        "2026年1月5号",
        "2026/1/5",
        "2026.1.5",
        "20260105",
        "２０２６年１月５日",
        "二〇二六年一月五日",
        "二○二六年一月五日",
        "二零二六年一月五日",
        "二O二六年一月五日",
        "二0二六年一月五日",
        "二Ｏ二六年一月五日",
        "二◯二六年一月五日",
        "　2026-01-05 ",
    ],
)
def test_dates(text: str) -> None:
    assert read_date(text) == DAY


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_date_is_read_in_every_form(day: date) -> None:
    digits = "〇一二三四五六七八九"
    small = {n: ("十" if n >= 10 else "") if n < 20 else digits[n // 10] + "十" for n in range(1, 32)}
    chinese = {n: small[n] + (digits[n % 10] if n % 10 else "") for n in small}
    year = "".join(digits[int(digit)] for digit in str(day.year))
    for text in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{year}年{chinese[day.month]}月{chinese[day.day]}日",
    ):
        assert read_date(text) == day
    if (day.month, day.day) != (1, 1):
        assert read_month(f"{day.year}-{day.month:02}") == day.replace(day=1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026年02月30日", "2026年2月没有30日"),
        ("2026-02-29", "2026年2月没有29日"),
        ("2026-13-01", "一年没有 13 月"),
        ("2026-01-00", "2026年1月没有0日"),
        ("1026-01-05", "年份应在 1900 年和 2099 年之间，这里是 1026 年"),
        ("26-01-05", "年份应写四位数字，这里是“26-01-05”"),
        ("2026年1月", "日期要写到日，这里是“2026年1月”"),
        ("2026-01-05 10:30", "只写日期，不写时间，这里是“2026-01-05 10:30”"),
        ("2026-01/05", "“2026-01/05”不是日期"),
        ("05/01/2026", "“05/01/2026”不是日期"),
        ("明天", "“明天”不是日期"),
    ],
)
def test_what_is_no_date(text: str, told: str) -> None:
    with pytest.raises(ValueReadError) as caught:
        read_date(text)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    "text", ["1970-05", "1970-5", "1970年5月", "1970年05月份", "1970.05", "1970.5", "1970/5", "197005", "一九七〇年五月"]
)
def test_months(text: str) -> None:
    assert read_month(text) == date(1970, 5, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1970.1", "“1970.1”可能是1月，也可能是丢了末尾的零的10月。写成“1970-01”或“1970-10”"),
        ("1970-05-12", "只写到年和月，这里是“1970-05-12”"),
        ("1970-00", "一年没有 0 月"),
        ("七〇年", "“七〇年”不是年和月"),
    ],
)
def test_what_is_no_month(text: str, told: str) -> None:
    with pytest.raises(ValueReadError) as caught:
        read_month(text)
    assert str(caught.value) == told


@given(text=st.text(max_size=20))
def test_any_text_is_read_or_told(text: str) -> None:
    for read in (read_date, read_month, read_integer, read_number, read_boolean, read_line, read_title):
        try:
            read(text)
        except ValueReadError as error:
            assert str(error)


@pytest.mark.parametrize(
    ("text", "number"), [("0012", 12), (" 12 ", 12), ("１２", 12), ("-3", -3), ("1,234", 1234), ("１，２３４", 1234)]
)
def test_integers(text: str, number: int) -> None:
    assert read_integer(text) == number


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12.5", "应是整数，这里有小数：“12.5”"),
        ("12人", "只写整数，不写单位：“12人”应为“12”"),
        ("十二", "应是用阿拉伯数字写的整数，这里是“十二”"),
        ("1,23", "应是用阿拉伯数字写的整数，这里是“1,23”"),
        ("9" * 400, "应是用阿拉伯数字写的整数，这里是“" + "9" * 29 + "…”"),
    ],
)
def test_what_is_no_integer(text: str, told: str) -> None:
    with pytest.raises(ValueReadError) as caught:
        read_integer(text)
    assert str(caught.value) == told


def test_numbers() -> None:
    assert [read_number(text) for text in ("95", "96.5", "1,234.50")] == [95, 96.5, 1234.5]
    assert isinstance(read_number("95"), int)
    with pytest.raises(ValueReadError, match="只写数字，不写单位：“95%”应为“95”"):
        read_number("95%")


def test_booleans() -> None:
    assert [read_boolean(text) for text in ("是", "否", "True", " false")] == [True, False, True, False]


def test_titles_keep_forced_breaks() -> None:
    assert read_title("关于做好 \\n 总结的通知") == "关于做好\n总结的通知"
    assert read_title("关于做好\n总结的通知\n") == "关于做好\n总结的通知"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("抄 送", "抄送"),
        ("抄松", "抄送"),
        ("发文号", "发文字号"),
        ("主抄", "主送"),
        ("主送机关", "主送"),
        ("ＡＢ", "AB"),
        ("党费", None),
        ("", None),
    ],
)
def test_the_nearest(word: str, meant: str | None) -> None:
    assert nearest(word, ["抄送", "发文字号", "主送", "AB"]) == meant


def test_of_those_equally_near_the_first_is_meant() -> None:
    assert nearest("日期", ["标题", "成文日期", "印发日期", "翻印日期"]) == "成文日期"
    assert nearest("日期", ["标题", "印发日期", "成文日期"]) == "印发日期"
