"""What a task that a process of its own does may cost: little to load, for who starts a process only later."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may cost.

    :param seconds: how long it may take.
    :param memory: how much memory its process may have, in MiB; 0: as much as there is.
    :param tasks: after so many tasks a worker is replaced by a fresh one.
    :param network: whether it may reach a network; where the system allows no less, it may.
    :param nice: how far it steps back where others want the processor (0 to 19), on systems that know this.
    """

    seconds: float = 300.0
    memory: int = 2048
    tasks: int = 2000
    network: bool = True
    nice: int = 0
