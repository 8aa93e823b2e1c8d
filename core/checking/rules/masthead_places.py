"""版头 on paper: where the mark, the number, the approvers and the red rule stand (GB/T 9704 7.2.4 to 7.2.7)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final

from ...document import Format
from ...evidence import Evidence, Face, Item, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ..face_names import is_face, wanted_face
from ._measured import box_bottom, box_top, is_letter, issuer_mark, issuer_mark_bottom, number_item, number_rows, red_rules

# The upper edge of the mark by the kind of head, mm (7.2.4, 10.1, 10.2).
_TOP, _LETTER_TOP, _ORDER_TOP = 72.0, 30.0, 57.0
_WIDEST, _LETTER_WIDEST = 156.5, 170.5
_ORDER: Final = pattern(r"令$")
_ENDS: Final = pattern(r"(?:通知|通报|报告|请示|批复|函|意见|通告|公告|决定)$|[，。：；、,.:;！!？?]$|\d$")
_SIGNED: Final = pattern(r"签\s*发\s*人\s*(?P<colon>[：:]?)")
_MIDDLE, _INDENTED, _RIGHT = 106.0, 33.6, 178.4
_NAMES: Final = pattern(r"[\s\u3000]{2,}|(?<=[\u4e00-\u9fff])[\s\u3000](?=[\u4e00-\u9fff]{2})|、")
_NAMES_MOST: Final = 2
_NAME_MOST: Final = 4


def _due_top(evidence: Evidence, item: Item) -> float:
    if is_letter(evidence) or evidence.format is Format.LETTER:
        return _LETTER_TOP
    return _ORDER_TOP if _ORDER.search(item.text.strip()) else _TOP


def mark_top(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """35 mm below the upper edge of the type area."""
    item = issuer_mark(evidence)
    if item:
        top, due = min(row.ink_top for row in item.rows), _due_top(evidence, item)
        if not settings.allows(top - due):
            yield found(item, f"标志的上边缘离纸的上边 {top:.1f} 毫米，应为 {due:g} 毫米")


def mark_words(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The organ's name, with 文件 behind it or alone; a letter's without."""
    del settings
    letter = is_letter(evidence) or evidence.format is Format.LETTER
    items = [item for item in evidence.of(Role.ISSUER_MARK) if item.text.strip()]
    for item in items:
        text = "".join(item.text.split())
        if letter and "文件" in text:
            yield found(item, "信函的标志写发文机关全称或者规范化简称，不加“文件”二字", "文件")
        elif _ENDS.search(text):
            yield found(item, "标志由发文机关全称或者规范化简称加“文件”组成，也可以只写机关", text)


