"""附件说明, 署名, 成文日期, 附注 and 附件 (GB/T 9704 7.3.4 to 7.3.7; 条例 9)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Final

from ...document import STOPS, Format, printed_early, quoted_whole, stop_behind
from ...evidence import Evidence, Face, Item, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ..face_names import is_face, wanted_face

_LABEL: Final = pattern(r"\s*附\s*件\s*[：:]\s*")
_ORDINAL: Final = pattern(r"(?P<number>\d{1,2})[.．、]\s*(?!\d(?!\d{3}))")
_DAY: Final = pattern(r"([12]\d{3})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_DATE_FORMAT: Final = pattern(r"[12]\d{3}年\d{1,2}月\d{1,2}日")
_BLANK_DAY: Final = pattern(r"[\s\u3000\d]*年[\s\u3000\d]*月[\s\u3000\d]*日")
_ATTACHMENT_MARK: Final = pattern(r"附\s*件\s*\d{0,2}")
_CONTACT: Final = pattern(r"联系人|联系电话|联系方式")
# A signatory's office before the stamp of the signature (7.3.5.3).
_NAME_LEAST: Final = 6
# A line of a title that goes on has so many characters.
_TITLE_LINE: Final = 14
_OFFICER: Final = pattern(r"(?:长|主任|书记|主席|理)\s*$")
_ASKING: Final = pattern("请示$")


def _names(evidence: Evidence) -> Iterator[tuple[Item, str]]:
    """The names in the 附件说明, with what stands before them."""
    for item in evidence.of(Role.ATTACHMENT_NOTE):
        if item.text.strip():
            yield item, _LABEL.sub("", item.text).strip()


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
    if labels and not listed and evidence.text(Role.TEXT):
        yield found(labels[0], "后面有附件，正文下面却没有附件说明。补上“附件：名称”")


def attachment_titles(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """An attachment's title is its name in the 附件说明, letter by letter."""
    del settings
    if Sees.PRINT not in evidence.sees:
        return
    listed: list[str] = []
    for _, name in _names(evidence):
        bare = "".join(_ORDINAL.sub("", name, count=1).split())
        if _ORDINAL.match(name) or not listed:
            listed.append(bare)
        else:
            listed[-1] += bare
    for label in (item for item in evidence.items if item.role is Role.ATTACHMENT_MARK):
        digits = re.search(r"\d+", label.text)
        number = int(digits[0]) if digits else 1
        titles = [item for item in evidence.items if item.part == label.part and item.role is Role.TITLE]
        title = "".join("".join(item.text.split()) for item in titles)
        if label.part and titles and 1 <= number <= len(listed) and not _begins(listed[number - 1].rstrip(STOPS), title):
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
