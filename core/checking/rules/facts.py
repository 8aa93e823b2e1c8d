"""What a text says twice must agree: parts and their percentages, names; and units of measurement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ...evidence import Evidence, Item, Role, Sees
from ...pattern import HANZI, pattern
from ...plugin import Found, Rule, Settings, Strength, found

_UNIT: Final = "[人名个家场篇件项次户位所条台套份]"
_PART: Final = pattern(
    rf"(?P<whole>\d{{1,9}})(?P<unit>{_UNIT})(?:[^，。；\d]{{0,6}})，其中[^，。；\d]{{0,14}}(?P<part>\d{{1,9}})(?P=unit)，"
    r"(?:约)?占(?:总数的|总人数的|比|比为)?(?P<share>\d{1,3}(?:\.(?P<places>\d{1,3}))?)[%％]",
    holds="，其中",
)
_SHARES: Final = pattern(
    r"分别(?:占|为)(?:总数的|总人数的)?(?P<list>\d{1,3}(?:\.\d{1,3})?[%％](?:[、，和及]\d{1,3}(?:\.\d{1,3})?[%％]){1,8})",
    holds="分别",
)
_OLD_UNITS: Final = {
    "公分": "厘米",
    "公尺": "米",
    "平米": "平方米",
    "公升": "升",
    "市斤": "",
    "市尺": "",
    "华里": "",
    "英里": "",
    "英尺": "",
    "英寸": "",
    "加仑": "",
    "磅重": "",
    "马力": "",
    "立方": "立方米",
}
_OLD_WORDS: Final = "|".join(_OLD_UNITS)
_OLD: Final = pattern(rf"(?<=\d)\s*(?P<unit>{_OLD_WORDS})(?!米|厘米|分米|毫米|千米|公里|公尺)", holds=_OLD_WORDS)
_ROLES: Final = (Role.ISSUER_MARK, Role.SIGNATURE)
_NAME_LEAST: Final = 6
# Organs of two places or levels differ in these alone.
_LEVELS: Final = frozenset("省市县区州盟旗镇乡村东西南北一二三四五六七八九十0123456789")
_NAME: Final = pattern(rf"{HANZI}{{6,30}}")


def percents(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A part's percentage is the part by the whole."""
    del settings
    for item in evidence.prose:
        for match in _PART.finditer(item.text):
            whole, part, share = (Decimal(match[name]) for name in ("whole", "part", "share"))
            places = len(match["places"] or "")
            if part > whole:
                yield found(item, f"其中的 {part} 比总数 {whole} 还大，核对", match[0], match.start())
            elif whole and abs(part * 100 / whole - share) > Decimal(1).scaleb(-places):
                right = f"{part * 100 / whole:.{max(places, 1)}f}"
                yield found(item, f"{part} 占 {whole} 的 {right}%，核对", match[0], match.start())
        for match in _SHARES.finditer(item.text):
            total = sum(Decimal(one) for one in re.findall(r"\d+(?:\.\d+)?", match["list"]))
            if match[0].startswith("分别占") and total > Decimal("100.5"):
                yield found(item, f"各部分的占比相加是 {total}%，超过了 100%，核对", match[0], match.start())


def units(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Legal units of measurement."""
    del settings
    for item in evidence.prose:
        for match in _OLD.finditer(item.text):
            right = _OLD_UNITS[match["unit"]]
            told = f"用法定计量单位“{right}”" if right else "不是法定计量单位，换算后写"
            yield found(item, told, match["unit"], match.start("unit"), mended=right or None)


def names(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The issuer's name is spelt alike all through."""
    del settings
    known = {name for item in evidence.of(*_ROLES) for name in _names(item)}
    known |= {name for item in evidence.of(Role.ADDRESSEES, Role.COPIES_TO, Role.PRINTED) for name in _names(item)}
    own = {name for item in evidence.of(*_ROLES) for name in _names(item)}
    for item in evidence.items:
        if not (item.is_prose or item.role in {Role.SIGNATURE, Role.TITLE, Role.PRINTED}):
            continue
        for name in own:
            for start in re.finditer(re.escape(name[:2]), item.text):  # a slip inside leaves its first two characters
                at = start.start()
                written = item.text[at : at + len(name)]
                if _is_slip(written, name) and not any(other in written or written in other for other in known):
                    yield found(item, f"别处写的是“{name}”，这里差一个字，核对", written, at)


def _names(item: Item) -> Iterator[str]:
    text = "".join(item.text.split()).removesuffix("文件")
    yield from (match[0] for match in _NAME.finditer(text) if len(match[0]) >= _NAME_LEAST)


def _is_slip(written: str, name: str) -> bool:
    """Whether one character inside is another one."""
    if len(written) != len(name) or written[-2:] != name[-2:]:
        return False
    other = [(one, two) for one, two in zip(written, name, strict=True) if one != two]
    return len(other) == 1 and not _LEVELS & {*other[0]} and "\u4e00" <= other[0][0] <= "\u9fff"


_WORDS: Final = (Sees.WORDS,)

RULES: Final = (
    Rule(
        "GW643",
        "百分数和各部分相符",
        "惯例",
        Strength.SHOULD,
        finds="“50人，其中医师20人，占45%”一类算不出来的百分数；“分别占”的几个百分数相加超过 100%。别的写法不查。",
        why="数改了，占比忘了改。",
        mend="重新算。",
        before="共50人，其中医师20人，占45%",
        after="共50人，其中医师20人，占40%",
        needs=_WORDS,
        judge=percents,
    ),
    Rule(
        "GW614",
        "用法定计量单位",
        "GB/T 9704 9，计量法",
        Strength.SHOULD,
        finds="数字后面的公分、公尺、平米、立方、公升、市斤、市尺、华里、英里、英尺、英寸、加仑、马力。“亩”“斤”不查。",
        why="标准：公文中计量单位的用法应当符合 GB 3100 等。",
        mend="换成法定单位。",
        before="120平米",
        after="120平方米",
        needs=_WORDS,
        judge=units,
    ),
    Rule(
        "GW644",
        "机关的名称前后一致",
        "条例 9(8)",
        Strength.SHOULD,
        finds="正文、标题、署名里的一个名称，和发文机关的名称只差中间一个字（地名、级别、数字不算）。",
        why="多半是打错的字；机关的名称错一个字，就成了别的机关。",
        mend="核对，改成一样。",
        before="标志：云州市医学会；正文：云州市医雪会",
        after="云州市医学会",
        needs=_WORDS,
        judge=names,
    ),
)
