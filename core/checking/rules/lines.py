"""每行 28 字, what begins and ends a line, and fonts in the file (GB/T 9704 5.2.3; GB/T 15834), as paper shows them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ...evidence import Evidence, Kind, Role, Row, Sees, Where
from ...plugin import Found, Rule, Settings, Strength, found

_LEFT_WITHIN, _RIGHT_FROM, _WIDTH = 30.0, 179.0, 156.0
# So many full lines tell how many characters one has.
_ENOUGH: Final = 4
_NO_START: Final = frozenset("，。、；：！？”’）》〉〕】,.;:!?%％")
_NO_END: Final = frozenset("（《〈“‘〔【")
_FULL: Final = frozenset("，。、；：“”（）《》")
_AT_ONCE: Final = 5


def characters(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A full line of 3号 has 28 characters."""
    full = [(row, item) for item in evidence.of(Role.TEXT) for row in item.rows if _is_full(row)]
    counts = sorted(_count(row) for row, _ in full)
    usual = counts[len(counts) // 2] if len(full) >= _ENOUGH else None
    if usual is not None and not settings.allows(usual):
        item = next(item for row, item in full if _count(row) == usual)
        yield found(item, f"一行排得下 {usual} 字，应排 28 字；三号字的字距紧缩 0.25 磅，版心宽 156 毫米")


def _count(row: Row) -> int:
    """How many of its characters go into 156 mm."""
    text = row.text.strip()
    return int((_WIDTH + 0.5) * len(text) / (row.right - row.left))


def _is_full(row: Row) -> bool:
    """Whether a row goes from edge to edge and all its characters are of full width; two marks together may be narrower."""
    text = row.text.strip()
    narrow = any(one in _FULL and other in _FULL for one, other in pairwise(text))
    whole = all("\u4e00" <= char <= "\u9fff" or char in _FULL for char in text)
    return row.left < _LEFT_WITHIN and row.right > _RIGHT_FROM and whole and not narrow


def edges(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """No closing mark begins a line, no opening one ends it."""
    del settings
    told = 0
    for item in evidence.items:
        if not item.is_prose or evidence.kind is not Kind.PAPER:
            continue
        at = 0
        for place, row in enumerate(item.rows):
            text = row.text.strip()
            if text and place and text[0] in _NO_START:
                yield found(item, f"“{text[0]}”排在了行首", text[0], at)
                told += 1
            if text and place + 1 < len(item.rows) and text[-1] in _NO_END:
                yield found(item, f"“{text[-1]}”排在了行末", text[-1], at + len(row.text.rstrip()) - 1)
                told += 1
            at += len(row.text)
            if told >= _AT_ONCE:
                return


def embedded(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Every font is in the file."""
    del settings
    for name in evidence.fonts_outside:
        yield Found(
            Where(str(evidence.file), page=1), name, "字体没有嵌入 PDF，换一台电脑看、印出来就不一样；另存为 PDF 时选“嵌入字体”"
        )


_PLACES: Final = (Sees.PLACES,)

RULES: Final = (
    Rule(
        "GW107",
        "每行 28 字",
        "GB/T 9704 5.2.3",
        Strength.SHOULD,
        finds="PDF 上全是汉字的满行，字的宽窄排不下 28 字（27 字也可以）。",
        why="标准：一般每面排 22 行，每行排 28 个字，并撑满版心。",
        mend="三号字，字距紧缩 0.25 磅，版心宽 156 毫米。",
        before="每行 26 字",
        after="每行 28 字",
        needs=_PLACES,
        judge=characters,
        least=27.0,
        most=28.0,
        unit="字",
    ),
    Rule(
        "GW113",
        "PDF 嵌入字体",
        "本程序",
        Strength.MUST,
        finds="PDF 里没有嵌入的字体。",
        why="没有嵌入的，别的电脑用别的字体代替，行数、页数都会变。",
        mend="另存为 PDF 时选“嵌入字体”（PDF/A）。",
        before="仿宋_GB2312 没有嵌入",
        after="仿宋_GB2312 嵌入了",
        needs=_PLACES,
        judge=embedded,
    ),
    Rule(
        "GW615",
        "标点不在行首，前半个括号不在行末",
        "GB/T 15834",
        Strength.SHOULD,
        finds="PDF 上正文的一行以句号、逗号、后引号、后括号等开头，或者以前引号、前括号、前书名号结尾。",
        why="标准：句号、逗号等不出现在一行之首，引号、括号、书名号的前一半不出现在一行之末。",
        mend="打开“按中文习惯控制首尾字符”。",
        before="（行首）。各单位……",
        after="……。（行末）",
        needs=_PLACES,
        judge=edges,
    ),
)
