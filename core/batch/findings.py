"""What the check finds in a unit's documents, in numbers: which rule, how strong, how often. It holds no word of a document."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple
from typing import TYPE_CHECKING, Final

from ..errors import PluginError
from ..pattern import pattern
from ..personal.scrubbing import scrubbed
from ..plugin import Strength
from ..values import dataclass

if TYPE_CHECKING:
    from ..composing import Composed
    from ..runner import Runner

_CODE: Final = pattern(r"[A-Z]{2,6}[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Findings:
    """How often a rule found something in a unit's documents."""

    code: str
    strength: Strength
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What the check of a unit's documents came to, counted.

    :param found: by strength, then by code.
    :param failed: why some were not checked; empty: all were.
    """

    found: tuple[Findings, ...] = ()
    failed: str = ""

    @property
    def as_text(self) -> str:
        """It as :func:`read` knows it."""
        return json.dumps([[astuple(one) for one in self.found], self.failed], ensure_ascii=False)

    @property
    def is_unfit(self) -> bool:
        """Whether something is against the standard."""
        return any(one.strength is Strength.MUST for one in self.found)

    def __str__(self) -> str:
        """As people read it: ``标准 3（GW344 两处…）``."""
        told = [_told(strength, [one for one in self.found if one.strength is strength]) for strength in Strength]
        return "；".join(filter(None, told))


def _told(strength: Strength, found: list[Findings]) -> str:
    codes = "、".join(one.code + (f"×{one.count}" if one.count > 1 else "") for one in found)
    return f"{strength.value} {sum(one.count for one in found)}（{codes}）" if found else ""


def check(documents: Iterable[Composed], runner: Runner) -> Tally:
    """Check documents as their drafts say them; a rule that fails is told and stops nothing."""
    count: Counter[tuple[str, Strength]] = Counter()
    failed: dict[str, None] = {}
    for composed in documents:
        try:
            count.update((one.rule.code, one.strength) for one in runner.check(composed).findings)
        except PluginError as error:
            failed[f"没有检查成：{scrubbed(str(error))}"] = None
    found = sorted((Findings(code, strength, number) for (code, strength), number in count.items()), key=_rank)
    return Tally(tuple(found), "。".join(failed))


def _rank(one: Findings) -> tuple[int, str]:
    return one.strength.rank, one.code


def read(text: str) -> Tally:
    """What a worker or a ledger says; empty: nothing was found.

    :raises ValueError: it is none.
    """
    if not text:
        return Tally()
    found, failed = json.loads(text)
    read = tuple(Findings(str(code), Strength(strength), int(count)) for code, strength, count in found)
    if not all(_CODE.fullmatch(one.code) and one.count > 0 for one in read):
        raise ValueError(text)
    return Tally(read, str(failed))
