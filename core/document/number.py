"""发文字号 (7.2.5), dates (7.3.5.4) and ordinals (7.3.3) as the standard prints them."""

from __future__ import annotations

import datetime
import re
import unicodedata

from ..errors import HongtouError
from ..pattern import pattern
from ..values import dataclass

_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """发文字号 (7.2.5): 机关代字, year, serial number; without a serial it is a placeholder, ``×党发〔2026〕　号``.

    :param year: four digits; None: not known yet, a blank.
    """

    code: str
    year: int | None
    serial: int | None = None

    def __str__(self) -> str:
        return f"{self.code}〔{self.year or '　　'}〕{self.serial or '　'}号"

    @classmethod
    def parse(cls, text: str) -> DocumentNumber:
        """Read a number as it is printed.

        :raises HongtouError: the text is no 发文字号; the message shows the right form.
        """
        if match := _NUMBER.fullmatch(text.strip()):
            return cls(match["code"], int(match["year"]), int(match["serial"]))
        raise HongtouError(
            f"“{text}”不是规范的发文字号。应为“机关代字〔四位年份〕顺序号号”，"
            f"用六角括号，不加“第”，不补零，例如“{_corrected(text)}”"
        )


def resembles_number(text: str) -> bool:
    """Whether a text is a 发文字号, or what people write for one."""
    return _LOOSE.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


_NUMBER = pattern(r"(?P<code>[\u4e00-\u9fff（）]{1,20})〔(?P<year>(?:19|20)\d{2})〕(?P<serial>[1-9]\d{0,4})号")
_BEHIND_YEAR = "〕]】)〉》>﹞年/._-—–"
# What people write instead; of text in its compatible form, so that full-width digits and brackets are plain ones.
_LOOSE = pattern(
    r"(?P<code>[\u4e00-\u9fff()]{1,20}?)\s*[〔\[【(〈《<﹝]?\s*(?P<year>(?:19|20)?\d{2})\s*[" + re.escape(_BEHIND_YEAR) + r"]\s*"
    r"第?\s*0*(?P<serial>[1-9]\d{0,4})\s*号?",
    holds="|".join(_BEHIND_YEAR),
)


def _corrected(text: str) -> str:
    """The nearest right form of a wrong number, or a made-up example."""
    match = _LOOSE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return "×党发〔2026〕5号"
    code = match["code"].replace("(", "（").replace(")", "）")
    return f"{code}〔{match['year'] if len(match['year']) == 4 else '20' + match['year']}〕{match['serial']}号"


def chinese_date(date: datetime.date | None) -> str:
    """A date as the standard prints it (7.3.5.4: 用阿拉伯数字标全，月日不编虚位)."""
    return "　　年　月　日" if date is None else f"{date.year}年{date.month}月{date.day}日"


def chinese_numeral(number: int) -> str:
    """1 to 99 in Chinese numerals, as ordinals have them: ``十一``."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return ten + (_NUMERALS[ones] if ones else "")
