"""Mends a draft where a rule has one right answer: in the draft's own text, which stays as it was typed everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from ..returning.spelling import Coded
from ..values import dataclass
from .checker import UNSOUND
from .finding import Finding, Report

# So often is a draft mended and checked again: what overlaps is mended one after the other.
ROUNDS: Final = 6
# Marks of a draft that stand among the characters of its text, and those that may stand before a value.
_MARKS: Final = frozenset("*\\＼")
_BEFORE: Final = frozenset("\"'#*\\＼ \u3000\t-")


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a draft that was mended.

    :param codes: of the rules by which it was.
    """

    file: Path
    line: int
    codes: tuple[str, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A draft as mended; nothing is written.

    :param report: what is left.
    """

    old: bytes
    new: bytes
    changes: tuple[Change, ...]
    report: Report


@dataclass(frozen=True, slots=True)
class _Mend:
    """Words in a line, by their places in it, and what should stand there."""

    line: int
    start: int
    end: int
    words: str
    code: str


def mend(path: Path, content: bytes, check: Callable[[bytes], Report]) -> Mended:
    """Mend what has one right answer, check again, and go on until nothing more can be mended.

    :param content: of the draft's file.
    :param check: what the rules find in it, as its content would be.
    """
    coded, text = Coded.of(content)
    lines, report = text.split("\n"), check(content)
    codes: dict[int, set[str]] = {}
    for _ in range(ROUNDS):
        mends = [*_apart([*_mends(path, lines, report.findings)])]
        if not mends:
            break
        after = _with(lines, mends)
        then = check(coded.bytes("\n".join(after)))
        if _unsound(then) > _unsound(report):
            break  # it would be no draft any more
        lines, report = after, then
        for one in mends:
            codes.setdefault(one.line, set()).add(one.code)
    before = text.split("\n")
    changes = (
        Change(path, line, tuple(sorted(codes[line])), before[line - 1], lines[line - 1])
        for line in sorted(codes)
        if before[line - 1] != lines[line - 1]
    )
    return Mended(content, coded.bytes("\n".join(lines)), tuple(changes), report)


def _unsound(report: Report) -> int:
    """How much there is that makes it no draft."""
    return sum(finding.rule.code == UNSOUND for finding in report.findings)


def _with(lines: Sequence[str], mends: Sequence[_Mend]) -> list[str]:
    """The lines as mended.

    :param mends: from the last to the first.
    """
    mended = [*lines]
    for one in mends:
        line = mended[one.line - 1]
        mended[one.line - 1] = line[: one.start] + one.words + line[one.end :]
    return mended


def _mends(path: Path, lines: Sequence[str], findings: Sequence[Finding]) -> Iterator[_Mend]:
    """What can be mended in the draft's own file, where its words are found just where they should stand."""
    for finding in findings:
        found, where = finding.found, finding.where
        if found.mended is None or found.mended == found.words or where.file != str(path) or not 0 < where.line <= len(lines):
            continue
        line = lines[where.line - 1]
        start = _start(line, finding)
        if start >= 0:
            yield _Mend(where.line, start, start + len(found.words), found.mended, finding.rule.code)


def _start(line: str, finding: Finding) -> int:
    """Where the words found begin in their line, counted along the item's own characters; -1: they are not sure to be there."""
    found = finding.found
    item = found.item
    if item is None or "\n" in found.words:
        return -1
    place = max(item.where.column - 1, 0)
    # Of a field its name has the place; the value stands behind its colon.
    colons = (line.find(colon, place) for colon in ":：")
    places = (place, *(colon + 1 for colon in colons if colon >= 0))
    return next((start for one in places if (start := _along(line, one, item.text, found.at, found.words)) >= 0), -1)


def _along(line: str, place: int, text: str, at: int, words: str) -> int:
    """Where words begin in a line that has a text from a place on, with marks of the draft between its characters."""
    for number, char in enumerate(text[:at] + words[:1]):
        while place < len(line) and line[place] != char and line[place] in (_MARKS if number else _BEFORE):
            place += 1
        if place >= len(line) or line[place] != char:
            return -1
        place += 1
    start = place - len(words[:1])
    return start if line.startswith(words, start) else -1


def _apart(mends: Sequence[_Mend]) -> Iterator[_Mend]:
    """Those that do not overlap, the first of each that do, from the last to the first: places before them stay right."""
    kept: list[_Mend] = []
    for one in sorted(mends, key=lambda one: (one.line, one.start, -one.end)):
        if not kept or (kept[-1].line, kept[-1].end) <= (one.line, one.start):
            kept.append(one)
    return reversed(kept)
