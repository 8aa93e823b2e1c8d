"""Headings and items: each line of a body looks as a secretary would have it look, and what a draft says itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hongtou import Block, Heading, Paragraph
from hongtou.document.model import plain
from hongtou.draft import PictureLine
from hongtou.errors import DraftError
from hongtou.intake.text.body import parse_body

LOOKS = Path(__file__).with_name("looks.txt")
LEVELS = {"黑": 1, "楷": 2, "三": 3, "四": 4}


def bodies() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each body's name, and its lines with their wanted looks."""
    for part in LOOKS.read_text(encoding="utf-8").split("〓 ")[2:]:
        name, *lines = part.strip().split("\n")
        yield name, [(line[0], line[2:]) for line in lines]


BODIES = dict(bodies())


def parse(*lines: str) -> list[Block]:
    return [block for block in parse_body("\n".join(lines), "稿.md", 1) if not isinstance(block, PictureLine)]


def look(block: Block) -> str:
    """A block as ``looks.txt`` has it."""
    if isinstance(block, Heading):
        run_in = "‖" + plain(block.run_in) if block.run_in else ""
        return f"{'黑楷三四'[block.level - 1]} {plain(block.spans)}{run_in}"
    assert isinstance(block, Paragraph)
    return f"文 {plain(block.spans)}"


def wanted(ordinal_sign: str, line: str) -> str:
    for prefix in ("{标题}", "｛标题｝", "{正文}", "\\", "# ", "## "):
        line = line.removeprefix(prefix)
    return f"{ordinal_sign} {line}"


def test_lines_look_as_a_secretary_would_have_them() -> None:
    lines = [
        (name, wanted(*line), look(block))
        for name, body in BODIES.items()
        for line, block in zip(body, parse(*(text.replace("‖", "") for _, text in body)), strict=True)
    ]
    wrong = [f"{name}：要“{want}”，却是“{found}”" for name, want, found in lines if want != found]
    assert len(BODIES) >= 60
    assert len(wrong) <= 0.02 * len(lines), "\n".join(wrong)


@pytest.mark.parametrize("name", BODIES)
def test_the_texts_stay_whole(name: str) -> None:
    body = BODIES[name]
    found = [look(block)[2:].replace("‖", "") for block in parse(*(text.replace("‖", "") for _, text in body))]
    assert found == [wanted(ordinal_sign, text.replace("‖", ""))[2:] for ordinal_sign, text in body]


@pytest.mark.parametrize(
    "line", [r"\一、总体要求", r"\（一）提高认识", r"\1.培训", "＼(1) 培训", "{正文}一、总体要求", "｛ 正文 ｝　一、总体要求"]
)
def test_a_line_that_says_that_it_is_text_prints_no_mark(line: str) -> None:
    (block,) = parse(line)
    assert isinstance(block, Paragraph)
    assert not set(plain(block.spans)) & set("\\＼{}｛｝")


def test_a_marked_line_does_not_change_the_others() -> None:
    text = "一、各单位要安排专人值班，不得空岗。"
    assert [look(block)[0] for block in parse(text, "{标题}二、值班安排", text)] == ["文", "黑", "文"]
    assert [look(block)[0] for block in parse("一、值班安排", "甲。", "{正文}二、值班纪律", "三、值班记录", "乙。")] == list(
        "黑文文黑文"
    )


@pytest.mark.parametrize("line", ["{标题}", "{正文}", "｛标题｝　"])
def test_a_mark_without_a_line_is_told(line: str) -> None:
    with pytest.raises(DraftError, match="后面接着写这一行的文字"):
        parse("甲", line)


def test_a_backslash_elsewhere_is_printed() -> None:
    assert [look(block) for block in parse(r"C:\甲", r"\甲")] == ["文 C:\\甲", "文 \\甲"]
