"""What the lines of a text from anywhere are, by the elements that the import recognises in it (7.2 to 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..evidence import HEADINGS, Role
from ..importing import signs
from ..importing.document import Document
from ..importing.elements import recognise
from ..importing.source import Line, Part, characters
from ..importing.tidy import without_furniture
from ..intake.text.ordinals import ordinal
from ..pattern import pattern

# A heading stands alone, and is no longer than this.
_HEADING_MAX: Final = 50
# A title is no longer; that of a text which nothing announces has none of these signs.
_TITLE_MAX: Final = 60
_NO_TITLE: Final = pattern(r"[：【]|[。；，]$")
# What stands beside the number on its line (签发人) is no longer.
_BESIDE_MAX: Final = 40
_STOPS: Final = ("。", "；", "，", "：", "！", "？")
# A 发文字号 however it is written.
_LOOSE: Final = r"[\u4e00-\u9fff（）()]{1,16}\W?\s*\d{2,4}\s*\W?\s*第?\s*\d{1,5}\s*号?"
LOOSE_NUMBER: Final = pattern(_LOOSE)
_DAY: Final = rf"{signs.DATE}|[12]\d{{3}}\s*[年./-]\s*\d{{1,2}}\s*[月./-]\s*\d{{1,2}}\s*日?"
_DATE: Final = pattern(_DAY)
# A level however people call it.
_URGENCY: Final = pattern(r"[特加平紧火]?急件?|特提")
_ATTENDANCE: Final = pattern(r"(?:出\s*席|请\s*假|列\s*席)\s*[：:]")
_SECRECY: Final = pattern(r"(?:绝密|机密|秘密)\W?.{0,12}")
_COPIES: Final = pattern(r"(?:抄\s*[送报]|主\s*送)\s*[：:]")
_PRINTED: Final = pattern(rf"\S.*(?:{_DAY})\s*印发")


def roles(parts: Sequence[Part]) -> dict[int, tuple[Role | None, int]]:
    """What each line is, and which of the texts it belongs to (0: the document's own), by the line's number.

    :param parts: their numbers must differ.
    """
    kept, furniture = without_furniture(parts)
    found = recognise(kept)
    told: dict[int, tuple[Role | None, int]] = {one.number: (Role.FOLIO, 0) for one in furniture}
    body = {part.number for part in found.body}
    start = next((place for place, part in enumerate(kept) if part.number in body), 0)
    in_minutes = str(found.fields.get("标题", "")).endswith("纪要")
    told |= {part.number: (_prose(part, in_minutes=in_minutes), 0) for part in found.body}
    told |= dict(_rest(found.rest))
    for place, part in enumerate(kept):
        if part.number not in told and isinstance(part, Line):
            told[part.number] = _beside(part.plain, found, is_above=place < start or not body), 0
    return told


def _beside(text: str, found: Document, *, is_above: bool) -> Role | None:
    """What a line above or below the text is."""
    if not text:
        return Role.BLANK
    return _before(text, found) if is_above else _behind(text, found)


def genre(title: str) -> str:
    """The 文种 in which a title ends; empty: none."""
    return signs.genre_of("".join(title.split()))


def _prose(part: Part, *, in_minutes: bool) -> Role:
    if not isinstance(part, Line):
        return Role.TABLE
    return Role.ATTENDANCE if in_minutes and _ATTENDANCE.match(part.plain) else prose(part.plain)


def prose(text: str) -> Role:
    """Whether a line of running text is a heading, and of which level."""
    number = ordinal(text)
    if number is None or len(text) > _HEADING_MAX or text.endswith(_STOPS) or "。" in text:
        return Role.TEXT
    return HEADINGS[number.level - 1]


def _before(text: str, found: Document) -> Role | None:
    """What a line above the text is."""
    title = characters(str(found.fields.get("标题", "")))
    addressed = characters("".join(found.fields.get("主送", [])))
    if signs.COPY_NUMBER.fullmatch(text) or re.fullmatch(r"\d{1,7}", text):
        return Role.COPY_NUMBER
    if _SECRECY.fullmatch(text):
        return Role.CLASSIFICATION
    if _URGENCY.fullmatch(text):
        return Role.URGENCY
    if role := _numbered(text):
        return role
    if title and characters(text) in title:
        return Role.TITLE
    if addressed and characters(text).strip("：:") in addressed:
        return Role.ADDRESSEES
    if "签发人" in text:
        return Role.SIDES if LOOSE_NUMBER.match(text) else Role.APPROVERS
    if LOOSE_NUMBER.fullmatch(text):
        return Role.DOCUMENT_NUMBER
    if signs.CAPTION.fullmatch(text):
        return Role.CAPTION
    return Role.ISSUER_MARK if signs.ISSUER_MARK.fullmatch(text) or signs.ISSUER.fullmatch(text) else None


def _numbered(text: str) -> Role | None:
    """What a line with a number, or with a date at its end, is at the head of a document."""
    if re.fullmatch(rf"(?:{_LOOSE}\s*)?附\s*件\s*\d*", text):
        return Role.ATTACHMENT_MARK
    if (number := signs.NUMBER.match(text) or signs.BLANK_NUMBER.match(text)) and len(text) - number.end() < _BESIDE_MAX:
        return Role.SIDES if text[number.end() :].strip() else Role.DOCUMENT_NUMBER
    if LOOSE_NUMBER.fullmatch(text) and re.search(r"[〔［\[【(（]", text):
        return Role.DOCUMENT_NUMBER  # which the import may have taken for the first line of the title
    is_dated = "关于" not in text and len(text) < _HEADING_MAX and re.search(rf"\S(?:{_DAY})$", text)
    return Role.SIDES if is_dated else None


def _behind(text: str, found: Document) -> Role | None:
    """What a line below the text is."""
    organs = [characters(name) for name in found.fields.get("发文机关", [])]
    if _PRINTED.fullmatch(text):
        return Role.PRINTED
    if _COPIES.match(text):
        return Role.COPIES_TO
    if characters(text) in organs or any(name in characters(text) for name in organs if _DATE.search(text)):
        return Role.DATE if _DATE.search(text) else Role.SIGNATURE
    if _DATE.fullmatch(text):
        return Role.DATE
    if text.startswith(("（", "(")):
        return Role.NOTE
    return Role.ATTACHMENT_NOTE if signs.ATTACHMENTS.match(text) or signs.ITEM.fullmatch(text) else None


def _rest(parts: Sequence[Part]) -> Iterator[tuple[int, tuple[Role | None, int]]]:
    """What stands behind the document: texts with titles, each a part of its own."""
    number, opened, announced = 1, True, False
    for part in parts:
        if not isinstance(part, Line):
            yield part.number, (Role.TABLE, number)
        elif _COPIES.match(part.plain):
            yield part.number, (Role.COPIES_TO, 0)
        elif _PRINTED.fullmatch(part.plain):
            yield part.number, (Role.PRINTED, 0)
        elif signs.ATTACHMENT_MARK.fullmatch(part.plain):
            number, opened, announced = number + (not opened), True, True
            yield part.number, (Role.ATTACHMENT_MARK, number)
        elif opened and not announced and signs.ATTACHMENTS.match(part.plain):
            yield part.number, (Role.ATTACHMENT_NOTE, 0)
        elif opened and part.plain:
            is_title = len(part.plain) <= _TITLE_MAX and (announced or not _NO_TITLE.search(part.plain))
            opened, announced = False, False
            yield part.number, (Role.TITLE if is_title else prose(part.plain), number)
        else:
            yield part.number, (prose(part.plain) if part.plain else Role.BLANK, number)
