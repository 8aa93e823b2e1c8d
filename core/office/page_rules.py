"""版式 in the office's profile: what an office may set of its page, and the page that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from ..draft import field
from ..layout.page_setup import SOFTWARE, STANDARD, PageSetup

__all__ = ["STANDARD", "PageSetup", "page_field", "setup"]

BASES: Final[Mapping[str, PageSetup]] = {"国标": STANDARD, "软件坐标": SOFTWARE}
FOLIOS: Final[Mapping[str, tuple[str, str]]] = {"一字线": STANDARD.folio, "短横线": ("- ", " -"), "数字": ("", "")}
LABELS: Final[Mapping[str, str]] = {"附件1": "", "附件1：": "："}


def page_field() -> dict[str, Any]:
    """The field 版式 of the profile."""
    return field(
        "dict",
        "版式",
        help="本单位的页面和国标不同的地方，不写则按国标",
        example="{基准: 软件坐标, 五角星: 是}",
        shorthand="基准",
        schema={
            "基准": field(
                "string",
                "基准",
                help="国标：版心直设；软件坐标：GB/T 33476.2 的页边距和行距",
                example="软件坐标",
                allowed=list(BASES),
            ),
            "行距": field("number", "行距", help="正文的固定行距，磅", example=28, min=26, max=31),
            "字距": field("number", "字距", help="三号字每个字加宽的磅数，负数为紧缩", example=-0.25, min=-0.55, max=0.2),
            "页码样式": field(
                "string", "页码样式", help="一字线（— 1 —）、短横线（- 1 -）或者数字（1）", example="一字线", allowed=list(FOLIOS)
            ),
            "附件标识": field("string", "附件标识", help="附件左上角的字，后面有没有冒号", example="附件1", allowed=list(LABELS)),
            "印发正文作附件": field("boolean", "印发正文作附件", help="所印发的文件写进附件说明，标“附件”", example="是"),
            "标题不落单": field("boolean", "标题不落单", help="独占一行的标题不排在一页的最后一行；不写则为是", example="否"),
            "镜像页边": field("boolean", "镜像页边", help="双页的订口在右边：右白边 28 毫米、左白边 26 毫米", example="是"),
            "红线粗细": field("number", "红线粗细", help="版头分隔线的粗细，磅", example=1.5, min=0.5, max=3),
            "五角星": field("boolean", "五角星", help="版头分隔线中间印五角星", example="是"),
        },
    )


def setup(data: Mapping[str, Any]) -> PageSetup:
    """The page of an office.

    :param data: its 版式, checked.
    """
    base = BASES[data.get("基准", "国标")]
    named: dict[str, Any] = {name: data[key] for key, name in _NAMES.items() if key in data}
    for key, name in _LENGTHS.items():
        if key in data:
            # Word holds them in twentieths of a point.
            named[name] = round(float(data[key]) * 20) / 20
    if "页码样式" in data:
        named["folio"] = FOLIOS[data["页码样式"]]
    if "附件标识" in data:
        named["attachment_mark"] = LABELS[data["附件标识"]]
    return replace(base, **named)


_NAMES: Final = {
    "印发正文作附件": "issued_attached",
    "标题不落单": "keep_headings",
    "镜像页边": "mirrored",
    "五角星": "star",
}
_LENGTHS: Final = {"行距": "pitch", "字距": "tracking", "红线粗细": "rule_weight"}
