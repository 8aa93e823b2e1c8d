"""The fields of an opinion that differ from those of every draft."""

from typing import Final

from hongtou import field

SCHEMA: Final = {
    "正文": field(
        "text",
        "正文",
        help="通常分总体要求、主要任务、保障措施三部分，用“一、（一）1.（1）”分层次",
        example="为加强……，结合实际，现提出如下实施意见。",
        required=True,
        empty=False,
    ),
}
