"""信函、命令（令）、纪要 (GB/T 9704 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...document import Format
from ...evidence import Evidence, Face, Item, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ..face_names import is_face, wanted_face
from ._measured import LETTER_RULE, box_bottom, box_top, is_letter, issuer_mark, issuer_mark_bottom, red_rules

_LEFT, _WIDTH, _LAST, _RIGHT = 20.0, 170.0, 277.0, 184.0
_WITHIN: Final = 1.0
_TWO: Final = 2
_UNDER: Final = 4.84
_ORDER: Final = pattern(r"令$")
_ORDINAL: Final = pattern(r"\s*第\s*[\d〇零一二三四五六七八九十百]+\s*号\s*")
_MINUTES: Final = pattern(r"纪要$")
_PRESENT: Final = ("出席", "请假", "列席")
_LABEL: Final = pattern(r"\s*(?P<word>出\s*席|请\s*假|列\s*席)\s*(?P<colon>[：:]?)")
_MIDDLE: Final = 106.0


def double_rules(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Two double rules of 170 mm: the upper one thick above thin, the lower one thin above thick."""
    del settings
    item = issuer_mark(evidence)
    if not is_letter(evidence) or item is None:
        return
    rules = red_rules(evidence)
    least, most = LETTER_RULE
    for stroke in rules:
        if abs(stroke.width - _WIDTH) > _WITHIN or abs(stroke.x - _LEFT) > _WITHIN:
            yield found(item, f"红色双线长 {stroke.width:.0f} 毫米、从 {stroke.x:.0f} 毫米起，应长 170 毫米，居中")
            return
    long = [stroke for stroke in rules if least <= stroke.width <= most]
    upper, lower = [one for one in long if one.y < 148], [one for one in long if one.y >= 148]
    if len(upper) != _TWO or len(lower) != _TWO:
        yield found(item, "信函首页有两条红色双线：标志下面一条，距下页边 20 毫米处一条")
    elif upper[0].weight <= upper[1].weight or lower[0].weight >= lower[1].weight:
        yield found(item, "标志下面的双线上粗下细，下页边的双线上细下粗")


