"""Findings 发现: what was found in a document, by which rule, and what could not be looked at."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ..evidence import Evidence, Kind, Where
from ..plugin import Found, Rule, Strength
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule does not hold.

    :param strength: the rule's, or what the office's profile says.
    """

    rule: Rule
    strength: Strength
    found: Found

    @property
    def where(self) -> Where:
        """Its place."""
        return self.found.where

    @property
    def grounds(self) -> str:
        """How strong it is and by which clause, in Chinese; a custom has often no clause but that it is one."""
        strength, clause = self.strength.value, self.rule.clause
        return clause if clause.startswith(strength) else f"{strength}，{clause}"


@dataclass(frozen=True, slots=True)
class Report:
    """What the check of one file came to.

    :param findings: in the order of the file.
    :param unseen: rules that could not be judged, since what they need cannot be seen in such a file.
    """

    file: Path
    kind: Kind
    findings: tuple[Finding, ...]
    unseen: tuple[Rule, ...]
    evidence: Evidence

    def count(self) -> Counter[Strength]:
        """How many findings of each strength there are."""
        return Counter(finding.strength for finding in self.findings)

    def at_least(self, strength: Strength) -> tuple[Finding, ...]:
        """The findings of this strength and of stronger ones."""
        return tuple(finding for finding in self.findings if finding.strength.rank <= strength.rank)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was to be checked.

    :param report: None: it cannot be read.
    :param problem: why it cannot be read, or why nothing was made of it.
    :param made: files that were made of it.
    """

    file: Path
    report: Report | None
    problem: str = ""
    made: tuple[Path, ...] = ()
