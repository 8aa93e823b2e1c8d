"""The fields of work points and opinions that differ from those of every draft."""

from typing import Final

from hongtou import field

WORK_POINTS: Final = {
    "正文": field(
        "text",
        "正文",
        help="先写总要求，再用“一、”分部分，用“1.”分条；条的编号可以全文连续",
        example="2026年党建工作的总要求是：……",
        required=True,
        empty=False,
    ),
}

OPINION: Final = {
    "正文": field(
        "text",
        "正文",
        help="通常分总体要求、主要任务、保障措施三部分，用“一、（一）1.（1）”分层次",
        example="为加强……，结合实际，现提出如下实施意见。",
        required=True,
        empty=False,
    ),
}
