"""发文字号 against the office's book (条例 24 and 27): who gives it, to what, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...document import chinese_date
from ...evidence import Evidence, Role, Sees
from ...plugin import Found, Rule, Settings, Strength, found
from .closing import first_day


def from_the_book(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The number stands in the book, for this document."""
    del settings
    seen = evidence.registered
    if seen is None:
        return
    if not seen.state:
        yield found(seen.item, "登记簿里没有这个号。号由 hongtou issue 或者 hongtou number reserve 编，不自己写", seen.number)
    elif not seen.is_living:
        yield found(seen.item, f"登记簿里这个号已经{seen.state}，不能再用", seen.number)
    elif (title := _title(evidence)) and seen.title and _bare(seen.title) != title:
        yield found(seen.item, f"登记簿里这个号是《{seen.title}》的，核对字号和标题", seen.number)


def dated_ahead(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """What was issued was signed by then."""
    del settings
    seen, item = evidence.registered, evidence.first(Role.DATE)
    day = first_day(item.text) if item else None
    if seen and seen.is_issued and item and day and day > seen.today:
        yield found(item, f"已经发出的公文，成文日期不能晚于今天（{chinese_date(seen.today)}）")


def _title(evidence: Evidence) -> str:
    return _bare(evidence.text(Role.TITLE))


def _bare(title: str) -> str:
    return "".join(title.split())


RULES: Final = (
    Rule(
        "GW004",
        "发文字号是登记簿给这份公文的",
        "条例 24、27",
        Strength.MUST,
        finds="用本机关代字的发文字号，登记簿里没有，已经作废、撤销、废止，或者是另一份公文的。没有登记簿的不查。",
        why="一个号只给一份公文。自己写的号会和别的重了，也查不到。",
        mend="由 hongtou issue 编号；字号或者标题写错的，改正。",
        before="登记簿里 3 号是《关于换届的通知》，这份是《关于培训的通知》",
        after="这份用登记簿给它的 4 号",
        needs=(Sees.NUMBER,),
        judge=from_the_book,
    ),
    Rule(
        "GW005",
        "发出的公文，成文日期不晚于今天",
        "条例 9(12)",
        Strength.MUST,
        finds="登记簿里已经发出的公文，成文日期在今天以后。没有登记簿的不查。",
        why="成文日期是签发的日期，签发了才能发。",
        mend="改正日期。",
        before="今天是 2026年11月21日，成文日期 2026年12月21日",
        after="成文日期 2026年11月21日",
        needs=(Sees.NUMBER,),
        judge=dated_ahead,
    ),
)
