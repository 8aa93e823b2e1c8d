"""A field that the form and the text both changed: what each changed is kept, or one is asked."""

from typing import Any

import pytest
from hongtou.web.merging import BothChangedError, merged, plain

A, B, C = {"名": "2025甲", "数": "1"}, {"名": "2025乙", "数": "2"}, {"名": "2025丙", "数": "3"}


def renewed(rows: list[Any]) -> list[Any]:
    """The rows after the year was replaced everywhere."""
    return [{**row, "名": row["名"].replace("2025", "2026")} for row in rows]


@pytest.mark.parametrize(
    ("was", "here", "there", "expected"),
    [
        ("甲", "乙", "甲", "乙"),
        ("甲", "甲", "乙", "乙"),
        ("甲", "乙", "乙", "乙"),
        ("第一行第二行", "第一行第二行", "第一行\n第二行", "第一行\n第二行"),
        ([], [A], [], [A]),
        ([A, B], [A, {**B, "数": "9"}], renewed([A, B]), [renewed([A])[0], {"名": "2026乙", "数": "9"}]),
        ([A, B], [A, B, C], renewed([A, B]), [*renewed([A, B]), C]),
        ([A, B], [{**A, "数": "9"}, B], [A, B, C], [{**A, "数": "9"}, B, C]),
        ([A, B, C], [A, C], [{**A, "数": "9"}, B, C], [{**A, "数": "9"}, C]),
        ([A, B], [B, A], [{**A, "数": "9"}, B], [B, {**A, "数": "9"}]),
        ({"名": "甲", "数": "1"}, {"名": "甲", "数": "2"}, {"名": "乙", "数": "1"}, {"名": "乙", "数": "2"}),
        ({"名": "甲", "数": "1"}, {"名": "甲"}, {"名": "乙", "数": "1"}, {"名": "乙"}),
        ("甲", "乙", "丙", None),
        ([A, B], [A, {**B, "名": "乙"}], renewed([A, B]), None),
        ([A, B, C], [A, B], renewed([A, B, C]), None),
        ([A, B], [A], [A, B, C], None),
        # Rows that changed places in the text: no cell goes into another row.
        ([A, B], [{**A, "数": "9"}, B], renewed([B, A]), None),
        ([A, B], [A, B, C], renewed([B, A]), None),
    ],
)
def test_what_each_changed_is_kept(was: Any, here: Any, there: Any, expected: Any) -> None:
    if expected is None:
        with pytest.raises(BothChangedError):
            merged(was, here, there)
    else:
        assert merged(was, here, there) == expected


def test_many_rows_come_together_up_to_a_bound() -> None:
    def rows(year: str, many: int) -> list[Any]:
        return [{"名": f"{year}年第{number}号名单", "数": "1"} for number in range(many)]

    assert merged(rows("2025", 60), [*rows("2025", 60), {"名": "新的"}], rows("2026", 60)) == [*rows("2026", 60), {"名": "新的"}]
    with pytest.raises(BothChangedError):
        merged(rows("2025", 101), [*rows("2025", 101), {"名": "新的"}], rows("2026", 101))


def test_what_is_empty_says_nothing() -> None:
    assert plain([{"名": " 甲 ", "数": ""}, {"名": ""}, ["", "乙"], {"组": {"数": " "}}]) == [{"名": "甲"}, ["乙"]]
