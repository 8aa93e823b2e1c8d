"""Running text: what becomes a heading, a paragraph, a table; and that nothing is lost."""

import re
from pathlib import Path
from typing import Any

import pytest
from hongtou import Align, Block, Cell, Column, Emphasis, Heading, Paragraph, Row, Span, Table, spans
from hongtou.document.model import plain
from hongtou.draft import PictureLine
from hongtou.errors import DraftError, Place
from hongtou.intake.text import body
from hongtou.intake.text.body import parse_body
from hongtou.intake.text.markdown_marks import complaint
from hypothesis import assume, given
from hypothesis import strategies as st

SAMPLES = sorted((Path(__file__).parents[2] / "sample_data").glob("*.md"))


def parse(text: str) -> tuple[Any, ...]:
    return parse_body(text, "稿.md", 1)


def one(text: str) -> Block:
    block: Block
    (block,) = parse(text)
    return block


def complaints(text: str) -> list[str]:
    with pytest.raises(DraftError) as caught:
        parse_body(text, "稿.md", 11)
    return [str(problem) for problem in caught.value.problems]


def text_of(block: Block) -> str:
    assert isinstance(block, Paragraph | Heading)
    return plain(block.spans) + (plain(block.run_in) if isinstance(block, Heading) else "")


def test_one_line_is_one_paragraph_and_blank_lines_mean_nothing() -> None:
    text = "　　现将有关事项通知如下。  \n\n\u3000\n各单位要 高度重视。\n"
    assert parse(text) == (Paragraph(spans("现将有关事项通知如下。")), Paragraph(spans("各单位要 高度重视。")))
    assert parse(" \n\n") == ()


@pytest.mark.parametrize(
    ("line", "level", "heading", "run_in"),
    [
        ("一、总体要求", 1, "一、总体要求", ""),
        ("十一、总体要求", 1, "十一、总体要求", ""),
        ("二十．总体要求", 1, "二十．总体要求", ""),
        ("三.总体要求", 1, "三.总体要求", ""),
        ("一、 总体要求", 1, "一、总体要求", ""),
        ("一、会议时间：", 1, "一、会议时间：", ""),
        ("一、总体要求。各单位要落实。再落实。", 1, "一、总体要求。", "各单位要落实。再落实。"),
        ("（一）提高认识", 2, "（一）提高认识", ""),
        ("(一)提高认识", 2, "(一)提高认识", ""),
        ("（十二）、提高认识", 2, "（十二）、提高认识", ""),
        ("（一）提高认识。各单位要落实。", 2, "（一）提高认识。", "各单位要落实。"),
        ("（一）提高认识。各单位要落实", 2, "（一）提高认识。", "各单位要落实"),
        ("（一）参会人员：各支部书记。", 2, "（一）参会人员：", "各支部书记。"),
        ("（一）为什么要抓？因为要紧。", 2, "（一）为什么要抓？", "因为要紧。"),
        ("（一）学习《论党建。上》。各单位要学。", 2, "（一）学习《论党建。上》。", "各单位要学。"),
        ("（一）做到“两个维护。”见行动。各单位要做到。", 2, "（一）做到“两个维护。”见行动。", "各单位要做到。"),
        ("（一）用好（含线上。）阵地。各单位要用好。", 2, "（一）用好（含线上。）阵地。", "各单位要用好。"),
        ("（一）补上“引号。各单位要补上。", 2, "（一）补上“引号。", "各单位要补上。"),
        ("1.强化培训。各单位要落实。", 3, "1.强化培训。", "各单位要落实。"),
        ("1. 强化培训", 3, "1.强化培训", ""),
        ("1.\t强化培训", 3, "1.强化培训", ""),
        ("12．强化培训", 3, "12．强化培训", ""),
        ("2、强化培训", 3, "2、强化培训", ""),
        ("1. 5个支部达标", 3, "1. 5个支部达标", ""),
        ("（1）培训", 4, "（1）培训", ""),
        ("(1) 培训", 4, "(1)培训", ""),
        ("# 总则", 1, "总则", ""),
        ("## 总则。", 2, "总则。", ""),
        ("#### 总则", 4, "总则", ""),
        ("## 一、总则", 1, "一、总则", ""),
        ("### （一）总则。要落实。", 2, "（一）总则。", "要落实。"),
        ("**（一）提高认识。**各单位要落实。", 2, "（一）提高认识。", "各单位要落实。"),
    ],
)
def test_headings(line: str, level: int, heading: str, run_in: str) -> None:
    assert one(line) == Heading(level, spans(heading), spans(run_in))


