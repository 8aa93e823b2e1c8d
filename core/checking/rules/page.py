"""页面: paper, margins, the type of running text (GB/T 9704 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ...evidence import HEADINGS, Evidence, Face, Item, Kind, Piece, Role, Sees, Sheet
from ...layout.standard import SIZE_3
from ...plugin import Found, Rule, Settings, Strength, found
from ..face_names import is_face, wanted_face
from ..sizes import SIZE_WITHIN

_WIDTH, _HEIGHT = 210.0, 297.0
_WITHIN: Final = 1.0
# 37 and 35 mm, or those of GB/T 33476.2; an office's own may say others.
_TOPS: Final = (37.0, 34.58)
_BOTTOMS: Final = (35.0, 32.58)
_RED: Final = frozenset({Role.ISSUER_MARK})


def paper(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A4, portrait. A landscape section is one for tables (clause 8), and judged there."""
    del settings
    for sheet in evidence.sheets:
        short, long = sorted((sheet.width, sheet.height))
        if abs(short - _WIDTH) > _WITHIN or abs(long - _HEIGHT) > _WITHIN:
            size = f"{sheet.width:.0f}×{sheet.height:.0f} 毫米"
            yield Found(sheet.where, size, "公文用 A4 纸，210×297 毫米")


def _margin(name: str, label: str, due: tuple[float, ...]) -> Callable[[Evidence, Settings], Iterator[Found]]:
    def judge(evidence: Evidence, settings: Settings) -> Iterator[Found]:
        del settings
        for sheet in _portrait(evidence):
            margin = getattr(sheet, name)
            if margin is not None and all(abs(margin - one) > _WITHIN for one in due):
                yield Found(sheet.where, f"{margin:.1f} 毫米", f"{label}应为 {due[0]:g} 毫米（可差 1 毫米）")

    return judge


