"""Changes made in Word: for the rules on faces, sizes, colours, paragraphs, paper, and on what stands in print alone."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from .ways import Way, editing
from .word_changes import (
    both,
    characters,
    colour,
    described,
    drop,
    every,
    face,
    folio,
    folio_font,
    font,
    rotated,
    same_feet,
    say,
    shape,
    sheet,
    swapped,
    wider,
)

TITLE, TEXT, FIRST, SECOND, TO = "关于开展义诊活动", "各单位要加强组织领导", "一、活动安排", "（一）时间", "各专科分会："
# The left edge of what lies at the right of a landscape sheet, EMU.
_RIGHT = Mm(262)

WAYS: tuple[Way, ...] = (
    *editing("GW101", "通知", *(sheet(page_width=Mm(w), page_height=Mm(h)) for w, h in ((216, 279), (184, 260), (297, 420)))),
    *editing("GW102", "通知", *(sheet(top_margin=Mm(one)) for one in (25.4, 30, 42))),
    *editing("GW101", "通知", sheet(page_height=Mm(279))),
    *editing("GW103", "通知", *(sheet(left_margin=Mm(one)) for one in (31.7, 20)), sheet(gutter=Mm(5))),
    *editing("GW103", "通知", sheet(left_margin=Mm(33), right_margin=Mm(21))),
    *editing("GW202", "涉密", drop("000001"), say("000001", ""), both(drop("000001"), say("机密", "秘密"))),
    *editing("GW104", "通知", *(sheet(right_margin=Mm(one)) for one in (31.7, 20, 28))),
    *editing("GW105", "通知", *(sheet(bottom_margin=Mm(one)) for one in (25.4, 30, 40))),
    *editing("GW106", "通知", *(shape(TEXT, line_spacing=Pt(one)) for one in (30, 32, 24))),
    *editing("GW108", "通知", font(TEXT, size=Pt(12)), font(FIRST, size=Pt(18)), font(TEXT, size=Pt(14))),
    *editing("GW109", "通知", *(face(TEXT, one) for one in ("宋体", "微软雅黑", "华文中宋"))),
    *editing("GW110", "通知", *(colour(one, "FF0000") for one in (TEXT, TITLE, TO)), colour(TEXT, "0070C0")),
    *editing(
        "GW111",
        "通知",
        *(
            shape(TEXT, line_spacing_rule=one)
            for one in (WD_LINE_SPACING.ONE_POINT_FIVE, WD_LINE_SPACING.DOUBLE, WD_LINE_SPACING.SINGLE)
        ),
    ),
    *editing("GW114", "通知", *(characters(one) for one in (TEXT, FIRST, SECOND))),
    *editing("GW201", "涉密", say("000001", "12"), say("000001", "0001"), say("000001", "第1份")),
    *editing("GW203", "涉密", say("机密★1年", "机密 一年"), say("机密★1年", "机密1年"), say("机密★1年", "机密☆1年")),
    *editing("GW204", "涉密", *(say("特急", one) for one in ("紧急", "急件", "特急件"))),
    *editing("GW205", "涉密", swapped("000001", "机密★1年"), swapped("机密★1年", "特急"), swapped("000001", "特急")),
    *editing("GW206", "通知", *(colour("云州市医学会文件", one) for one in ("000000", "0000FF", "800000"))),
    *editing("GW208", "通知", *(face("云州市医学会文件", one) for one in ("宋体", "黑体", "华文行楷"))),
    *editing("GW211", "通知", *(say("〔2026〕5号", one) for one in ("〔26〕5号", "〔2026〕5", "〔二〇二六〕5号"))),
    *editing("GW212", "通知", *(say("〔2026〕5号", one) for one in ("[2026]5号", "(2026)5号", "【2026】5号"))),
    *editing("GW223", "通知", *(say("〔2026〕5号", f"〔2026〕{one}号") for one in ("第5", "05", "005"))),
    *editing(
        "GW209",
        "通知",
        *(say("云州市医学会文件", one) for one in ("云州市医学会通知", "云州市医学会文件：", "云州市医学会决定")),
    ),
    *editing("GW216", "请示", face("签发人：", "黑体"), face("签发人：", "仿宋_GB2312"), say("签发人：", "签发人:")),
    *editing("GW301", "通知", *(face(TITLE, one) for one in ("宋体", "黑体", "仿宋_GB2312"))),
    *editing(
        "GW302",
        "通知",
        shape(TITLE, alignment=WD_ALIGN_PARAGRAPH.LEFT),
        shape(TITLE, first_line_indent=Pt(32)),
        shape(TITLE, left_indent=Pt(32)),
    ),
    *editing("GW309", "通知", *(font(TITLE, size=Pt(one)) for one in (18, 16, 26))),
    *editing("GW310", "通知", say(TO, "各专科分会:"), say(TO, "各专科分会"), say(TO, "各专科分会。")),
    *editing("GW327", "通知", shape(TO, first_line_indent=Pt(32)), shape(TO, left_indent=Pt(32)), say(TO, "　　各专科分会：")),
    *editing(
        "GW313",
        "通知",
        shape(TEXT, first_line_indent=Pt(0)),
        shape(TEXT, left_indent=Pt(32)),
        shape(TEXT, first_line_indent=Pt(64)),
    ),
    *editing("GW315", "通知", face(FIRST, "仿宋"), face(SECOND, "黑体"), face(FIRST, "宋体")),
    *editing("GW316", "通知", say(FIRST, "一.活动安排"), say(SECOND, "（一）、时间")),
    *editing("GW317", "通知", font(TEXT, bold=True), font(TITLE, underline=True), font(FIRST, italic=True)),
    *editing("GW318", "通知", *(say(TEXT, f"{one}{TEXT}") for one in ("　　", "    ", "\t"))),
    *editing(
        "GW319",
        "通知",
        *(
            every(**one)
            for one in ({"space_after": Pt(8)}, {"space_before": Pt(15)}, {"space_before": Pt(6), "space_after": Pt(6)})
        ),
    ),
    *editing("GW354", "分装", *(say("云医发〔2026〕5号附件2", one) for one in ("附件2", "附件", "附 件 2"))),
    *editing(
        "GW601",
        "横排",
        rotated("文本框不转", vert="horz"),
        rotated("文本框在右边", x=str(_RIGHT)),
        ("页脚和前一节相同", same_feet),
    ),
    *editing("GW601", "通知", sheet(page_width=Mm(297), page_height=Mm(210))),
    *editing(
        "GW602",
        "横排",
        rotated("文字转到左边", vert="vert270"),
        rotated("文字转到左边，文本框在右边", vert="vert270", x=str(_RIGHT)),
        rotated("文本框转半圈", rot="10800000"),
    ),
    *editing("GW603", "表格", *(wider(by) for by in (1.1, 1.2, 1.5))),
    *editing("GW722", "纪要", swapped("出席", "列席"), swapped("请假", "列席"), say("列席：", "列席:")),
    *editing(
        "GW902",
        "通知",
        described(title="关于召开年会的通知"),
        described(author="张某 13800000000"),
        described(comments="11010519491231002X"),
    ),
    *editing(
        "GW329", "通知", say(FIRST, "一、活动安排。"), say("二、工作要求", "二、工作要求。"), say("（二）人员", "（二）人员。")
    ),
    *editing("GW321", "附件名", say("1.总结提纲", "1.总结提纲；"), *(say("2.填报样表", f"2.填报样表{one}") for one in "。，")),
    *editing(
        "GW322",
        "附件名",
        say("2.填报样表", "3.填报样表"),
        say("1.总结提纲", "2.总结提纲"),
    ),
    *editing("GW322", "一个附件", say("附件：总结提纲", "附件：1.总结提纲")),
    *editing("GW346", "通知", *(say("2026年11月21日", one) for one in ("2026.11.21", "2026-11-21", "二〇二六年十一月"))),
    *editing(
        "GW340", "通知", *(say("云州市医学会文件", one) for one in ("丙市丁局文件", "江城县民政局文件", "东湖区财政局文件"))
    ),
    *editing(
        "GW416",
        "通知",
        *(say("云州市医学会办公室", one) for one in ("丙市丁局办公室", "江城县民政局办公室", "云州市民政局办公室")),
    ),
    *editing(
        "GW342", "有附注", *(say("（此件公开发布）", one) for one in ("此件公开发布", "(此件公开发布)", "［此件公开发布］"))
    ),
    *editing("GW351", "附件", *(say("附件1", f"附件1{one}") for one in "：:、")),
    *editing(
        "GW353",
        "附件",
        say("1.总结提纲", "1.总结材料提纲"),
        say("1.总结提纲", "1.工作总结提纲"),
        say("1.总结提纲", "1.总结的提纲"),
    ),
    *editing("GW355", "附件", drop("附件：1.总结提纲", "2.填报样表")),
    *editing("GW355", "一篇附件", drop("附件：总结提纲"), say("附件：总结提纲", "")),
    *editing("GW357", "附件", *(face("附件1", one) for one in ("仿宋_GB2312", "宋体", "楷体_GB2312"))),
    *editing("GW405", "通知", *(say("市卫生健康委员会。", f"市卫生健康委员会{one}") for one in ("", "，", "；"))),
    *editing("GW407", "通知", *(say("2026年11月21日印发", f"2026年11月21日{one}") for one in ("", "印制", "发"))),
    *editing("GW411", "通知", *(say("抄送：", f"抄送{one}") for one in (":", "", " :"))),
    *editing("GW412", "通知", say("抄送：", "抄报："), say("抄送：", "报送："), say("抄送：", "抄　报：")),
    *editing("GW414", "通知", *(font("抄送", size=Pt(one)) for one in (16, 12)), font("云州市医学会办公室", size=Pt(16))),
    *editing("GW501", "通知", folio_font(size=Pt(10.5)), folio_font(name="Times New Roman"), folio_font(name="黑体")),
    *editing("GW508", "通知", folio("— 1 —"), folio("— 2 —"), folio("第1页")),
    *editing("GW509", "通知", folio("- 1 -"), folio("第1页"), folio("1/2")),
    *(way for base in ("请示", "多签发人", "报告") for way in editing("GW215", base, say("签发人：", ""))),
    *(
        way
        for base, name in (("函", "云州市护理学会："), ("批复", "云州市护理分会："), ("请示", "云州市卫生健康委员会："))
        for way in editing("GW328", base, say(name, ""))
    ),
    *editing("GW356", "附件名", say("1.总结提纲", "1.《总结提纲》"), say("2.填报样表", "2.《填报样表》")),
    *editing("GW356", "一个附件", say("附件：总结提纲", "附件：《总结提纲》")),
    *editing("GW804", "请示", say("云州市卫生健康委员会：", "张书记：")),
)
