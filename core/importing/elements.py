"""The elements of a document in a text, from its head to 主送; its end is recognised in :mod:`hongtou.importing.closing`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..intake.text.ordinals import ordinal
from . import signs
from .closing import close
from .document import Document
from .issuer import MARK_LEFT
from .source import Line, Part, characters

# A head and a title take no more lines than these; nor do those who sign.
_HEAD_MAX: Final = 14
_TITLE_MAX: Final = 6
# Nor is a line of a title or a head longer than so many 字.
_LINE_MAX: Final = 200
# A title that does not say 关于 is no longer than so many 字, on one line and on several.
_ALONE_MAX: Final = 20
_SEVERAL_MAX: Final = 50
# The upper line of a title is no shorter than so many 字.
_UPPER_MIN: Final = 8
# No title ends so.
_OPEN: Final = ("。", "；", "：", ":")


def recognise(parts: Sequence[Part]) -> Document:
    """The elements of a document, as far as they can be told; everything else is text."""
    found = Document()
    written = [part for part in parts if not isinstance(part, Line) or part.plain]
    place = _head(written, found)
    place = _title(written, place, found)
    place = _below_title(written, place, found)
    close(written, place, found)
    if isinstance(first := next(iter(found.body), None), Line) and _is_title(_unspaced(first.plain)):
        found.doubts.setdefault("标题", f"正文第一行也像标题：“{first.plain[:40]}”")
    return found


def _head(parts: Sequence[Part], found: Document) -> int:
    """Take the head; returns where the title begins.

    What stands before the title and is no element of a head, such as what a web page shows there, is told as left out.
    """
    title = _title_start(parts)
    numbered = any(isinstance(part, Line) and signs.NUMBER.match(part.plain) for part in parts[:title])
    for part in parts[:title]:
        if not isinstance(part, Line):
            return 0
        if _is_head(part, found):
            continue
        if numbered and signs.ORGAN.fullmatch(part.plain):
            found.leave(part.plain, MARK_LEFT, part)
        else:
            _from_web(part, found)
            found.leave(part.plain, "标题前面的文字，不像公文的内容", part)
            found.doubts["标题"] = "标题前面的文字没有带进来，见“没有带进来的”"
    return title


def _title_start(parts: Sequence[Part]) -> int:
    """Where the title begins: the first lines that together end in a 文种, with its organs above; else the first line."""
    for end, part in enumerate(parts[:_HEAD_MAX]):
        if not isinstance(part, Line) or part.plain.endswith(("。", "；")) or len(part.plain) > _LINE_MAX:
            break
        above = range(end, max(-1, end - _TITLE_MAX), -1)
        starts = [start for start in above if _is_title(_together(parts, start, end), several=start < end)]
        about = [start for start in starts if signs.ABOUT.search(_together(parts, start, end))]
        if len(about) > 1 and _may_begin(parts[about[1]]):
            about = about[1:]
        about = about or [start for start in starts[1:] if all(_may_begin(parts[above]) for above in range(start, end))][-1:]
        if about or (starts and ordinal(part.plain) is None and not _is_about(parts, end)):
            return _with_organs(parts, (about or starts)[0])
    return next(
        (place for place, part in enumerate(parts[:_HEAD_MAX]) if not (isinstance(part, Line) and _is_head(part, Document()))), 0
    )


def _may_begin(part: Part) -> bool:
    """Whether a line may be the upper one of a title that does not say 关于."""
    text = part.plain if isinstance(part, Line) else ""
    return (
        len(text) >= _UPPER_MIN
        and len(text.split()) == 1
        and not text.endswith(_OPEN)
        and not any(pattern.fullmatch(text) for pattern in (signs.CAPTION, signs.ISSUER_MARK, signs.ISSUER, signs.DATE_LINE))
        and not _is_head(Line(text, 0), Document())
    )


def _is_about(parts: Sequence[Part], end: int) -> bool:
    """Whether a title with 关于 goes on below."""
    return any(
        "关于" in _together(parts, end, below) and _is_title(_together(parts, end, below))
        for below in range(end + 1, min(end + 4, len(parts)))
    )


def _together(parts: Sequence[Part], start: int, end: int) -> str:
    return "".join(_unspaced(part.plain) for part in parts[start : end + 1] if isinstance(part, Line))


def _is_title(text: str, *, several: bool = False) -> bool:
    """Whether a text is a title.

    :param several: it stood on several lines, as only titles do; else one that is long says what it is about.
    """
    longest = _SEVERAL_MAX if several else _ALONE_MAX
    told = "关于" in text or "对" in text[:20] or len(text) <= longest
    return signs.ends_title(text) and told and len(text) > 1 and "：" not in text


def _with_organs(parts: Sequence[Part], start: int) -> int:
    """A title may begin with its organs on lines of their own, which are not the mark (文件); a mark has its number below it."""
    first = start
    while first and start - first < _TITLE_MAX - 1 and _names_organs(parts[first - 1]):
        first -= 1
    above = parts[first - 1] if first else None
    return start if isinstance(above, Line) and signs.ISSUER_MARK.fullmatch(above.plain) else first


def _names_organs(part: Part) -> bool:
    """Whether a line names one organ or several and nothing else."""
    if not isinstance(part, Line) or signs.ISSUER_MARK.fullmatch(part.plain):
        return False
    return bool(part.plain) and all(signs.ISSUER.fullmatch(name) for name in part.plain.split())


def _people(text: str) -> list[str]:
    """The names of people; one of two characters may be spread to the width of three."""
    names: list[str] = []
    single = False
    for name in text.split():
        if len(name) == 1 and single:
            names[-1] += name
        else:
            names.append(name)
        single = len(name) == 1 and not single
    return names


def _from_web(line: Line, found: Document) -> None:
    """Take the 发文字号 out of what a web page tells about a document."""
    if "发文字号" not in found.fields and (match := signs.NUMBER.search(line.plain)):
        found.doubts["发文字号"] = f"网页上写的是“{match[0]}”，核对以后写在这里"


def _is_head(line: Line, found: Document) -> bool:
    """Whether a line is an element of the head; each is taken once, or what stood in the first would be lost."""
    text, fields = line.plain, found.fields
    if signs.COPY_NUMBER.fullmatch(text) and "份号" not in fields:
        found.fields["份号"] = text
    elif "密级" not in fields and (match := signs.SECRECY.fullmatch(characters(text))):
        found.fields["密级"] = match["level"]
        if match["period"]:
            found.fields["保密期限"] = match["period"]
            found.leave("★", "密级和期限之间的星号，由程序印", line)
    elif signs.URGENCY.fullmatch(characters(text)) and "紧急程度" not in fields:
        found.fields["紧急程度"] = characters(text)
    elif signs.ATTACHMENT_MARK.fullmatch(text):
        found.leave(text, "附件的标记，由程序印", line)
    elif _number(line, found):
        return True
    elif signs.ISSUER_MARK.fullmatch(text) and "发文机关标志" not in found.fields and len(text.split()) < 3:
        found.fields["发文机关标志"] = characters(text)
    elif "签发人" not in fields and (match := signs.APPROVER.fullmatch(text)):
        found.fields["签发人"] = _people(match["names"])
        found.leave(text[: match.start("names")], "“签发人”三个字，由程序印", line)
    else:
        return False
    return True


def _number(line: Line, found: Document) -> bool:
    """Whether a line is the 发文字号, given or still blank, with 签发人 beside it or not."""
    given = signs.NUMBER.match(line.plain)
    match = given or signs.BLANK_NUMBER.match(line.plain)
    if match is None or "发文字号" in found.fields:
        return False
    rest = line.plain[match.end() :].strip()
    beside = signs.APPROVER.fullmatch(rest) if "签发人" not in found.fields else None
    if rest and beside is None:
        return False
    if given:
        serial = given["serial"].lstrip("0") or "0"
        found.fields["发文字号"] = f"{given['code']}〔{given['year']}〕{serial}号"
        found.leave("第" * given[0].count("第"), "发文字号里的“第”，标准不用（7.2.5）", line)
        found.leave(given["serial"].removesuffix(serial), "顺序号前面补的零，标准不用（7.2.5）", line)
        if not given["code"]:
            found.doubts["发文字号"] = "没有机关代字，标准的写法是“代字〔年份〕序号号”"
    else:
        found.leave(match[0], "还没有编号的发文字号，由程序留空", line)
    if beside:
        found.fields["签发人"] = _people(beside["names"])
        found.leave(rest[: beside.start("names")], "“签发人”三个字，由程序印", line)
    return True


def _title(parts: Sequence[Part], place: int, found: Document) -> int:
    """Take the title, which may go over several lines; returns where it ends."""
    pieces: list[str] = []
    if place < len(parts) and _is_order(parts[place], found):
        return place + 1
    for end in range(place, min(place + _TITLE_MAX, len(parts))):
        part = parts[end]
        if not isinstance(part, Line) or _ends_before(part, pieces):
            break
        pieces.append(_unspaced(part.plain))
        if _is_title("".join(pieces), several=len(pieces) > 1) and not _is_longer(parts, end, pieces):
            found.fields["标题"] = "".join(pieces)
            return end + 1
    first = parts[place] if place < len(parts) else None
    if isinstance(first, Line) and len(first.plain) <= 80 and not first.plain.endswith(_OPEN):
        found.fields["标题"] = _unspaced(first.plain)
        if not signs.genre_of(_unspaced(first.plain)):
            found.doubts["标题"] = "标题不以文种结尾，把第一行当作了标题"
        return place + 1
    found.doubts["标题"] = "没有找到标题"
    return place


def _is_order(part: Part, found: Document) -> bool:
    """Whether a line is the title of an order with its number."""
    match = signs.ORDER_TITLE.fullmatch(_unspaced(part.plain)) if isinstance(part, Line) else None
    if match:
        found.fields["标题"], found.fields["令号"] = match["title"], match["number"]
    return bool(match)


def _is_longer(parts: Sequence[Part], end: int, pieces: Sequence[str]) -> bool:
    """Whether a title goes on in the next line: 关于印发…意见 / 的通知."""
    below = parts[end + 1] if end + 1 < len(parts) else None
    if not isinstance(below, Line) or _ends_before(below, pieces):
        return False
    more = _unspaced(below.plain)
    return (
        len(more) <= 30 and _is_title("".join([*pieces, more])) and (more.startswith(("的", "》")) or "印发" in "".join(pieces))
    )


def _ends_before(line: Line, pieces: Sequence[str]) -> bool:
    text = line.plain
    return bool(
        text.endswith(_OPEN)
        or (ordinal(text) and pieces)
        or signs.NUMBER.fullmatch(text)
        or signs.DATE_LINE.fullmatch(text)
        or len(text) > 80
    )


def _unspaced(text: str) -> str:
    """A title without the blanks that spread it; those between Latin words stay."""
    parts = text.split()
    joined = parts[0] if parts else ""
    for part in parts[1:]:
        joined += (" " if joined[-1].isascii() and part[0].isascii() else "") + part
    return joined


def _below_title(parts: Sequence[Part], place: int, found: Document) -> int:
    """Take what stands between title and text: 发文字号, 题注, 主送; returns where the text begins."""
    while place < len(parts) and isinstance(line := parts[place], Line):
        text = line.plain
        if _number(line, found):
            pass
        elif text.startswith(("（", "(")) and text.endswith(("）", ")")) and _number(line.with_text(text[1:-1]), found):
            found.leave("（）", "发文字号外面的括号", line)
        elif characters(text) == characters(found.fields.get("标题", "")):
            found.leave(text, "又写了一遍的标题", line)
        elif signs.ORDER_NUMBER.fullmatch(text) and found.fields.get("标题", "").endswith("令"):
            found.fields["令号"] = characters(text)
        elif signs.CAPTION.fullmatch(text) and "题注" not in found.fields:
            found.fields["题注"] = text
        elif "主送" not in found.fields and _is_addressed(parts, place):
            bare = text.strip("：:")
            found.fields["主送"] = [_unspaced(bare)]
            found.leave(text.replace(bare, ""), "主送后面的冒号，由程序印", line)
            return place + 1
        elif "主送" not in found.fields and signs.UNCLOSED_ADDRESSEES.fullmatch(text) and place + 1 < len(parts):
            found.fields["主送"] = [_unspaced(text)]
            found.doubts["主送"] = "后面没有冒号，当作了主送"
            return place + 1
        else:
            break
        place += 1
    return place


def _is_addressed(parts: Sequence[Part], place: int) -> bool:
    """Whether a line names those whom the document is sent to: something stands below it that is no list."""
    line = parts[place]
    if not isinstance(line, Line) or not signs.ADDRESSEES.fullmatch(line.plain) or ordinal(line.plain):
        return False
    if signs.ARTICLE.match(line.plain) or "下列" in line.plain:
        return False
    below = parts[place + 1] if place + 1 < len(parts) else None
    return isinstance(below, Line) and not any(word in line.plain for word in ("如下", "附件", "为：", "时间", "地点", "通知如"))
