"""Where in a plug-in's own files something went wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final

from ..errors import one_line

_OURS: Final = Path(__file__).resolve().parents[1]
_PYTHON: Final = Path(os.__file__).resolve().parent
_INSTALLED: Final = frozenset({"site-packages", "dist-packages"})


def blamed(error: BaseException, function: object = None, *, quoting: bool = True) -> str:
    """An exception of a plug-in's code in one line, with the file and the line that it comes from.

    :param function: what was called; it is named where it failed before its first line.
    :param quoting: with its words, which may quote anybody's data.
    """
    return f"{one_line(error) if quoting else type(error).__name__}{place(error) or defined(function)}"


def place(error: BaseException) -> str:
    """The file and the line that an exception comes from, in brackets; empty: from no plug-in's code.

    The last place that is neither ours, nor Python's own, nor the import machinery's is the plug-in's, or that of a library
    which it called.
    """
    import traceback  # loaded where something fails only

    places = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno or 0))
    return _last(places)


def where(frame: FrameType | None) -> str:
    """The file and the line at which a plug-in's code stands, in brackets."""
    import traceback

    return _last((one.filename, one.lineno or 0) for one in traceback.extract_stack(frame))


def _last(places: Iterable[tuple[str, int]]) -> str:
    theirs = [(file, line) for file, line in places if _is_theirs(file)]
    return f"（{theirs[-1][0]} 第 {theirs[-1][1]} 行）" if theirs else ""


def defined(function: object) -> str:
    """The file and the line where a function of a plug-in begins, in brackets; empty: it is none in Python."""
    while isinstance(function, partial):
        function = function.func
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    return f"（{code.co_filename} 第 {code.co_firstlineno} 行）" if code and _is_theirs(code.co_filename) else ""


def _is_theirs(file: str) -> bool:
    path = Path(file)
    is_pythons = path.is_relative_to(_PYTHON) and not _INSTALLED & set(path.parts)
    return not (file.startswith("<") or path.is_relative_to(_OURS) or is_pythons or "pluggy" in path.parts)
