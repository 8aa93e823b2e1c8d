"""What is nobody else's business, and names (个人信息)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Role, Sees
from ...pattern import pattern
from ...personal import identity_numbers
from ...plugin import Found, Rule, Settings, Strength, found

_MOBILE: Final = pattern(r"(?<![\d-])1[3-9]\d{9}(?!\d)")


def identity(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """No identity number stands in a document."""
    del settings
    for item in evidence.items:
        for where in identity_numbers(item.text):
            yield found(item, "公文里不写身份证号；要写的，另附名单专人保管", item.text[where], where.start)
    for table in evidence.tables:
        text = "\n".join(cell for row in table.rows for cell in row)
        for where in identity_numbers(text):
            yield Found(table.where, text[where], "表格里有身份证号。要公开的公文删去它；要写的，另附名单专人保管")


def mobile(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """No private telephone in what is published."""
    del settings
    note = evidence.text(Role.NOTE)
    if "公开" not in note or "不予公开" in note:
        return
    for item in evidence.items:
        for match in _MOBILE.finditer(item.text):
            yield found(item, "这件公文要公开发布，里面有手机号码。换成办公电话，或者删去", match[0], match.start())


RULES: Final = (
    Rule(
        "GW651",
        "公文里没有身份证号",
        "个人信息保护法",
        Strength.MUST,
        finds="正文、表格里的身份证号（校验码对的）。",
        why="公文一印发就收不回，身份证号泄露是实在的损害。",
        mend="删去；要写的另附名单。",
        before="张三（身份证号 11010519491231002X）",
        after="张三",
        needs=(Sees.WORDS,),
        judge=identity,
    ),
    Rule(
        "GW652",
        "公开的公文里没有手机号码",
        "个人信息保护法",
        Strength.SHOULD,
        finds="附注写着公开发布的公文里的手机号码。",
        why="公开以后谁都看得到。",
        mend="换成办公电话。",
        before="联系人：张三，13800000000",
        after="联系人：张三，0000-1234567",
        needs=(Sees.WORDS,),
        judge=mobile,
    ),
)
