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

    :ivar unfit: in the documents of so many the check finds something against the standard.
    """

    made: int = 0
    kept: int = 0
    failed: int = 0
    missing: int = 0
    removed: int = 0
    unfit: int = 0

    def add(self, told: Told) -> None:
        """Count one more; of what is no unit only that it failed, or is against the standard."""
        self.unfit += told.line.checked.is_unfit and told.line.state is not UnitState.REMOVED
        if told.whole and told.line.state is not UnitState.FAILED:
            return
        name = "kept" if told.kept else told.line.state.value
        setattr(self, name, getattr(self, name) + 1)
