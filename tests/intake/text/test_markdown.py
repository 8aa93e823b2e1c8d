"""Front matter and running text."""

from pathlib import Path

import pytest
from hongtou import Heading, Paragraph, spans
from hongtou.errors import DraftError, Place
from hongtou.intake import read_draft
from hongtou.intake.text.markdown import read_markdown


def complaints(text: str) -> list[str]:
    with pytest.raises(DraftError) as caught:
        read_markdown(text, "稿.md")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".txt", ".MD"])
def test_a_draft(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"稿{suffix}"
    path.write_text("\n---\n文种: 通知\n---\n\n一、总体要求\n　　各单位要---落实。\n", encoding="utf-8")
    draft = read_draft(path)
    assert draft.path == path
    assert draft.values == {
        "文种": "通知",
        "正文": (Heading(1, spans("一、总体要求")), Paragraph(spans("各单位要---落实。"))),
    }
    assert draft.place(("文种",)) == Place(str(path), 3, 1)
    assert draft.place(("正文",)) == Place(str(path), 6, 1)
    assert draft.place(("正文", 1)) == Place(str(path), 6, 1)
    assert draft.place(("标题",)) == Place(str(path), 3, 1)


def test_front_matter_alone() -> None:
    assert read_markdown("---\n---\n \n", "稿.md")[0] == {}
    assert read_markdown("---\n正文: 甲\n---\n", "稿.md")[0] == {"正文": "甲"}


NO_FIELDS = "草稿开头没有字段。例如：第一行写“---”，下面写“文种: 通知”“标题: …”等字段，再写一行“---”，然后是正文"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("各单位：\n", [f"1:1  {NO_FIELDS}"]),
        ("\n文种: 通知\n---\n", [f"2:1  {NO_FIELDS}"]),
        ("———\n文种: 通知\n", ["1:1  草稿应以三个半角减号“---”开头，这里是“———”"]),
        (
            "---\n文种: 通知\n\n现通知如下。\n",
            ["1:1  这里的“---”没有与它配对的“---”。在字段之后、正文之前写一行“---”"],
        ),
        ("---\n文种: 通知\n——\n甲\n", ["3:1  字段之后应写一行三个半角减号“---”，这里是“——”"]),
        ("---\n正文: 甲\n---\n\n乙\n", ["2:1  正文：正文写了两处：这里和第 5 行起的正文。留一处"]),
        (
            "---\n标题：甲\n---\n甲\t乙\n##### 丙\n",
            [
                "2:3  标题：字段名后面是全角冒号“：”。改成半角冒号加空格，例如“标题: 甲”",
                "4:1  正文：这一行中间有制表符（Tab），公文里排不出来。改成空格；成列的内容写成表格“| 甲 | 乙 |”",
                "5:1  正文：公文的层次最多四层，这里有 5 个“#”。改用 4 个以内的“#”",
            ],
        ),
    ],
)
def test_what_is_told(text: str, told: list[str]) -> None:
    assert complaints(text) == [f"稿.md:{line}" for line in told]
