"""What a database says when it fails, in words for people."""

from __future__ import annotations

import errno
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from ..errors import RegisterError
from .entry import UnsoundError

_AGAIN: Final = "再运行一次即可：同一份草稿得到的还是同一个号"
_BACKUP: Final = (
    "不要再用它编号。用 hongtou number restore 从备份恢复；"
    "没有备份的，先把坏的挪开（文件改名，数据库换一个空的），再用 hongtou number recover 据归档重建"
)
_UNSOUND: Final = f"登记簿不完好，文件损坏了，或者有人绕过 hongtou 改过它：{{what}}。{_BACKUP}"
# What SQLite says of a file that it cannot make sense of.
_DAMAGED: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")
# Enough for the files that SQLite makes beside a register.
_PROBE: Final = 1 << 16
# By the beginning of SQLite's name for the error, or of PostgreSQL's code (its manual, appendix A); the longest wins.
_REASONS: Final = {
    "SQLITE_BUSY": f"别的程序占着登记簿，等了 {{patience:g}} 秒还没有放开。等它做完，{_AGAIN}",
    "SQLITE_LOCKED": f"别的程序占着登记簿，等了 {{patience:g}} 秒还没有放开。等它做完，{_AGAIN}",
    "SQLITE_READONLY": "登记簿是只读的，或者所在的文件夹不能写。请管理员授权",
    "SQLITE_CANTOPEN": "登记簿打不开：文件不在了，或者没有读写它和它所在文件夹的权限",
    "SQLITE_PERM": "没有读写登记簿的权限。请管理员授权",
    "SQLITE_CORRUPT": f"登记簿的文件损坏了。{_BACKUP}",
    "SQLITE_NOTADB": f"这个文件不是登记簿，或者已经损坏。{_BACKUP}",
    "SQLITE_FULL": f"磁盘满了，没有登记。腾出空间后，{_AGAIN}",
    "SQLITE_IOERR": f"读写登记簿的文件时出错，没有登记。检查磁盘后，{_AGAIN}",
    "SQLITE_ERROR": f"登记簿里缺少应有的表，不是完整的登记簿。{_BACKUP}",
    "SQLITE_": f"读登记簿出错，它可能损坏了。{_BACKUP}",
    "08": f"和数据库的连接断了。连上以后，{_AGAIN}",
    "25006": "数据库是只读的，不能登记。请管理员检查",
    "28": "数据库不认这个用户或者口令。检查登记簿的地址",
    "3D000": "没有这个数据库。请管理员建好，或者检查登记簿的地址",
    "42501": "这个用户没有读写登记簿的权限。请管理员授权",
    "42P01": f"数据库里缺少登记簿应有的表，不是完整的登记簿。{_BACKUP}",
    "53": f"数据库的空间或者连接用完了，没有登记。请管理员处理后，{_AGAIN}",
    "55P03": f"别的程序占着登记簿，等了 {{patience:g}} 秒还没有放开。等它做完，{_AGAIN}",
    "57": f"数据库在办理中停止了。等它恢复后，{_AGAIN}",
    "40": f"别的程序同时在登记，这一次没有成功。{_AGAIN}",
    "": f"连不上数据库，或者办理中连接断了。连上以后，{_AGAIN}",
}


class DownError(RegisterError):
    """The database under a register cannot be used now, whatever is asked of it; nothing was changed."""


class DamagedError(DownError):
    """A register is damaged, and another must take its place."""


@contextmanager
def explained(name: str, patience: float) -> Iterator[None]:
    """Turn a database's failures into :class:`RegisterError`; into :class:`DownError`, where it can be used for nothing now.

    :param name: the register, as people know it; without a password.
    :param patience: how many seconds a lock is waited for.
    """
    try:
        yield
    except sa.exc.IntegrityError as error:
        raise RegisterError(f"{name}：登记簿里已经有这个号，没有登记。用 hongtou number audit 核对") from error
    except (UnsoundError, UnicodeError) as error:
        what = "里面的文字读不懂" if isinstance(error, UnicodeError) else error
        raise DamagedError(f"{name}：{_UNSOUND.format(what=what)}") from error
    except (sa.exc.OperationalError, sa.exc.DatabaseError, sa.exc.InterfaceError) as error:
        code = code_of(error.orig, Path(name).parent)
        told = best(_REASONS, code)
        if code.startswith("42") and told is _REASONS[""]:
            raise  # a statement of ours is wrong
        kind = DamagedError if is_damage(error) else DownError
        raise kind(f"{name}：{told.format(patience=patience)}（{first_line(error.orig)}）") from error


def is_damage(error: sa.exc.DBAPIError) -> bool:
    """Whether a file is damaged, by what SQLite says of it."""
    code = code_of(error.orig)
    return code == "SQLITE_" or code.startswith(_DAMAGED)


def _is_full(folder: Path) -> bool:
    """Whether a disk is full: SQLite tells it as an error of reading or writing, where it makes files beside a register."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_PROBE))
    except OSError as error:
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return False


def code_of(error: BaseException | None, folder: Path | None = None) -> str:
    """SQLite's name for what a database said, or PostgreSQL's code; empty: it has none.

    :param folder: where the database's file is, if it is one: whether its disk is full is looked at.
    """
    named = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    # What Python's driver says by itself has no name: it could not read a text as UTF-8.
    code = str(named or ("SQLITE_" if isinstance(error, sqlite3.Error) else ""))
    if folder is not None and code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and _is_full(folder):
        return "SQLITE_FULL"
    return code


def best(reasons: Mapping[str, str], code: str) -> str:
    """What stands under the longest beginning of a code."""
    return reasons[max((start for start in reasons if code.startswith(start)), key=len)]


def first_line(error: BaseException | None) -> str:
    """The library's own words, for the maintainer: their first line."""
    lines = str(error).strip().splitlines()
    return lines[0].strip() if lines else type(error).__name__
