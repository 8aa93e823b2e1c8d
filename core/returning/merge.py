"""Three versions of a text: as the DOCX was made, as the draft is now, as Word has it now. What only Word changed is taken."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import Enum

from ..values import dataclass


class Verdict(Enum):
    """What becomes of a difference between draft and DOCX."""

    TAKE = "take"
    KEEP = "keep"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the draft's parts that others are to stand for.

    :param start: the first of the draft's parts, and ``stop`` the one behind the last; the same: parts come before it.
    :param first: the first of the DOCX's parts, and ``last`` the one behind the last.
    """

    start: int
    stop: int
    first: int
    last: int
    verdict: Verdict


def verdict(base: str | None, mine: str | None, theirs: str | None, *, known: bool) -> Verdict:
    """What becomes of a value that differs, by digests; None: it is not there.

    :param known: ``base`` tells how it was when the DOCX was made.
    """
    if not known or mine == base:
        return Verdict.TAKE
    return Verdict.KEEP if theirs == base else Verdict.CONFLICT


def steps(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Step]:
    """The stretches in which the DOCX differs from what it was made as, as places among the draft's parts; all are digests."""
    own = _changes(base, mine)
    found = []
    for start, stop, first, last in _changes(base, theirs):
        touching = [one for one in own if (one[0] < stop and start < one[1]) or (one[0] == start and one[1] == stop)]
        moved = sum((one[3] - one[2]) - (one[1] - one[0]) for one in own if one[1] <= start and one not in touching)
        if not touching:
            found.append(Step(start + moved, stop + moved, first, last, Verdict.TAKE))
            continue
        low = touching[0][2] - max(0, touching[0][0] - start)
        high = touching[-1][3] + max(0, stop - touching[-1][1])
        same = list(mine[touching[0][2] : touching[-1][3]]) == list(theirs[first:last])
        found.append(Step(low, high, first, last, Verdict.KEEP if same else Verdict.CONFLICT))
    return found


def _changes(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int, int]]:
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [(start, stop, first, last) for tag, start, stop, first, last in codes if tag != "equal"]


def paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Which of the new texts stands for which of the old ones, in order: those that are most alike; None: there is none."""
    alike = [[SequenceMatcher(None, one, other, autojunk=False).ratio() for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j] + 0.01)
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and best[i][j] == best[i + 1][j + 1] + alike[i][j] + 0.01:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif j < len(new) and (i == len(old) or best[i][j] == best[i][j + 1]):
            pairs.append((None, j))
            j += 1
        else:
            pairs.append((i, None))
            i += 1
    return pairs
