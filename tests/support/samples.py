"""Documents of an invented office, for tests and benchmarks of what is drawn."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hongtou import (
    Align,
    Attachment,
    Block,
    Cell,
    Column,
    Content,
    DocumentNumber,
    Emphasis,
    Gongwen,
    Heading,
    Imprint,
    IssuerMark,
    Masthead,
    Paragraph,
    Row,
    Signature,
    Span,
    Table,
    spans,
)

DATE = datetime.date(2026, 11, 21)
NAME = "中共云州市医学会委员会"
SENTENCE = "各党支部要把学习教育同业务工作结合起来，认真落实“三会一课”制度，2026年12月底前完成全部26项任务。"
SENTENCES = (
    "各党支部要把政治学习摆在首位，结合学科特点制定年度计划，做到有安排、有记录、有检查。",
    "对照年初确定的26项重点任务逐项盘点，完成率达到95%以上的予以通报表扬，低于80%的要说明原因。",
    "坚持把支部建在专科分会上，2026年底前实现党的组织和工作两个全覆盖。",
    "充分发挥党员专家的带头作用，组织“医心向党”巡回义诊不少于12场，服务群众5000人次。",
    "党务干部要熟悉《支部工作条例》和《发展党员工作细则》，每季度至少参加1次集中培训。",
    "办公室负责日常联络，遇有重大事项及时请示报告；各分会指定1名联络员，名单于3月15日前报送。",
    "做好党外专家的团结引导，听取意见、解决困难，凝聚起推动学会高质量发展的合力。",
)


def table(rows: int = 3, columns: int = 3) -> Table:
    heads = (Column("序号", 3), Column("姓名", 5), *(Column("单位及职务", 14, Align.LEFT) for _ in range(columns - 2)))
    band = Row((Cell("一、民主党派成员"),), band=True)
    people = (
        Row((Cell(str(number)), Cell("张　三", strong=number == 2), *(Cell("云州市人民医院心内科主任医师") for _ in heads[2:])))
        for number in range(1, rows + 1)
    )
    return Table(heads, (band, *people), "统战对象名单")


def merged(groups: int = 1) -> Table:
    """A table with a head of two rows and groups of three rows that share their first cell."""
    head = (
        Row((Cell("单位", down=2), Cell("收入", across=2), Cell(""), Cell("备注", down=2))),
        Row((Cell(""), Cell("预算"), Cell("决算"), Cell(""))),
    )
    rows = []
    for number in range(1, groups + 1):
        rows.append(
            Row((Cell(f"云州市第{number}人民医院", down=3), Cell("1,200.00"), Cell("1,180.50"), Cell("含上级补助", down=2)))
        )
        rows.append(Row((Cell(""), Cell("300.00"), Cell("96.5%"), Cell(""))))
        rows.append(Row((Cell(""), Cell("另行安排", across=2), Cell(""), Cell("无"))))
    return Table(tuple(map(Column, ("单位", "预算", "决算", "备注"))), tuple(rows), "收入情况", head=head)


def whole() -> Gongwen:
    """A document with everything that a document of the 文件 format can have."""
    listing = Content("统战对象名单", (Paragraph(spans("说明如下。")), table()))
    issued = Content(
        "云州市医学会工作要点", (Heading(1, spans("一、工作目标")), Paragraph(spans(SENTENCE))), caption="（2026年1月5日通过）"
    )
    blocks = (
        Paragraph(spans("为做好总结工作，现将有关事项通知如下。")),
        Heading(1, spans("一、总体要求")),
        Heading(2, spans("（一）提高认识。"), spans("各单位要高度重视。")),
        Heading(3, spans("1.抓好落实")),
        Heading(4, spans("（1）责任到人。"), spans("分工<明确>&责任清楚。")),
        Paragraph((Span("重点是"), Span("党建引领", Emphasis.STRONG), Span("和"), Span("业务融合", Emphasis.MILD), Span("。"))),
    )
    return Gongwen(
        "通知",
        Content(
            "中共云州市医学会委员会关于\n做好年度党建工作总结的通知",
            blocks,
            attachments=(Attachment("统战对象名单", listing), Attachment("联系表")),
        ),
        masthead=Masthead(IssuerMark((NAME,)), DocumentNumber("云医党发", 2026, 5), "000001", "机密", "1年", "特急"),
        addressees=("各专科分会", "各党支部（总支）"),
        signature=Signature((NAME,), DATE),
        note="此件公开发布",
        enclosed=(issued,),
        imprint=Imprint(
            ("市委组织部、统战部", "市科学技术协会党组、市卫生健康委员会党委、市民政局党组"), "中共云州市医学会委员会办公室", DATE
        ),
    )


def simple(*blocks: Block, name: str = NAME, imprint: bool = True) -> Gongwen:
    """A document with a text of its own."""
    return Gongwen(
        "通知",
        Content("关于做好总结的通知", blocks),
        masthead=Masthead(IssuerMark((name,)), DocumentNumber("云医党发", 2026, 5)),
        imprint=Imprint((), "云州市医学会", DATE) if imprint else None,
    )


def filler(lines: int) -> tuple[Paragraph, ...]:
    """Paragraphs that fill so many lines; each but the last takes ten, of hanzi alone."""
    full, rest = divmod(lines, 10)
    return tuple(Paragraph(spans("国" * (28 * count - 2))) for count in [*[10] * full, rest] if count)


def plainly(gongwen: Gongwen) -> Gongwen:
    """The same without red head and 版记."""
    return replace(gongwen, masthead=None, imprint=None)


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
        Content(f"{NAME}关于做好2026年度党建工作的通知", tuple(blocks)),
        masthead=Masthead(IssuerMark((NAME,)), DocumentNumber("云医党发", 2026, 5)),
        addressees=("各专科分会党支部", "各办事机构"),
        signature=Signature((NAME,), datetime.date(2026, 3, 2)),
        imprint=Imprint(("市卫生健康委党组", "市科协党组"), f"{NAME}办公室", datetime.date(2026, 3, 2)),
    )
