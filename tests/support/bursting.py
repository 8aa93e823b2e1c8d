"""Archives of a few hundred kilobytes that unpack to hundreds of megabytes."""

import io
import zipfile
import zlib
from functools import cache
from typing import Final

SIZE: Final = 400_000_000
_PART: Final = b" " * 10_000_000


def bursting(name: str) -> bytes:
    """An archive as office programs make them, with one file that is too large.

    :param name: of that file.
    """
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    content, info.CRC = _blanks()
    info.file_size, info.compress_size = SIZE, len(content)
    info.header_offset = 0
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        made.write(info.FileHeader() + content)
        archive.filelist.append(info)
        archive.NameToInfo[name] = info
        archive.start_dir = made.tell()
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return made.getvalue()


@cache
def _blanks() -> tuple[bytes, int]:
    """Blanks as they are packed, and their check sum; packing all of them would take more than a second."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    part = packer.compress(_PART) + packer.flush(zlib.Z_FULL_FLUSH)  # nothing in it leans on what came before
    count, sum = SIZE // len(_PART), 0
    for _ in range(count):
        sum = zlib.crc32(_PART, sum)
    return part * count + packer.flush(), sum
