"""The corpus: documents that cover every element, format and edge. To add one is one line in :func:`corpus`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hongtou import (
    Align,
    Attachment,
    Attendance,
    Block,
    Cell,
    Column,
    Content,
    Detached,
    DocumentNumber,
    Emphasis,
    Figure,
    Format,
    Gongwen,
    Heading,
    Imprint,
    IssuerMark,
    Masthead,
    Paragraph,
    Picture,
    Row,
    Signature,
    Span,
    Stamp,
    Table,
    spans,
)
from hongtou.layout.page_setup import SOFTWARE, STANDARD, PageSetup

from .texts import HARD, MIXED, PLAIN, SCRIPTS, paragraphs, stream, title

DATE = datetime.date(2026, 3, 5)
ORGAN = "中共云州市医学会委员会"
NUMBER = DocumentNumber("云医党发", 2026, 5)
OFFICE = f"{ORGAN}办公室"
# As long as to stand below a seal.
LONG_NOTE = "联系人：林示例，电话：0000-1234567"
ORGANS = (
    "云州市卫生健康委员会",
    "云州市医学会",
    "云州市科学技术协会",
    "云州市民政局",
    "云州市教育局",
    "云州市财政局",
    "云州市人力资源和社会保障局",
    "云州市医疗保障局",
    "云州市总工会",
)
SEALS = Path(__file__).resolve().parents[2] / "sample_data" / "seals"
Blocks = Sequence[Block]


def text(*written: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(spans(one)) for one in written)


def basic(blocks: Blocks, **changes: object) -> Gongwen:
    """A notice with everything that most notices have."""
    plain = Gongwen(
        "通知",
        Content("关于做好2026年度党建工作总结的通知", tuple(blocks)),
        masthead=Masthead(IssuerMark((ORGAN,)), NUMBER),
        addressees=("各专科分会党支部", "各办事机构"),
        signature=Signature((ORGAN,), DATE),
        imprint=Imprint(("市卫生健康委党组", "市科协党组"), OFFICE, DATE),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def lines(count: int) -> Blocks:
    """Running text of just so many lines: paragraphs of three, the last one of what is left."""
    sizes = [3] * (count // 3) + ([count % 3] if count % 3 else [])
    return text(*(stream(PLAIN, 28 * size - 2 - 5 * (place % 4), place) for place, size in enumerate(sizes)))


def columns(last: int) -> Blocks:
    """Paragraphs whose last line ends in this column, with digits, letters and marks before its end."""
    whole = 28 * 2 - 2 + last
    tails = ("", "共26项", "“甲”，（A类）", "的95%", "……", "《条例》")
    return text(*(stream(PLAIN, whole - len(tail), place)[:-1] + tail + "。" for place, tail in enumerate(tails)))


def titled(length: int) -> Gongwen:
    plain = basic(lines(9))
    return replace(plain, main=replace(plain.main, title=title(length)))


def joint(count: int) -> Gongwen:
    organs = ORGANS[:count]
    return basic(lines(16), masthead=Masthead(IssuerMark(organs), NUMBER), signature=Signature(organs, DATE))


def attached(count: int) -> Gongwen:
    """So many attachments: the first two are bound, one of them with a table."""
    names = [f"{'云州市医学会专科分会党支部' * (place % 4 // 2)}年度工作材料第{place + 1}号报送样表" for place in range(count)]
    bodies = [Content(names[0], (*lines(5), listing(6)))] + [Content(name, tuple(lines(25))) for name in names[1:2]]
    contents = [*bodies, *[None] * (count - len(bodies))]
    attachments = tuple(Attachment(name, content) for name, content in zip(names, contents, strict=True))
    plain = basic(lines(11))
    return replace(plain, main=replace(plain.main, attachments=attachments))


def copied(count: int) -> Gongwen:
    organs = tuple(f"{'市' if place % 3 else '各县（区）'}{ORGANS[place % 9][3:]}第{place + 1}党支部" for place in range(count))
    return basic(lines(20), imprint=Imprint(organs, OFFICE, DATE))


def addressed(count: int) -> Gongwen:
    return basic(lines(14), addressees=tuple(f"{ORGANS[place % 9][3:]}机关第{place + 1}党支部" for place in range(count)))


def listing(rows: int, wide: int = 2, name: str = "联络员名单") -> Table:
    heads = (Column("序号", 3), Column("姓名", 5), *(Column("单位及职务", 14, Align.LEFT) for _ in range(wide)))
    people = ("张　三", "李四五", "欧阳示例", "王　六")
    cells = ("云州市第1人民医院心内科副主任医师", "云州市医学会秘书处三级主任科员（2026年3月任职）")
    body = (
        Row((Cell(str(place + 1)), Cell(people[place % 4], strong=place % 5 == 2), *(Cell(cells[n % 2]) for n in range(wide))))
        for place in range(rows)
    )
    return Table(heads, (Row((Cell("一、党务干部"),), band=True), *body), name)


def grouped(rows: int) -> Table:
    """A table whose every third row names a group."""
    plain = listing(rows)
    body = [
        Row((Cell(f"{place // 3 + 1}、第{place // 3 + 1}组人士"),), band=True) if place % 3 == 0 else row
        for place, row in enumerate(plain.rows)
    ]
    return replace(plain, rows=tuple(body))


def asking(count: int, seal: bool = True) -> Gongwen:
    """A 请示, which ends with a short line and a note."""
    plain = sealed(1, count) if seal else basic(lines(count))
    main = replace(plain.main, blocks=(*plain.main.blocks, *text("妥否，请批示。")))
    return replace(plain, genre="请示", main=main, note=LONG_NOTE)


def across(rows: int) -> Table:
    return replace(listing(rows, wide=5), landscape=True)


def headed() -> Blocks:
    """Headings of four levels, alone and run in, and both kinds of emphasis."""
    chapters: list[Block] = list(text(MIXED[0]))
    for place, ordinal in enumerate("一二三四五"):
        chapters += [
            Heading(1, spans(f"{ordinal}、切实抓好第{place + 1}方面工作")),
            Heading(2, spans("（一）提高思想认识。"), spans(MIXED[place])),
            Heading(2, spans("（二）明确工作要求")),
            Heading(3, spans("1.抓好落实。"), spans(MIXED[place + 3])),
            Heading(4, spans("（1）责任到人。"), spans(PLAIN[place % 4])),
            Paragraph(
                (
                    Span("重点"),
                    Span("抓党建", Emphasis.STRONG),
                    Span("促2026年"),
                    Span("业务", Emphasis.MILD),
                    *spans(MIXED[place + 7]),
                )
            ),
        ]
    return chapters


def issuing(count: int) -> Gongwen:
    texts = tuple(
        Content(
            f"云州市医学会202{place + 6}年党建工作要点",
            (Heading(1, spans("一、总体要求")), *text(*paragraphs(4))),
            caption="（2026年1月5日中共云州市医学会委员会全体会议通过）" if place % 2 == 0 else "",
            attachments=(Attachment("任务分工表", Content("任务分工表", (listing(4),))),) if place else (),
        )
        for place in range(count)
    )
    return basic(lines(4), enclosed=texts)


def superior(count: int) -> Gongwen:
    names = ("林示例", "周　样", "吴示范", "郑样例", "冯　某", "陈示例")[:count]
    return basic(
        lines(15),
        genre="请示",
        masthead=Masthead(IssuerMark((ORGAN,)), NUMBER, approvers=names),
        addressees=("市卫生健康委员会党组",),
        note=LONG_NOTE,
    )


def cornered(place: int) -> Gongwen:
    """The upper left corner in its combinations."""
    choices: list[dict[str, Any]] = [
        {"copy_number": "000001", "classification": "机密", "secrecy_period": "1年", "urgency": "特急"},
        {"urgency": "加急"},
        {"copy_number": "000030"},
        {"copy_number": "000002", "classification": "秘密"},
    ]
    return basic(
        lines(10), masthead=Masthead(IssuerMark(("云州市医学会",), "" if place % 2 else "文件"), NUMBER, **choices[place])
    )


def picture(name: str, width: float, height: float) -> Picture:
    return Picture(name, (SEALS / f"{name}.png").read_bytes(), width, height)


def sealed(count: int, body: int = 14) -> Gongwen:
    names = ("党委", "学会", "卫健委", "科协", "民政局", "教育局")
    organs = (ORGAN, "云州市医学会", "云州市卫生健康委员会", "云州市科学技术协会", "云州市民政局", "云州市教育局")[:count]
    seals = tuple(picture(name, 42, 42) for name in names[:count])
    return basic(lines(body), masthead=Masthead(IssuerMark(organs), NUMBER), signature=Signature(organs, DATE, seals))


def stamped(count: int) -> Gongwen:
    stamps = tuple(
        Stamp(office, picture("林示例签名章", 40, 20)) for office in ("云州市医学会会长", "中共云州市医学会委员会书记")
    )
    return basic(lines(12), signature=Signature((ORGAN,), DATE, stamps=stamps[:count]))


def letter(body: int, corner: Masthead | None = None) -> Gongwen:
    head = corner or Masthead(IssuerMark(("云州市医学会",), ""), NUMBER)
    return basic(
        lines(body),
        genre="函",
        format=Format.LETTER,
        masthead=replace(head, issuer_mark=IssuerMark(("云州市医学会",), "")),
        signature=Signature(("云州市医学会",), DATE),
    )


def order() -> Gongwen:
    stamps = (Stamp("会长", picture("林示例签名章", 40, 20)),)
    return basic(
        lines(8),
        genre="命令",
        format=Format.ORDER,
        addressees=(),
        masthead=Masthead(IssuerMark(("云州市医学会",), "令"), label="第12号"),
        signature=Signature(("云州市医学会",), DATE, stamps=stamps),
    )


def minutes(people: int) -> Gongwen:
    names = "、".join(["林示例", "周样", "吴示范", "欧阳示例"][place % 4] for place in range(people))
    return basic(
        lines(18),
        genre="纪要",
        format=Format.MINUTES,
        addressees=(),
        masthead=Masthead(IssuerMark(("云州市医学会常务理事会会议",), "纪要"), label="第3期"),
        attendance=(Attendance("出席", f"{names}。"), Attendance("请假", "郑样例。"), Attendance("列席", f"{names}。")),
    )


def inner(blocks: Blocks, **changes: object) -> Gongwen:
    """A document without a red head."""
    return basic(blocks, **{"format": Format.PLAIN, "masthead": None, "imprint": None, **changes})


def in_setups() -> Iterator[tuple[str, Gongwen, PageSetup]]:
    """Cases for the rules of an office's own page, and for what is done to make documents fit."""
    yield "软件坐标", basic([*headed(), *text(*paragraphs(9))]), SOFTWARE
    yield "软件坐标盖章", sealed(2, 20), SOFTWARE
    yield "五角星", basic(lines(9)), PageSetup(star=True)
    yield "标题落单", basic(headed()), PageSetup(keep_headings=False)
    yield "行距28磅", basic(text(*paragraphs(12))), PageSetup(pitch=28.0)
    yield from ((f"收紧{count}行", inner(lines(count)), STANDARD) for count in range(14, 24))


