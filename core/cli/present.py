"""What is there already is written over only where somebody says so."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ..errors import OutputError

# The way out of commands that have both options.
ELSEWHERE: Final = "用 -o 写到别处，或者加 --force 覆盖"


def refuse_present(targets: Iterable[Path], way_out: str = ELSEWHERE) -> None:
    """See that nothing stands where something is to be written.

    :param way_out: what the user can do, in Chinese.
    :raises OutputError: something does; links that lead nowhere count.
    """
    if (there := next(filter(os.path.lexists, targets), None)) is not None:
        raise OutputError(f"“{there}”已经有了，没有动它。{way_out}")
