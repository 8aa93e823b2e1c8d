"""The fields of an overview. A packet fills in 单位: of every unit's documents the fields that stand here under 材料."""

from typing import Final

from hongtou import UnitState, field

from ..fields import HIGHER, count
from ..summary.schema import FIGURES

# The figures of the units' summaries that can be summed.
SUMMED: Final = tuple(name for name, rules in FIGURES.items() if rules["type"] == "integer")
_INDICATOR: Final = {
    "名称": field("string", "名称", help="指标的名称", example="“三会一课”计划完成率", required=True),
    "单位": field("string", "单位", help="计量单位", example="%"),
    "目标": field("number", "目标", help="年初定的数", example=95, required=True),
    "结果": field("number", "结果", help="实际达到的数", example=96.5, required=True),
    "方向": field("string", "方向", help="数越高越好还是越低越好", example=HIGHER),
}
_ORGAN: Final = {
    "形式": field("string", "形式", help="党组织的形式", example="党支部"),
    "届满时间": field("month", "届满时间", help="本届任期到哪年哪月", example="2027-03"),
}
_REASON: Final = {
    "原因": field("string", "原因", help="未建党组织的原因", example="正式党员不足3名"),
    "计划组建时间": field("month", "计划组建时间", help="打算哪年哪月建", example="2027-06"),
}
_PERSON: Final = {
    "统战对象类别": field("names", "统战对象类别", help="十二类中的一类或者几类", example="民主党派成员"),
}

MATERIAL: Final = {
    "文种": field("string", "文种", help="是哪一种公文", example="年度党建工作总结"),
    "名称": field("string", "名称", help="文件名", example="01-年度总结"),
    "概况": field(
        "dict",
        "概况",
        help="年度总结的概况",
        example="{党员总数: 356}",
        schema={
            **{name: count(name, "各单位总结里的同名数字", 18) for name in SUMMED},
            "缴纳党费": field("number", "缴纳党费", help="单位为元", example=86420.5, min=0),
        },
    ),
    "指标": field(
        "list",
        "指标",
        help="年度总结的指标",
        example="[{名称: 发展党员数, 目标: 2, 结果: 3}]",
        schema={"type": "dict", "schema": _INDICATOR},
    ),
    "党组织": field("dict", "党组织", help="台账里已建的党组织", example="{形式: 党支部}", schema=_ORGAN),
    "未建党组织原因": field(
        "dict", "未建党组织原因", help="台账里没有建的原因", example="{原因: 正式党员不足3名}", schema=_REASON
    ),
    "名单": field(
        "list",
        "名单",
        help="统战对象名单，只要类别",
        example="[{统战对象类别: 民主党派成员}]",
        schema={"type": "dict", "schema": _PERSON},
    ),
}

UNIT: Final = {
    "单位": field("string", "单位", help="单位的名称", example="示例市心血管病学会", required=True),
    "状态": field(
        "string", "状态", help="已交、未交或者有误", example="已交", allowed=[state.value for state in UnitState], required=True
    ),
    "缺": field("list", "缺", help="还没有交的材料", example="[述职报告]", schema={"type": "string"}),
    "材料": field(
        "list",
        "材料",
        help="它交的材料",
        example="[{文种: 年度党建工作总结, 概况: {党员总数: 356}}]",
        schema={"type": "dict", "schema": MATERIAL},
    ),
}

SCHEMA: Final = {
    "标题": field("title", "标题", help="不写则为发文机关、年度加“党建工作汇总”", example="示例市医学会2026年度党建工作汇总"),
    "年度": field("integer", "年度", help="哪一年，四位数字", example=2026, required=True, min=1949, max=2999),
    "正文": field("text", "正文", help="前面的话，可以不写", example="现将各单位年度党建工作情况汇总如下。"),
    "单位": field(
        "list",
        "单位",
        help="一个单位一条，由材料包自动填写",
        example="[{单位: 示例市心血管病学会, 状态: 未交}]",
        required=True,
        empty=False,
        schema={"type": "dict", "schema": UNIT},
    ),
}
