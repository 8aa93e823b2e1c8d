"""Whom copies go to: 抄送 (条例 9(14), 15)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found

_SENT: Final = pattern(r"\s*主\s*送\s*[：:]")
_COPIED: Final = pattern(r"\s*抄\s*送\s*[：:]")
_UPWARD: Final = pattern("请示|报告")
_LOWER: Final = pattern(r"^(?:各|所属|下属|本机关|本单位|机关各)")
_BELOW_ALL: Final = pattern(r"^(?:各|所属|下属)")
_LEVELS: Final = (
    pattern("^(?:党中央|国务院|中共中央|全国|国家|中央)"),
    pattern("^省|省委|省人民政府"),
    pattern("^市"),
    pattern("^(?:县|区)"),
)
_LOWEST: Final = len(_LEVELS)


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


_SEEN: Final = (Sees.PRINT, Sees.FIELDS)

RULES: Final = (
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
        needs=_SEEN,
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
        needs=_SEEN,
        judge=copies_order,
        default=False,
    ),
)
