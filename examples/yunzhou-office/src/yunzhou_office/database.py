"""材料包的数据可以是 SQLite 数据库：每张表一张，第一行是各栏的名称。"""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from hongtou import CellFault, CellValue, HongtouError, PacketRow, PacketSheet, PacketSource

HEAD = b"SQLite format 3\0"
# 写在 18、19 字节：1 是普通的，2 是“预写日志”的；后一种不改就不能从内存里读。
WAY = slice(18, 20)


def read(path: Path, content: bytes) -> Sequence[PacketSheet]:
    """一个数据库文件 → 它的各张表，按名称排。"""
    if not content.startswith(HEAD):
        raise HongtouError(f"{path}：不是 SQLite 数据库")
    pending = path.with_name(f"{path.name}-wal")
    if pending.exists() and pending.stat().st_size:
        raise HongtouError(f"{path}：正在别处使用，改动还没有写进去（有“{pending.name}”）。关掉用它的程序再来")
    plain = bytearray(content)
    plain[WAY] = b"\x01\x01"
    book = sqlite3.connect(":memory:")
    book.deserialize(bytes(plain))
    names = book.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite#_%' escape '#'")
    return [PacketSheet(name, list(_rows(book, name))) for name in sorted(name for (name,) in names)]


def _rows(book: sqlite3.Connection, table: str) -> Iterator[PacketRow]:
    quoted = table.replace('"', '""')
    found = book.execute(f'select * from "{quoted}"')
    yield PacketRow(1, tuple(str(column[0]) for column in found.description), "各栏的名称")
    for number, row in enumerate(found, 1):
        yield PacketRow(number + 1, tuple(map(_cell, row)), f"第{number}条")


def _cell(value: CellValue | bytes) -> CellValue:
    return CellFault("是二进制的内容，不是文字。改成文字") if isinstance(value, bytes) else value


SOURCE = PacketSource("sqlite", "SQLite 数据库", (".db", ".sqlite"), read)