def width(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The type area is 156 mm wide."""
    del settings
    for sheet in _portrait(evidence):
        if sheet.left is None or sheet.right is None:
            continue
        area = sheet.width - sheet.left - sheet.right
        if abs(area - 156) > _WITHIN:
            yield Found(sheet.where, f"{area:.1f} 毫米", "版心宽应为 156 毫米：左边距 28、右边距 26 毫米")


def _portrait(evidence: Evidence) -> Iterator[Sheet]:
    return (sheet for sheet in evidence.sheets if sheet.width < sheet.height)


def size(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Running text is 3号. One finding for each size: it has one cause."""
    least, most = settings.least or 0, settings.most or 99
    yield from _odd(
        evidence, lambda piece: least <= piece.look.size <= most, lambda piece: f"{piece.look.size:g} 磅，正文用三号字（16 磅）"
    )


def face(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Running text is 仿宋; words in it may stand out in 黑体 or 楷体."""

    def right(piece: Piece) -> bool:
        return not _has_hanzi(piece.text) or any(
            is_face(piece.look.face, one, settings) for one in (Face.BODY, Face.HEI, Face.KAI)
        )

    yield from _odd(
        evidence, right, lambda piece: f"是{piece.look.face or '没有写明的字体'}，{wanted_face(Face.BODY)}", Role.TEXT
    )


def _odd(evidence: Evidence, right: Callable[[Piece], bool], told: Callable[[Piece], str], *roles: Role) -> Iterator[Found]:
    """The first place of each thing that is not right, with how often it stands there."""
    first: dict[str, tuple[Item, Piece]] = {}
    count: Counter[str] = Counter()
    for item in evidence.items:
        if item.role not in (roles or (Role.TEXT, *HEADINGS)):
            continue
        for piece in item.pieces:
            if piece.text.strip() and not right(piece):
                first.setdefault(told(piece), (item, piece))
                count[told(piece)] += 1
    for words, (item, piece) in first.items():
        more = f"（共 {count[words]} 处）" if count[words] > 1 else ""
        yield found(item, words + more, piece.text)


def _has_hanzi(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def pitch(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The pitch of running text lets 22 lines stand on a page."""
    first: dict[float, Item] = {}
    for item in evidence.prose:
        if item.shape and item.shape.exact and not settings.allows(item.shape.pitch):
            first.setdefault(item.shape.pitch, item)
    for length, item in first.items():
        yield found(item, f"行距 {length:g} 磅，一面排不成 22 行。用固定值 28 至 28.95 磅（GB/T 33476.2 的页边距用 29.45 磅）")


def exact(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Running text has a fixed pitch; another one differs with the font."""
    del settings
    loose = [item for item in evidence.prose if item.shape and item.text.strip() and not item.shape.exact]
    if evidence.kind is Kind.WORD and loose:
        yield found(loose[0], f"行距不是固定值（共 {len(loose)} 段），换一台电脑行数会变。段落里设行距为固定值 28.95 磅")


def black(evidence: Evidence, settings: Settings) -> Iterable[Found]:
    """Whatever is no red head is black."""
    del settings
    for item in evidence.items:
        if item.role in _RED or item.role is None:
            continue
        piece = next((piece for piece in item.pieces if piece.text.strip() and not piece.look.is_black), None)
        if piece is not None:
            yield found(item, f"是 {piece.look.colour}，不是红头的文字应为黑色", piece.text)


def by_characters(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Indents counted in characters differ from program to program."""
    del settings
    counted = [item for item in evidence.prose if item.shape and item.shape.by_characters]
    if counted:
        yield found(counted[0], f"缩进按字符数设（共 {len(counted)} 段），Word、WPS、LibreOffice 排出来不一样。改成磅或者厘米")


_LOOKS: Final = (Sees.LOOKS,)

RULES: Final = (
    Rule(
        "GW101",
        "用 A4 纸",
        "GB/T 9704 5.1",
        Strength.MUST,
        finds="纸张不是 210×297 毫米的节或者页；横排表所在的横页也算 A4。",
        why="标准规定公文用纸采用 A4 型，别的纸装订不到一起。",
        mend="在“页面设置”里把纸张改为 A4。",
        before="纸张：216×279 毫米（信纸）",
        after="纸张：210×297 毫米（A4）",
        needs=(Sees.SHEET, Sees.PLACES),
        judge=paper,
    ),
    Rule(
        "GW102",
        "天头 37 毫米",
        "GB/T 9704 5.2.1",
        Strength.MUST,
        finds="上边距不是 37 毫米（可差 1 毫米）的节；GB/T 33476.2 的 34.58 毫米也对。",
        why="天头定了，版心的位置才定，双面印的两面才对得齐。",
        mend="在“页面设置”里把上边距改为 37 毫米。",
        before="上边距 25.4 毫米",
        after="上边距 37 毫米",
        needs=(Sees.SHEET,),
        judge=_margin("top", "上边距（天头）", _TOPS),
    ),
    Rule(
        "GW103",
        "订口 28 毫米",
        "GB/T 9704 5.2.1",
        Strength.MUST,
        finds="左边距（加上装订线）不是 28 毫米（可差 1 毫米）的节；镜像页边的 26 毫米不算错。",
        why="左侧装订，订口窄了字会订进去。",
        mend="在“页面设置”里把左边距改为 28 毫米，装订线改为 0。",
        before="左边距 31.8 毫米",
        after="左边距 28 毫米",
        needs=(Sees.SHEET,),
        judge=_margin("left", "左边距（订口）", (28.0, 26.0)),
    ),
    Rule(
        "GW104",
        "版心宽 156 毫米",
        "GB/T 9704 5.2.1",
        Strength.MUST,
        finds="左右边距留出的版心不是 156 毫米宽（可差 1 毫米）的节。",
        why="156 毫米排 28 个三号字，宽窄变了，每行的字数就变了。",
        mend="左边距 28 毫米、右边距 26 毫米。",
        before="左 28、右 28 毫米，版心 154 毫米",
        after="左 28、右 26 毫米，版心 156 毫米",
        needs=(Sees.SHEET,),
        judge=width,
    ),
    Rule(
        "GW105",
        "地脚 35 毫米",
        "GB/T 9704 5.2.1",
        Strength.MUST,
        finds="下边距不是 35 毫米（可差 1 毫米）的节；GB/T 33476.2 的 32.58 毫米也对。",
        why="版心高 225 毫米，减去天头就是地脚；版记的末线要压在版心的下边。",
        mend="在“页面设置”里把下边距改为 35 毫米。",
        before="下边距 25.4 毫米",
        after="下边距 35 毫米",
        needs=(Sees.SHEET,),
        judge=_margin("bottom", "下边距（地脚）", _BOTTOMS),
    ),
    Rule(
        "GW106",
        "每面 22 行",
        "GB/T 9704 5.2.3",
        Strength.SHOULD,
        finds="正文的固定行距太大或者太小，一面排不成 22 行（为少用一张纸收紧的除外，标准允许适当调整）。",
        why="标准：一般每面排 22 行，并撑满版心。行距 29 磅就只剩 21 行。",
        mend="把正文的行距改为固定值 28.95 磅（28 磅也可以，底下空一些）。",
        before="行距：固定值 30 磅",
        after="行距：固定值 28.95 磅",
        needs=(Sees.SHAPE,),
        judge=pitch,
        least=26.0,
        most=29.5,
        unit="磅",
    ),
    Rule(
        "GW108",
        "正文用三号字",
        "GB/T 9704 5.2.2",
        Strength.SHOULD,
        finds="正文和层次标题里不是三号（16 磅）的字。",
        why="标准：如无特殊说明，公文格式各要素一般用三号字。",
        mend="选中正文，字号改为三号。",
        before="正文小四号（12 磅）",
        after="正文三号（16 磅）",
        needs=_LOOKS,
        judge=size,
        least=SIZE_3 - SIZE_WITHIN,
        most=SIZE_3 + SIZE_WITHIN,
        unit="磅",
    ),
    Rule(
        "GW109",
        "正文用仿宋",
        "GB/T 9704 5.2.2",
        Strength.SHOULD,
        finds="正文里不是仿宋的汉字；用黑体、楷体突出的词不算。",
        why="标准：一般用三号仿宋体字。主题字体、宋体是 Word 自己选的。",
        mend="选中正文，中文字体改为仿宋_GB2312 或者仿宋。",
        before="正文：宋体",
        after="正文：仿宋_GB2312",
        needs=_LOOKS,
        judge=face,
    ),
    Rule(
        "GW110",
        "红头以外的字是黑色",
        "GB/T 9704 5.2.4",
        Strength.MUST,
        finds="发文机关标志以外的要素里不是黑色的字。",
        why="标准：如无特殊说明，公文中文字的颜色均为黑色。改稿时标的颜色常常忘了去掉。",
        mend="选中这些字，颜色改为自动或者黑色。",
        before="正文里红色的“12月15日”",
        after="正文里黑色的“12月15日”",
        needs=_LOOKS,
        judge=black,
    ),
    Rule(
        "GW111",
        "行距用固定值",
        "GB/T 9704 5.2.3",
        Strength.SHOULD,
        finds="正文的行距不是固定值的 Word 文档。",
        why="单倍、多倍行距随字体变，换一台电脑，每面的行数就不一样。",
        mend="在“段落”里把行距改为固定值 28.95 磅。",
        before="行距：1.5 倍",
        after="行距：固定值 28.95 磅",
        needs=(Sees.SHAPE,),
        judge=exact,
    ),
    Rule(
        "GW114",
        "缩进不按字符数设",
        "惯例",
        Strength.CUSTOM,
        finds="正文的缩进写成“2 字符”的 Word 文档。",
        why="字符的宽各个程序算法不同，LibreOffice 按默认字号算，会差出半个字。",
        mend="在“段落”里把首行缩进改为 31.5 磅（二字）。",
        before="首行缩进 2 字符",
        after="首行缩进 31.5 磅",
        needs=(Sees.SHAPE,),
        judge=by_characters,
    ),
)
