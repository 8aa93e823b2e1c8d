"""版记 on paper (GB/T 9704 7.4, 10.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Item, Role, Row, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ._measured import is_letter

_SENT: Final = pattern(r"\s*主\s*送\s*[：:]")
_COPIED: Final = pattern(r"\s*抄\s*送\s*[：:]")


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
)
