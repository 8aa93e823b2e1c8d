"""附件 on paper: on a page of its own, its mark, its title; one that goes apart (GB/T 9704 7.3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Item, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found

_ALONE: Final = pattern(r"附\s*件\s*\d{0,2}\s*[：:]?")


def _marks(evidence: Evidence) -> Iterator[Item]:
    return (item for item in evidence.items if item.role is Role.ATTACHMENT_MARK and item.rows)


def new_page(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """An attachment begins a page, before that of the 版记."""
    del settings
    printed = next((item.rows[0] for item in evidence.of(Role.PRINTED) if item.rows), None)
    for label in _marks(evidence):
        page = evidence.pages[label.rows[0].page - 1]
        if page.rows and page.rows[0].baseline < label.rows[0].baseline - 0.6:
            yield found(label, "附件应当另面编排，“附件”在版心左上角第一行")
        elif printed and printed.page < page.number:
            yield found(label, "附件排在版记之前")


def title_place(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """In the middle of the third line."""
    for label in _marks(evidence):
        title = next((one for one in evidence.items if one.role is Role.TITLE and one.part == label.part and one.rows), None)
        if title is None or not label.part or title.rows[0].page != label.rows[0].page:
            continue
        away = title.rows[0].baseline - label.rows[0].baseline
        if not settings.allows(away):
            yield found(title, f"在“附件”下面 {away:.1f} 毫米，附件标题居中编排在版心第三行（约 21 毫米）")


def apart(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """One that is bound apart has the number of its document before its own."""
    del settings
    seen = [item for item in evidence.items if item.text.strip() and item.role is not Role.FOLIO]
    if seen and seen[0].role is Role.ATTACHMENT_MARK and _ALONE.fullmatch(seen[0].text.strip()):
        yield found(seen[0], "和正文分开装订的附件，“附件”和顺序号前面写公文的发文字号，例如“示委发〔2026〕5号附件1”")


_PLACES: Final = (Sees.PLACES,)

RULES: Final = (
    Rule(
        "GW350",
        "附件另面编排",
        "GB/T 9704 7.3.7",
        Strength.MUST,
        finds="PDF 上“附件1”不在一页的第一行，或者附件排在版记后面。",
        why="标准：附件应当另面编排，并在版记之前，与公文正文一起装订。",
        mend="在附件前面分页。",
        before="附件紧接在正文后面",
        after="附件另起一页",
        needs=_PLACES,
        judge=new_page,
    ),
    Rule(
        "GW352",
        "附件标题在第三行",
        "GB/T 9704 7.3.7",
        Strength.SHOULD,
        finds="PDF 上附件的标题不在“附件”下面第二行（约 21 毫米，可差半行）。",
        why="标准：附件标题居中编排在版心第三行。",
        mend="“附件”和标题之间空一行。",
        before="标题紧接“附件”",
        after="标题在第三行",
        needs=_PLACES,
        judge=title_place,
        least=16.0,
        most=27.0,
        unit="毫米",
    ),
    Rule(
        "GW354",
        "分开装订的附件写发文字号",
        "GB/T 9704 7.3.7",
        Strength.MUST,
        finds="单独一份附件，第一行只有“附件”和顺序号。",
        why="标准：如附件与正文不能一起装订，应当在附件左上角第一行顶格编排公文的发文字号并在其后标注“附件”二字及附件顺序号。",
        mend="写上发文字号。",
        before="附件2",
        after="示委发〔2026〕5号附件2",
        needs=(Sees.PRINT,),
        judge=apart,
    ),
)
