"""Our own corpus, every text in its four states: clean, broken by hand, out of Word, out of text recognition."""

from __future__ import annotations

from pathlib import Path

import pytest
from recognition.__main__ import CORPUS, expected_in, measured_states
from recognition.measured import Result
from recognition.states import STATES


@pytest.fixture(scope="module")
def states() -> dict[str, list[Result]]:
    return measured_states()


def test_the_corpus_has_sixty_texts_of_all_genres() -> None:
    expected = expected_in(CORPUS)
    assert len(expected) >= 60
    assert len({one["文种"] for one in expected.values()} - {"令"}) == 15
    assert {file.name[:3] for file in CORPUS.glob("*.txt")} == set(expected)


@pytest.mark.parametrize("state", STATES)
def test_elements_are_recognised(states: dict[str, list[Result]], state: str) -> None:
    results = states[state]
    wrong = [(one.name, difference) for one in results for difference in one.differences]
    right = sum(one.right for one in results)
    assert not [one for one in results if one.failed]
    assert right >= 0.97 * (right + len(wrong)), wrong


@pytest.mark.parametrize("state", STATES)
def test_what_is_wrong_is_marked_and_few_others_are(states: dict[str, list[Result]], state: str) -> None:
    assert not [(one.name, difference) for one in states[state] for difference in one.differences if not difference.told]
    assert sum(one.needless for one in states[state]) <= 0.05 * sum(one.right for one in states[state])


@pytest.mark.parametrize("state", STATES)
def test_paragraphs_are_whole_whatever_broke_them(states: dict[str, list[Result]], state: str) -> None:
    pieces = [(one.name, piece) for one in states[state] for piece in one.pieces]
    assert len(pieces) <= 0.03 * sum(one.paragraphs for one in states[state]), pieces


def test_states_are_made_the_same_each_time(tmp_path: Path) -> None:
    text = next(CORPUS.glob("005-*")).read_text(encoding="utf-8")
    for state in ("wrapped", "recognised"):
        first, again = (STATES[state](text, tmp_path / name, "7").read_bytes() for name in ("甲", "乙"))
        assert first == again != text.encode()