def rule_places(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """4 mm below the mark; 20 mm above the lower edge."""
    item = issuer_mark(evidence)
    rules = [stroke for stroke in red_rules(evidence) if stroke.width > LETTER_RULE[0]]
    if not is_letter(evidence) or item is None or len(rules) < _TWO:
        return
    gap = rules[0].y - rules[0].weight / 2 - issuer_mark_bottom(evidence)
    last = rules[-1].y + rules[-1].weight / 2
    if not settings.allows(gap - 4):
        yield found(item, f"第一条双线在标志下面 {gap:.1f} 毫米，应为 4 毫米")
    if not settings.allows(last - _LAST):
        yield found(item, f"第二条双线在 {last:.1f} 毫米，应距下页边 20 毫米（277 毫米）")


def _letter_number(evidence: Evidence) -> Item | None:
    if not is_letter(evidence) or issuer_mark(evidence) is None:
        return None
    below = issuer_mark_bottom(evidence)
    items = evidence.of(Role.DOCUMENT_NUMBER, Role.SIDES)
    return next((item for item in items if item.rows and item.rows[0].page == 1 and item.rows[0].baseline > below), None)


def letter_number(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Flush right, 7/8 of a character below the rule."""
    item = _letter_number(evidence)
    rules = [stroke for stroke in red_rules(evidence) if item and stroke.y < item.rows[0].baseline]
    if item and rules:
        gap = box_top(item.rows[0]) - rules[-1].y - rules[-1].weight / 2
        if not settings.allows(item.rows[0].right - _RIGHT):
            yield found(item, f"右边在 {item.rows[0].right:.1f} 毫米，信函的发文字号顶格居右（184 毫米）")
        elif not settings.allows(gap - _UNDER):
            yield found(item, f"和双线相距 {gap:.1f} 毫米，应为一个三号字高度的 7/8（4.8 毫米）")


def letter_title(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Two lines below whatever stands last above it."""
    title = evidence.first(Role.TITLE)
    if not is_letter(evidence) or title is None or not title.rows or title.rows[0].page != 1:
        return
    above = [row for row in evidence.pages[0].rows if row.baseline < title.rows[0].baseline - 1]
    gap = title.rows[0].ink_top - box_bottom(above[-1]) if above else 0.0
    if above and not settings.allows(gap):
        yield found(title, f"和上面的要素相距 {gap:.1f} 毫米，信函的标题和上面最后一个要素相距二行（20.8 毫米）")


def order_number(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """第N号 in the middle, two lines below the mark."""
    head = issuer_mark(evidence)
    rows = [row for row in evidence.pages[0].rows if _ORDINAL.fullmatch(row.text)] if evidence.pages else []
    if head is None or not _ORDER.search(head.text.strip()) or not rows:
        return
    gap, off = box_top(rows[0]) - issuer_mark_bottom(evidence), rows[0].middle - _MIDDLE
    item = next((one for one in evidence.items if rows[0] in one.rows), head)
    if not settings.allows(gap - 20.8) or not settings.allows(off):
        yield found(
            item, f"令号在标志下面 {gap:.1f} 毫米、中心偏 {off:+.1f} 毫米；标志下空二行居中编排令号", rows[0].text.strip()
        )


def order_stamp(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """An order bears the stamp of a signature."""
    del settings
    title = evidence.first(Role.TITLE) or evidence.first(Role.ISSUER_MARK)
    if evidence.format is not Format.ORDER or title is None:
        return
    lacks = Sees.FIELDS in evidence.sees and not evidence.fields.get("签名章")
    if lacks or (evidence.pages and not any(page.pictures for page in evidence.pages)):
        yield found(title, "命令（令）加盖签发人的签名章，这里没有")


def minutes_mark(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The mark of minutes ends in 纪要."""
    del settings
    head = evidence.first(Role.ISSUER_MARK)
    if _MINUTES.fullmatch(evidence.genre) and head and not _MINUTES.search("".join(head.text.split())):
        yield found(head, "纪要的标志由“××××纪要”组成")


def attendance(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """出席, 请假, 列席 in this order, each label in 黑体 with a full-width colon."""
    labels = [(item, match) for item in evidence.items if (match := _LABEL.match(item.text)) and match["colon"]]
    labels = [(item, match) for item, match in labels if item.role is Role.ATTENDANCE]
    ranks = [_PRESENT.index("".join(match["word"].split())) for _, match in labels]
    for place, (item, match) in enumerate(labels):
        piece = next((one for one in item.pieces if one.text.strip()), None)
        if place and ranks[place] < max(ranks[:place]):
            yield found(item, "次序是出席、请假、列席", match["word"])
        elif match["colon"] != "：":
            yield found(item, f"“{match['word']}”后面用全角冒号", match[0].strip(), match.start())
        elif piece and re.search(r"[\u4e00-\u9fff]", piece.text) and not is_face(piece.look.face, Face.HEI, settings):
            yield found(item, f"“{match['word']}”二字是{piece.look.face}，{wanted_face(Face.HEI)}", match["word"])


_PLACES: Final = (Sees.PLACES,)

RULES: Final = (
    Rule(
        "GW701",
        "信函的红色双线",
        "GB/T 9704 10.1",
        Strength.MUST,
        finds="PDF 的信函（首页有约 170 毫米的红线）少了一条双线，长短、左右不对，或者粗细放反了（可差 1 毫米）。",
        why="标准：红色双线长 170 毫米，居中排布，第一条上粗下细，第二条上细下粗。",
        mend="照标准画。",
        before="双线长 165 毫米",
        after="双线长 170 毫米",
        needs=_PLACES,
        judge=double_rules,
    ),
    Rule(
        "GW702",
        "信函双线的位置",
        "GB/T 9704 10.1",
        Strength.MUST,
        finds="PDF 的信函，第一条双线不在标志下 4 毫米，或者第二条不在距下页边 20 毫米处（可差 1.5 毫米）。",
        why="标准：标志下 4 mm 处、距下页边 20 mm 处各印一条红色双线。",
        mend="移动双线。",
        before="第二条在 270 毫米",
        after="第二条在 277 毫米",
        needs=_PLACES,
        judge=rule_places,
        least=-1.5,
        most=1.5,
        unit="毫米",
    ),
    Rule(
        "GW703",
        "信函的发文字号顶格居右",
        "GB/T 9704 10.1",
        Strength.MUST,
        finds="PDF 的信函，发文字号没有顶到版心右边，或者和双线的距离不是 4.8 毫米（可差 1.5 毫米）。",
        why="标准：发文字号顶格居右编排在第一条红色双线下，与该线的距离为三号汉字高度的 7/8。",
        mend="右对齐，缩进为 0。",
        before="发文字号居中",
        after="发文字号顶格居右",
        needs=_PLACES,
        judge=letter_number,
        least=-1.5,
        most=1.5,
        unit="毫米",
    ),
    Rule(
        "GW704",
        "信函的标题空二行",
        "GB/T 9704 10.1",
        Strength.SHOULD,
        finds="PDF 的信函，标题和上面最后一个要素相距不是二行（20.8 毫米，可差 4 毫米）。",
        why="标准：标题居中编排，与其上最后一个要素相距二行。",
        mend="空二行。",
        before="相距 10 毫米",
        after="相距 20.8 毫米",
        needs=_PLACES,
        judge=letter_title,
        least=17.8,
        most=24.8,
        unit="毫米",
    ),
    Rule(
        "GW711",
        "令号居中，空二行",
        "GB/T 9704 10.2",
        Strength.MUST,
        finds="PDF 的命令（令），令号不在标志下二行处，或者没有居中（可差 2 毫米）。",
        why="标准：发文机关标志下空二行居中编排令号。",
        mend="移动令号。",
        before="令号居右",
        after="令号居中",
        needs=_PLACES,
        judge=order_number,
        least=-2.0,
        most=2.0,
        unit="毫米",
    ),
    Rule(
        "GW712",
        "命令加盖签名章",
        "GB/T 9704 10.2",
        Strength.SHOULD,
        finds="命令（令）的草稿没有签名章，PDF 上没有图片。",
        why="标准：令号下空二行编排正文，签发人签名章的编排见 7.3.5.3。",
        mend="加上签名章。",
        before="（命令）署名打的姓名",
        after="（命令）职务和签名章",
        needs=(Sees.FIELDS, Sees.PLACES),
        judge=order_stamp,
    ),
    Rule(
        "GW721",
        "纪要的标志",
        "GB/T 9704 10.3",
        Strength.MUST,
        finds="草稿的文种是纪要，标志不以“纪要”结尾。",
        why="标准：纪要标志由“×××××纪要”组成。",
        mend="改标志。",
        before="云州市医学会文件（纪要格式）",
        after="云州市医学会会长办公会议纪要",
        needs=(Sees.FIELDS,),
        judge=minutes_mark,
    ),
    Rule(
        "GW722",
        "出席、请假、列席名单",
        "GB/T 9704 10.3",
        Strength.SHOULD,
        finds="次序不是出席、请假、列席；“出席”等二字不是黑体，或者后面不是全角冒号。",
        why="标准：标注出席人员名单，一般用三号黑体字编排“出席”二字，后标全角冒号；请假和列席的在它下面。",
        mend="照标准改。",
        before="列席：……／出席：……",
        after="出席：……／列席：……",
        needs=(Sees.PRINT,),
        judge=attendance,
    ),
)
