"""公民身份号码 (GB 11643): checked without ever being repeated, and masked for print."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Final

from hongtou import check_digit, identity_numbers

_LENGTH: Final = 18
# The first two digits: the provinces and the like; 91 begins the numbers of foreigners with permanent residence.
_REGIONS: Final = frozenset(
    str(code)
    for codes in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66), (71, 81, 82, 83, 91))
    for code in codes
)
# With a day in it; bank cards and the like have none.
_NUMBER: Final = re.compile(r"(?<!\d)\d{6}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX](?!\d)")
_GAPS: Final = re.compile(r"[\s\-—.]")
_KEPT_FRONT: Final = 6
_KEPT_BACK: Final = 3


def read_identity(text: str) -> str:
    """A number in its usual form.

    :raises ValueError: it cannot be one; the message says why, and does not repeat it.
    """
    number = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if len(number) == 15 and number.isdecimal():
        raise ValueError("是15位的旧号码。请写18位的")
    if len(number) != _LENGTH or not number[:-1].isdecimal() or number[-1] not in "0123456789X":
        raise ValueError(f"身份证号应是18位数字，末位可以是X，这里有{len(number)}位")
    if number[:2] not in _REGIONS:
        raise ValueError("身份证号的前两位不是任何地区的代码。请核对")
    if born(number) is None:
        raise ValueError("身份证号第7至14位不是一个日期。请核对")
    if check_digit(number[:-1]) != number[-1]:
        raise ValueError("身份证号的校验码不对，有一位写错了。请核对")
    return number


def holds_number(text: str) -> bool:
    """Whether an identity number stands somewhere in a text, however it was grouped; one with a slip in it counts, too."""
    return bool(identity_numbers(text)) or _NUMBER.search(_GAPS.sub("", unicodedata.normalize("NFKC", text)).upper()) is not None


def born(number: str) -> datetime.date | None:
    """The day of birth; None: there is no such day."""
    try:
        return datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex(number: str) -> str:
    """男 or 女."""
    return "男" if int(number[16]) % 2 else "女"


def masked(number: str) -> str:
    """The district and the three digits behind the birth, which tell people of one name apart.

    The check character is hidden with the day of birth: with it and with 出生年月 beside it, two to four days would be left.
    """
    front, back = number[:_KEPT_FRONT], number[:-1][-_KEPT_BACK:]
    return front + "*" * (len(number) - len(front) - len(back) - 1) + back + "*" if number else ""
