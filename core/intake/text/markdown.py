"""Drafts with front matter 文首字段: data between two lines ``---``, then the running text."""

from __future__ import annotations

from typing import Any, Final

from ...document import Paragraph, spans
from ...draft import FieldPath
from ...errors import DraftError, Place, Problem
from ...pattern import pattern
from ..yaml.reader import read_yaml
from .body import parse_body

BODY: Final = "正文"
_FENCE: Final = "---"
_EXAMPLE: Final = "例如：第一行写“---”，下面写“文种: 通知”“标题: …”等字段，再写一行“---”，然后是正文"
# What word processors make of three hyphens.
_LIKE_FENCE: Final = pattern(r"\s*(?:[-‐‑‒–—―─－﹣]{1,5}|-{4,}|={3,}|\*{3,})\s*")
# Running text that cannot be read: something to check the other fields beside, of which nothing is to be said itself.
UNREAD: Final = (Paragraph(spans("…")),)


def read_markdown(text: str, file: str, told: list[Problem] | None = None) -> tuple[dict[str, Any], dict[FieldPath, Place]]:
    """The fields of a draft with front matter, its running text under 正文, and where everything stands.

    :param told: where it is given, what is wrong with the running text alone is told there.
    :raises DraftError: the front matter is missing, has no end, or is not YAML; the running text has a broken table.
    """
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.strip())
    if lines[first].rstrip() != _FENCE:
        raise DraftError([Problem(Place(file, first + 1, 1), "", _no_start(lines[first]))])
    last = next((number for number in range(first + 1, len(lines)) if lines[number].rstrip() == _FENCE), None)
    if last is None:
        raise DraftError([_no_end(lines, first, file)])
    return _with_body(lines, first, last, file, told)


def _with_body(
    lines: list[str], first: int, last: int, file: str, told: list[Problem] | None
) -> tuple[dict[str, Any], dict[FieldPath, Place]]:
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    places: dict[FieldPath, Place] = {}
    try:
        values, places = read_yaml("\n".join(lines[first + 1 : last]), file, first + 2)
    except DraftError as error:
        problems.extend(error.problems)
    start = next((number for number in range(last + 1, len(lines)) if lines[number].strip()), None)
    if start is not None:
        place = Place(file, start + 1, 1)
        if BODY in values:
            problems.append(Problem(places[(BODY,)], BODY, f"正文写了两处：这里和第 {start + 1} 行起的正文。留一处"))
        try:
            values[BODY] = parse_body("\n".join(lines[start:]), file, start + 1)
        except DraftError as error:
            values[BODY] = UNREAD
            (problems if told is None else told).extend(error.problems)
        places[(BODY,)] = place
    if problems:
        raise DraftError(problems)
    return values, places


def _no_start(line: str) -> str:
    if _LIKE_FENCE.fullmatch(line):
        return f"草稿应以三个半角减号“---”开头，这里是“{line.strip()}”"
    return f"草稿开头没有字段。{_EXAMPLE}"


def _no_end(lines: list[str], first: int, file: str) -> Problem:
    like = next((number for number in range(first + 1, len(lines)) if _LIKE_FENCE.fullmatch(lines[number])), None)
    if like is None:
        return Problem(Place(file, first + 1, 1), "", "这里的“---”没有与它配对的“---”。在字段之后、正文之前写一行“---”")
    found = lines[like].strip()
    return Problem(Place(file, like + 1, 1), "", f"字段之后应写一行三个半角减号“---”，这里是“{found}”")
