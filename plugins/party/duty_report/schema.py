"""The fields of a duty report."""

from typing import Final

from hongtou import field

from ..fields import DONE, ONGOING, UNDONE

WORK: Final = {
    "方面": field(
        "string",
        "方面",
        help="哪方面的职责，作小标题用，不写序号和句号",
        example="履行第一责任人职责",
        required=True,
        empty=False,
    ),
    "情况": field(
        "text", "情况", help="做了什么，写成完整的句子；可以分几段", example="主持召开支委会12次，……", required=True, empty=False
    ),
    "成效": field("string", "成效", help="有什么结果，接在情况后面", example="党员参学率达到98%。"),
}

MENDED: Final = {
    "问题": field("string", "问题", help="上年述职评议指出的问题", example="组织生活不够规范", required=True, empty=False),
    "整改": field(
        "string",
        "整改",
        help="怎样改的，改到什么程度",
        example="制定年度计划，按月检查",
        required=True,
        empty=False,
        also=["整改情况"],
    ),
    "进度": field("string", "进度", help="已完成或正在推进", example=DONE, allowed=[DONE, ONGOING, UNDONE]),
}

SCHEMA: Final = {
    "标题": field("title", "标题", help="不写则为年度加“抓基层党建工作述职报告”", example="2026年度抓基层党建工作述职报告"),
    "年度": field("integer", "年度", help="述哪一年的职，四位数字", example=2026, required=True, min=1949, max=2999),
    "单位": field("string", "单位", help="述职人所在的党组织", example="中共示例市心血管病学会支部委员会"),
    "述职人": field("string", "述职人", help="姓名", example="张三", personal=True, required=True, empty=False),
    "职务": field("string", "职务", help="党内职务", example="党支部书记", required=True, empty=False),
    "正文": field("text", "正文", help="第一部分前面的话，不写则为一句引出下文的话", example="2026年，……"),
    "履职情况": field(
        "list",
        "履职情况",
        help="一个方面一条",
        example="[{方面: 履行第一责任人职责, 情况: 主持召开支委会12次。}]",
        required=True,
        empty=False,
        schema={"type": "dict", "schema": WORK},
    ),
    "上年整改": field(
        "list",
        "上年整改",
        help="上年述职评议的问题改得怎样，一个问题一条",
        example="[{问题: 组织生活不够规范, 整改: 制定年度计划，按月检查}]",
        schema={"type": "dict", "schema": MENDED},
    ),
    "问题": field("text", "问题", help="存在的问题和原因，一段一条", example="学习的系统性不够。……", also=["存在问题"]),
    "下一步打算": field("text", "下一步打算", help="来年的打算，一段一条", example="抓实学习制度。……"),
}
