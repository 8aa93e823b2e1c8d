"""The first book: series, numbers and the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TEXTS = (
    "identity",
    "source",
    "digest",
    "title",
    "genre",
    "dated",
    "printed_on",
    "details",
    "note",
    "reason",
    "printed",
    "folder",
    "manifest",
    "reserved_at",
    "reserved_by",
    "issued_at",
    "issued_by",
    "closed_at",
    "closed_by",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "head",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.CheckConstraint("id = 1", name="head_one_row"),
    )
    op.create_table(
        "series", *_series(), sa.Column("next", sa.Integer, nullable=False), sa.Column("top", sa.Integer, nullable=False)
    )
    _create_number()
    _create_log()


def _series() -> list[sa.Column[str] | sa.Column[int]]:
    return [
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
    ]


def _create_number() -> None:
    op.create_table(
        "number",
        *_series(),
        sa.Column("serial", sa.Integer, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False, server_default="") for name in _TEXTS),
        sa.CheckConstraint("state in ('reserved', 'issued', 'revoked', 'abolished', 'void')", name="number_state"),
        sa.CheckConstraint("state in ('reserved', 'issued') or reason <> ''", name="number_reason"),
        sa.CheckConstraint("serial > 0", name="number_serial"),
    )
    known = sa.text("state <> 'void' and identity <> ''")
    op.create_index(
        "number_identity",
        "number",
        ["identity", "code", "year", "kind"],
        unique=True,
        sqlite_where=known,
        postgresql_where=known,
    )


def _create_log() -> None:
    op.create_table(
        "log",
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
    )
    op.create_index("log_number", "log", ["code", "year", "kind", "serial"])
