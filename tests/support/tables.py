"""A collection of tables as offices write them, and what must not happen in any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from hongtou import Table
from hongtou.intake.text.body import parse_body

_MARKDOWN = Path(__file__).parents[1] / "layout" / "tables.md"
# The ends of two lines that belong together: digits, a number and its unit, a date, a document number.
_SPLIT = re.compile(
    r"[\d.,]\n[\d.,%‰]|\d[万亿]?\n[万亿元人个名项次份件年月日天号台套篇科家分]|\d年\n\d+月|\d月\n\d+日|〔\d*\n|〕\n|\d\n〕|\d:\n|\d\n:|\d-\n\d"
)
_NAME = re.compile(r"[\u4e00-\u9fff\u3000]{2,4}")


def collection() -> Mapping[str, Table]:
    """The tables by their titles."""
    blocks = parse_body(_MARKDOWN.read_text(encoding="utf-8"), str(_MARKDOWN), 1)
    return {block.title: block for block in blocks if isinstance(block, Table)}


def split_numbers(lines: Sequence[str]) -> Iterator[str]:
    """Numbers and dates that go over a line's end, of one cell."""
    broken = "\n".join(lines)
    yield from (broken[max(0, match.start() - 8) : match.end() + 4] for match in _SPLIT.finditer(broken))


def split_names(lines: Sequence[str]) -> Iterator[str]:
    """Names of two to four characters, alone or in a list of such, that go over a line's end, of one cell."""
    ends = set(accumulate(map(len, lines[:-1])))
    names = list(re.finditer(r"[^、，；/\s]+(?:\u3000[^、，；/\s])?", "".join(lines)))
    short = [match for match in names if _NAME.fullmatch(match[0])]
    for match in short:
        if (len(match[0]) < 4 or len(short) == len(names)) and ends & set(range(match.start() + 1, match.end())):
            yield match[0]
