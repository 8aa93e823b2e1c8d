"""附件说明 and the marks of 附件 (GB/T 9704 7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...document import STOPS, quoted_whole, stop_behind
from ...evidence import Evidence, Face, Item, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ..face_names import is_face, wanted_face

_LABEL: Final = pattern(r"\s*附\s*件\s*[：:]\s*")
_ORDINAL: Final = pattern(r"(?P<number>\d{1,2})[.．、]\s*(?!\d(?!\d{3}))")
_ATTACHMENT_MARK: Final = pattern(r"附\s*件\s*\d{0,2}")
# A line of a title that goes on has so many characters.
_TITLE_LINE: Final = 14


def _names(evidence: Evidence) -> Iterator[tuple[Item, str]]:
    """The names in the 附件说明, with what stands before them."""
    for item in evidence.of(Role.ATTACHMENT_NOTE):
        if item.text.strip():
            yield item, _LABEL.sub("", item.text).strip()


def listed_names(evidence: Evidence) -> list[str]:
    """The names in the 附件说明, without their ordinals and blanks; where it is printed, a line without an ordinal goes on."""
    listed: list[str] = []
    for _, name in _names(evidence):
        bare = "".join(_ORDINAL.sub("", name, count=1).split())
        if Sees.PRINT not in evidence.sees or _ORDINAL.match(name) or not listed:
            listed.append(bare)
        else:
            listed[-1] += bare
    return listed


def attachment_stop(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """No mark behind the name of an attachment."""
    del settings
    for item, name in _names(evidence):
        if sign := stop_behind(name):
            yield found(item, "附件名称后面不加标点，去掉它", sign, len(item.text.rstrip()) - 1, mended="")


def attachment_quotes(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """No 书名号 around the whole name."""
    del settings
    for item, name in _names(evidence):
        if bare := quoted_whole(_ORDINAL.sub("", name, count=1)):
            yield found(item, f"附件名称外面不用书名号，写成“{bare}”", f"《{bare}》", mended=bare)


def attachment_order(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """1. 2. 3.; a single one has no ordinal."""
    del settings
    names = [*_names(evidence)]
    if Sees.PRINT not in evidence.sees or not names or not _LABEL.match(names[0][0].text):
        return
    numbers = [(item, int(match["number"])) for item, name in names if (match := _ORDINAL.match(name))]
    for place, (item, number) in enumerate(numbers, 1):
        if number != place:
            yield found(item, f"附件的顺序号不连续，这里应是 {place}")
            return
    if len(numbers) == 1 and len(names) == 1:
        yield found(names[0][0], "只有一个附件的，不编顺序号")


def attachment_pairs(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """What is marked as an attachment is named in the 附件说明."""
    del settings
    labels = [item for item in evidence.items if item.role is Role.ATTACHMENT_MARK and _ATTACHMENT_MARK.match(item.text.strip())]
    listed = any(item.text.strip() and (item.role is Role.ATTACHMENT_NOTE or _LABEL.match(item.text)) for item in evidence.items)
    is_apart = bool(labels) and labels[0] == next((item for item in evidence.items if item.text.strip()), None)
    if labels and not is_apart and not listed and evidence.text(Role.TEXT):
        yield found(labels[0], "后面有附件，正文下面却没有附件说明。补上“附件：名称”")


def attachment_titles(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """An attachment's title is its name in the 附件说明, letter by letter."""
    del settings
    if Sees.PRINT not in evidence.sees:
        return
    # A stop behind a name, and marks around it, are found by rules of their own.
    listed = [quoted_whole(name) or name.rstrip(STOPS) for name in listed_names(evidence)]
    for label in (item for item in evidence.items if item.role is Role.ATTACHMENT_MARK):
        digits = re.search(r"\d+", label.text)
        number = int(digits[0]) if digits else 1
        titles = [item for item in evidence.items if item.part == label.part and item.role is Role.TITLE]
        title = "".join("".join(item.text.split()) for item in titles)
        title = quoted_whole(title) or title
        if label.part and titles and 1 <= number <= len(listed) and not _begins(listed[number - 1], title):
            yield found(titles[0], f"附件{number}的标题和附件说明里的“{listed[number - 1]}”不一样，改成一样")


