"""What the database under the way of documents says when it fails, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from ..errors import HongtouError
from ..register.failures import best, code_of, first_line

_LATER: Final = "过一会儿再来一次"
_BACKUP: Final = "停下服务器，把备份放回去，再启动（见“给全办公室用的服务器”的“备份和恢复”）"
_HELD: Final = f"别的程序占着办理公文的数据库，一直没有放开。{_LATER}"
_AWAY: Final = f"办理公文的数据库这会儿连不上。{_LATER}；一直这样的，请管理员看看数据库"
# By the beginning of SQLite's name for the error, or of PostgreSQL's code (its manual, appendix A); the longest wins.
_REASONS: Final = {
    "SQLITE_BUSY": _HELD,
    "SQLITE_LOCKED": _HELD,
    "SQLITE_READONLY": "办公室的文件夹或者里面的数据库是只读的，存不上。请管理员授权",
    "SQLITE_CANTOPEN": "办理公文的数据库打不开：文件不在了，或者办公室的文件夹不能写。请管理员看看文件夹",
    "SQLITE_PERM": "没有读写办理公文的数据库的权限。请管理员授权",
    "SQLITE_FULL": "服务器的磁盘满了，没有存上。请管理员腾出空间，再来一次",
    "SQLITE_IOERR": "读写办理公文的数据库时磁盘出错，没有存上。请管理员检查磁盘，再来一次",
    "SQLITE_ERROR": _AWAY,
    "SQLITE_": f"办理公文的数据库损坏了。请管理员{_BACKUP}",
    "25006": "办理公文的数据库是只读的，存不上。请管理员检查",
    "28": "办理公文的数据库不认这个用户或者口令。请管理员检查登记簿的地址",
    "3D000": "没有登记簿的地址里写的那个数据库。请管理员建好，或者改地址",
    "42501": "数据库的这个用户没有权限建、读、写办理公文的表（workflow 模式）。请管理员授权",
    "53": "数据库的空间或者连接用完了，没有存上。请管理员处理，再来一次",
    "53100": "数据库的磁盘满了，没有存上。请管理员腾出空间，再来一次",
    "55P03": _HELD,
    "": _AWAY,
}


class StoreError(HongtouError):
    """The database cannot be used now; nothing was changed."""


class TakenError(StoreError):
    """Somebody else was quicker: what may be there once is there."""


@contextmanager
def explained(folder: Path | None) -> Iterator[None]:
    """Turn a database's failures into words.

    :param folder: where the database's file is; None: it is on PostgreSQL.
    :raises StoreError: instead of what the database raised, which is its cause.
    """
    try:
        yield
    except sa.exc.IntegrityError as error:
        raise TakenError("别人刚才办过同样的事，没有再办。重新打开这一页看看") from error
    except sa.exc.TimeoutError as error:
        raise StoreError(f"用数据库的人太多，没有轮到。{_LATER}") from error
    except sa.exc.DBAPIError as error:
        told = best(_REASONS, code_of(error.orig, folder))
        raise StoreError(f"{told}（{first_line(error.orig)}）") from error
