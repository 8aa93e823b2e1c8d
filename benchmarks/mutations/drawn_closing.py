"""The end of a document drawn otherwise on paper: for the rules on attachments, seals, signatures and 版记."""

from __future__ import annotations

from .paper_changes import all_of, moved, removed
from .sheets import Sheets, picture, rule, words
from .ways import Way, drawing

_NOTE, _FOLIO, _RED = words("附件："), words("— 1 —"), rule(1, above=140)


def _as_letter(sheets: Sheets) -> None:
    """The red rule as long as those of a letter."""
    sheets.stretch(_RED, 170 / 156)
    sheets.move(_RED, right=-8)


WAYS: tuple[Way, ...] = (
    *drawing("GW320", "附件名", *(moved("附件说明", _NOTE, right=right) for right in (-11, 6, 11))),
    *drawing("GW358", "附件名", *(moved("附件说明以下", all_of(65, 200, page=2), down=down) for down in (-10.2, 10.2, -8))),
    *drawing("GW323", "长标题", *(moved("回行", words("填报样表以及"), right=right) for right in (-28, -11, 20))),
    *drawing("GW331", "盖章", *(moved("署名、日期和章", all_of(60, 110, page=2), right=right) for right in (11, -11, 15))),
    *drawing("GW332", "盖章", *(moved("署名", all_of(78, 84, page=2), right=right) for right in (8, -8, 5))),
    *drawing(
        "GW333",
        "盖章",
        moved("章", picture, down=26),
        *(moved("署名、日期和章", all_of(60, 110, page=2), down=down) for down in (15, 25)),
    ),
    *drawing(
        "GW334",
        "两个章",
        *(moved("章", lambda thing: thing.is_picture and thing.left < 60, right=right) for right in (40, 60, -20)),
    ),
    *drawing(
        "GW335",
        "四个章",
        *(moved("第四个章", lambda thing: thing.is_picture and thing.top > 150, down=down) for down in (-46, -45, -47)),
    ),
    *drawing("GW336", "通知", *(moved("日期", all_of(75, 90, page=2), right=right) for right in (-11, -6, 8))),
    *drawing("GW337", "通知", *(moved("署名和日期", all_of(65, 95, page=2), down=down) for down in (-10.2, 10.2, 20))),
    *drawing(
        "GW406",
        "主送移下",
        *((f"主送、抄送之间的线在 {top}", lambda sheets, top=top: sheets.draw(4, top)) for top in (242, 243, 244)),
    ),
    *(
        way
        for base in ("通知", "请示", "附件名")
        for way in drawing("GW408", base, removed("中间的线", rule(below=250, above=255)))
    ),
    *(way for base in ("通知", "请示", "附件名") for way in drawing("GW409", base, ("红线长 170", _as_letter))),
    *(way for base in ("通知", "请示", "附件名") for way in drawing("GW507", base, ("红线长 170", _as_letter))),
    *drawing("GW503", "通知", *(moved("页码", _FOLIO, right=right) for right in (4.9, -5, -10))),
    *drawing("GW505", "长通知", *(removed(f"第 {page} 页的页码", all_of(265, 272, page=page)) for page in (1, 2))),
    *drawing("GW505", "短通知", ("版记前加空白页", lambda sheets: sheets.blank(2))),
    *drawing("GW506", "附件", ("加第 2 页", lambda sheets: sheets.blank(2)), ("加第 3 页", lambda sheets: sheets.blank(3))),
    *drawing("GW506", "长通知", ("加第 2 页", lambda sheets: sheets.blank(2))),
    *(way for base in ("通知", "表格", "涉密") for way in drawing("GW601", base, ("横放", lambda sheets: sheets.size(297, 210)))),
    *drawing(
        "GW602",
        "横排",
        ("表里的字转半圈", lambda sheets: sheets.turn(lambda thing: thing.page == 2 and bool(thing.text) and thing.top < 262, 2)),
        ("整页转半圈", lambda sheets: sheets.turn(lambda thing: thing.page == 2, 2)),
        ("转右", lambda sheets: sheets.turn(lambda thing: thing.page == 2 and bool(thing.text) and "内科" not in thing.text, 2)),
    ),
)
