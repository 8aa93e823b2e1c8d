"""Data that unpack to very much, made at once: compressing hundreds of megabytes takes a second each time."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from typing import IO

_MIB: Final = 1024 * 1024


def deflated(count: int, byte: bytes = b"\0") -> bytes:
    """So many MiB of one byte, as DEFLATE packs them: the same block again and again."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    block = packer.compress(byte * _MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * count + packer.flush()


def compressed(count: int) -> bytes:
    """So many MiB of zeros, as :func:`zlib.compress` packs them."""
    return b"\x78\x9c" + deflated(count) + struct.pack(">L", zlib.adler32(bytes(count * _MIB)))


def add_bomb(archive: ZipFile, name: str, count: int, byte: bytes = b"\0") -> None:
    """Add a part that unpacks to so many MiB of one byte to an archive that is being written."""
    content, file = deflated(count, byte), _file(archive)
    info = ZipInfo(name)
    info.compress_type, info.header_offset = ZIP_DEFLATED, file.tell()
    info.file_size, info.compress_size, info.CRC = count * _MIB, len(content), zlib.crc32(byte * (count * _MIB))
    file.write(info.FileHeader() + content)
    archive.filelist.append(info)
    archive.NameToInfo[name] = info
    vars(archive).update(start_dir=file.tell(), _didModify=True)


def _file(archive: ZipFile) -> IO[bytes]:
    assert archive.fp
    return archive.fp
