"""Cells of tables that people filled in, before anybody knows which fields they are."""

from __future__ import annotations

from ..values import dataclass


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell, and what to do, in Chinese."""

    message: str
