"""Things drawn otherwise on paper: for the rules on places, weights, page numbers."""

from __future__ import annotations

from .drawn_head import removed
from .sheets import Sheets, rule, words
from .ways import Way, drawing

_TITLE, _TEXT, _ISSUER_MARK = words("关于"), words("各单位要加强"), words("云州市医学会文件")
_RULES = rule(below=200)
_FOLIO = words("—")


def _centred(sheets: Sheets) -> None:
    sheets.move(words("— 1"), right=-65)
    sheets.move(words("— 2"), right=65)


WAYS: tuple[Way, ...] = (
    *drawing(
        "GW101",
        "通知",
        *((f"{w}×{h}", lambda sheets, w=w, h=h: sheets.size(w, h)) for w, h in ((216, 279), (184, 260), (420, 297))),
    ),
    *drawing(
        "GW108", "通知", *((f"正文 ×{one}", lambda sheets, one=one: sheets.stretch(_TEXT, one, one)) for one in (0.75, 0.9, 1.2))
    ),
    *drawing(
        "GW110",
        "通知",
        *(
            (f"红色 {name}", lambda sheets, what=what: sheets.colour(what, 255))
            for name, what in (("正文", _TEXT), ("标题", _TITLE), ("主送", words("各专科分会：")))
        ),
    ),
    *drawing(
        "GW206",
        "通知",
        *(
            (f"{name}色的标志", lambda sheets, rgb=rgb: sheets.colour(_ISSUER_MARK, *rgb))
            for name, rgb in (("黑", (0, 0, 0)), ("蓝", (0, 0, 255)), ("褐", (128, 0, 0)))
        ),
    ),
    *drawing("GW324", "通知", *((f"标题移 {one}", lambda sheets, one=one: sheets.move(_TITLE, right=one)) for one in (3, -4, 6))),
    *drawing(
        "GW309", "通知", *((f"标题 ×{one}", lambda sheets, one=one: sheets.stretch(_TITLE, one, one)) for one in (0.9, 0.95, 1.1))
    ),
    *drawing(
        "GW401", "通知", *((f"线长 ×{one}", lambda sheets, one=one: sheets.stretch(_RULES, one)) for one in (0.9, 0.95, 1.05))
    ),
    *drawing("GW402", "通知", *((f"线粗 ×{one}", lambda sheets, one=one: sheets.stretch(_RULES, 1, one)) for one in (2, 3, 0.5))),
    *drawing(
        "GW403",
        "通知",
        *(
            (
                f"版记移 {one}",
                lambda sheets, one=one: sheets.move(lambda thing: thing.page == 2 and 235 < thing.top < 263, down=one),
            )
            for one in (-10, -5, -20)
        ),
    ),
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
        ("全部居中", _centred),
        ("单页居左", lambda sheets: sheets.move(words("— 1"), right=-130)),
        ("双页居右", lambda sheets: sheets.move(words("— 2"), right=130)),
    ),
    *drawing("GW504", "通知", *((f"页码移 {one}", lambda sheets, one=one: sheets.move(_FOLIO, down=one)) for one in (4, 8, -3))),
    *drawing(
        "GW501",
        "通知",
        *((f"页码 ×{one}", lambda sheets, one=one: sheets.stretch(_FOLIO, one, one)) for one in (0.75, 0.9, 1.15)),
    ),
    *(
        way
        for base in ("请示", "多签发人", "报告")
        for way in drawing(
            "GW215", base, ("没有签发人", lambda sheets: sheets.remove(lambda thing: thing.top < 117 and "签" in thing.text))
        )
    ),
    *(
        way
        for base, name in (("函", "云州市护理学会："), ("批复", "云州市护理分会："), ("请示", "云州市卫生健康委员会："))
        for way in drawing("GW328", base, removed(name, words(name)))
    ),
    *drawing(
        "GW414",
        "通知",
        *((f"抄送 ×{one}", lambda sheets, one=one: sheets.stretch(words("抄送"), one, one)) for one in (0.85, 1.15)),
        ("印发 ×1.15", lambda sheets: sheets.stretch(words("云州市医学会办公室"), 1.15, 1.15)),
    ),
)
