"""The command line: :mod:`.running` runs a command, :mod:`.app` names them all, and each has a module of its own."""

import gc
import sys
from typing import Final

# New objects between two looks of the collector. Python's 700 are for small programs: what a command loads and one document makes
# are 70,000, nearly all of which stay to its end.
_COLLECTED_AT: Final = 100_000


def main() -> None:
    """The command ``hongtou``, in a process of its own."""
    gc.set_threshold(_COLLECTED_AT)
    from .running import run

    code = run(sys.argv[1:])
    # What still lives ends with the process. On its way out Python would look through all of it several times.
    gc.freeze()
    sys.exit(code)
