"""What a database says when it fails, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa

from ..errors import RegisterError

_AGAIN: Final = "再运行一次即可：同一份草稿得到的还是同一个号"
_BACKUP: Final = "不要再用它编号，从备份恢复；没有备份的，请维护者抢救"
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


@contextmanager
def explained(name: str, patience: float) -> Iterator[None]:
    """Turn a database's failures into :class:`RegisterError`.

    :param name: the register, as people know it; without a password.
    :param patience: how many seconds a lock is waited for.
    """
    try:
        yield
    except sa.exc.IntegrityError as error:
        raise RegisterError(f"{name}：登记簿里已经有这个号，没有登记。用 hongtou number audit 核对") from error
    except (sa.exc.OperationalError, sa.exc.DatabaseError, sa.exc.InterfaceError) as error:
        code = _code(error.orig)
        if code.startswith("42") and _reason(code) is None:
            raise  # a statement of ours is wrong
        raise RegisterError(
            f"{name}：{(_reason(code) or _REASONS['']).format(patience=patience)}（{_first(error.orig)}）"
        ) from error


def _code(error: BaseException | None) -> str:
    return str(getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or "")


def _reason(code: str) -> str | None:
    known = [start for start in _REASONS if start and code.startswith(start)]
    return _REASONS[max(known, key=len)] if known else None


def _first(error: BaseException | None) -> str:
    """The library's own words, for the maintainer: their first line."""
    lines = str(error).strip().splitlines()
    return lines[0].strip() if lines else type(error).__name__
