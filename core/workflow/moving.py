"""An office that goes from a file to PostgreSQL takes everything along."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import sqlalchemy as sa

from . import schema

# So many rows at a time: a state may hold as much as a draft.
_ROWS: Final = 100
# What the file is called afterwards, beside its old name.
_MOVED: Final = "搬走以前的-"


def copy(source: sa.Connection, target: sa.Connection) -> None:
    """Copy every row into tables that are empty, in the transaction of the target."""
    for table in schema.meta.sorted_tables:
        for part in source.execute(table.select()).mappings().partitions(_ROWS):
            target.execute(table.insert(), [dict(row) for row in part])


def put_aside(file: Path) -> None:
    """Give a file that was copied another name, so that nobody takes it for what counts."""
    file.rename(file.with_name(f"{_MOVED}{file.name}"))
