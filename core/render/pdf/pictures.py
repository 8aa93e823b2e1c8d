"""Pictures as a PDF embeds them; those that come again (seals) are packed once in a process."""

from __future__ import annotations

import hashlib
import io
import struct
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ...document import Picture
from ...errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image


class Packed(NamedTuple):
    """A picture's pixels, deflated with PNG's predictors (ISO 32000-1, 7.4.4.4).

    :param channels: 1 grey, 3 red, green, blue.
    :param alpha: how much of it shows, packed likewise with one channel; None: all of it.
    """

    width: int
    height: int
    channels: int
    data: bytes
    alpha: Packed | None = None


def key(picture: Picture) -> str:
    """The same for the same bytes."""
    return hashlib.sha256(picture.data).hexdigest()


def pack(picture: Picture) -> Packed:
    """Pack a picture.

    :raises InputError: it is no whole PNG.
    """
    from PIL.Image import DecompressionBombError

    try:
        return _pack(picture.data)
    except DecompressionBombError as error:
        raise InputError(f"“{picture.name}”的像素太多，印不出来。请缩小以后再用") from error
    except (OSError, SyntaxError, ValueError, struct.error, EOFError) as error:
        raise InputError(f"“{picture.name}”不是完好的 PNG 图片。请用图像软件打开，重新另存为 PNG") from error


@lru_cache(maxsize=64)
def _pack(data: bytes) -> Packed:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
        # Where WeasyPrint was loaded, Pillow takes what is left of a file that was cut, unless it is asked first.
        image.verify()
    with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
        has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
        whole = image.convert("RGBA" if has_alpha else "L" if image.mode in {"1", "L"} else "RGB")
    if not has_alpha:
        return _deflated(whole)
    alpha = whole.getchannel("A")
    packed = _deflated(whole.convert("RGB"))
    return Packed(packed.width, packed.height, packed.channels, packed.data, _deflated(alpha))


def _deflated(image: Image) -> Packed:
    """Pillow chooses the predictors line by line as it writes a PNG, whose data a PDF holds as they are."""
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=6)
    return Packed(image.width, image.height, len(image.getbands()), b"".join(_data_chunks(target.getvalue())))


def _data_chunks(png: bytes) -> list[bytes]:
    chunks, place = [], 8
    while place < len(png):
        length, kind = struct.unpack_from(">I4s", png, place)
        if kind == b"IDAT":
            chunks.append(png[place + 8 : place + 8 + length])
        place += 12 + length
    return chunks
