"""版记 (GB/T 9704 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Page, Role, Sees, Stroke
from ...layout.standard import SIZE_4
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ..sizes import SIZE_WITHIN, other_sizes

_LABEL: Final = pattern(r"\s*(?:抄\s*送|抄\s*报|主\s*送)\s*(?P<colon>[：:]?)")
_REPORTED: Final = pattern(r"\s*(?P<word>抄\s*报|报\s*送)\s*[：:]")
_SUBJECT_WORDS: Final = pattern(r"主\s*题\s*词\s*[：:]")
_PADDED: Final = pattern(r"年0\d月|月0\d日")


def copies_stop(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """抄送 ends with a full stop."""
    del settings
    items = [item for item in evidence.of(Role.COPIES_TO) if item.text.strip()]
    if Sees.PRINT in evidence.sees and items and not items[-1].text.rstrip().endswith("。"):
        yield found(items[-1], "抄送机关的末尾用句号", items[-1].text.rstrip()[-1], len(items[-1].text.rstrip()) - 1)


def copies_colon(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """抄送： with a full-width colon."""
    del settings
    for item in evidence.of(Role.COPIES_TO):
        match = _LABEL.match(item.text)
        if Sees.PRINT in evidence.sees and match and match["colon"] != "：":
            yield found(item, "“抄送”后面用全角冒号“：”", match[0].strip())


def reported(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """抄报 and 报送 are of the rules before 2012."""
    del settings
    for item in evidence.items:
        match = _REPORTED.match(item.text)
        if match and item.role in {Role.COPIES_TO, Role.TEXT, None} and len(item.text) < 120:
            yield found(item, "现在不分抄报、抄送，一律写“抄送”", match["word"], mended="抄送")


def copies_twice(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Whom a document goes to needs no copy."""
    del settings
    sent = {part for item in evidence.of(Role.ADDRESSEES) for part in _organs(item.text)}
    for item in evidence.of(Role.COPIES_TO):
        for part in _organs(_LABEL.sub("", item.text)):
            if part in sent:
                yield found(item, "已经主送了，不再抄送", part)


def _organs(text: str) -> list[str]:
    return [part for part in re.split("[、，,；;。：:（）]", "".join(text.split())) if len(part) > 2]


