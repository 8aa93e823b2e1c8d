"""Pages, tables, attachments and the other formats drawn otherwise on paper."""

from __future__ import annotations

from collections.abc import Callable

from .paper_changes import Change, all_of, moved, stretched
from .sheets import Sheets, Thing, picture, rule, words
from .ways import Way, drawing

_TITLE = words("总结提纲")
_UPPER, _LOWER = rule(1, above=60, below=50), rule(1, below=270)


def _lines(thing: Thing) -> bool:
    """Rows of running text from edge to edge."""
    return bool(thing.text) and thing.left < 30 and thing.right > 178


def _begun_with(sign: str) -> Change:
    """A mark before the first of these rows."""

    def change(sheets: Sheets) -> None:
        row = next(sheets_row for sheets_row in sheets.find(_lines) if sheets_row.top > 170)
        sheets.write(row.page, row.left - 4, row.bottom - 0.8, sign)

    return f"行首的“{sign}”", change


def _written(font: str) -> Change:
    return f"没有嵌入的 {font}", lambda sheets: sheets.write(1, 100, 240, "1", font)


def _swapped(what: Callable[[Thing], bool]) -> Change:
    """A double rule upside down."""

    def change(sheets: Sheets) -> None:
        for thing in sheets.find(what):
            thick = thing.bottom - thing.top > 0.5
            sheets.stretch(rule(thing.page, thing.top + 0.01, thing.top - 0.01), 1, 0.35 if thick else 2.8)

    return "粗细放反", change


def _typed_instead(name: str) -> Callable[[Sheets], None]:
    """The name typed where the stamp of the signature was."""

    def change(sheets: Sheets) -> None:
        sheets.remove(picture)
        sheets.say(words("市长"), "市长", f"市长　{name}")

    return change


WAYS: tuple[Way, ...] = (
    *drawing("GW107", "长通知", *(stretched("正文", _lines, across) for across in (1.08, 1.12, 1.06))),
    *drawing("GW113", "通知", *(_written(font) for font in ("Helvetica", "Times-Roman", "Courier"))),
    *drawing("GW615", "长通知", *(_begun_with(sign) for sign in (",", ";", "!"))),
    *drawing("GW603", "表格", *(stretched("表", rule(1, above=262, below=175), across) for across in (1.1, 1.2, 1.3))),
    *drawing(
        "GW350",
        "附件",
        *(moved(what, words(what), down=down) for what, down in (("一、基本", -50), ("写明人数", -60), ("写明原因", -80))),
    ),
    *drawing("GW352", "附件", *(moved("附件标题", _TITLE, down=down) for down in (8, 12, -9))),
    *drawing("GW701", "函", stretched("双线", _UPPER, 0.98), moved("双线", _LOWER, right=3), _swapped(_UPPER), _swapped(_LOWER)),
    *drawing(
        "GW702", "函", moved("上面的双线", _UPPER, down=4), moved("下面的双线", _LOWER, down=-6), moved("双线", _UPPER, down=-3)
    ),
    *drawing(
        "GW703",
        "函",
        *(moved("字号", words("云医函"), right=right) for right in (-5, -40)),
        moved("字号", words("云医函"), down=5),
    ),
    *drawing("GW704", "函", *(moved("标题以下", all_of(85, 250), down=down) for down in (-10, 8, 15))),
    *drawing(
        "GW711",
        "命令",
        *(moved("令号", words("第12号"), right=right) for right in (-20, 10)),
        moved("令号", words("第12号"), down=6),
    ),
    *drawing(
        "GW712",
        "命令",
        ("没有签名章", lambda sheets: sheets.remove(picture)),
        *((f"签名章只有打的“{name}”", _typed_instead(name)) for name in ("张示例", "李示范")),
    ),
)
