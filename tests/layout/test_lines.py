"""The composer: what no paragraph may suffer, whatever its text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hongtou.layout.line import INNER, Run, SetLine
from hongtou.layout.lines import NO_END, NO_START, break_lines, natural_width
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.standard import CELL, SIZE_3, TRACKING, TYPE_WIDTH, full_tracking
from hongtou.layout.styles import Face
from hypothesis import given, settings
from hypothesis import strategies as st

METRICS = CellMetrics()
HANZI = "国家卫生健康委直属机关党的建设工作要点一二三四五"
MARKS = "，。、；：？！“”‘’（）《》〈〉【】…—·％"
TEXT = st.text(alphabet=st.sampled_from(HANZI * 3 + MARKS + "0123456789abcXYZ.%-/ "), min_size=1, max_size=400)


def set_text(text: str, first: float = 2 * CELL) -> tuple[SetLine, ...]:
    return break_lines([Run(text, Face.BODY)], METRICS, first=first)


def right_end(line: SetLine) -> float:
    """Where the last visible character ends, from its own widths."""
    ends = [METRICS.advance(run.face, char) * SIZE_3 + tracking for run, tracking in line.tracked() for char in run.text]
    return line.x + sum(ends[: len(line.text.rstrip())]) - line.tracking


def stretch_wanted(line: SetLine) -> float:
    """How far each gap would have to be stretched for the line to end at the edge."""
    visible = line.text.rstrip()
    gaps = len(visible) - 1 - len(INNER.findall(visible))
    bare = sum(METRICS.advance(Face.BODY, char) * SIZE_3 for char in visible)
    return (TYPE_WIDTH - line.x - bare - len(INNER.findall(visible)) * TRACKING) / gaps if gaps else float("inf")


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_no_character_is_lost_or_moved(text: str) -> None:
    assert "".join(line.text for line in set_text(text)) == text


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_all_lines_but_the_last_end_flush_or_are_too_short_for_that(text: str) -> None:
    for line in set_text(text)[:-1]:
        if stretch_wanted(line) <= SIZE_3 / 3:
            assert right_end(line) == pytest.approx(TYPE_WIDTH, abs=0.01)
        else:
            assert right_end(line) < TYPE_WIDTH
            assert line.tracking == pytest.approx(full_tracking())


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_no_line_is_overfull(text: str) -> None:
    for line in set_text(text):
        assert natural_width(line.runs and [Run(line.text.rstrip(), Face.BODY)], METRICS) <= TYPE_WIDTH - line.x + 0.5


@given(st.text(alphabet=st.sampled_from(HANZI * 4 + "，。、；：？！）》”（《“"), min_size=1, max_size=400))
@settings(max_examples=300, deadline=None)
def test_lines_neither_begin_with_closing_nor_end_with_opening_marks(text: str) -> None:
    lines = set_text(text)
    for before, line in pairwise(lines):
        # A line made of nothing but such marks leaves no place to break: only there may one stand at an edge.
        if any(char not in NO_START | NO_END for char in before.text[1:]) and set(before.text) - NO_START - NO_END:
            breakable = [
                place
                for place in range(1, len(before.text))
                if before.text[place] not in NO_START and before.text[place - 1] not in NO_END
            ]
            if breakable:
                assert line.text[0] not in NO_START
                assert before.text[-1] not in NO_END


@pytest.mark.parametrize("piece", ["2026", "——", "……", "GB/T9704-2012", "12.5%", "≤55dB(A)", "0000-1234567", "CO₂", "10⁻³mol"])
@pytest.mark.parametrize("lead", range(20, 30))
def test_numbers_and_double_marks_stay_whole(piece: str, lead: int) -> None:
    lines = set_text("国" * lead + piece + "国" * 20)
    assert sum(piece in line.text for line in lines) == 1


@pytest.mark.parametrize(
    "piece",
    ["11月10日", "9月30日", "2026年", "12号", "3.5万元", "1920×1080", "10～20", "2026—2030年", "≥90分"],
)
@pytest.mark.parametrize("lead", range(18, 30))
def test_dates_numbers_with_units_and_names_stay_whole(piece: str, lead: int) -> None:
    lines = set_text("国" * lead + "，" + piece + "，" + "国" * 20)
    assert sum(piece in line.text for line in lines) == 1


@pytest.mark.parametrize("lead", range(18, 30))
def test_two_characters_between_marks_stay_whole(lead: int) -> None:
    lines = set_text("国" * lead + "：王芳、李强、陈静。张伟同志" + "国" * 20)
    for name in ("王芳", "李强", "陈静", "张伟"):
        assert sum(name in line.text for line in lines) == 1


@pytest.mark.parametrize("lead", range(20, 60))
def test_no_character_stands_alone_on_a_paragraphs_last_line(lead: int) -> None:
    last = set_text("国" * lead + "名。")[-1]
    assert len(last.text) >= 3 or lead + 2 <= 26


@pytest.mark.parametrize(
    ("address", "ends"),
    [
        ("someone.long-name_here@health.yunling.example.gov.cn", "/.@_-?=&"),
        ("https://www.yunling.example.gov.cn/zwgk/2026/11/notice_detail.html?id=20261120", "/.@_-?=&"),
    ],
)
@pytest.mark.parametrize("lead", range(27))
def test_addresses_are_broken_behind_their_joints(address: str, ends: str, lead: int) -> None:
    lines = set_text("请" * lead + address + "，谢谢" + "国" * 60)
    for line, after in pairwise(lines):
        assert right_end(line) > TYPE_WIDTH - 6 * CELL
        if line.text[-1].isascii() and after.text[0].isascii():
            assert line.text[-1] in ends
            assert not line.text.endswith((":", ":/"))


def test_a_line_is_stretched_by_a_third_of_a_character_at_the_most() -> None:
    flush, ragged = (set_text("国" * count + "A" * 40 + "国" * 20)[0] for count in (20, 18))
    assert right_end(flush) == pytest.approx(TYPE_WIDTH, abs=0.01)
    assert ragged.text == "国" * 18
    assert right_end(ragged) < TYPE_WIDTH - CELL
    assert ragged.tracking == pytest.approx(full_tracking())


def test_numbers_and_words_are_not_letterspaced() -> None:
    line = set_text("国" * 10 + "0712-6600123" + "国" * 6 + "hongtou" + "国" * 20)[0]
    tracked = [(run.text, tracking) for run, tracking in line.tracked()]
    assert line.tracking > 0.1
    assert [(text, tracking) for text, tracking in tracked if text.isascii() and len(text) > 1] == [
        ("0712-660012", TRACKING),
        ("hongto", TRACKING),
    ]
    assert right_end(line) == pytest.approx(TYPE_WIDTH, abs=0.01)


def test_a_dash_may_begin_a_line_but_a_hyphen_may_not() -> None:
    dashed, hyphened = (set_text("国" * 26 + piece + "国" * 9) for piece in ("——", "—"))
    assert [line.text[:3] for line in dashed] == ["国国国", "——国"]
    assert [line.text[:3] for line in hyphened] == ["国国国", "国—国"]


def test_a_full_line_holds_28_characters_and_a_first_line_26() -> None:
    lines = set_text("国" * 100)
    assert [len(line.text) for line in lines] == [26, 28, 28, 18]
    assert lines[0].x == 2 * CELL
    assert [line.tracking for line in lines] == pytest.approx([full_tracking()] * 4, abs=0.01)
    assert lines[1].tracking == pytest.approx(full_tracking())


def test_a_padded_name_is_not_broken() -> None:
    for lead in range(20, 27):
        lines = set_text("国" * lead + "张　三、李四五" + "国" * 9)
        assert any("张　三" in line.text for line in lines)


def test_a_word_may_be_broken_behind_its_hyphen() -> None:
    assert [line.text[-5:] for line in set_text("国" * 22 + "well-known" + "国" * 9)] == ["well-", "国" * 5]


def test_a_blank_at_a_lines_end_hangs_over() -> None:
    line, rest = set_text("国" * 25 + "a " + "国" * 3)[:2]
    assert line.text == "国" * 25 + "a "
    assert right_end(line) == pytest.approx(TYPE_WIDTH, abs=0.01)
    assert rest.text == "国国国"


def test_a_word_longer_than_a_line_is_given_up() -> None:
    lines = set_text("见" + "a" * 120)
    assert "".join(line.text for line in lines) == "见" + "a" * 120
    assert len(lines) == 3


def test_faces_are_kept_across_a_break() -> None:
    lines = break_lines([Run("（一）提高认识。", Face.KAI), Run("国" * 40, Face.BODY)], METRICS, first=2 * CELL)
    assert lines[0].runs == (Run("（一）提高认识。", Face.KAI), Run("国" * 18, Face.BODY))
    assert lines[1].runs == (Run("国" * 22, Face.BODY),)


def test_nothing_has_no_lines() -> None:
    assert break_lines([], METRICS) == ()
