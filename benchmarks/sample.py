"""A six-page notice and an eleven-page one, made of sentences of our own."""

from __future__ import annotations

import datetime

from hongtou import Content, DocumentNumber, Gongwen, Heading, Imprint, IssuerMark, Masthead, Paragraph, Signature, spans

SENTENCES = (
    "各党支部要把政治学习摆在首位，结合学科特点制定年度计划，做到有安排、有记录、有检查。",
    "对照年初确定的26项重点任务逐项盘点，完成率达到95%以上的予以通报表扬，低于80%的要说明原因。",
    "坚持把支部建在专科分会上，2026年底前实现党的组织和工作两个全覆盖。",
    "充分发挥党员专家的带头作用，组织“医心向党”巡回义诊不少于12场，服务群众5000人次。",
    "党务干部要熟悉《支部工作条例》和《发展党员工作细则》，每季度至少参加1次集中培训。",
    "办公室负责日常联络，遇有重大事项及时请示报告；各分会指定1名联络员，名单于3月15日前报送。",
    "做好党外专家的团结引导，听取意见、解决困难，凝聚起推动学会高质量发展的合力。",
)
DATE = datetime.date(2026, 3, 2)
ORGAN = "中共云州市医学会委员会"


def notice(paragraphs: int) -> Gongwen:
    """A notice with so many paragraphs, each of some five lines."""
    blocks: list[Heading | Paragraph] = []
    for number in range(paragraphs):
        if number % 4 == 0:
            blocks.append(Heading(1, spans(f"{'一二三四五六七八九十'[number // 4 % 10]}、切实抓好第{number // 4 + 1}方面工作")))
        text = "".join(SENTENCES[(number + step) % len(SENTENCES)] for step in range(4))
        blocks.append(Paragraph(spans(f"{number + 1}.{text}")))
    return Gongwen(
        "通知",
        Content("中共云州市医学会委员会关于做好2026年度党建工作的通知", tuple(blocks)),
        masthead=Masthead(IssuerMark((ORGAN,)), DocumentNumber("云医党发", 2026, 5)),
        addressees=("各专科分会党支部", "各办事机构"),
        signature=Signature((ORGAN,), DATE),
        imprint=Imprint(("市卫生健康委党组", "市科协党组"), f"{ORGAN}办公室", DATE),
    )