@pytest.mark.parametrize(
    "line",
    [
        "一、要提高认识。",
        "（一）各单位要高度重视。",
        "（一）高度重视；狠抓落实。要有效果。",
        "1.张三为组长；",
        "（1）业务工作有台账，",
        "（一）" + "各单位要落实，" * 9 + "抓紧抓好。不得拖延。",
        "1." + "各单位要落实，" * 6 + "抓紧抓好。不得拖延。",
        "1." + "各单位要落实，" * 6 + "抓紧抓好",
        "1.5万名党员参加",
        "2026.1.5印发",
        "3、4月份集中开展",
        "（2026）第一次会议",
        "① 培训",
        "一、",
        "（一）",
        "1.",
        "一方面，要落实。",
        "#党建#",
        "#",
        "附件：1.名单",
    ],
)
def test_paragraphs(line: str) -> None:
    assert one(line) == Paragraph(spans(line))


def test_emphasis() -> None:
    strong, mild = Emphasis.STRONG, Emphasis.MILD
    assert one("建设**“模范”**机关") == Paragraph((Span("建设"), Span("“模范”", strong), Span("机关")))
    assert one("**要点**和*重点*。") == Paragraph((Span("要点", strong), Span("和"), Span("重点", mild), Span("。")))
    assert one("（一）抓**要点**。各单位要*抓紧*。") == Heading(
        2, (Span("（一）抓"), Span("要点", strong), Span("。")), (Span("各单位要"), Span("抓紧", mild), Span("。"))
    )


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("面积为2*3*4米", "面积为2*3*4米"),
        ("用*.docx 和 *.pdf 两种", "用*.docx 和 *.pdf 两种"),
        ("*abc*", "*abc*"),
        ("手机138****1234和****", "手机138****1234和****"),
        ("** 甲 **", "** 甲 **"),
        ("张**，李**", "张**，李**"),
        ("**甲", "**甲"),
        (r"\*甲\*和\**乙**", "*甲*和**乙**"),
        (r"\# 甲", "# 甲"),
        (r"C:\甲", r"C:\甲"),
    ],
)
def test_what_is_no_emphasis_stays(line: str, text: str) -> None:
    assert one(line) == Paragraph(spans(text))


TABLE = """
表1　指标完成情况

| 指标 | 目标值 | 结果 |
| :-- | :-: | --: |
| 党员\\|比例 | 95% | **90%** |
| 支部 | 3 |

各单位要落实。
"""


def test_a_table() -> None:
    table = Table(
        columns=(Column("指标", align=Align.LEFT), Column("目标值", align=Align.CENTER), Column("结果", align=Align.RIGHT)),
        rows=(
            Row((Cell("党员|比例"), Cell("95%"), Cell("90%", strong=True))),
            Row((Cell("支部"), Cell("3"), Cell(""))),
        ),
    )
    paragraph = Paragraph(spans("各单位要落实。"))
    assert parse(TABLE) == (Paragraph(spans("表1　指标完成情况")), table, paragraph)
    titled = Table(table.columns, table.rows, "表1　指标完成情况")
    assert parse(TABLE.replace("情况\n\n", "情况\n")) == (titled, paragraph)


@pytest.mark.parametrize(
    ("line", "title"),
    [("表：指标完成情况", "指标完成情况"), ("表2-1 指标", "表2-1 指标"), ("表彰先进名单", ""), ("表1中的数字如下：", "")],
)
def test_the_title_of_a_table(line: str, title: str) -> None:
    *before, table = parse(f"{line}\n| 甲 |\n| - |\n| 1 |")
    assert isinstance(table, Table)
    assert table.title == title
    assert len(before) == (0 if title else 1)