def mark_width(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """No wider than the type area."""
    del settings
    item = issuer_mark(evidence)
    most = _LETTER_WIDEST if is_letter(evidence) else _WIDEST
    for row in item.rows if item else ():
        if item and row.right - row.left > most:
            yield found(item, f"标志宽 {row.right - row.left:.0f} 毫米，超出版心（{most - 0.5:g} 毫米）", row.text.strip())


def number_gap(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Two lines below the mark."""
    lines, item = number_rows(evidence), number_item(evidence)
    if lines and item and not is_letter(evidence):
        gap = box_top(lines[0]) - issuer_mark_bottom(evidence)
        if not settings.allows(gap):
            yield found(item, f"和标志之间空了 {gap:.1f} 毫米，应空二行（20.8 毫米）")


def number_place(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """In the middle; of what goes upward, one 字 from the left."""
    lines, item = number_rows(evidence), number_item(evidence)
    if not lines or item is None or is_letter(evidence):
        return
    row = lines[-1]
    if _SIGNED.search("".join(one.text for one in lines)):
        if not settings.allows(lines[0].left - _INDENTED) and not settings.allows(row.left - _INDENTED):
            yield found(item, f"左边在 {row.left:.1f} 毫米，上行文的发文字号居左空一字（33.6 毫米）")
    elif not settings.allows(row.middle - _MIDDLE):
        yield found(item, f"中心偏了 {row.middle - _MIDDLE:+.1f} 毫米，发文字号应居中")


def approver_faces(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """签发人 in 仿宋, with a full-width colon; the names in 楷体."""
    for item in evidence.of(Role.APPROVERS, Role.SIDES):
        label = _SIGNED.search(item.text)
        if label is None or not item.pieces:
            continue
        if label["colon"] != "：":
            yield found(item, "“签发人”后面用全角冒号“：”", label[0], label.start())
        for place, text, face, due in _due_faces(item, label.end()):
            if re.search(r"[\u4e00-\u9fff]", text) and not is_face(face, due, settings):
                yield found(item, f"是{face or '没有写明的字体'}，{wanted_face(due)}", text.strip(), place)
                break


def _due_faces(item: Item, names: int) -> Iterator[tuple[int, str, str, Face]]:
    """The pieces of a line, cut where its names begin: their places, what they say, the face that they have, and the due one."""
    place = 0
    for piece in item.pieces:
        cut = min(max(names - place, 0), len(piece.text))
        yield place, piece.text[:cut], piece.look.face, Face.BODY
        yield place + cut, piece.text[cut:], piece.look.face, Face.KAI
        place += len(piece.text)


def approver_place(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """One 字 from the right; the number on the line of the last name."""
    lines, item = number_rows(evidence), number_item(evidence)
    named = [row for row in lines if _SIGNED.search(row.text)]
    if not named or item is None or is_letter(evidence):
        return
    right = max(row.right for row in lines)
    if not settings.allows(right - _RIGHT):
        yield found(item, f"签发人的右边在 {right:.1f} 毫米，应居右空一字（178.4 毫米）")
    if not re.search(r"\d\s*号", lines[-1].text) and any(re.search(r"\d\s*号", row.text) for row in lines):
        yield found(item, "发文字号和最后一个签发人姓名排在同一行")


def approver_rows(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """At most two names on a line."""
    del settings
    lines, item = number_rows(evidence), number_item(evidence)
    if item is None or not any(_SIGNED.search(row.text) for row in lines):
        return
    for row in lines:
        names = _SIGNED.split(re.sub(r"^.*?\d\s*号", "", row.text))[-1].strip()
        apart = len([name for name in _NAMES.split(names) if re.search(r"[\u4e00-\u9fff]", name)])
        together = names.count("·") or math.ceil(len("".join(names.split())) / _NAME_MOST)  # a name with a dot is long
        if max(apart, together) > _NAMES_MOST:
            yield found(item, "每行一般排两个签发人姓名", names)


def red_rule(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A red rule as wide as the type area below the number."""
    lines, item = number_rows(evidence), number_item(evidence)
    if not lines or item is None or is_letter(evidence):
        return
    rules = [stroke for stroke in red_rules(evidence) if stroke.y > lines[-1].baseline]
    if not rules:
        yield found(item, "发文字号的下面应有一条与版心等宽的红色分隔线，这里没有")
        return
    # The party's star may part it in two.
    same = [stroke for stroke in rules if abs(stroke.y - rules[0].y) < 1]
    left, right = min(one.x for one in same), max(one.x + one.width for one in same)
    if not settings.allows(right - left):
        yield found(item, f"红色分隔线长 {right - left:.1f} 毫米，应与版心等宽（156 毫米）")


def red_rule_gap(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """4 mm below the number."""
    lines, item = number_rows(evidence), number_item(evidence)
    rules = [stroke.y for stroke in red_rules(evidence) if lines and stroke.y > lines[-1].baseline]
    if rules and item and not is_letter(evidence):
        gap = rules[0] - box_bottom(lines[-1])
        if not settings.allows(gap):
            yield found(item, f"红色分隔线在发文字号下面 {gap:.1f} 毫米，应为 4 毫米")


_PLACES: Final = (Sees.PLACES,)

RULES: Final = (
    Rule(
        "GW207",
        "发文机关标志的高低",
        "GB/T 9704 7.2.4",
        Strength.MUST,
        finds="PDF 首页标志的上边缘离纸的上边不是 72 毫米（信函 30、命令 57 毫米；可差 1.5 毫米）。",
        why="标准：发文机关标志上边缘至版心上边缘为 35 mm。80 毫米是 1999 年的旧标准。",
        mend="调整标志的位置。",
        before="标志的上边缘在 60 毫米",
        after="标志的上边缘在 72 毫米",
        needs=_PLACES,
        judge=mark_top,
        least=-1.5,
        most=1.5,
        unit="毫米",
    ),
    Rule(
        "GW209",
        "发文机关标志的文字",
        "GB/T 9704 7.2.4、10.1",
        Strength.MUST,
        finds="标志以文种、标点、数字结尾；信函的标志写了“文件”。",
        why="标准：由发文机关全称或者规范化简称加“文件”二字组成，也可以使用机关全称或者规范化简称；信函不加“文件”。",
        mend="改成“机关＋文件”，信函只写机关。",
        before="云州市医学会文件（信函）",
        after="云州市医学会（信函）",
        needs=(Sees.PRINT, Sees.FIELDS),
        judge=mark_words,
    ),
    Rule(
        "GW210",
        "发文机关标志不超出版心",
        "GB/T 9704 7.2.4",
        Strength.MUST,
        finds="PDF 上标志的一行宽过版心（156 毫米；信函 170 毫米）。",
        why="标志应当居中排布在版心之内。",
        mend="缩小字号或者压窄。",
        before="标志宽 165 毫米",
        after="标志宽 150 毫米",
        needs=_PLACES,
        judge=mark_width,
    ),
    Rule(
        "GW213",
        "标志下面空二行",
        "GB/T 9704 7.2.5",
        Strength.SHOULD,
        finds="PDF 上发文字号（签发人）和标志之间不是二行（20.8 毫米，可差 3 毫米）。",
        why="标准：编排在发文机关标志下空二行位置。",
        mend="调整标志下面的空行。",
        before="标志和字号相距 10 毫米",
        after="标志和字号相距 20.8 毫米",
        needs=_PLACES,
        judge=number_gap,
        least=17.8,
        most=23.8,
        unit="毫米",
    ),
    Rule(
        "GW214",
        "发文字号的位置",
        "GB/T 9704 7.2.5",
        Strength.MUST,
        finds="PDF 上发文字号没有居中；上行文的没有居左空一字（可差 2 毫米）。",
        why="标准：居中排布；上行文的发文字号居左空一字编排，与最后一个签发人姓名处在同一行。",
        mend="居中；上行文左空一字。",
        before="下行文的字号居左",
        after="下行文的字号居中",
        needs=_PLACES,
        judge=number_place,
        least=-2.0,
        most=2.0,
        unit="毫米",
    ),
    Rule(
        "GW216",
        "签发人的字体",
        "GB/T 9704 7.2.6",
        Strength.MUST,
        finds="“签发人”三字不是仿宋，姓名不是楷体，或者冒号不是全角的。",
        why="标准：“签发人”三字用三号仿宋体字，后标全角冒号，冒号后用三号楷体字标注签发人姓名。",
        mend="改字体。",
        before="签发人：张三（全是仿宋）",
        after="签发人：（仿宋）张三（楷体）",
        needs=(Sees.LOOKS,),
        judge=approver_faces,
    ),
    Rule(
        "GW217",
        "签发人的位置",
        "GB/T 9704 7.2.5、7.2.6",
        Strength.MUST,
        finds="PDF 上签发人没有居右空一字（可差 2 毫米），或者发文字号不和最后一个签发人姓名同行。",
        why="标准：居右空一字；上行文的发文字号与最后一个签发人姓名处在同一行。",
        mend="调整缩进。",
        before="签发人顶到版心右边",
        after="签发人居右空一字",
        needs=_PLACES,
        judge=approver_place,
        least=-2.0,
        most=2.0,
        unit="毫米",
    ),
    Rule(
        "GW218",
        "每行两个签发人",
        "GB/T 9704 7.2.6",
        Strength.SHOULD,
        finds="PDF 上一行排了三个以上签发人姓名。",
        why="标准：一般每行排两个姓名，回行时与上一行第一个签发人姓名对齐。",
        mend="每行排两个。",
        before="签发人：张三　李四　王五",
        after="签发人：张三　李四（回行）王五",
        needs=_PLACES,
        judge=approver_rows,
    ),
    Rule(
        "GW219",
        "版头的红色分隔线",
        "GB/T 9704 7.2.7",
        Strength.MUST,
        finds="PDF 上发文字号下面没有红色分隔线，或者不是 156 毫米长（可差 1 毫米）。",
        why="标准：发文字号之下 4 mm 处居中印一条与版心等宽的红色分隔线。",
        mend="画一条和版心等宽的红线。",
        before="红线长 150 毫米",
        after="红线长 156 毫米",
        needs=_PLACES,
        judge=red_rule,
        least=155.0,
        most=157.0,
        unit="毫米",
    ),
    Rule(
        "GW220",
        "红色分隔线在字号下 4 毫米",
        "GB/T 9704 7.2.7",
        Strength.SHOULD,
        finds="PDF 上红色分隔线和发文字号的距离不是 4 毫米（可差 1.5 毫米）。",
        why="标准：发文字号之下 4 mm 处。",
        mend="移动红线。",
        before="相距 8 毫米",
        after="相距 4 毫米",
        needs=_PLACES,
        judge=red_rule_gap,
        least=2.5,
        most=5.5,
        unit="毫米",
    ),
)
