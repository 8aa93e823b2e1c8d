"""A glance at an office's register, for who only wants to know what there is: without SQLAlchemy, which takes long to load.

Of a register that is no file it sees nothing: a glance waits for no network.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from ..document import DocumentNumber
from ..office import Settings
from .reader import only_reading

FILE: Final = "register.db"
ENVIRONMENT: Final = "HONGTOU_REGISTER"
_SQLITE: Final = "sqlite:///"
# How many seconds a glance may wait for another program that has the file.
_PATIENCE: Final = 0.2


def series(settings: Settings) -> list[tuple[str, str]]:
    """The 机关代字 that the register has numbers of, each with the 文种 that is numbered on its own; empty: with all others."""
    return [(code, kind) for code, kind in _rows(settings, "select distinct code, kind from series order by code, kind")]


def numbers(settings: Settings, most: int) -> list[str]:
    """The newest 发文字号 of the register, so many at most."""
    rows = _rows(settings, "select code, year, serial from number order by year desc, serial desc, code limit ?", most)
    return list(dict.fromkeys(str(DocumentNumber(*row)) for row in rows))


def _rows(settings: Settings, query: str, *values: int) -> Sequence[tuple[Any, ...]]:
    """What a query finds; nothing where there is no file, or none that can be read now."""
    file = _file(settings)
    if file is None or not file.is_file():
        return ()
    try:
        with closing(only_reading(file, _PATIENCE)) as connection:
            return connection.execute(query, values).fetchall()
    except (sqlite3.Error, OSError):
        return ()


def _file(settings: Settings) -> Path | None:
    """The register's file; None: it is none."""
    text = os.environ.get(ENVIRONMENT, "") or settings.register
    if text:
        return Path(text.removeprefix(_SQLITE)) if text.startswith(_SQLITE) else None
    return settings.office.folder / FILE if settings.office.folder else None
