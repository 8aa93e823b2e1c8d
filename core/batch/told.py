"""What a run tells of each unit, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass

from .ledger import LedgerLine, UnitState


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a unit.

    :param kept: its files were there already, made of the same input.
    :param whole: it is no unit, but what is made of all of them.
    :param unmatched: it is a name in the material that no unit of the packet has.
    """

    line: LedgerLine
    kept: bool = False
    whole: bool = False
    unmatched: bool = False


@dataclass(slots=True)
class Counts:
    """How many units came to what.

    :ivar unmatched: so many names in the material are no unit's.
    :ivar unfit: in the documents of so many the check finds something against the standard.
    """

    made: int = 0
    kept: int = 0
    failed: int = 0
    missing: int = 0
    removed: int = 0
    unmatched: int = 0
    unfit: int = 0

    def add(self, told: Told) -> None:
        """Count one more; of what is no unit only that it failed, or is against the standard."""
        self.unfit += told.line.checked.is_unfit and told.line.state is not UnitState.REMOVED
        if told.whole and told.line.state is not UnitState.FAILED:
            return
        name = "unmatched" if told.unmatched else "kept" if told.kept else told.line.state.value
        setattr(self, name, getattr(self, name) + 1)

    @property
    def is_whole(self) -> bool:
        """Whether all that was handed in was made."""
        return not (self.failed or self.unmatched)

    def __str__(self) -> str:
        """As people read it: ``做成 3，没有交材料 1``; what is made, kept, failed and missing adds up to the packet's units."""
        facts = {
            "做成": self.made,
            "没有变化": self.kept,
            "没有做成": self.failed,
            "没有交材料": self.missing,
            "已不在材料包里": self.removed,
            "单位表里没有的名称": self.unmatched,
        }
        return "，".join(f"{name} {count}" for name, count in facts.items() if count) or "没有单位"
