"""The report as one HTML file: Chinese, without scripts and without anything from elsewhere; made to be printed on A4."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from ..checking.finding import Finding, Report
from ..checking.telling import counted
from ..draft import short
from ..personal import without_personal_numbers
from ..plugin import Strength
from ..values import dataclass
from .printed import Box, Sheet
from .proof import Measure

_CLASSES: Final = {Strength.MUST: "must", Strength.SHOULD: "should", Strength.CUSTOM: "custom"}
_SIGNS: Final = {True: ("yes", "合"), False: ("bad", "不合"), None: ("open", "—")}
# So many characters of the words found are told.
_WORDS_MAX: Final = 80
_NEVER: Final = (
    "没有发现，不等于没有问题。内容对不对、该不该发、发给谁、密级定得对不对、是不是越级、印章盖得端不端正、"
    "纸张和印刷的质量，机器看不出来，还要人看。"
)


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding with its number in the report, and where it stands on the pages; nowhere: it is told without a mark."""

    number: int
    finding: Finding
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What a report shows.

    :param when: the day, in Chinese.
    :param seen: how the pages came about, or why there are none.
    """

    report: Report
    title: str
    when: str
    placed: Sequence[PlacedFinding]
    sheets: Sequence[Sheet]
    measures: Sequence[Measure]
    seen: str


def page(content: Content, style: str) -> str:
    """The whole file."""
    parts = [*_head(content), *_proof(content), *_findings(content.placed), *_sheets(content), *_end(content)]
    head = f'<meta charset="utf-8"><title>检查单：{_text(content.title)}</title><style>{style}</style>'
    safe = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    policy = f'<meta http-equiv="Content-Security-Policy" content="{safe}">'
    body = f"<body><main>\n{''.join(parts)}</main></body>"
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{policy}{head}</head>\n{body}</html>\n'


def _text(text: str) -> str:
    """A text as it stands in HTML; no number that people are known by is in it."""
    return escape(" ".join(without_personal_numbers(text).split()))


def _head(content: Content) -> Iterator[str]:
    report = content.report
    told = counted(report)
    failing = [one for one in content.measures if one.holds is False]
    facts = {"文件": str(report.file.name), "标题": content.title, "种类": report.kind.value, "检查日期": content.when}
    rows = "".join(f"<div><b>{name}</b><span>{_text(value)}</span></div>" for name, value in facts.items() if value)
    yield f'<h1>公文检查单</h1>\n<div class="about">{rows}</div>\n'
    judged = f"{len(failing)} 项不合" if failing else "项项合"
    measured = f"；校样表 {len(content.measures)} 项，{judged}" if content.measures else ""
    if told:
        yield f'<p class="verdict no">发现 {_text(told)}{measured}</p>\n'
    else:
        yield f'<p class="verdict{" no" if failing else ""}">没有发现问题{measured}</p>\n'


def _proof(content: Content) -> Iterator[str]:
    if not content.measures:
        return
    yield "<h2>校样表：GB/T 9704—2012 要怎样，量得怎样</h2>\n<table><thead><tr>"
    yield "<th>要素</th><th>条号</th><th>应当</th><th>量得</th>"
    yield '<th class="sign">合否</th></tr></thead><tbody>\n'
    for one in content.measures:
        kind, sign = _SIGNS[one.holds]
        row = "".join(f"<td>{_text(cell)}</td>" for cell in (one.element, one.clause, one.due, one.measured))
        yield f'<tr{" class=bad" if one.holds is False else ""}>{row}<td class="sign {kind}">{sign}</td></tr>\n'
    yield "</tbody></table>\n<p class=small>“—”是标准没有定、只量出来给人看的。位置可差 1 毫米（5.2.1）。</p>\n"


def _findings(placed: Sequence[PlacedFinding]) -> Iterator[str]:
    if not placed:
        return
    yield f"<h2>发现（{len(placed)} 处）</h2>\n"
    for one in placed:
        rule, found = one.finding.rule, one.finding.found
        words = f"<mark>{_text(short(found.words, _WORDS_MAX))}</mark>　" if found.words.strip() else ""
        head = f'<span class="where">{_text(found.where.in_words)}</span><span class="num n">{one.number}</span>'
        head += f'<span class="code">{_text(rule.code)}　{_text(rule.name)}</span>（{_text(one.finding.grounds)}）'
        yield f'<div class="finding {_CLASSES[one.finding.strength]}"><p class="head">{head}</p>\n'
        yield f"<p>{words}{_text(found.wanted)}</p>"
        yield f'<p class="small">为什么：{_text(rule.why)}　怎样改：{_text(rule.mend)}</p></div>\n'


def _sheets(content: Content) -> Iterator[str]:
    for sheet in content.sheets:
        here = [one for one in content.placed if any(box.page == sheet.number for box in one.boxes)]
        picture = b64encode(sheet.picture).decode()
        yield f'<div class="sheet"><h2>第 {sheet.number} 面</h2>\n<div class="page">'
        yield f'<img alt="第 {sheet.number} 面" src="data:image/png;base64,{picture}">'
        yield from (_box(one, box, sheet) for one in here for box in one.boxes if box.page == sheet.number)
        told = "".join(f"<p>{one.number}　{_text(one.finding.rule.name)}：{_text(one.finding.found.wanted)}</p>" for one in here)
        yield f'</div>\n<div class="here">{told or "<p>这一面没有标出的发现。</p>"}</div></div>\n'


def _box(one: PlacedFinding, box: Box, sheet: Sheet) -> str:
    """A mark on a page, in per cent of it."""
    first = one.boxes.index(box) == 0
    left, top = (box.left - 0.6) / sheet.width * 100, (box.top - 0.6) / sheet.height * 100
    width, height = (box.right - box.left + 1.2) / sheet.width * 100, (box.bottom - box.top + 1.2) / sheet.height * 100
    number = f'<span class="n">{one.number}</span>' if first else ""
    place = f"left:{left:.2f}%;top:{top:.2f}%;width:{width:.2f}%;height:{height:.2f}%"
    return f'<div class="box {_CLASSES[one.finding.strength]}" style="{place}">{number}</div>'


def _end(content: Content) -> Iterator[str]:
    yield "<h2>说明</h2>\n"
    yield f"<p>{_text(content.seen)}</p>\n" if content.seen else ""
    unplaced = [str(one.number) for one in content.placed if not one.boxes]
    if unplaced and content.sheets:
        yield f"<p>没有标在页面上的发现（整页的，或者印出来看不到的）：{'、'.join(unplaced)}。</p>\n"
    if content.report.unseen:
        names = "、".join(f"{rule.code} {rule.name}" for rule in content.report.unseen)
        yield f"<p>在{content.report.kind.inside}看不到所需的依据，没有查的规则：{_text(names)}。</p>\n"
    yield f"<p>{_NEVER}</p>\n"
