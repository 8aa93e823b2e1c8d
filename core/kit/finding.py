"""What is wrong with a distribution of plug-ins, and what to do."""

from __future__ import annotations

from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing.

    :param file: from the distribution's folder.
    :param line: from 1; 0: of no line.
    :param told: what was found, ``remedy`` what to do, in Chinese.
    """

    file: str
    line: int
    told: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.told}。{self.remedy}" if self.line else f"{self.file}  {self.told}。{self.remedy}"
