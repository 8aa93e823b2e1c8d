"""The command line: :mod:`.running` runs a command, :mod:`.app` names them all, and each has a module of its own."""

import gc
import sys
from typing import Final

# New objects between two looks of the collector. Python's 700 are for small programs: what a command loads and one document makes
# are 70,000, what a server loads to its first page 105,000, nearly all of which stay to the end. So the first look is late.
_FIRST_LOOK_AT: Final = 200_000
_COLLECTED_AT: Final = 20_000


def main() -> None:
    """The command ``hongtou``, in a process of its own."""
    gc.set_threshold(_FIRST_LOOK_AT)
    gc.callbacks.append(_after_first_look)
    from .running import run

    code = run(sys.argv[1:])
    # What still lives ends with the process. On its way out Python would look through all of it several times.
    gc.freeze()
    sys.exit(code)


def _after_first_look(phase: str, _: object) -> None:
    if phase == "stop":
        gc.callbacks.remove(_after_first_look)
        gc.set_threshold(_COLLECTED_AT)