def corpus() -> Iterator[tuple[str, Gongwen]]:
    """Every case: its name and its document."""
    yield from ((f"正文到第{count:02}行", basic(lines(count))) for count in range(11, 33))
    yield from ((f"正文末行到第{last:02}列", basic(columns(last))) for last in (1, 2, 3, *range(20, 29)))
    yield from (
        (f"标题{size:02}字", titled(size)) for size in (5, 8, 11, 14, 17, *range(18, 31, 2), 33, 37, 41, 46, 52, 58, 64, 72, 80)
    )
    yield from ((f"联合行文{count}个机关", joint(count)) for count in range(2, 10))
    yield from ((f"附件{count:02}个", attached(count)) for count in range(1, 13))
    yield from ((f"抄送{count:02}个机关", copied(count)) for count in (1, 2, 3, 5, 8, 13, 21, 30, 40))
    yield from ((f"主送{count}个机关", addressed(count)) for count in (1, 4, 12))
    yield "主送移到版记", addressed(40)
    yield "翻印", basic(lines(9), imprint=Imprint(("市卫生健康委党组",), OFFICE, DATE, "云州市医学会", datetime.date(2026, 4, 7)))
    yield from ((f"数字西文标点{place}", basic(text(*paragraphs(11, MIXED, each)))) for place, each in enumerate((1, 2, 3, 4)))
    yield from ((f"难断的行{place}", basic(text(*paragraphs(9, HARD + MIXED, each)))) for place, each in enumerate((1, 2, 3, 5)))
    yield "上下标", basic(text(*paragraphs(6, SCRIPTS + MIXED)))
    yield "各级标题", basic(headed())
    yield "长文", basic([*headed(), *text(*paragraphs(40)), *headed()])
    yield from ((f"表格{rows}行", basic([*text(MIXED[0]), listing(rows), *text(MIXED[1])])) for rows in (1, 12, 60))
    yield "宽表", basic([*text(MIXED[0]), listing(9, wide=4)])
    yield from ((f"横排表{rows}行", basic([*lines(3), across(rows), *lines(4)])) for rows in (4, 40))
    yield from ((f"印发{count}件", issuing(count)) for count in (1, 2))
    yield from ((f"签发人{count}名", superior(count)) for count in range(1, 7))
    yield from ((f"左上角{place}", cornered(place)) for place in range(4))
    yield "附注", basic(lines(13), note="此件公开发布")
    yield (
        "没有编号和日期",
        basic(
            lines(7), masthead=Masthead(IssuerMark((ORGAN,)), replace(NUMBER, serial=None)), signature=Signature((ORGAN,), None)
        ),
    )
    yield "没有版记", basic(lines(7), imprint=None)
    yield "没有主送", basic(lines(7), addressees=())
    yield from ((f"盖章{count}个", sealed(count)) for count in range(1, 7))
    yield from ((f"盖章正文{body}行", sealed(1, body)) for body in (6, 8, 9, 26, 30))
    yield from ((f"盖章{count}个有附注", replace(sealed(count), note=LONG_NOTE)) for count in (1, 2, 3))
    yield from ((f"签名章{count}个", stamped(count)) for count in (1, 2))
    yield from ((f"信函{body}行", letter(body)) for body in (5, 14, 40))
    yield "信函左上角", letter(9, cornered(0).masthead)
    yield "命令", order()
    yield from ((f"纪要{people}人", minutes(people)) for people in (3, 40))
    yield from ((f"标题在页末{count}行", basic([*lines(count), *headed()[1:]])) for count in range(9, 13))
    yield from ((f"分组的表前{count}行", basic([*lines(count), grouped(17)])) for count in range(3, 8))
    yield from ((f"请示{count}行", asking(count)) for count in range(3, 13))
    yield from ((f"省纸{count}行", basic(lines(count))) for count in (24, 25, 64, 65, 66))
    yield "普通", inner(text(*paragraphs(7)))
    yield "普通没有署名", inner([*headed()], signature=None, addressees=())
    yield "分装附件", inner([*lines(6), listing(9)], addressees=(), signature=None, detached=Detached(NUMBER, 2), genre="附件")
    yield "插图", basic([*lines(3), Figure(picture("学会", 60, 60), "图1　样章"), *lines(9)])
