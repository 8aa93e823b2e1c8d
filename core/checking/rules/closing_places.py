"""附件说明, 署名, 成文日期 and seals on paper (GB/T 9704 7.3.4, 7.3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from ...evidence import HEADINGS, Box, Evidence, Item, Role, Row, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ._measured import above, box_bottom, seals

_NOTE_LEFT: Final = 39.1
_NOTE: Final = pattern(r"\s*附\s*件\s*[：:]\s*(?:\d{1,2}[.．])?\s*")
_LISTED: Final = pattern(r"\s*(?:附\s*件\s*[：:]\s*)?\d{1,2}\s*[.．]")
_CELL: Final = 5.55
_RIGHT: Final = 184.0
_SEAL: Final = (30.0, 60.0)
_OVERLAP: Final = 0.3
_THREE: Final = 3


def note_place(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Two 字 from the left."""
    note = evidence.first(Role.ATTACHMENT_NOTE)
    if note and note.rows and _NOTE.match(note.text) and not settings.allows(note.rows[0].left - _NOTE_LEFT):
        yield found(note, f"左边在 {note.rows[0].left:.1f} 毫米，“附件”居左空二字（39.1 毫米）")


def note_gap(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """One line below the text."""
    note = evidence.first(Role.ATTACHMENT_NOTE)
    before = _text_above(evidence, note.rows[0]) if note and note.rows else None
    if note and before and not settings.allows(note.rows[0].baseline - before.baseline):
        yield found(
            note,
            f"和正文最后一行相距 {note.rows[0].baseline - before.baseline:.1f} 毫米，正文下面空一行（二行的行距约 20.4 毫米）",
        )


def _text_above(evidence: Evidence, row: Row) -> Row | None:
    """The row before one, where it is of the text."""
    before = above(evidence.pages[row.page - 1], row)
    return before if before and any(before in item.rows for item in evidence.of(Role.TEXT, *HEADINGS)) else None


def note_hanging(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Further rows begin below the first character of the name."""
    ordinal = 0.0
    for item in evidence.of(Role.ATTACHMENT_NOTE):
        label = _NOTE.match(item.text)
        if label is not None:
            ordinal = _CELL * (1.0 if re.search(r"\d", label[0]) else 0.0)
        for row in item.rows:
            further = row is not item.rows[0] or not (label or _LISTED.match(item.text))
            due = _NOTE_LEFT + 3 * _CELL
            if further and not (settings.allows(row.left - due) or settings.allows(row.left - due - ordinal)):
                yield found(item, f"这一行左边在 {row.left:.1f} 毫米，附件名称回行时与上一行名称的首字对齐", row.text.strip())


def _signed(evidence: Evidence) -> tuple[Item, Item] | None:
    """The one signature and the date, where both are on one page."""
    signed = [item for item in evidence.of(Role.SIGNATURE) if item.rows]
    dated = [item for item in evidence.of(Role.DATE) if item.rows]
    if len(signed) != 1 or len(dated) != 1 or len(signed[0].rows) != 1 or dated[0].rows[0].page != signed[0].rows[0].page:
        return None
    return signed[0], dated[0]


def _is_seal(box: Box) -> bool:
    least, most = _SEAL
    return least <= box.right - box.left <= most and least <= box.bottom - box.top <= most


def _sealed(evidence: Evidence) -> Iterator[tuple[Item, Item, Box]]:
    """A signature, a date, and the one seal that lies on the date; nothing where there are none, or several."""
    pair = _signed(evidence)
    boxes = [box for box in seals(evidence, pair[1].rows[0]) if _is_seal(box)] if pair else []
    if pair and len(boxes) == 1:
        yield *pair, boxes[0]


def sealed_date(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The date of what is sealed ends four 字 from the right."""
    for _, dated, _ in _sealed(evidence):
        away = (_RIGHT - dated.rows[0].right) / _CELL
        if not settings.allows(away):
            yield found(dated, f"右边空了 {away:.1f} 字，加盖印章的公文，成文日期右空四字")


def sealed_middle(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The signature stands in the middle above the date."""
    for signed, dated, _ in _sealed(evidence):
        off = signed.rows[0].middle - dated.rows[0].middle
        if not settings.allows(off):
            yield found(signed, f"中心和成文日期差 {off:+.1f} 毫米，加盖印章的公文，署名以成文日期为准居中")


def seal_place(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A seal lies on the signature and the date, no farther than one line below the text."""
    for signed, _, seal in _sealed(evidence):
        row = signed.rows[0]
        before = _text_above(evidence, row)
        away = seal.top - box_bottom(before) if before else None
        if not (seal.left < row.middle < seal.right and seal.top < row.baseline < seal.bottom):
            yield found(signed, "印章没有盖住署名，印章要端正、居中下压署名和成文日期")
        elif away is not None and not settings.allows(away):
            yield found(signed, f"印章的上边离正文 {away:.1f} 毫米，应在一行（10.4 毫米）之内")


def _all_seals(evidence: Evidence) -> Iterator[tuple[Item, list[Box]]]:
    """The first date, and the seals on its page; nothing where there is no date."""
    dated = next((item for item in evidence.of(Role.DATE) if item.rows), None)
    if dated is not None:
        yield dated, [box for box in evidence.pages[dated.rows[0].page - 1].pictures if _is_seal(box)]


def seals_apart(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Seals neither touch nor cut each other, nor reach out of the type area."""
    del settings
    for item, boxes in _all_seals(evidence):
        if any(box.left < 28 - _OVERLAP or box.right > _RIGHT + _OVERLAP for box in boxes):
            yield found(item, "印章超出了版心，移到版心里")
        if any(_cut(one, two) for one, two in combinations(boxes, 2)):
            yield found(item, "印章之间互不相交、不相切，移开一些")


def _cut(one: Box, two: Box) -> bool:
    across = min(one.right, two.right) - max(one.left, two.left)
    along = min(one.bottom, two.bottom) - max(one.top, two.top)
    return across > _OVERLAP and along > _OVERLAP


def seals_in_row(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """At most three in a row."""
    for item, boxes in _all_seals(evidence):
        tops = [round(box.top) for box in boxes]
        most = max((sum(abs(top - other) <= 2 for other in tops) for top in tops), default=0)
        if not settings.allows(most):
            yield found(item, f"一排有 {most} 个印章，每排最多三个")


def unsealed(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Without a seal the date begins two 字 to the right of the signature, or ends two 字 from the edge."""
    pair = _signed(evidence)
    if pair is None or evidence.pages[pair[1].rows[0].page - 1].pictures:
        return
    signed, dated = pair[0].rows[0], pair[1].rows[0]
    moved = (dated.left - signed.left) / _CELL
    if not settings.allows(moved) and not settings.allows((_RIGHT - dated.right) / _CELL):
        yield found(
            pair[1], f"首字比署名首字右移 {moved:.1f} 字；不加盖印章的公文，成文日期首字比署名首字右移二字，长于署名的右空二字"
        )


def signature_gap(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """One line below the text."""
    pair = _signed(evidence)
    before = _text_above(evidence, pair[0].rows[0]) if pair else None
    if pair and before and not evidence.pages[pair[1].rows[0].page - 1].pictures:
        away = pair[0].rows[0].baseline - before.baseline
        if not settings.allows(away):
            yield found(pair[0], f"和正文相距 {away:.1f} 毫米，不加盖印章的公文，正文下面空一行署名")


_PLACES: Final = (Sees.PLACES,)

RULES: Final = (
    Rule(
        "GW320",
        "附件说明左空二字",
        "GB/T 9704 7.3.4",
        Strength.MUST,
        finds="PDF 上“附件：”不在离版心左边二字处（可差 1.5 毫米）。",
        why="标准：在正文下空一行左空二字编排“附件”二字。",
        mend="首行缩进设为二字。",
        before="“附件：”顶格",
        after="“附件：”左空二字",
        needs=_PLACES,
        judge=note_place,
        least=-1.5,
        most=1.5,
        unit="毫米",
    ),
    Rule(
        "GW358",
        "附件说明在正文下空一行",
        "GB/T 9704 7.3.4",
        Strength.MUST,
        finds="PDF 上附件说明和正文之间没有空行，或者空了二行以上。",
        why="标准：在正文下空一行。",
        mend="空一行。",
        before="附件说明紧接正文",
        after="附件说明和正文之间空一行",
        needs=_PLACES,
        judge=note_gap,
        least=16.0,
        most=26.0,
        unit="毫米",
    ),
    Rule(
        "GW323",
        "附件名称回行对齐",
        "GB/T 9704 7.3.4",
        Strength.SHOULD,
        finds="PDF 上附件名称的第二行没有和第一行名称的首字对齐（可差 2 毫米）。",
        why="标准：附件名称较长需回行时，应当与上一行附件名称的首字对齐。",
        mend="用悬挂缩进对齐。",
        before="第二行顶格",
        after="第二行和名称的首字对齐",
        needs=_PLACES,
        judge=note_hanging,
        least=-2.0,
        most=2.0,
        unit="毫米",
    ),
    Rule(
        "GW332",
        "盖章的公文，署名在日期上居中",
        "GB/T 9704 7.3.5.1",
        Strength.SHOULD,
        finds="PDF 上盖了一个章的公文，署名的中心和成文日期的中心相差 2 毫米以上。",
        why="标准：在成文日期之上、以成文日期为准居中编排发文机关署名。",
        mend="调整署名的缩进。",
        before="署名靠右",
        after="署名在成文日期上居中",
        needs=_PLACES,
        judge=sealed_middle,
        least=-2.0,
        most=2.0,
        unit="毫米",
    ),
    Rule(
        "GW331",
        "盖章的公文，日期右空四字",
        "GB/T 9704 7.3.5.1",
        Strength.SHOULD,
        finds="PDF 上盖了一个章的公文，成文日期右边空的不是四字（可差半字）。",
        why="标准：成文日期一般右空四字编排；留出地方，印章才不出版心。",
        mend="调整成文日期的缩进。",
        before="成文日期右空二字",
        after="成文日期右空四字",
        needs=_PLACES,
        judge=sealed_date,
        least=3.5,
        most=5.0,
        unit="字",
    ),
    Rule(
        "GW333",
        "印章的位置",
        "GB/T 9704 7.3.5.1",
        Strength.MUST,
        finds="PDF 上压着成文日期的印章没有压住署名，或者上边离正文超过一行（可差 2 毫米）。",
        why="标准：印章端正、居中下压发文机关署名和成文日期，印章顶端应当上距正文（或附件说明）一行之内。",
        mend="移动印章。",
        before="印章离正文三行",
        after="印章离正文一行之内",
        needs=_PLACES,
        judge=seal_place,
        least=-5.0,
        most=12.4,
        unit="毫米",
    ),
    Rule(
        "GW334",
        "印章不相交，不出版心",
        "GB/T 9704 7.3.5.1",
        Strength.MUST,
        finds="PDF 上两个印章相交，或者印章超出版心。",
        why="标准：印章之间排列整齐、互不相交或相切，每排印章两端不得超出版心。",
        mend="移开一些。",
        before="两个印章叠在一起",
        after="两个印章分开",
        needs=_PLACES,
        judge=seals_apart,
    ),
    Rule(
        "GW335",
        "每排最多三个印章",
        "惯例（1999 年的标准）",
        Strength.SHOULD,
        finds="PDF 上一排有四个以上印章。",
        why="一排四个放不下。",
        mend="分成几排。",
        before="一排四个印章",
        after="一排三个、一排一个",
        needs=_PLACES,
        judge=seals_in_row,
        most=float(_THREE),
        unit="个",
    ),
    Rule(
        "GW336",
        "不盖章的公文，署名和日期的位置",
        "GB/T 9704 7.3.5.2",
        Strength.MUST,
        finds="PDF 上没有印章的公文，成文日期的首字没有比署名的首字右移二字，也没有右空二字（可差半字）。",
        why="标准：成文日期首字比发文机关署名首字右移二字，如成文日期长于发文机关署名，应当使成文日期右空二字编排。",
        mend="调整缩进。",
        before="署名、日期左边对齐",
        after="日期比署名右移二字",
        needs=_PLACES,
        judge=unsealed,
        least=1.5,
        most=2.5,
        unit="字",
    ),
    Rule(
        "GW337",
        "不盖章的公文，正文下空一行署名",
        "GB/T 9704 7.3.5.2",
        Strength.SHOULD,
        finds="PDF 上没有印章的公文，署名和正文之间不是一个空行。",
        why="标准：在正文（或附件说明）下空一行右空二字编排发文机关署名。",
        mend="空一行。",
        before="署名紧接正文",
        after="署名和正文之间空一行",
        needs=_PLACES,
        judge=signature_gap,
        least=16.0,
        most=26.0,
        unit="毫米",
    ),
)