def test_a_table_without_bars_at_its_edges() -> None:
    (table, paragraph) = parse("甲 | 乙\n-- | --\n1 | 2\n完。")
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0].cells] == ["1", "2"]
    assert paragraph == Paragraph(spans("完。"))


def test_text_that_goes_over_lines_is_set_at_the_left_unless_the_draft_says_otherwise() -> None:
    table = one(f"| 甲 | 乙 | 丙 |\n| - | - | :-: |\n| 1 | {'长' * 40} | {'长' * 40} |")
    assert isinstance(table, Table)
    assert [column.align for column in table.columns] == [Align.CENTER, Align.LEFT, Align.CENTER]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("甲\n##### 乙", "12:1  正文：公文的层次最多四层，这里有 5 个“#”。改用 4 个以内的“#”"),
        ("甲\t乙", "11:1  正文：这一行中间有制表符（Tab），公文里排不出来。改成空格；成列的内容写成表格“| 甲 | 乙 |”"),
        (
            "| 甲 | 乙 |\n| 丙 | 丁 |",
            "11:1  正文：表头下面应有一行“| --- | --- |”，每栏一个“---”。要写的不是表格，就不要以“|”开头和结尾",
        ),
        ("| 甲 | 乙 |\n| --- |\n| 丙 |", "12:1  正文：表头有 2 格，下面的“---”却有 1 个。一格一个"),
        ("| 甲 | 乙 |\n| - | - |", "12:1  正文：这个表格只有表头，没有内容。在“---”下面写各行"),
        (
            "| 甲 | 乙 |\n| - | - |\n| 丙 | 丁 |\n| 1 | 2 | 3 |",
            "14:1  正文：这一行有 3 格，表头只有 2 格。补上表头，或者把字里的“|”写成“\\|”",
        ),
        ("| 甲 |\n| - |\n" + "| 1 |\n" * 20_000, "11:1  正文：这个表格太大，读不了。把它分成几个"),
    ],
)
def test_what_is_told(text: str, told: str) -> None:
    assert complaints(text) == [f"稿.md:{told}"]


ORDINALS = ["一、", "（一）", "(十二)、", "1.", "2．", "3、", "（1）", "(12)", "①"]
CHARACTERS = st.sampled_from([*"各单位要2026年度。；：，？！…“”‘’《》（）() \u3000.、A5%-", *ORDINALS])
LINES = st.lists(CHARACTERS, max_size=60).map("".join)


def without_blank_after_ordinal(line: str) -> str:
    chinese = r"[一二三四五六七八九十]{1,5}[、．.]|[（(](?:[一二三四五六七八九十]{1,5}|\d{1,3})[）)]、?"
    return re.sub(rf"^(?:({chinese})\s+|(\d{{1,3}}[．.、])\s+(?=\D))", r"\1\2", line)


@given(lines=st.lists(LINES, max_size=8))
def test_no_character_is_lost_or_changed(lines: list[str]) -> None:
    assume(not any(complaint(line.strip()) for line in lines))  # “- 甲” is told, not printed
    found = [text_of(block) for block in parse("\n".join(lines))]
    expected = [line.strip() for line in lines if line.strip()]
    assert ["".join(text.split()) for text in found] == ["".join(line.split()) for line in expected]
    for text, line in zip(found, expected, strict=True):
        assert text in {line, without_blank_after_ordinal(line)}


MARKED = st.lists(st.sampled_from([*"各单位 a1。，“”（）.", "**", "*", "\\*", "\\", "一、", "（一）"]), max_size=40).map("".join)


@given(line=MARKED)
def test_nothing_but_marks_is_lost(line: str) -> None:
    try:
        found = "".join(text_of(block) for block in parse(line))
    except DraftError:
        assert "*" in line  # a rule, or marks around nothing
        return
    assert re.sub(r"[*\\\s]", "", found) == re.sub(r"[*\\\s]", "", line)


