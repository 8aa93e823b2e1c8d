"""The head of a document drawn otherwise on paper: for the rules on the mark, the number, the red rule and the title."""

from __future__ import annotations

from .paper_changes import Change, all_of, moved, removed, stretched
from .sheets import Sheets, Thing, beside, rule, words
from .ways import Way, drawing

_ISSUER_MARK, _NUMBER, _RED = words("云州市医学会文件"), words("云医发〔"), rule(1, above=140)


_HEAD = all_of(60, 125)


def _signed(thing: Thing) -> bool:
    return thing.page == 1 and 100 < thing.top < 135 and thing.left > 100 and not thing.is_rule


def _in_one_row(by: float) -> Change:
    """Three names in one row, the first two moved to the left."""

    def change(sheets: Sheets) -> None:
        for name in ("签发人", "张示例", "李示范"):
            sheets.move(words(name), right=-by)
        sheets.move(beside("王样例"), right=22.4, down=-10.3)

    return f"三个签发人一行，移 {by:g}", change


WAYS: tuple[Way, ...] = (
    *drawing("GW207", "通知", *(moved("版头", _HEAD, down=down) for down in (-12, 8, -5)), moved("标志", _ISSUER_MARK, down=4)),
    *drawing("GW210", "通知", *(stretched("标志", _ISSUER_MARK, across) for across in (1.1, 1.15, 1.08))),
    *drawing("GW213", "通知", *(moved("字号和红线", all_of(100, 125), down=down) for down in (-10, 6, 12))),
    *drawing("GW214", "通知", *(moved("字号", _NUMBER, right=right) for right in (-40, 10, 30))),
    *drawing("GW207", "通知", moved("首页", all_of(60, 262), down=-4)),
    *drawing("GW213", "通知", moved("字号以下", all_of(100, 262), down=-6)),
    *drawing("GW214", "请示", moved("字号", _NUMBER, right=20)),
    *drawing("GW217", "请示", *(moved("签发人", _signed, right=right) for right in (5, -8, -20))),
    *drawing("GW217", "多签发人", moved("字号", _NUMBER, down=-10.2)),
    *drawing("GW218", "多签发人", *(_in_one_row(by) for by in (22.4, 24, 27))),
    *drawing("GW219", "通知", stretched("红线", _RED, 0.9), stretched("红线", _RED, 1.05), removed("红线", _RED)),
    *drawing("GW303", "通知", *(moved("标题以下", all_of(125, 262), down=down) for down in (-10, 8, -5))),
    *drawing("GW311", "通知", *(moved("主送", words("各专科分会"), down=down) for down in (-8, 6, -7.5))),
    *drawing("GW312", "通知", removed("首页的正文", all_of(172, 262))),
    *drawing("GW312", "长标题", removed("首页的正文", all_of(184, 262))),
    *drawing("GW312", "三行标题", removed("首页的正文", all_of(196, 262))),
    *drawing("GW220", "通知", *(moved("红线", _RED, down=down) for down in (4, -3, 8))),
)
