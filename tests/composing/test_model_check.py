"""What a plug-in composes must be what the model's types say."""

from dataclasses import replace
from typing import Any

import pytest
from hongtou import Attachment, Cell, Column, Content, Gongwen, Heading, Paragraph, Row, Signature, Span, Table, spans
from hongtou.composing.model_check import fault

COLUMNS = (Column("甲", 4), Column("乙", 4.5))
TABLE = Table(COLUMNS, (Row((Cell("一"), Cell("二"))), Row((Cell("组"),), band=True)))
GOOD = Gongwen(
    genre="通知",
    main=Content(
        "题", (Paragraph(spans("文")), Heading(1, spans("一、")), TABLE), attachments=(Attachment("附", Content("附", ())),)
    ),
    signature=Signature(("甲",), None),
)


def merged(*cells: Cell) -> Table:
    return Table(COLUMNS, (Row(cells),))


def test_merged_cells_of_a_head_and_of_rows_are_sound() -> None:
    head = (Row((Cell("一", down=2), Cell("二"))), Row((Cell(""), Cell("三"))))
    table = Table(COLUMNS, (Row((Cell("一", across=2, down=2), Cell(""))), Row((Cell(""), Cell("")))), head=head)
    assert fault(replace(GOOD, main=replace(GOOD.main, blocks=(table,)))) == ""
    overlapping = (Row((Cell("一"), Cell("二", down=2))), Row((Cell("三", across=2), Cell(""))))
    broken = replace(table, head=overlapping)
    assert "head[1].cells[0] 和别的合并的格重叠" in fault(replace(GOOD, main=replace(GOOD.main, blocks=(broken,))))


def test_a_sound_document() -> None:
    assert fault(GOOD) == ""


@pytest.mark.parametrize(
    ("main", "words"),
    [
        ({"title": None}, "Gongwen.main.title 应为 str，实为 NoneType"),
        ({"blocks": [Paragraph(spans("文"))]}, "Gongwen.main.blocks 应为 tuple，实为 list"),
        ({"blocks": ("文",)}, "Gongwen.main.blocks[0] 应为 Paragraph 或 Heading 或 Table 或 Figure，实为 str"),
        ({"blocks": (Paragraph((Span(7),)),)}, "Gongwen.main.blocks[0].spans[0].text 应为 str，实为 int"),  # type: ignore[arg-type]
        ({"blocks": (Heading(5, spans("一、")),)}, "Gongwen.main.blocks[0].level 应为 1 至 4，实为 5"),
        ({"blocks": (Table(COLUMNS, (Row((Cell("一"),)),)),)}, "Gongwen.main.blocks[0].rows[0] 的格数与列数不合"),
        ({"blocks": (merged(Cell("一", across=3), Cell("")),)}, "rows[0].cells[0] 合并到了表格外面"),
        ({"blocks": (merged(Cell("一", down=2), Cell("二")),)}, "rows[0].cells[0] 合并到了表格外面"),
        ({"blocks": (merged(Cell("一", across=2), Cell("二")),)}, "rows[0].cells[1] 已被合并的格盖住，应为空格"),
        ({"blocks": (merged(Cell("一"), Cell("二", down=0)),)}, "rows[0].cells[1] 合并到了表格外面"),
        ({"attachments": (Attachment("附", Content("附", ("文",))),)}, "Gongwen.main.attachments[0].content.blocks[0] 应为"),  # type: ignore[arg-type]
    ],
)
def test_what_is_wrong_is_told_with_its_place(main: dict[str, Any], words: str) -> None:
    assert words in fault(replace(GOOD, main=replace(GOOD.main, **main)))


@pytest.mark.parametrize(
    ("gongwen", "words"),
    [
        (replace(GOOD, genre=" "), "Gongwen.genre 是空的"),
        (replace(GOOD, note="甲\x07乙"), "Gongwen.note 里有公文里排不出的字符 U+0007：'甲\\x07乙'"),
        (replace(GOOD, addressees=("甲\n乙",)), "Gongwen.addressees[0] 里有公文里排不出的字符 U+000A"),
        (
            replace(GOOD, main=Content("题", (Table(COLUMNS, (Row((Cell("一\n二"), Cell("三"))),)),))),
            "Gongwen.main.blocks[0].rows[0].cells[0].",
        ),
    ],
)
def test_what_cannot_be_printed_is_told_with_its_place(gongwen: Gongwen, words: str) -> None:
    assert words in fault(gongwen)


def test_titles_may_break_their_lines() -> None:
    attached = (Attachment("附\n件", Content("附\n件", ())),)
    assert fault(replace(GOOD, main=Content("题\n目", (), attachments=attached))) == ""


def test_other_elements_too() -> None:
    assert "Gongwen.signature.date 应为 date 或 None，实为 str" in fault(replace(GOOD, signature=Signature(("甲",), "今天")))  # type: ignore[arg-type]
    assert "Gongwen.addressees 应为 tuple，实为 str" in fault(replace(GOOD, addressees="各单位"))  # type: ignore[arg-type]
