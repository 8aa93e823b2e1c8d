"""The fields of work points that differ from those of every draft."""

from typing import Final

from hongtou import field

SCHEMA: Final = {
    "正文": field(
        "text",
        "正文",
        help="先写总要求，再用“一、”分部分，用“1.”分条；条的编号可以全文连续",
        example="2026年党建工作的总要求是：……",
        required=True,
        empty=False,
    ),
}
