"""The tables, the same on SQLite and on PostgreSQL. Times are text to the second; what is not known is the empty text."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

# What these tables are; a lower number is of an earlier version of hongtou, whose database gets what it lacks.
VERSION: Final = 2
# On PostgreSQL they stand beside those of the register, in a schema of their own.
SCHEMA: Final = "workflow"

meta = sa.MetaData()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


about = sa.Table("about", meta, sa.Column("version", sa.Integer, primary_key=True))

person = sa.Table(
    "person",
    meta,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("login", sa.Text, nullable=False, unique=True),
    _text("name"),
    # Names of roles, a blank between two.
    _text("roles"),
    _text("password"),
    _text("closed_at"),
)

# Wrong passwords by account and by address, whether there is such an account or not. Known by digests: people type passwords
# where their name belongs.
knock = sa.Table(
    "knock",
    meta,
    sa.Column("digest", sa.Text, primary_key=True),
    _number("failures"),
    sa.Column("at", sa.Text, nullable=False, index=True),
)

# Sessions are known by the digest of their key: who reads the table is nobody.
session = sa.Table(
    "session",
    meta,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, nullable=False, index=True),
    _text("csrf"),
    _text("begun"),
    _text("seen"),
)

# Keys that work once; used ones stay until they would not work any more.
once = sa.Table("once", meta, sa.Column("digest", sa.Text, primary_key=True), _text("used_at"))

draft = sa.Table(
    "draft",
    meta,
    sa.Column("id", sa.Text, primary_key=True),
    # From the office's folder.
    sa.Column("path", sa.Text, nullable=False, unique=True),
    _text("genre"),
    _text("title"),
    # Its text as it is now, to be searched.
    _text("text"),
    _text("owner"),
    sa.Column("stage", sa.Text, nullable=False, index=True),
    # The state that counts, and the last one that there is.
    _number("version"),
    _number("top"),
    _text("changed"),
    _text("issued_as"),
)

state = sa.Table(
    "state",
    meta,
    sa.Column("draft", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    # The state that it was made from.
    _number("base"),
    _text("at"),
    _text("who"),
    _text("digest"),
    # What its file holds, compressed.
    sa.Column("content", sa.LargeBinary, nullable=False),
)

opinion = sa.Table(
    "opinion",
    meta,
    sa.Column("draft", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    _text("at"),
    _text("who"),
    _text("step"),
    _text("text"),
    _number("version"),
)

# What becomes of a packet: one run at a time.
run = sa.Table(
    "run",
    meta,
    # The path of the packet's file, from the office's folder.
    sa.Column("packet", sa.Text, primary_key=True),
    _text("who"),
    _text("begun"),
    # When it was last heard of, and when it came to its end.
    _text("heard"),
    _text("ended"),
    _number("units"),
    _number("through"),
    _number("failed"),
    _number("stopping"),
    _text("told"),
)

# One row, locked first by every transaction that writes into the log.
head = sa.Table(
    "head",
    meta,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

log = sa.Table(
    "log",
    meta,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    _text("at"),
    _text("who"),
    _text("action"),
    _text("subject"),
    _text("detail"),
    _text("previous"),
    _text("hash"),
)