def size(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """4号."""
    yield from other_sizes(evidence.of(Role.COPIES_TO, Role.PRINTED), settings, "版记用四号字（14 磅）")


def padded(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The line ends in 印发."""
    del settings
    for item in evidence.of(Role.PRINTED):
        if Sees.PRINT in evidence.sees and item.text.strip() and not re.search(r"[印翻]\s*[发印]\s*$", item.text):
            yield found(item, "印发日期后面写“印发”二字")


def printed_by_issuer(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Who prints a document is its organ, or the office of it."""
    del settings
    issuer_marks = ["".join(item.text.split()) for item in evidence.of(Role.ISSUER_MARK)]
    # That of minutes names the meeting, that of a 简报 what it is called.
    heads = [text.removesuffix("文件") for text in issuer_marks if text.endswith("文件")]
    known = "".join([*heads, *("".join(item.text.split()) for item in evidence.of(Role.SIGNATURE))])
    item = evidence.first(Role.PRINTED)
    match = _PRINTER.match(item.text) if item and len(heads) == 1 and len(heads[0]) >= _NAME_LEAST else None
    bare = _OFFICE_WORDS.sub("", "".join(match["organ"].split())) if match else ""
    if item and match and len(bare) >= _NAME_LEAST and not set(bare) <= set(known):
        yield found(item, f"印发机关和发文机关（{heads[0]}）不像是一家的，核对", match["organ"].strip())


_NAME_LEAST: Final = 4
_PRINTER: Final = pattern(r"\s*(?P<organ>[^\d\s：:][^\d：:]*?)\s*[12]\d{3}\s*年")
_OFFICE_WORDS: Final = pattern("中共|办公[室厅]|秘书[处科组]?|综合[处科]|党政|党群|党委|党组|机关|工作部门?|[处科室厅]$")


def _last(evidence: Evidence) -> tuple[Page, list[Stroke]] | None:
    """The last page with its black rules of the 版记, if it has one."""
    printed = evidence.first(Role.PRINTED)
    if printed is None or not printed.rows or not evidence.pages:
        return None
    page = evidence.pages[printed.rows[0].page - 1]
    first = evidence.first(Role.COPIES_TO) or printed
    top = min(first.rows[0].top, printed.rows[0].top) if first.rows else printed.rows[0].top
    strokes = [stroke for stroke in page.strokes if not stroke.red and stroke.y > top - 8]
    return page, strokes


def rule_width(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The rules are as wide as the type area."""
    seen = _last(evidence)
    printed = evidence.first(Role.PRINTED)
    for stroke in seen[1] if seen else ():
        if printed and not settings.allows(stroke.width):
            yield found(printed, f"版记的分隔线长 {stroke.width:.1f} 毫米，应与版心等宽（156 毫米）")
            return


def rule_weight(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """0.35 mm first and last."""
    seen, printed = _last(evidence), evidence.first(Role.PRINTED)
    if seen and len(seen[1]) > 1 and printed:
        for stroke in (seen[1][0], seen[1][-1]):
            if not settings.allows(stroke.weight):
                yield found(printed, f"版记首末条分隔线粗 {stroke.weight:.2f} 毫米，标准推荐 0.35 毫米")
                return


def last_rule(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The last rule lies on the lower edge of the type area."""
    seen, printed = _last(evidence), evidence.first(Role.PRINTED)
    if seen and seen[1] and printed and not settings.allows(seen[1][-1].y):
        yield found(printed, f"版记的末条线在 {seen[1][-1].y:.1f} 毫米，应在版心下边缘（262 毫米）")


def even_page(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The 版记 stands on the last page, an even one."""
    del settings
    seen, printed = _last(evidence), evidence.first(Role.PRINTED)
    if not seen or not printed:
        return
    if seen[0].number != len(evidence.pages):
        yield found(printed, f"版记在第 {seen[0].number} 页，应在公文的最后一面（第 {len(evidence.pages)} 页）")
    elif seen[0].number % 2:
        yield found(printed, f"版记在第 {seen[0].number} 页，双面印刷时应在偶数页")


def subject_words(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The standard of 2012 has no 主题词."""
    del settings
    for item in evidence.items:
        match = _SUBJECT_WORDS.match(item.text.strip())
        if match and item.role is not Role.TITLE:
            yield found(item, "2012 年的标准已经取消主题词，删去这一行", match[0])


_PRINT: Final = (Sees.PRINT,)
_PLACES: Final = (Sees.PLACES,)

RULES: Final = (
    Rule(
        "GW221",
        "不写主题词",
        "GB/T 9704-2012",
        Strength.MUST,
        finds="“主题词：”一行。",
        why="2012 年的标准和条例取消了主题词，写着的是旧样子。",
        mend="删去这一行。",
        before="主题词：党建　总结　通知",
        after="（没有这一行）",
        needs=(Sees.WORDS,),
        judge=subject_words,
    ),
    Rule(
        "GW401",
        "版记的线和版心等宽",
        "GB/T 9704 7.4.1",
        Strength.MUST,
        finds="PDF 上版记的分隔线不是 156 毫米长（可差 1 毫米）。",
        why="标准：版记中的分隔线与版心等宽。",
        mend="把线调成和版心等宽。",
        before="线长 150 毫米",
        after="线长 156 毫米",
        needs=_PLACES,
        judge=rule_width,
        least=155.0,
        most=157.0,
        unit="毫米",
    ),
    Rule(
        "GW402",
        "版记首末条线的粗细",
        "GB/T 9704 7.4.1",
        Strength.SHOULD,
        finds="PDF 上版记的首条、末条分隔线不是 0.35 毫米（可差 0.1 毫米）。",
        why="标准：首条分隔线和末条分隔线用粗线（推荐高度为 0.35 mm）。",
        mend="线粗改为 1 磅。",
        before="线粗 0.75 毫米",
        after="线粗 0.35 毫米",
        needs=_PLACES,
        judge=rule_weight,
        least=0.25,
        most=0.45,
        unit="毫米",
    ),
    Rule(
        "GW403",
        "版记的末条线在版心下边缘",
        "GB/T 9704 7.4.1",
        Strength.MUST,
        finds="PDF 上版记的末条线不在离纸的上边 262 毫米处（可差 1.5 毫米）。",
        why="标准：末条分隔线与公文最后一面的版心下边缘重合。",
        mend="把版记固定在版心的底部，不要用空行推。",
        before="末条线在 240 毫米",
        after="末条线在 262 毫米",
        needs=_PLACES,
        judge=last_rule,
        least=260.5,
        most=263.5,
        unit="毫米",
    ),
    Rule(
        "GW404",
        "版记在最后一面、偶数页",
        "GB/T 33476.2 7.3.1",
        Strength.SHOULD,
        finds="PDF 上的版记不在最后一面，或者在奇数页。",
        why="双面印刷，最后一面是偶数页。只在屏幕上看、单面印的可以不管。",
        mend="移到最后一面；正文在奇数页完的，版记放到下一面。",
        before="版记在第 3 页",
        after="版记在第 4 页",
        needs=_PLACES,
        judge=even_page,
    ),
    Rule(
        "GW405",
        "抄送机关的末尾用句号",
        "GB/T 9704 7.4.2",
        Strength.MUST,
        finds="抄送的最后没有句号。",
        why="标准：最后一个抄送机关名称后标句号。",
        mend="加上句号。",
        before="抄送：市委组织部",
        after="抄送：市委组织部。",
        needs=_PRINT,
        judge=copies_stop,
    ),
    Rule(
        "GW411",
        "“抄送”后面用全角冒号",
        "GB/T 9704 7.4.2",
        Strength.MUST,
        finds="“抄送”后面没有冒号，或者是半角的。",
        why="标准：“抄送”二字后标全角冒号和抄送机关名称。",
        mend="改为“：”。",
        before="抄送:市委组织部。",
        after="抄送：市委组织部。",
        needs=_PRINT,
        judge=copies_colon,
    ),
    Rule(
        "GW412",
        "不写“抄报”",
        "GB/T 9704 7.4.2",
        Strength.SHOULD,
        finds="“抄报：”“报送：”一行。",
        why="现行的标准只有抄送，不分上级、下级。",
        mend="改为“抄送”。",
        before="抄报：市委。",
        after="抄送：市委。",
        needs=_PRINT,
        judge=reported,
    ),
    Rule(
        "GW413",
        "主送的不再抄送",
        "惯例",
        Strength.SHOULD,
        finds="同一个机关又主送又抄送。",
        why="会收到两份，不知道是不是要办。",
        mend="从抄送里删去。",
        before="主送：市财政局；抄送：市财政局",
        after="主送：市财政局",
        needs=(Sees.PRINT, Sees.FIELDS),
        judge=copies_twice,
    ),
    Rule(
        "GW416",
        "印发机关是发文机关的",
        "条例 9(17)",
        Strength.SHOULD,
        finds="只有一个机关的公文，印发机关的名称里有发文机关标志和署名里都没有的字。",
        why="条例：印发机关是公文的送印机关，一般是发文机关的办公室或者文秘部门。套用别的单位的文件时最容易忘了改。",
        mend="核对，改正。",
        before="标志：甲市乙局文件；印发机关：丙市丁厅办公室",
        after="标志：甲市乙局文件；印发机关：甲市乙局办公室",
        needs=_PRINT,
        judge=printed_by_issuer,
    ),
    Rule(
        "GW414",
        "版记用四号字",
        "GB/T 9704 7.4.2、7.4.3",
        Strength.SHOULD,
        finds="抄送、印发机关不是四号（14 磅）。",
        why="标准：一般用四号仿宋体字。",
        mend="改为四号。",
        before="抄送：三号",
        after="抄送：四号",
        needs=(Sees.LOOKS,),
        judge=size,
        least=SIZE_4 - SIZE_WITHIN,
        most=SIZE_4 + SIZE_WITHIN,
        unit="磅",
    ),
    Rule(
        "GW407",
        "印发日期后面有“印发”",
        "GB/T 9704 7.4.3",
        Strength.MUST,
        finds="印发机关那一行不以“印发”二字结尾。",
        why="标准：用阿拉伯数字将年、月、日标全，后加“印发”二字。",
        mend="补上“印发”。",
        before="××办公室　2026年1月5日",
        after="××办公室　2026年1月5日印发",
        needs=_PRINT,
        judge=padded,
    ),
)
