"""Paragraphs that were broken by hand are whole again; what only looks broken stays as it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hongtou.importing.broken import joined
from hongtou.importing.source import Line

LONG = "学会决定于2026年10月开展秋季义诊活动，请各专科分会认真组织选派医师参加，并于9月底前把参加的医师名单报学会办公室。"
OTHER = "各单位要加强领导，落实责任，及时总结好的做法，年底前把全年义诊的次数、人数和群众的意见写成报告，一并报学会。"


def lines(*texts: str) -> list[Line]:
    return [Line(text, number) for number, text in enumerate(texts, 1)]


def broken(text: str, width: int, *, half: bool) -> Iterator[str]:
    """A text in lines of a width, in 字 where narrow characters are half, or in characters."""
    piece, room = "", float(width)
    for char in text:
        room -= 0.5 if half and char.isascii() else 1.0
        if room < 0:
            yield piece
            piece, room = "", width - (0.5 if half and char.isascii() else 1.0)
        piece += char
    yield piece


@pytest.mark.parametrize("width", [24, 28, 36, 40])
@pytest.mark.parametrize("half", [True, False])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_paragraphs_of_any_width_are_joined(width: int, half: bool, indent: str) -> None:
    texts = [piece for text in (LONG, OTHER) for piece in broken(f"{indent}{text}", width, half=half)]
    parts, unsure = joined(lines(*texts))
    assert [part.plain for part in parts if isinstance(part, Line)] == [LONG, OTHER]
    assert unsure == []


def test_one_line_that_stops_within_a_sentence_is_enough() -> None:
    parts, _ = joined(lines("关于义诊的通知", *broken(LONG, 40, half=True), "云州市医学会"))
    assert [part.plain for part in parts if isinstance(part, Line)] == ["关于义诊的通知", LONG, "云州市医学会"]


def test_a_narrow_blank_by_mistake_parts_nothing() -> None:
    text = LONG.replace("各专科分会", "各 专科分会")
    parts, _ = joined(lines(*broken(text, 28, half=True)))
    assert [part.plain for part in parts if isinstance(part, Line)] == [text]


def test_a_line_that_fills_its_width_with_a_sentence_is_joined_and_told() -> None:
    first, second = "学会决定开展义诊，请各专科分会认真组织医师参加。", "名单于九月底前报送学会办公室，由办公室统一安排，"
    parts, unsure = joined(lines(first, second, "不得迟报。"))
    assert [part.plain for part in parts if isinstance(part, Line)] == [f"{first}{second}不得迟报。"]
    assert [line.number for line in unsure] == [1]


@pytest.mark.parametrize("below", ["特此通知。", "以上请示当否，请批示。", "第二条　本办法由学会解释。", "云州市医学会"])
def test_what_begins_a_paragraph_behind_a_whole_line_does(below: str) -> None:
    texts = [*broken(OTHER, 28, half=True), "学会决定开展义诊，请各专科分会认真组织医师参加，名单报送。", below]
    assert len(texts[-2]) == 29
    parts, unsure = joined(lines(*texts))
    assert [part.plain for part in parts if isinstance(part, Line)] == [OTHER, *texts[-2:]]
    assert unsure == []


@pytest.mark.parametrize(
    "texts",
    [
        ("关于做好2026年度学术年会筹备工作有关事项的通知", "请各分会认真准备。", "特此通知。"),
        ("一、加强组织领导", "各分会要明确专人负责。", "二、按时报送材料", "材料于九月底前报送。"),
        ("张明　云州市人民医院　心血管内科主任医师", "李华　云州市中医院　针灸推拿科副主任医师", "王芳　学会办公室"),
        ("张明 云州市人民医院 心血管内科副主任医师", "李华 云州市中医院 针灸推拿科副主任医师", "王芳，学会办公室。"),
        ("附件：2026年度学术年会论文汇总统计登记情况表.docx", "云州市医学会", "2026年9月1日"),
    ],
    ids=["title", "headings", "names", "narrow", "file"],
)
def test_what_nobody_broke_stays(texts: tuple[str, ...]) -> None:
    parts, _ = joined(lines(*texts))
    assert [part.plain for part in parts if isinstance(part, Line)] == list(texts)
