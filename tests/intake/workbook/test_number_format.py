"""What a workbook shows of numbers and days."""

from __future__ import annotations

import datetime

import pytest
from hongtou.intake.workbook.number_format import show_day, show_number
from hypothesis import given
from hypothesis import strategies as st

ACCOUNT = '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, "#,##0", "1,234,567"),
        (999, "#,##0", "999"),
        (0.965, "0.0%", "96.5%"),
        (0.9, "0%", "90%"),
        (1.005, "0.00", "1.01"),
        (12.5, '0.00"万元"', "12.50万元"),
        (35, "0人", "35人"),
        (-3.2, "0.0", "-3.2"),
        (-0.001, "0.0", "0.0"),
        (-1234, "#,##0;[Red]-#,##0", "-1,234"),
        (-1234, "#,##0_);(#,##0)", "(1,234)"),
        (0, '0;-0;"—"', "—"),
        (0, "0;-0;", ""),
        (123456, r'0\.0,"万元"', "12.3万元"),
        (123456, "0!.0,", "12.3"),
        (1234567, '#,##0,"千元"', "1,235千元"),
        (5, "000", "005"),
        (20261101, "0000-00-00", "2026-11-01"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (1234.5, ACCOUNT, "¥1,234.50"),
        (0, ACCOUNT, "¥-"),
        (0.05, "0.0#%", "5.0%"),
        (3, "#.##", "3"),
        (46000, 'yyyy"年"m"月"', "2025年12月"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


@pytest.mark.parametrize("code", ["General", "G/通用格式", "@", "# ?/?", "0.00E+00", "[>=10]0;0.0", "[DBNum1]0", "[h]:mm", ""])
def test_what_is_not_understood_is_not_guessed(code: str) -> None:
    assert show_number(5, code) is None


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"m"月"', "2026年3月"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2026年3月5日"),
        ("yyyy-mm-dd", "2026-03-05"),
        (r"yyyy\.mm", "2026.03"),
        ('m"月"d"日" h:mm', "3月5日 8:30"),
        ("mm:ss", "30:07"),
        ("aaaa", "星期四"),
        ("yy/m", "26/3"),
        ("mmm", None),
        ("0.00", None),
        ("General", None),
    ],
)
def test_a_day_is_shown_as_its_format_says(code: str, shown: str | None) -> None:
    assert show_day(datetime.datetime(2026, 3, 5, 8, 30, 7), code) == shown


def test_a_format_of_hours_says_nothing_of_a_day() -> None:
    assert show_day(datetime.date(2026, 3, 5), "h:mm") is None
    assert show_day(datetime.time(8, 30), "h:mm") == "8:30"
    assert show_day(datetime.time(8, 30), "yyyy/m/d") is None


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_no_figure_is_lost(value: float, places: int) -> None:
    shown = show_number(value, "#,##0" + "." * (places > 0) + "0" * places)
    assert shown is not None
    assert float(shown.replace(",", "")) == pytest.approx(value, abs=0.5000001 * 10**-places + 1e-15 * abs(value))


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%-();"年月日ymdhs[]\\!_*@ /E+', max_size=12))
def test_no_format_ends_in_an_error(value: float, code: str) -> None:
    show_number(value, code)
    show_day(datetime.datetime(2026, 3, 5), code)
