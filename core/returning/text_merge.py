"""The text of a draft with what somebody changed on the page: lines that nobody changed stay as they were typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from ..composing import Composed
from ..values import dataclass
from .changes import Change, Merge
from .lines import choices_of, chosen, row_line, table_lines
from .merge import Step, Verdict, paired, steps
from .record import Origin
from .recording import span
from .sheets import Part
from .shown import Shown
from .spelling import Body, Spelling

_BODY = "正文"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the text as it is to be.

    :param old: its place in the draft's text; None: it is new.
    :param part: what it is to show; None: as it stands.
    """

    old: int | None
    part: Part | None = None


class TextMerger:
    """Merges the text of one draft."""

    def __init__(self, composed: Composed, spelling: Spelling, origin: Origin | None, found: Merge) -> None:
        self._composed = composed
        self._spelling = spelling
        self._origin = origin
        self._found = found

    def merge(self, mine: Sequence[Part], theirs: Sequence[Part]) -> None:
        """Take what differs.

        :param mine: what the draft shows, ``theirs`` what the DOCX shows.
        """
        pictures = {part.main.picture for part in mine}
        for part in theirs:
            if part.main.picture and part.main.picture not in pictures:
                self._found.told.append(
                    f"第 {part.number} 段是 Word 里加的图片：另存成 PNG 放在草稿旁边，在草稿里写一行“![图题](图.png)”"
                )
        theirs = [part for part in theirs if part.main.picture in pictures or not part.main.picture]
        shown, now = [part.digest for part in mine], [part.digest for part in theirs]
        found = steps(self._origin.parts if self._origin else shown, shown, now)
        start, stop = span(self._composed) if _BODY in self._composed.draft.values else (0, 0)
        taken = []
        for step in found:
            inside = start < stop and start <= step.start and step.stop <= stop
            if step.verdict is Verdict.CONFLICT:
                self._conflict(step, mine, theirs)
            elif step.verdict is Verdict.TAKE and inside:
                taken.append(step)
            elif step.verdict is Verdict.TAKE:
                self._outside(step, mine, theirs)
        if taken:
            self._take(taken, list(mine[start:stop]), theirs, start)

    def _conflict(self, step: Step, mine: Sequence[Part], theirs: Sequence[Part]) -> None:
        old = "\n".join(line for part in mine[step.start : step.stop] for line in part.lines)
        new = "\n".join(line for part in theirs[step.first : step.last] for line in part.lines)
        self._found.conflicts.append(Change(str(self._composed.draft.path), self._line(step.start), _BODY, old, new))

    def _outside(self, step: Step, mine: Sequence[Part], theirs: Sequence[Part]) -> None:
        words = [line for part in theirs[step.first : step.last] for line in part.lines]
        gone = [line for part in mine[step.start : step.stop] for line in part.lines]
        changed = [*(line for line in words if line not in gone), *(line for line in gone if line not in words)]
        shown = " ".join((changed or words or gone or [""])[0].split())
        told = f"“{shown[:30]}”所在的段落是程序按字段写成的，改不回去：改 {self._composed.draft.path} 里的字段"
        self._found.told.append(told)

    def _line(self, place: int) -> int:
        body = self._spelling.body()
        spans = body.spans() if body else []
        at = place - (span(self._composed)[0] if _BODY in self._composed.draft.values else 0)
        if body is None or not spans:
            return self._spelling.line((_BODY,))
        return self._spelling.body_line(body, spans[min(max(at, 0), len(spans) - 1)][0])

    def _take(self, taken: Sequence[Step], own: list[Part], theirs: Sequence[Part], start: int) -> None:
        body = self._spelling.body()
        lines = body.lines if body else [str(item) for item in _items(self._composed)]
        spans = body.spans() if body else [(number, number + 1) for number in range(len(lines))]
        if len(spans) != len(own):
            self._found.told.append(f"{self._composed.draft.path} 的正文写法特别，找不到各段在哪里，没有带回来")
            return
        pieces = list(_pieces(taken, own, theirs, start))
        choices = [self._choices(piece, own, lines, spans) for piece in pieces]
        wanted = [piece.part.main if piece.part and not piece.part.main.rows else None for piece in pieces]
        fresh = {number for number, piece in enumerate(pieces) if piece.part}
        texts, _ = chosen(wanted, choices, lenient=fresh)
        self._tell(pieces, texts, lines, spans, body, own)
        if body is None:
            self._spelling.set((_BODY,), [" ".join(text) for text in texts])
        else:
            self._spelling.replace_body(body, _assembled(pieces, texts, lines, spans))

    def _choices(
        self, piece: _Piece, own: Sequence[Part], lines: Sequence[str], spans: Sequence[tuple[int, int]]
    ) -> list[list[str]]:
        old = list(lines[slice(*spans[piece.old])]) if piece.old is not None else []
        if piece.part is None:
            return [old]
        if piece.part.main.picture:
            title = "".join(one.text for one in piece.part.shown[1:])
            return [[re.sub(r"!\[[^]]*\]", f"![{title}]", line, count=1) for line in old]]
        if piece.part.main.rows:
            before = own[piece.old] if piece.old is not None else None
            return [_table(piece.part, before, old)]
        margin = old[0][: len(old[0]) - len(old[0].lstrip())] if old else ""
        return [[margin + line for line in choice] for choice in choices_of(piece.part)]

    def _tell(
        self,
        pieces: Sequence[_Piece],
        texts: Sequence[Sequence[str]],
        lines: Sequence[str],
        spans: Sequence[tuple[int, int]],
        body: Body | None,
        own: Sequence[Part],
    ) -> None:
        kept = {piece.old for piece in pieces}
        listed: list[tuple[int, list[str], list[str]]] = [
            (number, list(lines[slice(*spans[number])]), []) for number in range(len(own)) if number not in kept
        ]
        last = 0
        for piece, text in zip(pieces, texts, strict=True):
            last = piece.old if piece.old is not None else last
            if piece.part:
                listed.append((last, list(lines[slice(*spans[piece.old])]) if piece.old is not None else [], list(text)))
        for number, old, new in sorted(listed, key=lambda one: one[0]):
            at = self._spelling.body_line(body, spans[number][0]) if body else self._spelling.line((_BODY, number))
            for offset, one, other in _line_changes(old, new):
                self._found.taken.append(Change(str(self._composed.draft.path), at + offset, _BODY, one, other))


