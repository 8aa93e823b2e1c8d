"""The fields of a roster. Identity numbers are shown masked unless the draft asks for all of them: a list is passed round."""

from functools import partial
from typing import Final

from hongtou import field

from ..codes import KINDS, NATIONS, PARTIES

# Whatever stands in a row may be about anybody, where columns were mixed up.
_of_person: Final = partial(field, personal=True)
PERSON: Final = {
    "姓名": _of_person(
        "string", "姓名", help="两字姓名中间不用加空格，成文时自动对齐", example="张三", required=True, empty=False
    ),
    "姓氏笔画": _of_person(
        "integer",
        "姓氏笔画",
        help="按姓氏笔画排、姓是少见的字时，写它的笔画数",
        example=9,
        min=1,
        max=64,
        also=["笔画", "姓氏笔画数"],
    ),
    "性别": _of_person("string", "性别", help="男或女，也可写代码1或2", example="男", choices=["男", "女"]),
    "民族": _of_person(
        "string",
        "民族",
        help="民族名称，“族”字可省，也可写GB/T 3304的两位代码",
        example="汉族",
        choices=[f"{name}族" for name in NATIONS],
    ),
    "出生年月": _of_person("month", "出生年月", help="四位年份和月份", example="1975-08"),
    "身份证号": _of_person(
        "string",
        "身份证号",
        help="18位，设为文本；核对校验码、出生年月和性别，印出来隐去出生日期和末位",
        example="119999197508201011",
        also=["身份证号码", "公民身份号码", "身份证", "证件号码"],
    ),
    "学历学位": _of_person("string", "学历学位", help="最高学历和学位", example="研究生、医学博士"),
    "职务职称": _of_person(
        "string",
        "职务职称",
        help="单位、职务和职称",
        example="示例市医院内科主任、主任医师",
        also=["职务", "职称"],
    ),
    "政治面貌": _of_person(
        "string",
        "政治面貌",
        help="全称或简称，也可写GB/T 4762的两位代码",
        example="民盟盟员",
        also=["党派"],
        choices=PARTIES,
    ),
    "统战对象类别": _of_person(
        "names",
        "统战对象类别",
        help="十二类中的一类，或者列表[类别一, 类别二]，排在前面的为主；也可写序号1至12",
        example="民主党派成员",
        required=True,
        empty=False,
        also=["类别", "对象类别", "人员类别"],
        choices=KINDS,
    ),
    "社会兼职": _of_person("names", "社会兼职", help="一项或者列表", example="[示例市政协委员]"),
    "备注": _of_person("string", "备注", help="需要说明的事项", example="2026年新增"),
}

BY_KIND: Final = "类别"
BY_STROKES: Final = "姓氏笔画"
KIND_THEN_STROKES: Final = "类别、姓氏笔画"
MASKED: Final = "隐去"
WHOLE: Final = "全号"

SCHEMA: Final = {
    "横排": field("boolean", "横排", help="表格是否横排：栏目多、文字长时写“是”", example="是"),
    "正文": field("text", "正文", help="名单前面的说明，可以不写", example="根据统战工作要求，现将有关名单整理如下。"),
    "排序": field(
        "string",
        "排序",
        help="类别（同类的按写的先后）、姓氏笔画（不分类），或者类别、姓氏笔画；不写为类别",
        example=BY_STROKES,
        allowed=[BY_KIND, BY_STROKES, KIND_THEN_STROKES],
    ),
    "身份证号显示": field(
        "string", "身份证号显示", help="隐去（出生日期和末位），或者全号；不写为隐去", example=MASKED, allowed=[MASKED, WHOLE]
    ),
    "名单": field(
        "list",
        "名单",
        help="一人一条；同类的人按写的先后排列，另有“排序”的除外",
        example="[{姓名: 张三, 政治面貌: 民盟盟员, 统战对象类别: 民主党派成员}]",
        required=True,
        empty=False,
        schema={"type": "dict", "schema": PERSON},
    ),
}
