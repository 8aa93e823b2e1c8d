"""The fields of a roster. There is none for the identity number on purpose: it has no place in a list that is passed round."""

from typing import Final

from hongtou import field

PERSON: Final = {
    "姓名": field("string", "姓名", help="两字姓名中间不用加空格，成文时自动对齐", example="张三", required=True, empty=False),
    "性别": field("string", "性别", help="男或女，也可写代码1或2", example="男"),
    "民族": field("string", "民族", help="民族名称，“族”字可省，也可写GB/T 3304的两位代码", example="汉族"),
    "出生年月": field("month", "出生年月", help="四位年份和月份", example="1975-08"),
    "学历学位": field("string", "学历学位", help="最高学历和学位", example="研究生、医学博士"),
    "职务职称": field("string", "职务职称", help="单位、职务和职称", example="示例市医院内科主任、主任医师"),
    "政治面貌": field("string", "政治面貌", help="全称或简称，也可写GB/T 4762的两位代码", example="民盟盟员"),
    "统战对象类别": field(
        "names",
        "统战对象类别",
        help="十二类中的一类，或者列表[类别一, 类别二]，排在前面的为主；也可写序号1至12",
        example="民主党派成员",
        required=True,
        empty=False,
    ),
    "社会兼职": field("names", "社会兼职", help="一项或者列表", example="[示例市政协委员]"),
    "备注": field("string", "备注", help="需要说明的事项", example="2026年新增"),
}

SCHEMA: Final = {
    "横排": field("boolean", "横排", help="表格是否横排：栏目多、文字长时写“是”", example="是"),
    "正文": field("text", "正文", help="名单前面的说明，可以不写", example="根据统战工作要求，现将有关名单整理如下。"),
    "名单": field(
        "list",
        "名单",
        help="一人一条；同类的人按写的先后排列",
        example="[{姓名: 张三, 政治面貌: 民盟盟员, 统战对象类别: 民主党派成员}]",
        required=True,
        empty=False,
        schema={"type": "dict", "schema": PERSON},
    ),
}
