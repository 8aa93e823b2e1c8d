"""Clean documents: drafts in which no rule finds anything, which are spoilt one place at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from support.checked import FIELDS as NOTICE

BODY = """现将有关事项通知如下。
一、活动安排
（一）时间和地点
义诊活动于2026年12月5日（星期六）上午9时在云州市人民医院门诊楼前广场举行，请各单位提前半小时到场，做好准备。
（二）人员
各专科分会派出医师2至3名，由学会办公室统一安排。
二、工作要求
各单位要加强组织领导，落实责任。"""
UPWARD = {
    **NOTICE,
    "文种": "请示",
    "标题": "关于增加编制的请示",
    "签发人": "张示例",
    "主送": "云州市卫生健康委员会",
    "抄送": "云州市财政局",
    "附注": "联系人：林示例，电话：0000-1234567",
}
ASKED = "近年来会员增加较多，现有的编制已经不够用。\n经会长办公会议研究，拟增加编制2名。\n妥否，请批示。"
TABLE = "表1 各组人数\n| 组别 | 人数 | 占比 |\n|:--:|:--:|:--:|\n| 内科 | 30 | 60% |\n| 外科 | 20 | 40% |\n| 合计 | 50 | 100% |"
LONG = "\n".join(
    f"（{ordinal}）切实加强组织领导。各单位要结合实际制定具体措施，明确责任人和完成时限，把各项工作任务落到实处，"
    "确保活动安全有序，按期完成，并及时报送进展情况，遇到问题随时与学会办公室联系。"
    for ordinal in "一二三四五六七八九十"
)


@dataclass
class Text:
    """A draft that is changed: its fields as typed, and the lines of its text."""

    fields: dict[str, str]
    body: list[str]
    beside: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As it stands in a file; a field that is empty is left out."""
        head = [f"{name}: {value}" for name, value in self.fields.items() if value]
        return "\n".join(["---", *head, "---", *self.body]) + "\n"

    def write(self, folder: Path) -> Path:
        """Into a folder, with the drafts and pictures that it names beside it."""
        for name, content in self.beside.items():
            (folder / name).write_bytes(content)
        path = folder / "甲.md"
        path.write_text(self.text, encoding="utf-8")
        return path


