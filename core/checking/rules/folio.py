"""页码 (GB/T 9704 7.5, 10.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Face, Item, Kind, Page, Role, Sees
from ...layout.standard import SIZE_4
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ..face_names import is_face, wanted_face
from ..sizes import SIZE_WITHIN
from ._measured import is_letter

_FOLIO: Final = pattern(r"[\s\u3000\u2002\u2003]*—[\s\u3000]*\d+[\s\u3000]*—[\s\u3000\u2002\u2003]*")
# What has no number, or is long, is a running head.
_NUMBER: Final = pattern(r"^(?=.*\d).{1,12}$")
# The middle of the type area; a page number stands far from it.
_MIDDLE: Final = 106.0
_ASIDE: Final = 40.0
# The right edge of odd numbers and the left one of even ones, one 字 inside the type area, mm.
_OUTER: Final = (178.8, 33.2)


def folio_form(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """— 1 —."""
    del settings
    for item in evidence.items:
        if item.role is Role.FOLIO and _NUMBER.search(item.text.strip()) and not _FOLIO.fullmatch(item.text):
            yield found(item, "页码数字左右各放一条一字线，例如“— 1 —”")
            return


def folio_side(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Odd pages at the right, even ones at the left."""
    del settings
    for page in _portrait(evidence):
        number = re.search(r"\d+", page.folio.text) if page.folio else None
        outward = 1 if number and int(number[0]) % 2 else -1
        if page.folio and number and (page.folio.middle - _MIDDLE) * outward < _ASIDE:
            yield found(_folio(evidence, page), "单页码居右空一字，双页码居左空一字")
            return


