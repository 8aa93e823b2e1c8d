"""页码 (GB/T 9704 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Face, Item, Kind, Role, Sees
from ...layout.standard import SIZE_4
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ..face_names import is_face, wanted_face
from ..sizes import SIZE_WITHIN

_FOLIO: Final = pattern(r"[\s\u3000\u2002\u2003]*—[\s\u3000]*\d+[\s\u3000]*—[\s\u3000\u2002\u2003]*")
# What has no number, or is long, is a running head.
_NUMBER: Final = pattern(r"^(?=.*\d).{1,12}$")
# The middle of the type area; a page number stands far from it.
_MIDDLE: Final = 106.0
_ASIDE: Final = 40.0


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
    for page in evidence.pages:
        folio = page.folio
        if folio is None or page.width > page.height:
            continue
        number = re.search(r"\d+", folio.text)
        outward = 1 if number and int(number[0]) % 2 else -1
        if number and (folio.middle - _MIDDLE) * outward < _ASIDE:
            item = next(one for one in evidence.items if one.role is Role.FOLIO and one.rows and one.rows[0].page == page.number)
            yield found(item, "单页码居右空一字，双页码居左空一字")
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
