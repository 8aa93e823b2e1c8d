"""Documents of an invented office, as typed, broken by hand, from Word and from text recognition: their elements are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou.document import Format
from hongtou.importing.importer import import_file
from hongtou.plugin.manager import Plugins
from typed_texts import STATES, compare, corpus

KNOWN = list(Plugins().document_types)
LAW = ["决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要"]


@pytest.mark.parametrize("state", STATES)
def test_nearly_all_elements_are_right_and_what_is_wrong_is_marked(state: str, tmp_path: Path) -> None:
    found = []
    for document in corpus():
        got = import_file(STATES[state](document, tmp_path), known=KNOWN)
        found += [(document.name, element) for element in compare(document.elements, got, tmp_path)]
    wrong = [f"{name} {one.name}：要“{one.wanted}”，却是“{one.found}”" for name, one in found if not one.right]
    silent = [f"{name} {one.name}" for name, one in found if not one.right and not one.guessed]
    assert len(wrong) <= 0.03 * len(found), "\n".join(wrong)
    assert not silent


def test_the_corpus_has_all_genres_of_the_law() -> None:
    documents = corpus()
    told = {str(one.elements.get("文种")) for one in documents}
    assert len(documents) >= 60
    assert {genre for genre in LAW if genre not in told} == set()
    assert Format.ORDER.value in told
