"""Things drawn otherwise on paper: for the rules on places, weights, page numbers."""

from __future__ import annotations

from .paper_changes import all_of, coloured, moved, removed, scaled, stretched, together
from .sheets import Thing, rule, words
from .ways import Way, drawing

_TITLE, _TEXT, _TO, _ISSUER_MARK = words("关于"), words("各单位要加强"), words("各专科分会："), words("云州市医学会文件")
_RULES, _IMPRINT = rule(below=200), all_of(235, 263, page=2)
_FOLIO, _FIRST_FOLIO, _SECOND_FOLIO = words("—"), words("— 1"), words("— 2")
_PAPERS = ((216, 279), (184, 260), (420, 297))


def _approver(thing: Thing) -> bool:
    return thing.top < 117 and "签" in thing.text


WAYS: tuple[Way, ...] = (
    *drawing("GW101", "通知", *((f"{w}×{h}", lambda sheets, w=w, h=h: sheets.size(w, h)) for w, h in _PAPERS)),
    *drawing("GW108", "通知", *(scaled("正文", _TEXT, by) for by in (0.75, 0.9, 1.2))),
    *drawing("GW110", "通知", coloured("正文", _TEXT, 255), coloured("标题", _TITLE, 255), coloured("主送", _TO, 255)),
    *drawing("GW206", "通知", *(coloured("标志", _ISSUER_MARK, *rgb) for rgb in ((0, 0, 0), (0, 0, 255), (128, 0, 0)))),
    *drawing("GW324", "通知", *(moved("标题", _TITLE, right=right) for right in (3, -4, 6))),
    *drawing("GW309", "通知", *(scaled("标题", _TITLE, by) for by in (0.9, 0.95, 1.1))),
    *drawing("GW401", "通知", *(stretched("线", _RULES, across) for across in (0.9, 0.95, 1.05))),
    *drawing("GW402", "通知", *(stretched("线", _RULES, along=along) for along in (2, 3, 0.5))),
    *drawing("GW403", "通知", *(moved("版记", _IMPRINT, down=down) for down in (-10, -5, -20))),
    *drawing(
        "GW404",
        "通知",
        ("后面加一页", lambda sheets: sheets.blank(3)),
        ("前面加一页", lambda sheets: sheets.blank(2)),
        ("后面加两页", lambda sheets: sheets.blank(3, 2)),
    ),
    *drawing(
        "GW502",
        "通知",
        together(moved("单页码", _FIRST_FOLIO, right=-65), moved("双页码", _SECOND_FOLIO, right=65)),
        moved("单页码", _FIRST_FOLIO, right=-130),
        moved("双页码", _SECOND_FOLIO, right=130),
    ),
    *drawing("GW504", "通知", *(moved("页码", _FOLIO, down=down) for down in (4, 8, -3))),
    *drawing("GW501", "通知", *(scaled("页码", _FOLIO, by) for by in (0.75, 0.9, 1.15))),
    *(way for base in ("请示", "多签发人", "报告") for way in drawing("GW215", base, removed("签发人", _approver))),
    *(
        way
        for base, name in (("函", "云州市护理学会："), ("批复", "云州市护理分会："), ("请示", "云州市卫生健康委员会："))
        for way in drawing("GW328", base, removed(name, words(name)))
    ),
    *drawing("GW414", "通知", *(scaled("抄送", words("抄送"), by) for by in (0.85, 1.15))),
    *drawing("GW414", "通知", scaled("印发机关", words("云州市医学会办公室"), 1.15)),
)
