"""The composer: what no paragraph may suffer, whatever its text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hongtou.layout.lines import NO_END, NO_START, compose, natural_width
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.plan import Line, Run
from hongtou.layout.standard import CELL, SIZE_3, TYPE_WIDTH, full_tracking
from hongtou.layout.styles import Face
from hypothesis import given, settings
from hypothesis import strategies as st

METRICS = CellMetrics()
HANZI = "国家卫生健康委直属机关党的建设工作要点一二三四五"
MARKS = "，。、；：？！“”‘’（）《》〈〉【】…—·％"
TEXT = st.text(alphabet=st.sampled_from(HANZI * 3 + MARKS + "0123456789abcXYZ.%-/ "), min_size=1, max_size=400)


def set_text(text: str, first: float = 2 * CELL) -> tuple[Line, ...]:
    return compose([Run(text, Face.BODY)], METRICS, first=first)


def right_end(line: Line) -> float:
    """Where the last visible character ends, from its own widths."""
    visible = line.text.rstrip()
    return line.x + sum(METRICS.advance(Face.BODY, char) * SIZE_3 for char in visible) + (len(visible) - 1) * line.tracking


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_no_character_is_lost_or_moved(text: str) -> None:
    assert "".join(line.text for line in set_text(text)) == text


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_all_lines_but_the_last_end_flush(text: str) -> None:
    for line in set_text(text)[:-1]:
        if len(line.text.rstrip()) > 1:
            assert right_end(line) == pytest.approx(TYPE_WIDTH, abs=0.01)


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
    lines = compose([Run("（一）提高认识。", Face.KAI), Run("国" * 40, Face.BODY)], METRICS, first=2 * CELL)
    assert lines[0].runs == (Run("（一）提高认识。", Face.KAI), Run("国" * 18, Face.BODY))
    assert lines[1].runs == (Run("国" * 22, Face.BODY),)


def test_nothing_has_no_lines() -> None:
    assert compose([], METRICS) == ()
