"""The fields of a year's summary; every sentence that is written out of them leaves out what is not given."""

from typing import Final

from hongtou import field

from ..fields import DONE, HIGHER, LOWER, ONGOING, UNDONE, count

FIGURES: Final = {
    "党总支数": count("党总支数", "所属党总支", 2),
    "党支部数": count("党支部数", "所属党支部", 18),
    "党员总数": count("党员总数", "含预备党员", 356),
    "预备党员": count("预备党员", "党员总数中的预备党员", 12),
    "女党员": count("女党员", "党员总数中的女党员", 148),
    "少数民族党员": count("少数民族党员", "党员总数中的少数民族党员", 21),
    "35岁及以下党员": count("35岁及以下党员", "党员总数中35岁及以下的", 97),
    "应换届数": count("应换届数", "本年度任期届满、应当换届的党组织", 5),
    "按期换届数": count("按期换届数", "其中按期完成换届的", 5),
    "发展党员数": count("发展党员数", "本年度接收的预备党员", 9),
    "预备党员转正数": count("预备党员转正数", "本年度按期转正的预备党员", 7),
    "入党积极分子": count("入党积极分子", "本年度在培养的入党积极分子", 23),
    "缴纳党费": field("number", "缴纳党费", help="本年度党员缴纳的党费，单位为元", example=86420.5, min=0),
}

TASK: Final = {
    "任务": field(
        "string", "任务", help="任务的名称，作小标题用，不写序号和句号", example="深化理论武装", required=True, empty=False
    ),
    "完成情况": field(
        "text",
        "完成情况",
        help="做了什么，写成完整的句子；可以分几段",
        example="组织中心组学习12次，……",
        required=True,
        empty=False,
    ),
    "成效": field("string", "成效", help="有什么结果，写成完整的句子，接在完成情况后面", example="党员参学率达到98%。"),
    "进度": field(
        "string",
        "进度",
        help="每项任务都写明时，正文统计各有几项",
        example=DONE,
        allowed=[DONE, ONGOING, UNDONE],
    ),
}

INDICATOR: Final = {
    "名称": field("string", "名称", help="指标的名称", example="“三会一课”计划完成率", required=True, empty=False),
    "单位": field("string", "单位", help="计量单位，没有则不写", example="%"),
    "目标": field("number", "目标", help="年初定的数，只写数字", example=95, required=True),
    "结果": field("number", "结果", help="实际达到的数，只写数字", example=96.5, required=True),
    "方向": field("string", "方向", help="数越高越好还是越低越好，不写为越高越好", example=HIGHER, allowed=[HIGHER, LOWER]),
}

SCHEMA: Final = {
    "标题": field(
        "title",
        "标题",
        help="不写则为单位、年度加“党建工作总结”；可用 \\n 指定断行",
        example="中共示例市委员会2026年度党建工作总结",
    ),
    "年度": field("integer", "年度", help="总结哪一年的工作，四位数字", example=2026, required=True, min=1949, max=2999),
    "单位": field("string", "单位", help="总结谁的工作，不写则为发文机关", example="中共示例市委员会"),
    "正文": field("text", "正文", help="第一部分前面的总述，不写则为一句引出下文的话", example="2026年，……"),
    "统计截止日期": field("date", "统计截止日期", help="概况数字截至哪一天，不写则为年底", example="2026-12-31"),
    "概况": field("dict", "概况", help="单位的数字，没有的项不写", example="{党支部数: 18, 党员总数: 356}", schema=FIGURES),
    "本年度任务": field(
        "list",
        "本年度任务",
        help="一项任务一条",
        example="[{任务: 深化理论武装, 完成情况: 组织中心组学习12次。}]",
        required=True,
        empty=False,
        schema={"type": "dict", "schema": TASK},
    ),
    "指标": field(
        "list",
        "指标",
        help="一项指标一条，列表显示并标出未完成的",
        example="[{名称: “三会一课”计划完成率, 单位: '%', 目标: 95, 结果: 96.5}]",
        schema={"type": "dict", "schema": INDICATOR},
    ),
    "问题": field(
        "text", "问题", help="存在的问题，一条一段；多于一条时自动编号（一）（二）", example="[党建与业务融合不够紧密。……]"
    ),
    "下一步打算": field(
        "text", "下一步打算", help="来年的打算，一条一段；多于一条时自动编号（一）（二）", example="[抓实党建与业务融合。……]"
    ),
}
