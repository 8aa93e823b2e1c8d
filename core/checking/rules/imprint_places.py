"""版记 and page numbers on paper, and whom copies go to (GB/T 9704 7.4, 7.5, 10.1; 条例 15)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Item, Page, Role, Row, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ._measured import is_letter

_SENT: Final = pattern(r"\s*主\s*送\s*[：:]")
_COPIED: Final = pattern(r"\s*抄\s*送\s*[：:]")
_UPWARD: Final = pattern("请示|报告")
_LOWER: Final = pattern(r"^(?:各|所属|下属|本机关|本单位|机关各)")
_BELOW_ALL: Final = pattern(r"^(?:各|所属|下属)")
# What is farther off stands in the middle or on the other side, which another rule tells.
_OTHER_SIDE: Final = 40.0
_OUTER: Final = (178.8, 33.2)
_LEVELS: Final = (
    pattern("^(?:党中央|国务院|中共中央|全国|国家|中央)"),
    pattern("^省|省委|省人民政府"),
    pattern("^市"),
    pattern("^(?:县|区)"),
)
_LOWEST: Final = len(_LEVELS)


def _between(evidence: Evidence, upper: Row, lower: Row) -> int:
    page = evidence.pages[upper.page - 1]
    return sum(upper.baseline < stroke.y < lower.baseline and not stroke.red for stroke in page.strokes)


def _imprint(evidence: Evidence) -> tuple[list[Item], Item | None]:
    copied = [item for item in evidence.of(Role.COPIES_TO) if item.rows]
    printed = next((item for item in evidence.of(Role.PRINTED) if item.rows), None)
    return copied, printed


def sent_above(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """主送 that moved into the 版记 stands above 抄送, without a rule between."""
    del settings
    copied, _ = _imprint(evidence)
    sent = next((item for item in copied if _SENT.match(item.text)), None)
    other = next((item for item in copied if _COPIED.match(item.text)), None)
    if sent and other and sent.rows[0].page == other.rows[0].page:
        if sent.rows[0].baseline > other.rows[0].baseline:
            yield found(sent, "移到版记的主送机关应在抄送机关的上一行")
        elif _between(evidence, sent.rows[-1], other.rows[0]):
            yield found(sent, "主送机关和抄送机关之间不加分隔线")


def thin_rule(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A rule between 抄送 and 印发机关."""
    del settings
    copied, printed = _imprint(evidence)
    if copied and printed and copied[-1].rows[-1].page == printed.rows[0].page:
        last = copied[-1].rows[-1]
        if last.baseline < printed.rows[0].baseline and not _between(evidence, last, printed.rows[0]):
            yield found(printed, "抄送机关和印发机关之间应有一条细的分隔线")


def letter_imprint(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A letter has no 印发机关, and no rules in its 版记."""
    del settings
    copied, printed = _imprint(evidence)
    if not is_letter(evidence):
        return
    if printed:
        yield found(printed, "信函的版记不加印发机关和印发日期、分隔线，删去")
    for item in copied[:1]:
        page = evidence.pages[item.rows[0].page - 1]
        near = [one for one in page.strokes if not one.red and abs(one.y - item.rows[0].baseline) < 12]
        if near:
            yield found(item, "信函的版记不加分隔线，删去")


def copied_down(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """What goes upward is not copied to those below."""
    del settings
    if not _UPWARD.fullmatch(evidence.genre):
        return
    for item in evidence.of(Role.COPIES_TO):
        for name in _names(item.text):
            if _LOWER.match(name):
                yield found(item, "上行文不抄送下级机关，从抄送里删去", name)


def _names(text: str) -> list[str]:
    """The organs that are named; a stop within brackets parts none: 各县（市、区）."""
    bare = _COPIED.sub("", "".join(text.split()))
    return [one for one in re.split("[、，,；;。](?![^（(]*[）)])", bare) if len(one) > 1]


def copies_order(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Higher organs come first, those below last."""
    del settings
    names = [(item, name) for item in evidence.of(Role.COPIES_TO) if not _SENT.match(item.text) for name in _names(item.text)]
    ranks = [_rank(name) for _, name in names]
    seen = -1
    for (item, name), rank in zip(names, ranks, strict=True):
        if rank is None:
            continue
        if rank < seen:
            yield found(item, "抄送机关一般按上级、平级、下级的次序，这一个放到前面去", name)
            return
        seen = rank


def _rank(name: str) -> int | None:
    """From the centre down; None: nobody can tell."""
    if _BELOW_ALL.match(name):
        return _LOWEST
    return next((place for place, level in enumerate(_LEVELS) if level.search(name)), None)


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
            if abs(off) < _OTHER_SIDE and not settings.allows(off):
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


_PLACES: Final = (Sees.PLACES,)

RULES: Final = (
    Rule(
        "GW406",
        "版记里的主送在抄送上面",
        "GB/T 9704 7.4.2",
        Strength.MUST,
        finds="PDF 的版记里，主送不在抄送的上一行，或者中间有分隔线。",
        why="标准：把主送机关移至版记的，编排在抄送机关之上一行，之间不加分隔线。",
        mend="主送放到抄送上面，删去中间的线。",
        before="抄送：……／主送：……",
        after="主送：……／抄送：……",
        needs=_PLACES,
        judge=sent_above,
    ),
    Rule(
        "GW408",
        "抄送和印发之间有细线",
        "GB/T 9704 7.4.1、7.4.3",
        Strength.SHOULD,
        finds="PDF 的版记里，抄送机关和印发机关之间没有分隔线。",
        why="标准：版记中如有其他要素，应当将其与印发机关和印发日期用一条细分隔线隔开。",
        mend="加一条 0.25 毫米的细线。",
        before="抄送和印发之间没有线",
        after="抄送和印发之间有细线",
        needs=_PLACES,
        judge=thin_rule,
    ),
    Rule(
        "GW409",
        "信函的版记没有印发机关和线",
        "GB/T 9704 10.1",
        Strength.MUST,
        finds="PDF 的信函（首页有 170 毫米的红色双线）里有印发机关、印发日期，或者抄送上下有分隔线。",
        why="标准：信函的版记不加印发机关和印发日期、分隔线。",
        mend="删去。",
        before="信函末尾的“××办公室　2026年1月5日印发”",
        after="信函末尾只有抄送",
        needs=_PLACES,
        judge=letter_imprint,
    ),
    Rule(
        "GW410",
        "上行文不抄送下级",
        "条例 15(1)",
        Strength.SHOULD,
        finds="请示、报告抄送“各××”“所属××”等下级机关。",
        why="条例：向上级机关行文，不抄送下级机关。还没有批的事，下级会当成定了。",
        mend="删去，批下来以后另行通知。",
        before="（请示）抄送：各县卫生健康局。",
        after="（请示）抄送：市财政局。",
        needs=(Sees.PRINT, Sees.FIELDS),
        judge=copied_down,
    ),
    Rule(
        "GW415",
        "抄送机关的次序",
        "惯例",
        Strength.CUSTOM,
        finds="抄送里，名称看得出级别的机关没有按上级、平级、下级的次序。看不出级别的不查。",
        why="通常上级在前。",
        mend="调整次序。",
        before="抄送：各县卫生健康局，省卫生健康委员会。",
        after="抄送：省卫生健康委员会，各县卫生健康局。",
        needs=(Sees.PRINT, Sees.FIELDS),
        judge=copies_order,
        default=False,
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
)
