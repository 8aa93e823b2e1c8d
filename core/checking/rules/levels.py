"""Who writes to whom, as far as names tell it (条例 14, 17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...document import Format
from ...evidence import Evidence, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found

# A section of an organ: the organ's name and its own.
_INNER: Final = pattern(
    r"[\u4e00-\u9fff]{2,}(?:局|厅|委员会|部|院|集团|公司|学会|协会)(?!办公)[\u4e00-\u9fff]{1,8}(?:科|股|处|室)(?:文件)?"
)
_OFFICE: Final = pattern(r"办公[厅室](?:文件)?$")
_REQUEST: Final = pattern("请示|报告")
# From the lowest; a 市 may be of a county's level and is none of these.
_LEVELS: Final = (
    pattern(r"(?:村|社区)(?:党|村民|居民|委员会|支部|总支)"),
    pattern(r"(?:镇|乡|街道)(?:党|人民政府|办事处|委员会|工作委员会|纪)"),
    pattern(r"(?:县|自治县|旗)(?:委|人民政府|[\u4e00-\u9fff]{2,6}局)"),
    pattern(r"(?:地区|盟|自治州)(?:委|人民政府|行政公署|[\u4e00-\u9fff]{2,6}局)"),
    pattern(r"(?:^|[\u4e00-\u9fff])(?:省|自治区)(?:委|人民政府|[\u4e00-\u9fff]{2,8}[厅委局])"),
    pattern(r"^(?:国务院|中共中央|党中央|国家)"),
)


def section(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A section within an organ writes nothing formal to others."""
    del settings
    if evidence.format in {Format.PLAIN, Format.MINUTES}:
        return
    for item in evidence.of(Role.ISSUER_MARK):
        text = "".join(item.text.split())
        if _INNER.fullmatch(text) and not _OFFICE.search(text):
            yield found(item, "部门的内设机构除办公厅（室）外，不得对外正式行文；以部门名义发", text)


def _level(name: str) -> int | None:
    found_at = [place for place, level in enumerate(_LEVELS) if level.search(name)]
    return found_at[-1] if found_at else None


def skipping(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """What goes upward skips no level, or is copied to the one that was skipped."""
    del settings
    if not _REQUEST.fullmatch(evidence.genre):
        return
    own = next((_level(name) for name in _own(evidence) if _level(name) is not None), None)
    for item in evidence.of(Role.ADDRESSEES):
        to = _level(re.sub(r"[：:]$", "", "".join(item.text.split())))
        if own is None or to is None or to - own <= 1:
            continue
        copied = [_level(name) for one in evidence.of(Role.COPIES_TO) for name in re.split("[、，,；。：]", one.text)]
        if not any(level is not None and own < level < to for level in copied):
            yield found(item, "一般不得越级行文；特殊情况要越级的，同时抄送被越过的机关")


def _own(evidence: Evidence) -> Iterator[str]:
    for item in evidence.of(Role.ISSUER_MARK, Role.SIGNATURE):
        yield "".join(item.text.split())


RULES: Final = (
    Rule(
        "GW806",
        "内设机构不对外正式行文",
        "条例 17",
        Strength.SHOULD,
        finds="标志是“某局某科文件”一类内设机构的红头公文；办公厅（室）不算。哪些是内设机构只能从名称看。",
        why="条例：部门内设机构除办公厅（室）外不得对外正式行文。",
        mend="以部门或者办公室的名义发。",
        before="云州市卫生健康委员会医政科文件",
        after="云州市卫生健康委员会文件",
        needs=(Sees.PRINT, Sees.FIELDS),
        judge=section,
    ),
    Rule(
        "GW807",
        "越级的抄送被越过的机关",
        "条例 14",
        Strength.SHOULD,
        finds="请示、报告的主送机关比发文机关高两级以上，抄送里又没有中间一级的机关。级别只能从名称里的村、乡镇、县、州、省看，看不出的不查。",
        why="条例：一般不得越级行文，特殊情况需要越级行文的，应当同时抄送被越过的机关。",
        mend="主送上一级，或者抄送被越过的机关。",
        before="（东湖镇人民政府的请示）主送：江南省人民政府",
        after="（东湖镇人民政府的请示）主送：东湖县人民政府",
        needs=(Sees.PRINT, Sees.FIELDS),
        judge=skipping,
    ),
)
