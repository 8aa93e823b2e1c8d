"""What a file says of itself besides its pages (属性)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Kind, Role, Sees, Where
from ...pattern import pattern
from ...personal import identity_numbers
from ...plugin import Found, Rule, Settings, Strength

_MOBILE: Final = pattern(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_NAMES: Final = {"Title": "标题", "Author": "作者", "Subject": "主题", "Keywords": "关键词", "Comments": "备注"}


def properties(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The file's own title is the document's; nothing private stands in its properties."""
    del settings
    where = Where(str(evidence.file))
    for name, text in evidence.properties.items():
        for place in identity_numbers(text):
            yield Found(where, text[place], f"文件的属性（{_NAMES.get(name, name)}）里有身份证号，发出去别人看得到；删去")
        for match in _MOBILE.finditer(text):
            yield Found(where, match[0], f"文件的属性（{_NAMES.get(name, name)}）里有手机号码，发出去别人看得到；删去")
    told, title = evidence.properties.get("Title", ""), "".join(evidence.text(Role.TITLE).split())
    plain = "".join(told.split())
    if evidence.kind is not Kind.DRAFT and title and plain and not _alike(plain, title):
        yield Found(where, told, f"文件属性里的标题和公文的标题不一样，改成“{title}”或者删去")


def _alike(told: str, title: str) -> bool:
    """The organ's name may stand before one of them alone."""
    return told.endswith(title) or title.endswith(told)


RULES: Final = (
    Rule(
        "GW902",
        "文件的属性",
        "惯例",
        Strength.CUSTOM,
        finds="Word 文档、PDF 的属性里的身份证号、手机号码，和公文标题不一样的标题。",
        why="从旧文件另存的，属性里还是旧文件的标题；发出去别人看得到。",
        mend="在“文件—信息”里改正或者删去。",
        before="属性的标题：关于召开 2024 年年会的通知（公文的标题不是它）",
        after="属性的标题：公文的标题",
        needs=(Sees.LOOKS,),
        judge=properties,
    ),
)