def _items(composed: Composed) -> Sequence[object]:
    typed = composed.draft.values.get(_BODY)
    return typed if isinstance(typed, list) else [typed] if isinstance(typed, str) else []


def _pieces(taken: Sequence[Step], own: Sequence[Part], theirs: Sequence[Part], start: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    place = 0
    for step in taken:
        pieces += [_Piece(number) for number in range(place, step.start - start)]
        old, new = own[step.start - start : step.stop - start], theirs[step.first : step.last]
        for one, other in paired(["\n".join(part.lines) for part in old], ["\n".join(part.lines) for part in new]):
            if other is not None and (one is None or _alike(old[one].main, new[other].main)):
                pieces.append(_Piece(None if one is None else step.start - start + one, new[other]))
            elif other is not None:
                pieces.append(_Piece(None, new[other]))
        place = step.stop - start
    return [*pieces, *(_Piece(number) for number in range(place, len(own)))]


def _alike(one: Shown, other: Shown) -> bool:
    return bool(one.rows) == bool(other.rows) and bool(one.picture) == bool(other.picture)


def _assembled(
    pieces: Sequence[_Piece], texts: Sequence[Sequence[str]], lines: Sequence[str], spans: Sequence[tuple[int, int]]
) -> list[str]:
    """The lines of the whole text, with the blank lines that stand between its parts; new ones are set like their neighbours."""
    made: list[str] = list(lines[: spans[0][0]]) if spans else []
    behind = {number: list(lines[one[1] : other[0]]) for number, (one, other) in enumerate(pairwise(spans))}
    gap: list[str] = []
    for number, (piece, text) in enumerate(zip(pieces, texts, strict=True)):
        made += gap if number else []
        made += text
        gap = behind.get(piece.old, gap) if piece.old is not None else gap
    return [*made, *(lines[spans[-1][1] :] if spans else [])]


def _table(part: Part, before: Part | None, old: Sequence[str]) -> list[str]:
    """A table's lines; rows that nobody changed stay as they are typed."""
    new = table_lines(part)
    if before is None or _width(before) != _width(part) or len(old) != len(table_lines(before)):
        return new
    ahead = len(old) - len(before.main.rows) - 1
    lines = list(old[:ahead]) if [one.text for one in before.shown[:-1]] == [one.text for one in part.shown[:-1]] else new[:ahead]
    if len(new) - len(part.main.rows) - 1 != ahead:
        return new
    typed = [old[ahead], *old[ahead + 2 :]]
    rows = [[(cell.text, cell.strong) for cell in row] for row in before.main.rows]
    now = [[(cell.text, cell.strong) for cell in row] for row in part.main.rows]
    matcher = SequenceMatcher(None, list(map(str, rows)), list(map(str, now)), autojunk=False)
    made: list[str] = []
    for tag, start, stop, first, last in matcher.get_opcodes():
        made += typed[start:stop] if tag == "equal" else [row_line(row, _width(part)) for row in part.main.rows[first:last]]
    return [*lines, made[0], old[ahead + 1], *made[1:]]


def _width(part: Part) -> int:
    return max(sum(cell.across for cell in row) for row in part.main.rows)


def _line_changes(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, str, str]]:
    """Which lines differ: each with its place, as it was and as it is."""
    found = []
    for tag, start, stop, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for one, other in paired(old[start:stop], new[first:last]):
                place = start + (one if one is not None else 0)
                found.append(
                    (place, old[start + one] if one is not None else "", new[first + other] if other is not None else "")
                )
    return found
