"""The elements of a page (7.2 to 7.4) as fields of a draft: what the program prints around a value is taken off again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ..layout.styles import Role
from ..pattern import pattern
from .shown import Shown

_NUMBER: Final = pattern(r"\S*〔[^〕]*〕\s*\d*\s*号")
_DATE: Final = pattern(r"\d{4}年\d{1,2}月\d{1,2}日")
_LABEL: Final = "签发人："
_NOTE: Final = pattern(r"(?:附件：)?(?:(?<!\d)\d{1,2}\.)?(?P<name>.*)", re.DOTALL)
_FIRST_NOTE: Final = "附件："
_LEVEL: Final = pattern(r"绝密|机密|秘密")
_COPY_NUMBER: Final = pattern(r"\d{6}")
_ISSUED_BY: Final = pattern(r"(?P<organ>.*?)\s*\t?\s*(?P<date>\d{4}年\d{1,2}月\d{1,2}日|\s*年\s*月\s*日)(?P<how>印发|翻印)")
Value = str | tuple[str, ...]


def _corner(text: str) -> Iterator[tuple[str, Value]]:
    if _COPY_NUMBER.fullmatch(text):
        yield "份号", text
    elif match := _LEVEL.match(text):
        yield "密级", match[0]
        if period := text[match.end() :].lstrip("★"):
            yield "保密期限", period
    else:
        yield "紧急程度", text


def _approvers(text: str) -> Iterator[tuple[str, Value]]:
    names: list[str] = []
    for part in text.split("\t"):
        if _NUMBER.fullmatch(part.strip()):
            yield "发文字号", part.strip()
        elif part.strip():
            names.append("".join(part.removeprefix(_LABEL).split()))
    yield "签发人", tuple(filter(None, names))


def _sides(text: str) -> Iterator[tuple[str, Value]]:
    """A letter's corner and number, or who issues minutes and when."""
    left, _, right = text.rpartition("\t")
    if "〔" in right:
        if left.strip():
            yield from _corner(left.strip())
        yield "发文字号", right.strip()
    else:
        yield "署名", tuple(left.strip().split("\u3000"))
        yield "成文日期", right.strip()


def _printed(text: str) -> Iterator[tuple[str, Value]]:
    match = _ISSUED_BY.fullmatch(text)
    if match is None:
        yield "印发机关", text
        return
    yield f"{match['how']}机关", match["organ"].strip()
    yield f"{match['how']}日期", match["date"].strip()


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("，")))


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith(("（", "(")) and text.endswith(("）", ")")) else text


def _number(text: str) -> Iterator[tuple[str, Value]]:
    if "〔" in text:
        yield "发文字号", text
    else:
        yield ("令号" if text.startswith("第") and "期" not in text else "期号"), text


def _attendance(text: str) -> Iterator[tuple[str, Value]]:
    label, _, people = text.partition("：")
    yield label.strip(), people


def _attachment(text: str) -> Iterator[tuple[str, Value]]:
    found = _NOTE.fullmatch(text)
    yield "附件", (found["name"] if found else text,)


def _copies(text: str) -> Iterator[tuple[str, Value]]:
    """抄送机关, and 主送机关 that moved to the 版记."""
    label, _, names = text.partition("：")
    yield ("移送" if label == "主送" else label), _listed(names.rstrip("。"))


def _simple(name: str, read: Callable[[str], Value]) -> Callable[[str], Iterator[tuple[str, Value]]]:
    def fields(text: str) -> Iterator[tuple[str, Value]]:
        yield name, read(text)

    return fields


_READERS: Final[Mapping[Role, Callable[[str], Iterator[tuple[str, Value]]]]] = {
    Role.ISSUER_MARK: _simple("发文机关标志", lambda text: (text,)),
    Role.COPY_NUMBER: _corner,
    Role.CLASSIFICATION: _corner,
    Role.URGENCY: _corner,
    Role.DOCUMENT_NUMBER: _number,
    Role.APPROVERS: _approvers,
    Role.SIDES: _sides,
    Role.CAPTION: _simple("题注", str),
    Role.ADDRESSEES: _simple("主送", lambda text: _listed(text.rstrip("：:"))),
    Role.SIGNATURE: _simple("署名", lambda text: tuple(filter(None, re.split(r"[\t\n]+", text)))),
    Role.DATE: _simple("成文日期", str),
    Role.NOTE: _simple("附注", _bare),
    Role.ATTENDANCE: _attendance,
    Role.ATTACHMENT_NOTE: _attachment,
    Role.COPIES_TO: _copies,
    Role.PRINTED: _printed,
}


def fields_of(one: Shown) -> Iterator[tuple[str, Value]]:
    """The fields that a paragraph shows, by its role; lists are tuples."""
    reader = _READERS.get(one.role) if one.role else None
    return reader(one.text) if reader else iter(())


def is_date(text: str) -> bool:
    """Whether this is a whole date and no blank to be filled in."""
    return bool(_DATE.fullmatch(text))
