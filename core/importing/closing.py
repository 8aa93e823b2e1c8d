"""The end of a document: 附件说明, 署名 and date, 附注, 版记; and what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..document import quoted_whole
from ..intake.text.ordinals import ordinal
from . import signs
from .document import Document
from .headings import with_headings
from .source import Left, Line, Part, characters

# No more lines than these sign, or name attachments; a name is no longer than so many 字.
_SIGNED_MAX: Final = 12
_ATTACHED_MAX: Final = 40
_NAME_MAX: Final = 60
_FILE_MAX: Final = 80


def close(parts: Sequence[Part], start: int, found: Document) -> None:
    """Take the end of a document; what stands before it is its text.

    :param start: where the text begins.
    """
    end = _end(parts, start)
    if end is not None and end + 1 < len(parts) and _end(parts, end + 1) is None and _first_signing(parts, start, end) == start:
        # Who wrote it and when stands below the title, and the text below that.
        _signed(parts, start, end, found)
        start, end = end + 1, None
    closing = len(parts) if end is None else _signed(parts, start, end, found)
    found.body, guessed = with_headings(_attachments(parts[start:closing], found))
    if guessed:
        found.doubts["正文"] = "没有编号的短行当作了小标题，行首标着“#”：编上“一、”“二、”，不是标题的删去“#”"
    found.rest = _after(parts, len(parts) if end is None else end + 1, found)
    while end is None and found.body and isinstance(last := found.body[-1], Line) and _is_behind(last, found, first=False):
        found.body.pop()


def _end(parts: Sequence[Part], start: int) -> int | None:
    """Where the date stands that ends the main text; None: it has none."""
    for place in range(start, len(parts)):
        part = parts[place]
        if not isinstance(part, Line):
            continue
        if signs.SIGNED_LINE.fullmatch(part.plain):
            return place
        dated = any(one.fullmatch(part.plain) for one in (signs.DATE_LINE, signs.MONTH_LINE, signs.BLANK_DATE))
        if dated and place > start and (_may_sign(parts[place - 1]) or place == len(parts) - 1):
            return place
    return None


def _may_sign(part: Part) -> bool:
    """Whether a line may name an organ that signs."""
    if not isinstance(part, Line):
        return False
    text = part.plain
    return (
        bool(signs.ORGAN.fullmatch(text) or signs.OFFICER.fullmatch(text))
        and not signs.CLOSING.match(characters(text))
        and ordinal(text) is None
        and not signs.ATTACHMENTS.match(text)
    )


def _signed(parts: Sequence[Part], start: int, end: int, found: Document) -> int:
    """Take signature and date; returns where the text ends."""
    line = parts[end]
    assert isinstance(line, Line)  # noqa: S101 - only lines are dates
    if both := signs.SIGNED_LINE.fullmatch(line.plain):
        found.fields["发文机关"] = both["names"].split()
        found.fields["成文日期"] = characters(both["date"])
        return end
    if signs.DATE_LINE.fullmatch(line.plain) or signs.MONTH_LINE.fullmatch(line.plain):
        found.fields["成文日期"] = characters(line.plain)
    else:
        found.leave(line.plain, "没有填的日期", line)
        found.doubts["成文日期"] = f"文中还空着：“{' '.join(line.plain.split())}”，补上"
    if signs.MONTH_LINE.fullmatch(line.plain):
        found.doubts["成文日期"] = "只写到了月，补上日"
    first = _first_signing(parts, start, end)
    names = [name for part in parts[first:end] if isinstance(part, Line) for name in _organs(part.plain)]
    if names:
        found.fields["发文机关"] = names
    else:
        found.doubts.setdefault("成文日期", "上面没有署名，是文末的日期")
    return first


def _first_signing(parts: Sequence[Part], start: int, end: int) -> int:
    """Where the signature above a date begins; the line of the date itself, where both stand on it."""
    first = end
    while first > max(start, end - _SIGNED_MAX) and _may_sign(parts[first - 1]):
        first -= 1
    return first


def _organs(text: str) -> list[str]:
    """The organs on a line; one that is spread out (科 技 局) is one."""
    names = re.split(r"\s{2,}|\u3000", text.strip())
    return ["".join(text.split())] if any(len(name) < 3 for name in names) else ["".join(name.split()) for name in names]


def _attachments(parts: Sequence[Part], found: Document) -> list[Part]:
    """Take the 附件说明 from the end of a text; returns the text without it."""
    start = next((place for place in range(len(parts) - 1, -1, -1) if _opens_attachments(parts[place])), None)
    if start is None or len(parts) - start > _ATTACHED_MAX:
        return list(parts)
    while start and _opens_attachments(parts[start - 1]):
        start -= 1
    listed = [part for part in parts[start:] if isinstance(part, Line)]
    left: list[Left] = []
    names = [_attachment(line, left) for line in listed]
    is_list = len(listed) == len(parts) - start and any(names) and all(len(name) <= _NAME_MAX for name in names)
    if not is_list:
        return list(parts)
    found.fields["附件"] = [name for name in names if name]
    found.left += [one for one in left if one.text]
    return list(parts[:start])


def _attachment(line: Line, left: list[Left]) -> str:
    """The name on a line of the 附件说明; what stands around it is told in ``left``."""
    text = line.plain
    if opening := signs.ATTACHMENTS.fullmatch(text):
        left.append(Left(text[: opening.start("rest")].strip(), "“附件：”，由程序印", line.number))
        text = opening["rest"].strip()
    if item := signs.ITEM.fullmatch(text):
        left.append(Left(item["mark"], "附件的序号，由程序编", line.number))
        text = item["name"]
    if suffix := signs.FILE_SUFFIX.search(text):
        left.append(Left(suffix[0], "附件文件的后缀", line.number))
        text = text[: suffix.start()]
    bare = text.rstrip("。；;，")
    left.append(Left(text[len(bare) :], "附件名称后面的标点，标准不用（7.3.4）", line.number))
    if name := quoted_whole(bare):
        left.append(Left("《》", "附件名称外面的书名号，附件说明里不用", line.number))
    return name or bare


def take_files(parts: Sequence[Part]) -> tuple[list[Part], list[Line]]:
    """The parts without the names of files that pages on the web list below a document; and those."""
    end = len(parts)
    while end and isinstance(line := parts[end - 1], Line) and (not line.plain or _is_file(line.plain)):
        end -= 1
    return list(parts[:end]), [line for line in parts[end:] if isinstance(line, Line) and line.plain]


def _is_file(text: str) -> bool:
    return len(text) <= _FILE_MAX and bool(signs.FILE_SUFFIX.search(text))


def attach_files(files: Sequence[Line], found: Document) -> None:
    """Take the names of files below a document for its 附件说明, if it has none."""
    left: list[Left] = []
    names = [_attachment(line, left) for line in files]
    if names and "附件" not in found.fields:
        found.fields["附件"] = names
        found.left += [one for one in left if one.text]
        found.doubts["附件"] = "公文里没有附件说明，是文后列着的文件"
    else:
        found.left += [Left(line.plain, "文后列着的文件，附件说明里已经有", line.number) for line in files]


def _opens_attachments(part: Part) -> bool:
    return isinstance(part, Line) and bool(signs.ATTACHMENTS.fullmatch(part.plain))


def _after(parts: Sequence[Part], place: int, found: Document) -> list[Part]:
    """Take 附注, 抄送 and what was printed from behind the date; returns what is left behind them."""
    rest: list[Part] = []
    for part in parts[place:]:
        if not (isinstance(part, Line) and _is_behind(part, found, first=not rest)):
            rest.append(part)
    if "附件" not in found.fields and rest and _opens_attachments(rest[0]):
        end = next((at for at, part in enumerate(rest[1:], 1) if not _is_item(part)), len(rest))
        return [*_attachments(rest[:end], found), *rest[end:]]
    return rest


def _is_item(part: Part) -> bool:
    return isinstance(part, Line) and bool(signs.ITEM.fullmatch(part.plain))


def _is_behind(line: Line, found: Document, *, first: bool) -> bool:
    text = line.plain
    if first and "附注" not in found.fields and (match := signs.NOTE.fullmatch(text)):
        found.fields["附注"] = match["text"]
        found.leave("（）", "附注的括号，由程序印", line)
    elif "抄送" not in found.fields and (match := signs.COPIES.fullmatch(text)):
        names = match["names"].strip()
        bare = names.rstrip("。.")
        found.fields["抄送"] = [bare]
        found.leave(text[: match.start("names")] + names[len(bare) :], "“抄送：”和句号，由程序印", line)
    elif "印发机关" not in found.fields and (match := signs.PRINTED.fullmatch(text)):
        found.fields["印发机关"] = characters(match["organ"])
        found.fields["印发日期"] = characters(match["date"])
        found.leave("印发", "“印发”二字，由程序印", line)
    elif signs.COUNT.fullmatch(text):
        found.leave(text, "印数，现在不印", line)
    else:
        return False
    return True
