"""What is told of a merge: each difference with its place in the draft."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between a draft and what somebody made of it in Word.

    :param file: the draft's.
    :param line: where it stands in it, from 1.
    :param field: which field it is in.
    :param old: as the draft has it; empty: nothing stands there.
    :param new: as the DOCX has it; empty: it was taken out.
    """

    file: str
    line: int
    field: str
    old: str
    new: str


@dataclass(slots=True)
class Merge:
    """What was found while drafts were merged.

    :param taken: what comes into the drafts.
    :param conflicts: what was changed on both sides, or cannot be told whose it is; it stays as the draft has it.
    :param told: what does not come back, in Chinese.
    """

    taken: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
