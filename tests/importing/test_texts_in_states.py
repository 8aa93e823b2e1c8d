"""Our own corpus, every text in its states: clean, broken by hand at three widths, out of Word, out of text recognition."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from recognition.__main__ import CORPUS, expected_in, measured_in
from support.spoilt_texts import STATES

# One worker measures a state, once.
EACH = [pytest.param(state, marks=pytest.mark.xdist_group(f"texts {state}")) for state in STATES]
results_in = cache(measured_in)


def test_the_corpus_has_sixty_texts_of_all_genres() -> None:
    expected = expected_in(CORPUS)
    assert len(expected) >= 60
    assert len({one["文种"] for one in expected.values()} - {"令"}) == 15
    assert {file.name[:3] for file in CORPUS.glob("*.txt")} == set(expected)


@pytest.mark.parametrize("state", EACH)
def test_elements_are_recognised(state: str) -> None:
    results = results_in(state)
    wrong = [(one.name, difference) for one in results for difference in one.differences]
    right = sum(one.right for one in results)
    assert not [one for one in results if one.failed]
    assert right >= 0.97 * (right + len(wrong)), wrong


@pytest.mark.parametrize("state", EACH)
def test_what_is_wrong_is_marked_and_few_others_are(state: str) -> None:
    results = results_in(state)
    assert not [(one.name, difference) for one in results for difference in one.differences if not difference.told]
    assert sum(one.needless for one in results) <= 0.05 * sum(one.right for one in results)


@pytest.mark.parametrize("state", EACH)
def test_paragraphs_are_whole_whatever_broke_them(state: str) -> None:
    pieces = [(one.name, piece) for one in results_in(state) for piece in one.pieces]
    assert len(pieces) <= 0.03 * sum(one.paragraphs for one in results_in(state)), pieces


def test_states_are_made_the_same_each_time(tmp_path: Path) -> None:
    text = next(CORPUS.glob("005-*")).read_text(encoding="utf-8")
    for state in ("broken at 24", "recognised"):
        first, again = (STATES[state](text, tmp_path / name, "7").read_bytes() for name in ("甲", "乙"))
        assert first == again != text.encode()
