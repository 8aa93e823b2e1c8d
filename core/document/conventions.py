"""What does not belong into a document, whoever looks at it: what hints about it, checks a file, or issues it."""

from __future__ import annotations

import datetime
from typing import Final

from .number import chinese_date

STOPS: Final = "。；，、：！？.;,:!?"


def stop_behind(name: str) -> str:
    """The mark behind a title or the name of an attachment, where none belongs (7.3.1, 7.3.4); empty: there is none."""
    last = name.rstrip()[-1:]
    return last if last in tuple(STOPS) else ""


def quoted_whole(name: str) -> str:
    """What a name says that stands in one pair of 《》, which an 附件说明 does without; empty: it does not stand in one."""
    bare = name.strip().rstrip(STOPS)
    whole = bare.startswith("《") and bare.endswith("》") and bare.count("《") == 1
    return bare[1:-1] if whole else ""


def printed_early(printed: datetime.date, dated: datetime.date) -> str:
    """What to say of a document that is printed before it is signed (条例 9); empty: it is not."""
    told = f"印发日期{chinese_date(printed)}早于成文日期{chinese_date(dated)}，改正其中一个"
    return told if printed < dated else ""


def other_year(year: int | None, dated: int) -> str:
    """What to say of a document number whose year is not that of the date (条例 9); empty: it is, or the number has none."""
    told = f"发文字号的年份是{year}，成文日期在{dated}年。发文字号按成文日期的年份编，改正其中一个"
    return told if year not in {None, dated} else ""
