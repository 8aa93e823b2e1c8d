"""Where an office's register is: a file in its folder, or a database that its profile or the environment names."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from ..errors import RegisterError
from ..office import PROFILE, Settings
from .glance import ENVIRONMENT, FILE

ARCHIVE: Final = "archive"
# What is still to be done with issued documents, in the archive.
AFTERWARDS: Final = ".发文以后"
_DRIVERS: Final = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgresql+psycopg": "postgresql+psycopg"}
_ADDRESSES: Final = "postgresql+psycopg://用户@主机/数据库，或者 sqlite:////文件夹/register.db"


def place(settings: Settings) -> sa.URL:
    """The address of an office's register.

    :raises RegisterError: nobody says where it is, or the address is not right.
    """
    for origin, text in ((f"环境变量 {ENVIRONMENT}", os.environ.get(ENVIRONMENT, "")), (PROFILE, settings.register)):
        if text:
            return address(text, origin)
    folder = settings.office.folder
    if folder is None:
        raise RegisterError(
            f"没有办公室文件夹，不知道登记簿在哪里。到 {PROFILE} 所在的文件夹里运行，或者用 --office 指定；"
            f"还没有的，先建一个 {PROFILE}，写上名称和机关代字"
        )
    return sa.URL.create("sqlite", database=str(folder / FILE))


def has_book(settings: Settings) -> bool:
    """Whether an office keeps a book already; none is made for a check.

    :raises RegisterError: its address is wrong.
    """
    if settings.office.folder is None:
        return False
    url = place(settings)
    return url.get_backend_name() != "sqlite" or Path(str(url.database)).is_file()


def address(text: str, origin: str) -> sa.URL:
    """The address of a register, checked.

    :param origin: where it was written, for people.
    :raises RegisterError: it is none.
    """
    try:
        url = sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise RegisterError(f"{origin}里登记簿的地址不对：“{_masked(text)}”。应为 {_ADDRESSES}") from error
    if url.drivername not in _DRIVERS:
        raise RegisterError(f"{origin}里登记簿的地址以“{url.drivername}”开头，不能用。应为 {_ADDRESSES}")
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_absolute():
        raise RegisterError(f"{origin}里登记簿的地址没有写完整的路径：“{_masked(text)}”。应为 {_ADDRESSES}（四条斜线）")
    if "@" in (url.host or ""):  # what connects would name the host, and in it half of the password
        raise RegisterError(f"{origin}里登记簿的地址看不懂：“{_masked(text)}”。口令里有 @、:、/、? 的，写成 %40、%3A、%2F、%3F")
    return url.set(drivername=_DRIVERS[url.drivername])


def same_place(one: sa.URL, other: sa.URL) -> bool:
    """Whether two addresses are of one register, as far as they tell."""
    if "sqlite" not in {one.get_backend_name(), other.get_backend_name()}:
        return (one.host, one.port, one.database) == (other.host, other.port, other.database)
    return one.get_backend_name() == other.get_backend_name() and os.path.realpath(str(one.database)) == os.path.realpath(
        str(other.database)
    )


def _masked(text: str) -> str:
    """An address without the password that may stand in it: before the host, whatever characters it has, or behind it."""
    hidden = re.sub(r"(?s)^([^:]*:/*[^:/@?]*):.*@", r"\1:***@", text)
    # What stands behind a question mark can be spelt in many ways (pass%77ord=): nothing of it is shown.
    return re.sub(r"(?s)\?.*", "?***", hidden)


def shown(url: sa.URL) -> str:
    """An address for people."""
    return url.database or "" if url.get_backend_name() == "sqlite" else _masked(url.render_as_string(hide_password=True))
