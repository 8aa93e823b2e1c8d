"""Looks at a workbook's file before a reader opens it: what is too big, damaged, in use or brings a program is refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ...errors import InputError
from ...files.reasons import reason

SIZE_MAX: Final = 50 * 1024 * 1024
UNPACKED_MAX: Final = 300 * 1024 * 1024
# A sheet of rows that are alike packs to a fortieth; a bomb to a thousandth.
RATIO_MAX: Final = 200
SMALL: Final = 10 * 1024 * 1024
PARTS_MAX: Final = 5000
OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKED: Final = b"PK\x03\x04"
SAVE_AS: Final = "用 Excel 或 WPS 打开，另存为 .xlsx 再来"
_WORKBOOK: Final = "xl/workbook.xml"
# What is in an ODS and in an XLSB instead.
_OTHERS: Final = frozenset({"content.xml", "xl/workbook.bin"})
_MACROS: Final = "工作簿里有宏，没有打开。另存为不带宏的 .xlsx 再来"


def read_workbook(path: Path) -> bytes:
    """The bytes of a workbook's file, whatever they are.

    :raises InputError: it is open elsewhere, cannot be read, or is too big.
    """
    _refuse_open_elsewhere(path)
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise InputError(f"{path}：这里应是一个工作簿")
        if size > SIZE_MAX:
            raise InputError(f"{path}：工作簿太大，超过 {SIZE_MAX // 1024**2} MB。分成几个，或者去掉其中的图片")
        with path.open("rb") as file:
            return file.read(SIZE_MAX)
    except OSError as error:
        raise _unreadable(path, error) from error


def look_at(path: Path, content: bytes) -> bytes:
    """See that a workbook may be opened.

    :return: :data:`OLD` or :data:`PACKED`, what it is by its first bytes.
    :raises InputError: it may not; says why and what to do.
    """
    if content.startswith(OLD):
        _refuse_old(path, content)
        return OLD
    if not content.startswith(PACKED):
        raise InputError(f"{path}：{'不是能读的工作簿' if content else '是空文件'}。{SAVE_AS}")
    _refuse_bomb(path, content)
    return PACKED


def damaged(path: Path) -> InputError:
    """What to say of a workbook that no reader understands."""
    return InputError(f"{path}：不是能读的工作簿，也许坏了。{SAVE_AS}")


def locked(path: Path) -> InputError:
    """What to say of a workbook with a password."""
    return InputError(f"{path}：工作簿有密码，打不开。去掉密码再来")


def is_there(path: Path) -> bool:
    """Whether there is such a file.

    :raises InputError: nobody can tell: its folder is closed to us, its name is too long.
    """
    try:
        return path.exists()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"{path}：读不了这个文件：{reason(error)}。看看路径对不对")


def _refuse_open_elsewhere(path: Path) -> None:
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if is_there(lock):
            raise InputError(
                f"{path}：工作簿正在别处打开（有“{lock.name}”）。保存并关闭后再来；确实已经关闭的，删掉“{lock.name}”"
            )


def _refuse_old(path: Path, content: bytes) -> None:
    """See that an old workbook holds no macros; one with a password is packed in the same kind of file."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked(path)
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise InputError(f"{path}：{_MACROS}")


def _refuse_bomb(path: Path, content: bytes) -> None:
    """See that the archive is small when unpacked, whole, an XLSX, and brings no program."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_large(path, parts)
            # Reads everything, but never more of a part than it says it has: one that lies is damaged.
            broken = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise damaged(path) from error
    names = {part.filename for part in parts}
    # Which of two parts of one name is read, each reader decides for itself.
    if broken or len({name.casefold() for name in names}) < len(parts):
        raise damaged(path)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise InputError(f"{path}：{_MACROS}")
    if names & _OTHERS:
        raise InputError(f"{path}：是 .ods 或者 .xlsb，其中的百分数和出错的公式读不准，没有打开。{SAVE_AS}")
    if _WORKBOOK not in names:
        raise damaged(path)


def _refuse_large(path: Path, parts: Sequence[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if unpacked > UNPACKED_MAX or len(parts) > PARTS_MAX or (unpacked > SMALL and unpacked > RATIO_MAX * packed):
        raise InputError(f"{path}：工作簿太大，解开后有 {unpacked // 1024**2} MB，不像是填报的表，没有打开。重新做一份，只留数据")
