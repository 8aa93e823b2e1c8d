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
    ("above", "below"),
    [
        ("青政〔2026〕15号　　　　　　　　　签发人：谢示例", "青溪县人民政府"),
        ("云审发〔2026〕33号　　签发人：罗示范　张　例", "市人民政府："),
        ("云州市医学会第九届会员代表大会第四次全体会议公报", "（2026年7月26日会员代表大会通过）"),
    ],
    ids=["signed", "signed, with room left", "title above its caption"],
)
def test_an_element_that_fills_its_width_is_whole(above: str, below: str) -> None:
    texts = [above, below, *broken(LONG, 24, half=True), *broken(OTHER, 24, half=True)]
    assert [part.plain for part in joined(lines(*texts))[0] if isinstance(part, Line)] == [above, below, LONG, OTHER]


@pytest.mark.parametrize(
    ("title", "width"),
    [
        ("中共青溪县医学会委员会关于三起违反中央八项规定精神典型问题的通报", 24),
        ("关于立即报送落实义诊十九项核查点情况意见通知", 20),
    ],
)
def test_a_title_whose_first_line_ends_as_titles_do_goes_on(title: str, width: int) -> None:
    texts = [*broken(title, width, half=True), "各专科分会：", *broken(LONG, width, half=True)]
    assert [part.plain for part in joined(lines(*texts))[0] if isinstance(part, Line)] == [title, "各专科分会：", LONG]


def test_the_name_of_a_file_that_broke_in_its_suffix_is_whole() -> None:
    name = "附件：2026年度公开招聘考试的合格分数线一览表.xlsx"
    texts = [*broken(LONG, 24, half=True), name[:-1], "x", "云州市医学会"]
    assert [part.plain for part in joined(lines(*texts))[0] if isinstance(part, Line)] == [LONG, name, "云州市医学会"]


def test_a_line_with_room_for_the_next_word_ends_there_where_others_end_at_the_edge() -> None:
    """The list has lines nearly as long as the edge; nothing but the room left on them tells that nobody broke them."""
    names = ["内科学分会、外科学分会和儿科学分会以及妇产科", "耳鼻咽喉科学分会、眼科学分会和口腔科学分会等"]
    texts = [*broken(LONG, 24, half=True), *broken(OTHER, 24, half=True), *names]
    assert all(21.5 <= len(name) <= 23 for name in names)
    assert [part.plain for part in joined(lines(*texts))[0] if isinstance(part, Line)] == [LONG, OTHER, *names]


def test_lines_broken_by_eye_may_be_shorter_or_longer() -> None:
    text = LONG.replace("2026年10月", "十月").replace("9月底", "九月底")
    texts = [text[:23], text[23:47], text[47:]]
    assert [part.plain for part in joined(lines("关于开展义诊活动的通知", *texts))[0] if isinstance(part, Line)][1:] == [text]


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
