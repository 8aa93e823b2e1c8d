"""Three versions of a list: what only the DOCX changed is taken, what both changed is a conflict."""

from __future__ import annotations

import pytest
from hongtou.returning.field_merge import regrouped
from hongtou.returning.merge import Step, Verdict, paired, steps


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("abc", "abc", "abc", []),
        ("abc", "abc", "axc", [Step(1, 2, 1, 2, Verdict.TAKE)]),
        ("abc", "abc", "abcd", [Step(3, 3, 3, 4, Verdict.TAKE)]),
        ("abc", "abc", "ac", [Step(1, 2, 1, 1, Verdict.TAKE)]),
        # The draft got a part before it since.
        ("abc", "yabc", "axc", [Step(2, 3, 1, 2, Verdict.TAKE)]),
        ("abc", "abyc", "xbc", [Step(0, 1, 0, 1, Verdict.TAKE)]),
        # Only the draft changed.
        ("abc", "ayc", "abc", []),
        # Both changed it, in the same way or not.
        ("abc", "axc", "axc", [Step(1, 2, 1, 2, Verdict.KEEP)]),
        ("abc", "ayc", "axc", [Step(1, 2, 1, 2, Verdict.CONFLICT)]),
        ("abc", "ac", "axc", [Step(1, 1, 1, 2, Verdict.CONFLICT)]),
        ("ab", "ayb", "axb", [Step(1, 2, 1, 2, Verdict.CONFLICT)]),
    ],
)
def test_steps(base: str, mine: str, theirs: str, expected: list[Step]) -> None:
    assert steps(base, mine, theirs) == expected


def test_the_likest_texts_stand_for_each_other() -> None:
    assert paired(["各单位要抓好落实。"], ["三、加强领导", "各单位要切实抓好落实。"]) == [(None, 0), (0, 1)]
    assert paired(["甲", "乙"], ["乙"]) == [(0, None), (1, 0)]
    assert paired([], ["甲"]) == [(None, 0)]


@pytest.mark.parametrize(
    ("typed", "old", "new", "expected"),
    [
        (["甲", "乙"], ["甲", "乙"], ["甲", "丙"], ["甲", "丙"]),
        (["甲，乙", "丙"], ["甲", "乙", "丙"], ["甲", "丁", "丙"], ["甲，丁", "丙"]),
        (["甲，乙", "丙"], ["甲", "乙", "丙"], ["甲", "乙", "丙", "丁"], ["甲，乙", "丙", "丁"]),
        (["甲", "乙"], ["甲", "乙"], ["乙"], ["乙"]),
    ],
)
def test_a_list_keeps_the_way_it_is_typed(typed: list[str], old: list[str], new: list[str], expected: list[str]) -> None:
    assert regrouped(typed, old, new) == expected
