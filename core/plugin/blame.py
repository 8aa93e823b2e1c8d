"""Where in a plug-in's own files something went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..errors import one_line

_OURS: Final = Path(__file__).resolve().parents[1]


def blamed(error: BaseException) -> str:
    """An exception of a plug-in's code in one line, with the file and the line that it comes from.

    The last place that is neither ours nor the import machinery's is the plug-in's, or that of a library which it called.
    """
    import traceback  # loaded where something fails only

    places = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno or 0))
    theirs = [(file, line) for file, line in places if not file.startswith("<") and not Path(file).is_relative_to(_OURS)]
    theirs = [(file, line) for file, line in theirs if "importlib" not in Path(file).parts and "pluggy" not in Path(file).parts]
    return f"{one_line(error)}（{theirs[-1][0]} 第 {theirs[-1][1]} 行）" if theirs else one_line(error)
