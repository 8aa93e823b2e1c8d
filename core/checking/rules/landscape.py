"""Tables that lie on their side: where their pages have the number and the head of the table (GB/T 9704 8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Numbered, Sees, Sheet, Turn, Where
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found

_FOLIO: Final = pattern(r"[—\-–－]\s*\d{1,4}\s*[—\-–－]")
_MOVED: Final = "横排表的页码跟着横过来了；页码的位置和其他页一致，在纸竖放时的下边"
_HEAD: Final = "横排表的表头在右边，转了半圈；单页的表头在订口一边，双页的在切口一边，都在纸的左边"


def folio(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A page for a wide table has its number where the others have it."""
    del settings
    for page in evidence.pages:
        low = [row for row in page.rows if row.baseline > page.height - 40]
        row = page.folio or next((row for row in low if _FOLIO.fullmatch(row.text.strip())), None)
        item = next((one for one in evidence.items if row in one.rows), None)
        if page.width > page.height and item:
            yield found(item, _MOVED)
    for place, sheet in _landscape(evidence):
        if not all(_is_below(one) for one in sheet.folios):
            yield Found(sheet.where, f"第{place}节的页码", _MOVED)


def _is_below(folio: Numbered) -> bool:
    """Whether a page number of a landscape sheet is at the foot when the sheet is turned upright so that it can be read."""
    at = {Turn.UPRIGHT: None, Turn.RIGHT: True, Turn.LEFT: False}[folio.turn]
    return at is not None and folio.is_left in {at, None}


def head(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The head of a table that lies on its side is at the left of the page: inside on odd ones, outside on even ones.

    In a Word file the way that the page number is turned tells to which side the sheet is.
    """
    del settings
    for page in evidence.pages:
        if page.width < page.height and page.rotated < 0:
            yield Found(Where(str(evidence.file), page=page.number), "横排表", _HEAD)
    for place, sheet in _landscape(evidence):
        if any(one.turn is Turn.LEFT for one in sheet.folios):
            yield Found(sheet.where, f"第{place}节的横排表", _HEAD)


def _landscape(evidence: Evidence) -> Iterator[tuple[int, Sheet]]:
    return ((place, sheet) for place, sheet in enumerate(evidence.sheets, 1) if sheet.width > sheet.height)


_SEEN: Final = (Sees.PLACES, Sees.SHAPE)

RULES: Final = (
    Rule(
        "GW601",
        "横排表的页码位置不变",
        "GB/T 9704 8",
        Strength.SHOULD,
        finds="PDF 的横页上，页码和表一样横着排在下边；Word 文档的横页，页码不在转了 90 度的文本框里，或者文本框放在另一边。",
        why="标准：A4 纸型的表格横排时，页码位置与公文其他页码保持一致。",
        mend="把页码放到纸竖放时的下边，例如用旋转的文本框。",
        before="横页下边的“— 3 —”",
        after="竖放时下边的“— 3 —”",
        needs=_SEEN,
        judge=folio,
    ),
    Rule(
        "GW602",
        "横排表的表头在左边",
        "GB/T 9704 8",
        Strength.SHOULD,
        finds="PDF 上横排的表，表头在竖放的纸的右边；Word 文档的横页，照页码的方向把纸竖过来，表头在右边。",
        why="标准：单页码表头在订口一边，双页码表头在切口一边，翻阅时都朝一个方向转。",
        mend="把这一页转半圈；Word 文档里把页码的文字方向改为“所有文字旋转 90°”，放到横页的左边。",
        before="表头在右边",
        after="表头在左边",
        needs=_SEEN,
        judge=head,
    ),
)