def folio_height(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The dashes stand 7 mm below the type area."""
    for item in evidence.items:
        if item.role is Role.FOLIO and item.rows and not settings.allows(_dash(item)):
            yield found(item, f"一字线在 {_dash(item):.1f} 毫米，应在版心下边缘之下 7 毫米（269 毫米）")
            return


def _dash(item: Item) -> float:
    """The middle of the dashes, about a third of their size above the baseline, mm."""
    row = item.rows[0]
    return row.baseline - 0.34 * row.pieces[0].look.size * 25.4 / 72


def folio_looks(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """4号 宋体."""
    for item in evidence.items:
        piece = next((one for one in item.pieces if re.search(r"\d", one.text)), None)
        if item.role is not Role.FOLIO or piece is None:
            continue
        face = (piece.look.latin if evidence.kind is Kind.WORD else "") or piece.look.face
        if abs(piece.look.size - SIZE_4) > SIZE_WITHIN or not is_face(face, Face.SONG, settings):
            yield found(item, f"是 {piece.look.size:g} 磅{face}，页码用四号（14 磅），{wanted_face(Face.SONG)}")
            return


def folio_field(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A number that counts itself."""
    del settings
    for item in evidence.items:
        if item.role is Role.FOLIO and item.name.endswith("手写") and re.search(r"\d", item.text):
            yield found(item, "页码是打上去的数字，每一页都一样。改用“插入页码”")
            return


def _folio(evidence: Evidence, page: Page) -> Item:
    return next(one for one in evidence.items if one.role is Role.FOLIO and one.rows and one.rows[0].page == page.number)


def _portrait(evidence: Evidence) -> Iterator[Page]:
    return (page for page in evidence.pages if page.width < page.height)


def folio_inset(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """One 字 from the outer edge."""
    for page in _portrait(evidence):
        if page.folio and (number := re.search(r"\d+", page.folio.text)):
            odd = int(number[0]) % 2
            off = page.folio.right - _OUTER[0] if odd else page.folio.left - _OUTER[1]
            if abs(off) < _ASIDE and not settings.allows(off):
                yield found(_folio(evidence, page), f"离应在的位置 {off:+.1f} 毫米，单页码居右空一字，双页码居左空一字")
                return


def folio_there(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Every page has its number, but a blank one before the 版记 and that of the 版记 behind it, and a letter's first."""
    del settings
    if not any(page.folio for page in evidence.pages):
        return
    printed = next((item.rows[0].page for item in evidence.of(Role.PRINTED) if item.rows), 0)
    for page in _portrait(evidence):
        lacks = bool(page.rows) and not page.folio and not (page.number == 1 and is_letter(evidence))
        behind_blank = page.number == printed and page.number > 1 and _is_blank(evidence.pages[page.number - 2])
        item = next((one for one in evidence.items if one.rows and one.rows[0].page == page.number), None)
        if page.folio and behind_blank:
            yield found(_folio(evidence, page), "版记前面有空白页的，空白页和版记页不编页码，删去")
        elif item and lacks and not behind_blank:
            yield found(item, f"第 {page.number} 页没有页码；除信函首页、空白页和它后面的版记页以外都要有")


def _is_blank(page: Page) -> bool:
    return not (page.rows or page.strokes or page.pictures or page.rotated)


def folio_counts(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Numbers go on through attachments, from 1."""
    del settings
    last = None
    for page in _portrait(evidence):
        number = re.search(r"\d+", page.folio.text) if page.folio else None
        if number is None:
            continue
        due = page.number if last is None else last + page.number
        if last is not None and int(number[0]) != due:
            yield found(_folio(evidence, page), f"这一页的页码应是 {due}；附件和正文连续编页码", number[0])
            return
        last = int(number[0]) - page.number


def letter_folio(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A letter's first page has none."""
    del settings
    if is_letter(evidence) and evidence.pages[0].folio:
        yield found(_folio(evidence, evidence.pages[0]), "信函的首页不显示页码，删去")


_PRINT: Final = (Sees.PRINT,)
_PLACES: Final = (Sees.PLACES,)

RULES: Final = (
    Rule(
        "GW501",
        "页码用四号宋体",
        "GB/T 9704 7.5",
        Strength.SHOULD,
        finds="页码不是四号（14 磅）宋体。",
        why="标准：一般用四号半角宋体阿拉伯数字。",
        mend="改页脚里页码的字号、字体。",
        before="页码五号 Times New Roman",
        after="页码四号宋体",
        needs=(Sees.LOOKS,),
        judge=folio_looks,
    ),
    Rule(
        "GW502",
        "单页码居右、双页码居左",
        "GB/T 9704 7.5",
        Strength.MUST,
        finds="PDF 上单页码不在右边，或者双页码不在左边。",
        why="标准：单页码居右空一字，双页码居左空一字；双面印，页码都在外侧。",
        mend="设置奇偶页不同的页脚。",
        before="页码全部居中",
        after="单页居右、双页居左",
        needs=_PLACES,
        judge=folio_side,
    ),
    Rule(
        "GW503",
        "页码空一字",
        "GB/T 9704 7.5",
        Strength.SHOULD,
        finds="PDF 上单页码的右边、双页码的左边离版心不是一字（可差 1.5 毫米）。",
        why="标准：单页码居右空一字，双页码居左空一字。",
        mend="页脚的左右缩进设为一字（14 磅）。",
        before="页码顶到版心右边",
        after="页码居右空一字",
        needs=_PLACES,
        judge=folio_inset,
        least=-1.5,
        most=1.5,
        unit="毫米",
    ),
    Rule(
        "GW504",
        "页码的高低",
        "GB/T 9704 7.5",
        Strength.SHOULD,
        finds="PDF 上页码的一字线离纸的上边不是 269 毫米（可差 1.5 毫米）。",
        why="标准：一字线上距版心下边缘 7 mm。",
        mend="调整页脚的距离。",
        before="一字线在 275 毫米",
        after="一字线在 269 毫米",
        needs=_PLACES,
        judge=folio_height,
        least=267.5,
        most=270.5,
        unit="毫米",
    ),
    Rule(
        "GW505",
        "哪些页有页码",
        "GB/T 9704 7.5",
        Strength.MUST,
        finds="PDF 上有正文而没有页码的页；空白页后面的版记页却有页码。",
        why="标准：版记页前有空白页的，空白页和版记页均不编排页码；其他页都有。",
        mend="补上或者删去页码。",
        before="第 2 页没有页码",
        after="— 2 —",
        needs=_PLACES,
        judge=folio_there,
    ),
    Rule(
        "GW506",
        "页码连续",
        "GB/T 9704 7.5",
        Strength.MUST,
        finds="PDF 上的页码不连续，例如附件从 1 重新编。",
        why="标准：公文的附件与正文一起装订时，页码应当连续编排。",
        mend="页码格式设为“续前节”。",
        before="— 3 —，— 1 —",
        after="— 3 —，— 4 —",
        needs=_PLACES,
        judge=folio_counts,
    ),
    Rule(
        "GW507",
        "信函首页没有页码",
        "GB/T 9704 10.1",
        Strength.MUST,
        finds="PDF 的信函首页有页码。",
        why="标准：首页不显示页码。",
        mend="设置首页不同的页脚。",
        before="信函首页“— 1 —”",
        after="信函首页没有页码",
        needs=_PLACES,
        judge=letter_folio,
    ),
    Rule(
        "GW508",
        "页码自动编",
        "惯例",
        Strength.SHOULD,
        finds="Word 文档的页脚里打上去的页码。",
        why="每一页都印同一个数字，增减一页就全错。",
        mend="删去，用“插入页码”。",
        before="页脚里打的“— 1 —”",
        after="页脚里的页码域",
        needs=(Sees.SHAPE,),
        judge=folio_field,
    ),
    Rule(
        "GW509",
        "页码两边有一字线",
        "GB/T 9704 7.5",
        Strength.SHOULD,
        finds="页码的数字两边不是一字线“—”。",
        why="标准：数字左右各放一条一字线。",
        mend="写成“— 1 —”。",
        before="- 1 -",
        after="— 1 —",
        needs=_PRINT,
        judge=folio_form,
    ),
)
