"""Documents of an invented office, as typed, broken by hand, from Word and from text recognition: their elements are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou.document import Format
from recognition.measured import measure
from support.spoilt_texts import STATES
from support.typed_texts import ELEMENTS, corpus, typed

LAW = ["决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要"]


@pytest.mark.parametrize("state", STATES)
def test_nearly_all_elements_are_right_and_what_is_wrong_is_marked(state: str, tmp_path: Path) -> None:
    results = [measure(document.name, typed(document, state, tmp_path), document.elements, ELEMENTS) for document in corpus()]
    wrong = [(result.name, one) for result in results for one in result.differences]
    assert not [result for result in results if result.failed]
    assert len(wrong) <= 0.03 * (len(wrong) + sum(result.right for result in results)), wrong
    assert not [(name, one) for name, one in wrong if not one.told]


def test_the_corpus_has_all_genres_of_the_law() -> None:
    documents = corpus()
    told = {str(one.elements.get("文种")) for one in documents}
    assert len(documents) >= 60
    assert {genre for genre in LAW if genre not in told} == set()
    assert Format.ORDER.value in told
