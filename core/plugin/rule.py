"""Rule 规则: one thing that is looked for in documents, with all that people are told about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from enum import StrEnum

from ..evidence import Evidence, Item, Sees, Where
from ..values import dataclass


class Strength(StrEnum):
    """How strongly a rule holds: the standard says it without reservation, it recommends it, or offices do it."""

    MUST = "标准"
    SHOULD = "推荐"
    CUSTOM = "惯例"

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(Strength).index(self)


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a rule does not hold.

    :param words: what stands there; may be empty where something is lacking.
    :param wanted: what should stand there, or what to do, in Chinese.
    :param mended: the words that should stand there instead, where there is one right answer; None: there is not.
    :param item: what the words stand in, where ``at`` counts characters of its text; None: no item of its own has them.
    """

    where: Where
    words: str
    wanted: str
    mended: str | None = None
    item: Item | None = None
    at: int = 0


def found(item: Item, wanted: str, words: str = "", at: int | None = None, mended: str | None = None) -> Found:
    """A finding at words of an item.

    :param words: those found; empty: the whole item.
    :param at: where they begin in the item's text; None: they are looked for.
    """
    start = max(item.text.find(words) if at is None else at, 0)
    return Found(item.place(start), words or item.text, wanted, mended, item, start)


@dataclass(frozen=True, slots=True)
class Settings:
    """What an office may set of a rule.

    :param least, most: the limits of what it measures, in the unit that the rule names; None: it measures nothing.
    :param faces: names of fonts that it takes as right besides its own, by the face's key (小标宋, 仿宋, 楷体, 黑体, 宋体).
    """

    least: float | None = None
    most: float | None = None
    faces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def allows(self, value: float) -> bool:
        """Whether a measured value is within the limits."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


Judge = Callable[[Evidence, Settings], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. All texts are Chinese, for the clerk who reads them.

    :param code: such as ``GW211``; the first figure is the family.
    :param clause: where it stands, such as ``GB/T 9704 7.2.5``, or ``惯例``.
    :param finds: what it finds; ``why`` it matters; ``mend`` what to do.
    :param before: an example of what it finds, ``after`` the same as it should be.
    :param needs: it can judge where one of these can be seen.
    :param judge: finds the places.
    :param least, most: what an office may set otherwise; ``unit`` of them.
    :param default: whether it is looked for unless somebody asks for it.
    """

    code: str
    name: str
    clause: str
    strength: Strength
    finds: str
    why: str
    mend: str
    before: str
    after: str
    needs: tuple[Sees, ...]
    judge: Judge
    least: float | None = None
    most: float | None = None
    unit: str = ""
    default: bool = True

    def can_judge(self, evidence: Evidence) -> bool:
        """Whether what it needs can be seen."""
        return any(need in evidence.sees for need in self.needs)