_ATTACHED = {
    "提纲.md": "---\n文种: 工作要点\n标题: 总结提纲\n---\n一、基本情况\n写明人数和场次。\n二、存在的问题\n写明原因。\n".encode()
}
_ISSUED = {
    "办法.md": "---\n文种: 工作要点\n标题: 云州市医学会会员服务办法（试行）\n---\n"
    "一、服务的内容\n学术交流、继续教育和权益维护。\n二、服务的程序\n由学会办公室统一受理。\n".encode()
}
_SEAL = {"章.png": (Path(__file__).resolve().parents[2] / "sample_data" / "seals" / "学会.png").read_bytes()}
_BASES: Mapping[str, tuple[Mapping[str, str], str, Mapping[str, bytes]]] = {
    "通知": (NOTICE, BODY, {}),
    "短通知": (NOTICE, "现将有关事项通知如下。\n请各单位加强组织领导，落实责任，按时完成。", {}),
    "长通知": (NOTICE, f"现将有关事项通知如下。\n一、工作要求\n{LONG}", {}),
    "涉密": ({**NOTICE, "份号": "000001", "密级": "机密", "保密期限": "1年", "紧急程度": "特急"}, BODY, {}),
    "有附注": ({**NOTICE, "附注": "此件公开发布"}, BODY, {}),
    "附件名": ({**NOTICE, "附件": "[总结提纲, 填报样表]"}, BODY, {}),
    "一个附件": ({**NOTICE, "附件": "[总结提纲]"}, BODY, {}),
    "附件": ({**NOTICE, "附件": "[{标题: 总结提纲, 文件: 提纲.md}, 填报样表]"}, BODY, _ATTACHED),
    "一篇附件": ({**NOTICE, "附件": "[{标题: 总结提纲, 文件: 提纲.md}]"}, BODY, _ATTACHED),
    "印发": ({**NOTICE, "标题": "关于印发《云州市医学会会员服务办法（试行）》的通知", "印发": "办法.md"}, BODY, _ISSUED),
    "印发附件": ({**NOTICE, "标题": "关于印发《会员服务办法（试行）》的通知", "附件": "[会员服务办法（试行）]"}, BODY, {}),
    "主送移下": (
        {
            **NOTICE,
            "主送": f"[{', '.join(f'云州市第{number}医学专科分会和基层工作委员会' for number in '一二三四五六七八九十')}"
            + "".join(f", 云州市第{n}人民医院医务工作部门和科研教学办公室" for n in "一二三四五六七八九十")
            + "]",
        },
        BODY,
        {},
    ),
    "请示": (UPWARD, ASKED, {}),
    "多签发人": ({**UPWARD, "签发人": "[张示例, 李示范, 王样例]"}, ASKED, {}),
    "报告": (
        {**UPWARD, "文种": "报告", "标题": "关于义诊活动的报告", "附注": ""},
        "义诊活动已经结束，共有50名医师参加。\n特此报告。",
        {},
    ),
    "批复": (
        {**NOTICE, "文种": "批复", "标题": "关于同意换届的批复", "主送": "云州市护理分会"},
        "你会《关于换届的请示》（云护发〔2026〕5号）收悉。经研究，同意换届。",
        {},
    ),
    "函": (
        {**NOTICE, "文种": "函", "发文字号": "云医函〔2026〕5号", "标题": "关于商请支持义诊活动的函", "主送": "云州市护理学会"},
        "我会定于2026年12月5日举行义诊活动，请贵会派护士5名参加。\n是否同意，请函复。",
        {},
    ),
    "长标题": (
        {
            **NOTICE,
            "标题": "关于开展全市医疗卫生单位义诊活动和健康知识讲座的通知",
            "附件": "[全市医疗卫生单位义诊活动人员和器材情况汇总统计填报样表以及填写说明]",
        },
        BODY,
        {},
    ),
    "三行标题": (
        {**NOTICE, "标题": "云州市医学会关于印发《云州市医学会开展全市医疗卫生单位义诊活动和健康知识讲座实施方案》的通知"},
        BODY,
        {},
    ),
    "盖章": ({**NOTICE, "印章": "章.png"}, BODY, _SEAL),
    "两个章": (
        {**NOTICE, "发文机关": "[云州市医学会, 云州市护理学会]", "印章": "[章.png, 章.png]"},
        BODY,
        _SEAL,
    ),
    "四个章": (
        {
            **NOTICE,
            "发文机关": "[云州市医学会, 云州市护理学会, 云州市医院协会, 云州市药学会]",
            "印章": "[章.png, 章.png, 章.png, 章.png]",
        },
        BODY,
        _SEAL,
    ),
    "横排": (
        NOTICE,
        "现将各组的人数公布如下。\n{横排}\n| 组别 | 负责人 | 时间 | 地点 | 备注 |\n|:--:|:--:|:--:|:--:|:--|\n"
        "| 内科 | 张示例 | 上午 | 门诊楼 | 自带器材 |\n| 外科 | 李示范 | 下午 | 住院楼 | 自带器材 |\n请按时到场。",
        {},
    ),
    "分装": (
        {"文种": "工作要点", "分装附件": "{发文字号: 云医发〔2026〕5号, 序号: 2}", "标题": "总结提纲"},
        "一、基本情况\n写明人数和场次。",
        {},
    ),
    "命令": (
        {
            "文种": "命令",
            "发文机关": "云州市人民政府",
            "发文机关标志": "云州市人民政府令",
            "令号": "第12号",
            "标题": "云州市人民政府关于公布《云州市义诊活动管理办法》的令",
            "署名": "云州市人民政府",
            "签名章": "[{职务: 市长, 文件: 章.png}]",
            "成文日期": "2026-11-21",
            "印发机关": "云州市人民政府办公室",
        },
        "《云州市义诊活动管理办法》已经2026年11月10日市人民政府常务会议通过，现予公布，自2027年1月1日起施行。",
        _SEAL,
    ),
    "表格": (NOTICE, f"现将各组的人数公布如下。\n{TABLE}\n请各组按时到场，做好准备。", {}),
    "纪要": (
        {
            **{name: value for name, value in NOTICE.items() if name not in {"主送", "发文字号"}},
            "文种": "纪要",
            "发文机关标志": "云州市医学会会长办公会议纪要",
            "期号": "第3期",
            "标题": "关于会员服务工作的会议纪要",
            "出席": "[周示例, 吴示范]",
            "请假": "[郑样例]",
            "列席": "[王示例]",
        },
        "会议听取了学术部的汇报，原则同意年度学术会议方案。",
        {},
    ),
}


def base(name: str) -> Text:
    """A clean draft, to be spoilt."""
    fields, body, beside = _BASES[name]
    return Text(dict(fields), body.split("\n"), beside)
