"""The register's tables, the same on SQLite and on PostgreSQL.

A new register is made from these, as loading Alembic takes longer than making it; older ones are brought here by ``migrations``.
A test holds the two together.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

# The newest migration; comparing with it spares most calls the loading of Alembic.
HEAD: Final = "0001"

meta = sa.MetaData()
# The numbers that documents have, as the index on them is made; a query that says it otherwise reads the whole table.
LIVING: Final = sa.text("state <> 'void' and identity <> ''")


def _text(name: str) -> sa.Column[str]:
    """Text that is never NULL: nothing known is the empty text."""
    return sa.Column(name, sa.Text, nullable=False, server_default="")


# One row, locked first by every transaction that writes: the book lies at one transaction at a time. It tells where the log ends.
head = sa.Table(
    "head",
    meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.CheckConstraint("id = 1", name="head_one_row"),
)

# A series of numbers: the next one to give, and the greatest one ever given (greater than next where some are kept ahead).
series = sa.Table(
    "series",
    meta,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("next", sa.Integer, nullable=False),
    sa.Column("top", sa.Integer, nullable=False),
)

number = sa.Table(
    "number",
    meta,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("serial", sa.Integer, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    _text("identity"),
    _text("source"),
    _text("digest"),
    _text("title"),
    _text("genre"),
    _text("dated"),
    _text("printed_on"),
    _text("details"),
    _text("note"),
    _text("reason"),
    _text("printed"),
    _text("folder"),
    _text("manifest"),
    _text("reserved_at"),
    _text("reserved_by"),
    _text("issued_at"),
    _text("issued_by"),
    _text("closed_at"),
    _text("closed_by"),
    sa.CheckConstraint("state in ('reserved', 'issued', 'revoked', 'abolished', 'void')", name="number_state"),
    sa.CheckConstraint("state in ('reserved', 'issued') or reason <> ''", name="number_reason"),
    sa.CheckConstraint("serial > 0", name="number_serial"),
    sa.Index(
        "number_identity",
        "identity",
        "code",
        "year",
        "kind",
        unique=True,
        sqlite_where=LIVING,
        postgresql_where=LIVING,
    ),
)

# Every action, one entry for each number it touches; each entry's hash covers the entry and the hash before it.
log = sa.Table(
    "log",
    meta,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("serial", sa.Integer, nullable=False),
    sa.Column("change", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Index("log_number", "code", "year", "kind", "serial"),
)

# Where Alembic looks for the migration that a register stands at.
stamp = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def create(connection: sa.Connection) -> None:
    """Make the tables of a new register, within the connection's transaction, as all migrations together would.

    :raises sqlalchemy.exc.DBAPIError: there are tables of these names.
    """
    for tables in (stamp.metadata, meta):
        tables.create_all(connection, checkfirst=False)
    connection.execute(stamp.insert().values(version_num=HEAD))
