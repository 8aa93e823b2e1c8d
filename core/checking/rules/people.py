"""What is nobody else's business, and names (个人信息)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from ...evidence import Evidence, Role, Sees
from ...pattern import HANZI, pattern
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


def one_name(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Who has one number has one name, spelt one way."""
    del settings
    first: dict[str, str] = {}
    for number, name, seen in (*_in_tables(evidence), *_in_text(evidence)):
        before = first.setdefault(number, name)
        if before != name and (len(number) > _MOBILE_LENGTH or _nearly(before, name)):
            yield seen(f"前面同一个号码的姓名写的是“{before}”，核对是不是一个人")


_Seen = Callable[[str], Found]


def _in_tables(evidence: Evidence) -> Iterator[tuple[str, str, _Seen]]:
    """Numbers of persons in tables, each with the name in its row."""
    for table in evidence.tables:
        head = [_plain(cell) for cell in table.rows[0]] if table.rows else []
        column = next((place for place, title in enumerate(head) if _NAME_COLUMN.fullmatch(title)), None)
        for row in table.rows[1:] if column is not None else ():
            name = _plain(row[column]) if column is not None and column < len(row) else ""
            for number in _numbers(" ".join(row)) if _NAME.fullmatch(name) else ():
                yield number, name, partial(Found, table.where, name)


def _in_text(evidence: Evidence) -> Iterator[tuple[str, str, _Seen]]:
    """Numbers of persons in running text, each with the name before it."""
    for item in evidence.items:
        for match in _NAMED.finditer(item.text):
            where = match.start("name")
            yield match["number"].upper(), match["name"], partial(found, item, words=match["name"], at=where)


def _numbers(text: str) -> Iterator[str]:
    yield from (match[0] for match in _MOBILE.finditer(text))
    yield from (text[where].upper() for where in identity_numbers(text))


def _plain(text: str) -> str:
    return "".join(text.split())


def _nearly(one: str, other: str) -> bool:
    """Whether names differ by one character alone."""
    return len(one) == len(other) > 1 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


_MOBILE_LENGTH: Final = 11
_NAME: Final = pattern(rf"(?:{HANZI}|·){{2,10}}")
_NAME_COLUMN: Final = pattern("(?:负责人|联系人|本人)?姓名|负责人|联系人")
_NAMED: Final = pattern(
    rf"(?:联系人|负责人|姓名)[：:]\s*(?P<name>(?:{HANZI}|·){{2,4}})[，,、；;（(：:\s]{{0,3}}"
    r"(?:(?:联系|移动|手机)?(?:电话|手机|号码|身份证号?)[：:]?\s*)?(?P<number>1[3-9]\d{9}|\d{17}[\dXx])(?!\d)",
    holds="联系人|负责人|姓名",
)


RULES: Final = (
    Rule(
        "GW645",
        "一个人的姓名前后一致",
        "惯例",
        Strength.SHOULD,
        finds="同一个身份证号写了两个姓名，或者同一个手机号码的两个姓名只差一个字：表格里“姓名”一栏的，和“联系人：”后面的。",
        why="姓名错一个字，就是另一个人。",
        mend="核对，改成一样。",
        before="表1：王示例，13800000000；表2：王示列，13800000000",
        after="两处都写“王示例”",
        needs=(Sees.WORDS,),
        judge=one_name,
    ),
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