@given(text=st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cs"]), max_size=200))
def test_any_line_is_read_or_told(text: str) -> None:
    try:
        blocks = parse(text)
    except DraftError as error:
        assert error.problems
    else:
        assert all(isinstance(block, Table) or "\n" not in text_of(block) for block in blocks)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_lose_nothing(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    lines = [line.strip() for line in body.split("\n") if line.strip() and "|" not in line]
    blocks: list[Block] = [block for block in parse(body) if not isinstance(block, Table)]
    titles = [block.title for block in parse(body) if isinstance(block, Table) and block.title]
    signs = re.compile(r"[*\s#]")
    assert signs.sub("", "".join(lines)) == signs.sub("", "".join(_in_order(lines, blocks, titles)))


def _in_order(lines: list[str], blocks: list[Block], titles: list[str]) -> list[str]:
    """The texts of blocks with the titles of tables among them, as the lines have them."""
    texts = iter(blocks)
    return [line if line in titles else text_of(next(texts)) for line in lines]


@pytest.mark.parametrize("text", ["**a " * 100_000, "*a 中" * 100_000, "1." + "（《" * 100_000 + "》" * 100_000, "|" * 300_000])
def test_long_lines_take_linear_time(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(body, "PARAGRAPH_MAX", 1_000_000)
    block = one(text) if text[0] != "|" else None
    assert block is None or text_of(block) == text.strip()
    if block is None:
        assert complaints(text)


SMALL_TABLE = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |"


@pytest.mark.parametrize(
    ("above", "title"), [("{横排}\n", ""), ("｛ 横排 ｝\n表1 情况\n", "表1 情况"), ("说明。\n{横排}\n表：情况\n", "情况")]
)
def test_a_table_says_that_it_is_turned(above: str, title: str) -> None:
    blocks = parse_body(f"{above}{SMALL_TABLE}\n完。\n{SMALL_TABLE}", "稿.md", 1)
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [(table.landscape, table.title) for table in tables] == [(True, title), (False, "")]


@pytest.mark.parametrize(
    "text", ["{横排}", "{横排}\n正文。\n" + SMALL_TABLE, "{横排}\n\n" + SMALL_TABLE, "{横排}\n表1 情况\n\n" + SMALL_TABLE]
)
def test_a_mark_above_no_table_is_told(text: str) -> None:
    with pytest.raises(DraftError, match="下面没有表格"):
        parse_body(text, "稿.md", 1)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- 甲单位", "“- 甲单位”像是 Markdown 的列表"),
        ("*  甲单位", "的列表，印出来只是符号。改成“1.”“（1）”一类的层次序数"),
        ("> 引一句", "的引用，印出来只是符号。去掉“>”"),
        ("---", "的分隔线，印出来只是符号。公文里没有分隔线"),
        ("```python", "的代码块"),
        ("详见[通知](http://a.example/b)。", "的链接，公文里点不开。写成文字，例如“通知（http://a.example/b）”"),
        ("见[附表](附表.xlsx)", "的链接"),
        ("如图![图1](图.png)所示", "要单独写一行"),
        ("甲**，**乙", "“**，**”里没有字可以突出"),
    ],
)
def test_marks_of_markdown_that_would_be_printed_are_told(line: str, told: str) -> None:
    with pytest.raises(DraftError) as caught:
        parse(f"正文一行。\n{line}")
    (problem,) = caught.value.problems
    assert problem.place.line == 2
    assert told in problem.message


@pytest.mark.parametrize(
    "line",
    [
        "-5℃以下",
        "张**、李**等",
        "a*b*c=3",
        "见附件[1]（略）",
        "[2026]年（一）",
        "＞5毫米",
        "→下一步",
        "1.5*2",
        "——完",
        "****1234",
    ],
)
def test_signs_that_are_meant_are_text(line: str) -> None:
    assert text_of(parse(line)[0]) == line


@pytest.mark.parametrize(("line", "text"), [(r"\- 甲", "- 甲"), (r"\> 5毫米", "> 5毫米"), (r"\+ 乙", "+ 乙")])
def test_a_backslash_says_that_a_sign_is_meant(line: str, text: str) -> None:
    assert text_of(parse(line)[0]) == text


def test_a_line_may_name_a_picture() -> None:
    assert parse("甲。\n![图1　机构图](图/机构.png)")[1] == PictureLine("图/机构.png", "图1　机构图", Place("稿.md", 2, 1))