def _begins(listed: str, title: str) -> bool:
    """Whether a title is the name, or the first line of it."""
    line = title.rstrip("—－-：")
    return listed == title or (listed.startswith(line) and (len(line) * 2 < len(listed) or len(line) >= _TITLE_LINE))


def mark_form(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """附件1, without a colon."""
    del settings
    for item in evidence.items:
        text = item.text.strip()
        if item.role is Role.ATTACHMENT_MARK and text.endswith(("：", ":", "、", "．", ".")):
            yield found(item, "附件左上角的“附件”和顺序号后面不用冒号", text[-1], item.text.rstrip().rfind(text[-1]), mended="")


def mark_face(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """黑体."""
    for item in evidence.items:
        piece = next((one for one in item.pieces if "附" in one.text), None)
        if item.role is Role.ATTACHMENT_MARK and piece and not is_face(piece.look.face, Face.HEI, settings):
            yield found(item, f"是{piece.look.face or '没有写明的字体'}，{wanted_face(Face.HEI)}", piece.text)


_PRINT: Final = (Sees.PRINT,)
_ANY: Final = (Sees.PRINT, Sees.FIELDS)

RULES: Final = (
    Rule(
        "GW321",
        "附件名称后面不加标点",
        "GB/T 9704 7.3.4",
        Strength.MUST,
        finds="附件说明里，名称末尾的句号、分号等。",
        why="标准：附件名称后不加标点符号。",
        mend="去掉。",
        before="附件：1.填报样表；",
        after="附件：1.填报样表",
        needs=_ANY,
        judge=attachment_stop,
    ),
    Rule(
        "GW322",
        "附件的顺序号",
        "GB/T 9704 7.3.4",
        Strength.MUST,
        finds="附件说明的顺序号不从 1 起连续；只有一个附件却编了号。",
        why="标准：有多个附件的，用阿拉伯数字标注顺序号。",
        mend="按顺序重新编；只有一个的去掉序号。",
        before="附件：1.提纲　3.样表",
        after="附件：1.提纲　2.样表",
        needs=_PRINT,
        judge=attachment_order,
    ),
    Rule(
        "GW356",
        "附件名称外面不用书名号",
        "惯例",
        Strength.CUSTOM,
        finds="附件说明里，整个名称用书名号括着。",
        why="附件说明只写名称；名称里面的书名号照写。",
        mend="去掉外面的书名号。",
        before="附件：《填报样表》",
        after="附件：填报样表",
        needs=_ANY,
        judge=attachment_quotes,
    ),
    Rule(
        "GW355",
        "有附件就有附件说明",
        "GB/T 9704 7.3.4、7.3.7",
        Strength.MUST,
        finds="后面标着“附件”，正文下面没有附件说明。",
        why="没有附件说明，收文的人不知道该有几个附件。",
        mend="在正文下面补上“附件：名称”。",
        before="（没有附件说明）附件1",
        after="附件：填报样表",
        needs=_PRINT,
        judge=attachment_pairs,
    ),
    Rule(
        "GW353",
        "附件标题和附件说明一致",
        "GB/T 9704 7.3.7",
        Strength.MUST,
        finds="附件的标题和附件说明里的名称有出入。",
        why="标准：附件顺序号和附件标题应当与附件说明的表述一致。",
        mend="改成一样。",
        before="附件：填报样表／附件的标题：填报表",
        after="附件：填报样表／附件的标题：填报样表",
        needs=_PRINT,
        judge=attachment_titles,
    ),
    Rule(
        "GW351",
        "附件标识后面没有冒号",
        "GB/T 9704 7.3.7",
        Strength.MUST,
        finds="附件左上角的“附件1：”。",
        why="冒号是附件说明里用的。",
        mend="去掉冒号。",
        before="附件1：",
        after="附件1",
        needs=_PRINT,
        judge=mark_form,
    ),
    Rule(
        "GW357",
        "附件标识用黑体",
        "GB/T 9704 7.3.7",
        Strength.MUST,
        finds="附件左上角的“附件”不是黑体。",
        why="标准：“附件”二字及附件顺序号用三号黑体字。",
        mend="改为黑体。",
        before="附件1（仿宋）",
        after="附件1（黑体）",
        needs=(Sees.LOOKS,),
        judge=mark_face,
    ),
)
