"""The fields of a ledger: the five things to be clear about."""

from typing import Final

from hongtou import field

from ..fields import count

RUNNING: Final = {
    "业务主管单位": field(
        "string", "业务主管单位", help="主管或者业务指导的机关", example="示例市卫生健康委员会", also=["主管单位"]
    ),
    "成立时间": field("month", "成立时间", help="年和月", example="1998-06", also=["成立年月", "成立日期"]),
    "业务范围": field("string", "业务范围", help="登记的业务范围", example="学术交流、继续教育、科学普及"),
    "会员数": count("会员数", "个人会员", 640),
    "分支机构数": count("分支机构数", "学组、工作委员会等", 5),
    "年度收入": field("number", "年度收入", help="单位为万元", example=128.5, min=0, also=["年度收入（万元）"]),
    "主要活动": field("string", "主要活动", help="本年度的主要业务活动", example="举办学术年会1次、培训班3期"),
}

STAFF: Final = {
    "职工总数": count("职工总数", "专职和兼职工作人员", 12),
    "专职": count("专职", "其中专职的", 5),
    "女职工": count("女职工", "其中女职工", 7),
    "35岁及以下职工": count("35岁及以下职工", "其中35岁及以下的", 4),
    "大专及以上": count("大专及以上", "其中大专及以上学历的", 11),
    "高级职称": count("高级职称", "其中有高级职称的", 3),
}

MEMBERS: Final = {
    "党员总数": count("党员总数", "含预备党员", 9),
    "预备党员": count("预备党员", "其中预备党员", 1),
    "女党员": count("女党员", "其中女党员", 4),
    "组织关系在本单位": count("组织关系在本单位", "其中组织关系在本单位党组织的", 3),
    "入党积极分子": count("入党积极分子", "在培养的入党积极分子", 2),
}

ORGAN_KINDS: Final = ("党委", "党总支", "党支部", "联合党支部", "功能型党支部", "党小组")
ORGAN: Final = {
    "党组织名称": field("string", "党组织名称", help="全称", example="中共示例市心血管病学会支部委员会"),
    "形式": field("string", "形式", help="、".join(ORGAN_KINDS), example="党支部", allowed=list(ORGAN_KINDS), required=True),
    "批准时间": field("month", "批准时间", help="批准成立的年和月", example="2019-03"),
    "届满时间": field("month", "届满时间", help="本届任期到哪年哪月", example="2027-03", also=["任期届满时间", "换届时间"]),
    "书记": field("string", "书记", help="书记姓名", example="张三", also=["党组织书记"], personal=True),
}

LEADER: Final = {
    "姓名": field("string", "姓名", help="两字姓名中间不用加空格", example="张三", personal=True, required=True, empty=False),
    "职务": field("string", "职务", help="单位内的职务", example="会长", required=True, empty=False),
    "政治面貌": field("string", "政治面貌", help="全称或简称", example="中共党员"),
    "党内职务": field("string", "党内职务", help="没有则不写", example="党支部书记"),
    "出生年月": field("month", "出生年月", help="四位年份和月份", example="1968-04"),
    "任职时间": field("month", "任职时间", help="任现职的年和月", example="2022-11"),
}

REASONS: Final = ("正式党员不足3名", "没有党员", "党员组织关系不在本单位", "新成立单位", "没有专职工作人员", "其他")
REASON: Final = {
    "原因": field("string", "原因", help="、".join(REASONS), example="正式党员不足3名", allowed=list(REASONS), required=True),
    "说明": field("string", "说明", help="具体情况", example="现有正式党员2名，均为兼职人员"),
    "工作措施": field("string", "工作措施", help="怎样开展党的工作", example="由市医学会党委选派党建工作联络员", also=["措施"]),
    "计划组建时间": field("month", "计划组建时间", help="打算哪年哪月建", example="2027-06"),
}

SCHEMA: Final = {
    "标题": field("title", "标题", help="不写则为单位、年度加“党建工作台账”", example="示例市心血管病学会2026年度党建工作台账"),
    "年度": field("integer", "年度", help="哪一年的台账，四位数字", example=2026, required=True, min=1949, max=2999),
    "单位": field("string", "单位", help="谁的台账，不写则为发文机关", example="示例市心血管病学会"),
    "业务运行": field("dict", "业务运行", help="业务运行情况清", example="{会员数: 640}", schema=RUNNING, required=True),
    "职工队伍": field("dict", "职工队伍", help="职工队伍情况清", example="{职工总数: 12}", schema=STAFF, required=True),
    "党员队伍": field("dict", "党员队伍", help="党员队伍情况清", example="{党员总数: 9}", schema=MEMBERS, required=True),
    "党组织": field("dict", "党组织", help="已建党组织的，它的情况", example="{形式: 党支部}", schema=ORGAN),
    "负责人": field(
        "list",
        "负责人",
        help="负责人情况清，一人一条",
        example="[{姓名: 张三, 职务: 会长}]",
        required=True,
        empty=False,
        schema={"type": "dict", "schema": LEADER},
    ),
    "未建党组织原因": field(
        "dict", "未建党组织原因", help="未建党组织原因清，没有建的写", example="{原因: 正式党员不足3名}", schema=REASON
    ),
}
