"""署名, 成文日期 and 附注 (GB/T 9704 7.3.5, 7.3.6; 条例 9)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from ...document import Format, printed_early
from ...evidence import Evidence, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found

_DAY: Final = pattern(r"([12]\d{3})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_DATE_FORMAT: Final = pattern(r"[12]\d{3}年\d{1,2}月\d{1,2}日")
_BLANK_DAY: Final = pattern(r"[\s\u3000\d]*年[\s\u3000\d]*月[\s\u3000\d]*日")
_CONTACT: Final = pattern(r"联系人|联系电话|联系方式")
_NAME_LEAST: Final = 6
# A signatory's office before the stamp of the signature (7.3.5.3).
_OFFICER: Final = pattern(r"(?:长|主任|书记|主席|理)\s*$")
_ASKING: Final = pattern("请示$")


def day_form(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """2026年1月5日."""
    del settings
    if Sees.PRINT not in evidence.sees:
        return
    for item in evidence.of(Role.DATE):
        text = "".join(item.text.split())
        if text and not _DATE_FORMAT.search(text) and not _BLANK_DAY.fullmatch(item.text):
            yield found(item, "成文日期用阿拉伯数字标全年、月、日，例如“2026年1月5日”")


def printed_after(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """What is printed was signed before."""
    del settings
    dated, printed = (first_day(evidence.text(role)) for role in (Role.DATE, Role.PRINTED))
    item = next((one for one in evidence.of(Role.PRINTED) if _DAY.search(one.text)), None)
    match = item and _DAY.search(item.text)
    if dated and printed and item and match and (told := printed_early(printed, dated)):
        yield found(item, told, match[0])


def first_day(text: str) -> datetime.date | None:
    """The first day in a text; None: it has none that the calendar knows."""
    match = _DAY.search(text)
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def note_brackets(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """（此件公开发布）."""
    del settings
    for item in evidence.of(Role.NOTE):
        text = item.text.strip()
        if Sees.PRINT in evidence.sees and text and not (text.startswith("（") and text.endswith("）")):
            yield found(item, "附注加全角圆括号，例如“（此件公开发布）”")


def contact(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A 请示 says whom to call."""
    del settings
    title = evidence.first(Role.TITLE)
    is_asking = _ASKING.fullmatch(evidence.genre) and evidence.format is not Format.PLAIN
    if is_asking and title and not any(_CONTACT.search(item.text) for item in evidence.items):
        yield found(title, "请示在附注里写联系人和电话，例如“（联系人：张三，电话：0000-1234567）”")


def signed_as_headed(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The organ that signs is that of the mark."""
    del settings
    heads = ["".join(item.text.split()) for item in evidence.of(Role.ISSUER_MARK)]
    signed = [item for item in evidence.of(Role.SIGNATURE) if item.text.strip()]
    if (
        len(heads) != 1
        or len(heads[0]) < _NAME_LEAST
        or len(signed) != 1
        or _OFFICER.search(signed[0].text)
        or Sees.PRINT not in evidence.sees
        or not heads[0].endswith("文件")
    ):
        return
    head, name = heads[0].removesuffix("文件"), "".join(signed[0].text.split())
    if head not in name and name not in head and not set(name) <= set(head):
        yield found(signed[0], f"署名和发文机关标志（{head}）不是一个机关，核对")


_PRINT: Final = (Sees.PRINT,)
_ANY: Final = (Sees.PRINT, Sees.FIELDS)

RULES: Final = (
    Rule(
        "GW346",
        "成文日期的写法",
        "GB/T 9704 7.3.5.4",
        Strength.MUST,
        finds="成文日期没有写全年、月、日，或者用“.”“-”隔开，或者用汉字。",
        why="标准：用阿拉伯数字将年、月、日标全。",
        mend="写成“2026年1月5日”。",
        before="2026.1.5",
        after="2026年1月5日",
        needs=_PRINT,
        judge=day_form,
    ),
    Rule(
        "GW340",
        "署名和发文机关标志一致",
        "条例 9(13)",
        Strength.SHOULD,
        finds="只有一个机关的公文，署名和标志不是一个机关。",
        why="条例：有署名的，与署名机关相符。套用别的单位的文件时最容易忘了改。",
        mend="核对，改正其中一个。",
        before="标志：甲市乙局文件；署名：丙市丁厅",
        after="标志：甲市乙局文件；署名：甲市乙局",
        needs=_PRINT,
        judge=signed_as_headed,
    ),
    Rule(
        "GW341",
        "印发日期不早于成文日期",
        "条例 9(12)、9(17)",
        Strength.MUST,
        finds="印发日期在成文日期之前。",
        why="先签发，后送印。",
        mend="改正其中一个。",
        before="成文日期 2026年11月21日，印发日期 2026年11月20日",
        after="成文日期 2026年11月21日，印发日期 2026年11月22日",
        needs=_ANY,
        judge=printed_after,
    ),
    Rule(
        "GW342",
        "附注加圆括号",
        "GB/T 9704 7.3.6",
        Strength.MUST,
        finds="附注没有用全角圆括号括着。",
        why="标准：居左空二字加圆括号编排。",
        mend="加上“（）”。",
        before="此件公开发布",
        after="（此件公开发布）",
        needs=_PRINT,
        judge=note_brackets,
    ),
    Rule(
        "GW343",
        "请示有联系人",
        "惯例",
        Strength.CUSTOM,
        finds="请示里没有联系人和电话。",
        why="批办的人要问情况。2012 年的条例没有明文，是通常的做法。",
        mend="在附注里写上。",
        before="（没有附注）",
        after="（联系人：张三，电话：0000-1234567）",
        needs=_ANY,
        judge=contact,
    ),
)
