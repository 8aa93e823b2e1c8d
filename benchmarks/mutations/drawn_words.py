"""Other words and other faces on paper: for the rules that judge what is printed, whatever it was made by."""

from __future__ import annotations

from .paper_changes import Change, all_of, described, each, exchanged, faced, moved, removed, said, together
from .sheets import Sheets, words
from .ways import Way, drawing

SONG, BOLD, KAI, HEI, FANG = (
    f"Fandol{name}.otf" for name in ("Song-Regular", "Song-Bold", "Kai-Regular", "Hei-Regular", "Fang-Regular")
)
_COPY, _URGENCY, _TO = words("000001"), words("特急"), words("各专科分会：")
_ISSUER_MARK, _TITLE, _FIRST, _SECOND, _TEXT = (
    words(one) for one in ("云州市医学会文件", "关于开展", "一、活动安排", "（一）时间", "各单位要加强组织领导")
)
_DATE, _SECRECY = all_of(78, 90, page=2), all_of(48, 58)


def _folios(wording: str) -> Change:
    """Page numbers written otherwise."""

    def change(sheets: Sheets) -> None:
        for number in "12":
            sheets.say(words(f"— {number}"), f"— {number} —", wording.format(number))

    return f"页码 {wording}", change


WAYS: tuple[Way, ...] = (
    *drawing("GW109", "通知", *faced("正文", _TEXT, SONG, BOLD), *faced("第一段", words("现将"), SONG)),
    *drawing("GW201", "涉密", *each("000001", "12", "0001", "1")),
    *drawing(
        "GW202",
        "涉密",
        removed("份号", _COPY),
        *(together(removed("份号", _COPY), said("机密", one)) for one in ("秘密", "绝密")),
    ),
    *drawing("GW203", "涉密", *each("★", "☆", "*", " ")),
    *drawing("GW204", "涉密", *each("特急", "紧急", "急件", "特急件")),
    *drawing(
        "GW205",
        "涉密",
        exchanged("份号和密级", _COPY, _SECRECY, 10.2),
        exchanged("密级和紧急程度", _SECRECY, _URGENCY, 10.2),
        exchanged("份号和紧急程度", _COPY, _URGENCY, 20.4),
    ),
    *drawing("GW208", "通知", *faced("标志", _ISSUER_MARK, SONG, HEI, KAI)),
    *drawing("GW211", "通知", *each("〔2026〕5号", "〔26〕5号", "〔2026〕5", "〔226〕5号")),
    *drawing("GW212", "通知", *each("〔2026〕5号", "[2026]5号", "（2026）5号", "【2026】5号")),
    *drawing("GW223", "通知", *each("〔2026〕5号", "〔2026〕第5号", "〔2026〕05号", "〔2026〕005号")),
    *drawing("GW216", "请示", *faced("签发人", words("签发人："), HEI, SONG), *faced("姓名", words("张示例"), FANG)),
    *drawing("GW301", "通知", *faced("标题", _TITLE, SONG, HEI, FANG)),
    *drawing("GW310", "通知", *each("各专科分会：", "各专科分会:", "各专科分会", "各专科分会。")),
    *drawing("GW315", "通知", *faced("一级标题", _FIRST, FANG, SONG), *faced("二级标题", _SECOND, HEI)),
    *drawing("GW321", "附件名", said("1.总结提纲", "1.总结提纲；"), *each("2.填报样表", "2.填报样表。", "2.填报样表，")),
    *drawing("GW322", "附件名", said("2.填报样表", "3.填报样表"), said("1.总结提纲", "2.总结提纲")),
    *drawing("GW322", "一个附件", said("附件：", "附件：1.")),
    *drawing("GW327", "通知", *(moved("主送", _TO, right=right) for right in (11.3, 5.6, 20))),
    *drawing("GW329", "通知", *(said(one, f"{one}。") for one in ("一、活动安排", "二、工作要求", "（二）人员"))),
    *drawing("GW340", "通知", *each("云州市医学会文件", "丙市丁局文件", "江城县民政局文件", "东湖区财政局文件")),
    *drawing("GW342", "有附注", *each("（此件公开发布）", "此件公开发布", "(此件公开发布)", "［此件公开发布］")),
    *drawing("GW346", "通知", *each("2026年11月21日", "2026.11.21", "2026-11-21", "二〇二六年十一月二十一日", what=_DATE)),
    *drawing("GW351", "附件", *each("1", "1：", "1:", "1 ：", what=all_of(38, 46, page=3))),
    *drawing("GW353", "附件", *each("1.总结提纲", "1.总结材料提纲", "1.工作总结提纲", "1.总结的提纲")),
    *drawing(
        "GW354",
        "分装",
        *(
            together(removed("字号", lambda thing: 39 < thing.top < 46 and thing.left < 70), said("号附件", one))
            for one in ("附件", "附 件", "　附件")
        ),
    ),
    *drawing("GW355", "附件", removed("附件说明", all_of(68, 88, page=2)), said("附件：1.总结提纲", "另发：1.总结提纲")),
    *drawing("GW355", "一篇附件", removed("附件说明", words("附件：总结提纲"))),
    *drawing("GW356", "附件名", said("1.总结提纲", "1.《总结提纲》"), said("2.填报样表", "2.《填报样表》")),
    *drawing("GW356", "一个附件", said("总结提纲", "《总结提纲》")),
    *drawing("GW357", "附件", *faced("附件", words("附件"), FANG, SONG, KAI)),
    *drawing("GW405", "通知", *each("市卫生健康委员会。", "市卫生健康委员会", "市卫生健康委员会，", "市卫生健康委员会；")),
    *drawing("GW407", "通知", *each("日印发", "日", "日印制", "日发")),
    *drawing("GW411", "通知", *each("抄送：", "抄送:", "抄送", "抄送 :")),
    *drawing("GW412", "通知", *each("抄送：", "抄报：", "报送：", "抄　报：")),
    *drawing("GW416", "通知", *each("云州市医学会办公室", "丙市丁局办公室", "江城县民政局办公室", "云州市民政局办公室")),
    *drawing("GW509", "通知", *(_folios(one) for one in ("- {} -", "第{}页", "{}/2"))),
    *drawing("GW625", "通知", *each("加强组织领导", "加强 组织领导", "加强组织 领导", "加 强组织领导")),
    *drawing(
        "GW722",
        "纪要",
        said("列席：", "列席:"),
        said("出席：", "列席："),
        exchanged("请假和列席", words("请假"), words("列席"), 10.2),
    ),
    *drawing(
        "GW902",
        "通知",
        described(Title="关于召开年会的通知"),
        described(Author="张某 13800000000"),
        described(Subject="11010519491231002X"),
    ),
)
