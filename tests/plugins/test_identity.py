"""身份证号: every slip is found, and no message repeats a number. The numbers here are of a county that does not exist."""

import datetime

import pytest
from hongtou import check_digit, identity_numbers
from hongtou.plugins.party.roster.identity import born, holds_number, masked, read_identity, sex
from hypothesis import given
from hypothesis import strategies as st

CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
GOOD = "119999197508201011"
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 1, 1))


def number(day: datetime.date, serial: int) -> str:
    front = f"119999{day:%Y%m%d}{serial:03}"
    return front + check_digit(front)


def wrong(text: str) -> str:
    with pytest.raises(ValueError, match=r"。|位") as caught:
        read_identity(text)
    return str(caught.value)


def test_the_standards_own_example_is_right() -> None:
    assert read_identity("11010519491231002x") == "11010519491231002X"


def test_full_width_digits_and_blanks_are_read() -> None:
    assert read_identity(" １１９９９９ 19750820 1011 ") == GOOD


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("11999919750820101", "这里有17位"),
        ("119999750820101", "15位的旧号码"),
        ("11999919750820101A", "末位可以是X"),
        ("009999197508201011", "前两位"),
        ("119999197513201011", "不是一个日期"),
        ("119999197508201012", "校验码不对"),
    ],
)
def test_what_is_wrong_is_said_and_the_number_is_not(text: str, told: str) -> None:
    message = wrong(text)
    assert told in message
    assert text not in message
    assert not any(char * 4 in message for char in "0123456789")


@given(DAYS, st.integers(0, 999))
def test_every_sound_number_is_read_and_tells_day_and_sex(day: datetime.date, serial: int) -> None:
    one = number(day, serial)
    assert read_identity(one) == one
    assert born(one) == day
    assert sex(one) == ("男" if serial % 2 else "女")


@given(DAYS, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(day: datetime.date, serial: int, place: int, by: int) -> None:
    one = number(day, serial)
    slip = one[:place] + str((int(one[place]) + by) % 10) + one[place + 1 :]
    wrong(slip)


def test_masking_hides_the_day_of_birth() -> None:
    assert masked(GOOD) == "119999********101*"
    assert masked("") == ""


@given(
    DAYS,
    st.integers(0, 999),
    st.text("0123456789 -/_.、", max_size=12),
    st.sampled_from(["", " ", "-", "/", "_", " - ", "、", " " * 9]),
)
def test_a_number_is_found_whatever_stands_around_and_between(day: datetime.date, serial: int, before: str, between: str) -> None:
    one = number(day, serial)
    for typed in (one, one.translate(str.maketrans("0123456789", "０１２３４５６７８９")), one.translate(CHINESE)):
        assert identity_numbers(f"备注{before}{between.join(typed)}")
        assert holds_number(f"{before}{between.join(typed)}{before}")


def test_the_birth_in_a_number_may_be_typed_as_a_day() -> None:
    assert identity_numbers("119999 1975年08月20日 1011")
    assert holds_number("119999，1975年08月20日，1011")
    assert not identity_numbers("11年9999，1975年08月20日，1011")


@given(DAYS, st.integers(0, 999))
def test_what_is_left_of_a_number_leaves_every_day_of_the_month(day: datetime.date, serial: int) -> None:
    left = {masked(number(day.replace(day=one), serial)) for one in range(1, 29)}
    assert len(left) == 1


@pytest.mark.parametrize("text", ["", "2026年11月21日至2026年12月20日", "110105194912310021", "示委发〔2026〕12号", "X" * 40])
def test_other_figures_are_no_numbers(text: str) -> None:
    assert identity_numbers(text) == []
