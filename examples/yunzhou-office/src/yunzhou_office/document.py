"""协查函的字段，和怎样成文。"""

from hongtou import (
    Align,
    Cell,
    Column,
    Context,
    Data,
    FieldError,
    Gongwen,
    Paragraph,
    Row,
    Table,
    field,
    official,
    spans,
)

# 每种草稿都有的字段（标题、主送、成文日期……）不用写。
SCHEMA = {
    "事项": field("string", "事项", help="查什么事，写成半句话", example="张某的任职经历", required=True, empty=False),
    "期限": field("date", "期限", help="请哪一天以前函复", example="2026-11-10", required=True),
    "问题": field(
        "list",
        "问题",
        help="要查明的问题，一行一个",
        example="[{问题: 任职起止, 依据: 任免文件}]",
        required=True,
        empty=False,
        schema={
            "type": "dict",
            "schema": {
                "问题": field("string", "问题", help="要查明什么", example="任职起止", required=True, empty=False),
                "依据": field("string", "依据", help="请附上什么材料", example="任免文件"),
            },
        },
    ),
}


def compose(data: Data, context: Context) -> Gongwen:
    """核对过的字段 → 公文。"""
    matter, deadline = data["事项"], data["期限"]
    if matter.endswith("。"):
        raise FieldError(("事项",), f"“{matter}”是整句话。写成半句，末尾不加句号，例如“张某的任职经历”")
    sent = data.get("成文日期")
    if sent and deadline <= sent:
        raise FieldError(("期限",), f"不晚于成文日期 {sent}，收到时已经过了。写一个以后的日期")
    asked = Paragraph(spans(f"因工作需要，请协助查明{matter}，于{deadline.month}月{deadline.day}日前函复。"))
    return official(data, context, blocks=[asked, _table(data)])


def _table(data: Data) -> Table:
    rows = tuple(
        Row((Cell(str(number)), Cell(one["问题"]), Cell(one.get("依据", ""))))
        for number, one in enumerate(data["问题"], 1)
    )
    return Table(
        (Column("序号"), Column("需要查明的问题", align=Align.LEFT), Column("请附材料", align=Align.LEFT)), rows
    )
