"""Pictures from files, and seals 印章 and stamps 签名章 from pictures: checked, cut to their ink, no finer than print needs."""

from __future__ import annotations

import io
import stat
import struct
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

from ..document import Picture
from ..errors import InputError
from ..files.reasons import reason

if TYPE_CHECKING:
    from PIL.Image import Image

# How wide an organ's seal is, mm, where nobody says.
DIAMETER: Final = 42.0
BYTES_MAX: Final = 5 * 1024 * 1024
PIXELS_MAX: Final = 4000
# In dpi: the size of a picture in a file until somebody gives it one; how finely one is printed at the most, and at the least.
NATURAL_DPI: Final = 300
PRINT_DPI: Final = 400
LEAST_DPI: Final = 100
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_KINDS: Final = (
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"RIFF", "WebP 图片"),
    (b"%PDF-", "PDF 文件"),
)
_AS_PNG: Final = "请用图像软件另存为 PNG；印章、签名章还要去掉背景"
_CLEARED: Final = "请用图像软件去掉背景，另存为背景透明的 PNG"
# From here on a pixel counts as ink, of 255.
_INK: Final = 32
# Where more of a picture is ink than this, its ground is ink too.
_GROUND: Final = 0.9
# How far a seal's width and height may differ.
_ROUND: Final = 0.1


def read_picture(file: Path) -> Picture:
    """A PNG file, as :func:`picture_of` knows it.

    :raises InputError: the file cannot be read, is no PNG, or is too large; says what to do.
    """
    return picture_of(file.name, read_png(file))


def read_png(file: Path) -> bytes:
    """The bytes of a picture's file, whatever they are.

    :raises InputError: it cannot be read, or is too large; says what to do.
    """
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            found = "是文件夹" if stat.S_ISDIR(status.st_mode) else "不是普通的文件"
            raise InputError(f"“{file.name}”{found}，不能作图片。写上 PNG 图片的文件名")
        if status.st_size > BYTES_MAX:
            size = f"{status.st_size / 1024 / 1024:.1f} MB"
            raise InputError(f"“{file.name}”有 {size}，图片不能超过 {BYTES_MAX // 1024 // 1024} MB。请缩小以后再用")
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"“{file.name}”读不了：{reason(error)}。请检查路径和权限") from error


def picture_of(name: str, data: bytes) -> Picture:
    """A PNG, whole and with one size; its pixels are not read yet.

    :param name: of its file.
    :returns: named by the file's name, sized at 300 dots per inch.
    :raises InputError: it is no PNG, or has too many pixels; says what to do.
    """
    width, height = _size(data, name)
    return Picture(name, data, width / NATURAL_DPI * 25.4, height / NATURAL_DPI * 25.4)


def _size(data: bytes, name: str) -> tuple[int, int]:
    """The width and height in pixels of a PNG that is whole.

    :raises InputError: it is none, or too large.
    """
    if not data.startswith(_PNG):
        kind = next((kind for start, kind in _KINDS if data.startswith(start)), "")
        raise InputError(f"“{name}”{f'是 {kind}，' if kind else '不是图片，'}只能用 PNG 图片。{_AS_PNG}")
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise InputError(_broken(name))
    # Before the other chunks: a picture that says it is enormous is told as that.
    width, height = struct.unpack(">II", data[16:24])
    if max(width, height) > PIXELS_MAX:
        raise InputError(too_large(name, f"{width}×{height} 像素"))
    if not min(width, height) or not _is_whole(data):
        raise InputError(_broken(name))
    return width, height


def too_large(name: str, size: str) -> str:
    """What to say of a picture with too many pixels."""
    return f"“{name}”有 {size}，宽和高都不能超过 {PIXELS_MAX} 像素。请缩小以后再用"


def _broken(name: str) -> str:
    return f"“{name}”不是完好的 PNG 图片。请用图像软件打开，重新另存为 PNG"


@lru_cache(maxsize=64)
def seal(picture: Picture, diameter: float) -> Picture:
    """A seal 印章 of so many mm, cut to its ink.

    :param picture: from :func:`read_picture`.
    :raises InputError: it has no transparent ground, is not red, not round, or too coarse.
    """
    ink = _ink(picture)
    if abs(ink.width / ink.height - 1) > _ROUND:
        raise InputError(
            f"“{picture.name}”不是圆的：图案宽 {ink.width} 像素、高 {ink.height} 像素。请去掉印章以外的东西，不要把印章压扁"
        )
    if not _is_red(ink):
        raise InputError(f"“{picture.name}”不是红色的，印章用红色（7.3.5.1）。请换一张红色的印章图片")
    return _printed(picture.name, ink, diameter, diameter)


@lru_cache(maxsize=64)
def stamp(picture: Picture, width: float, height: float = 0.0) -> Picture:
    """The stamp of a signature 签名章 of so many mm, cut to its ink; without a height it gets that of its picture.

    :param picture: from :func:`read_picture`.
    :raises InputError: it has no transparent ground, is too coarse, or would be distorted.
    """
    ink = _ink(picture)
    natural = width * ink.height / ink.width
    if height and abs(height / natural - 1) > _ROUND:
        raise InputError(
            f"“{picture.name}”的图案宽 {ink.width} 像素、高 {ink.height} 像素，印成 {width:g}×{height:g} 毫米会变形。"
            f"只写“宽: {width:g}”，高就是 {natural:.1f} 毫米"
        )
    return _printed(picture.name, ink, width, height or natural)


def _ink(picture: Picture) -> Image:
    """The pixels of a picture with transparent ground, cut to those that show.

    :raises InputError: it cannot be read, or has no such ground.
    """
    image = _pixels(picture)
    bounds = _inked(image).getbbox()
    if bounds is None:
        raise InputError(f"“{picture.name}”全是透明的，印不出东西。请换一张图片")
    ink = image.crop(bounds)
    share = _inked(ink).histogram()[255] / (ink.width * ink.height)
    if share > _GROUND:
        raise InputError(f"“{picture.name}”的背景不透明，盖上去会遮住字。{_CLEARED}")
    return ink


def _inked(image: Image) -> Image:
    """Where it shows: white there, black elsewhere."""
    return image.getchannel("A").point(lambda value: 255 if value >= _INK else 0)


def _pixels(picture: Picture) -> Image:
    from PIL import Image

    _size(picture.data, picture.name)
    try:
        with Image.open(io.BytesIO(picture.data), formats=["PNG"]) as image:
            return image.convert("RGBA")
    except Image.DecompressionBombError as error:
        raise InputError(too_large(picture.name, "太多像素")) from error
    except (OSError, SyntaxError, ValueError, struct.error, EOFError) as error:
        raise InputError(_broken(picture.name)) from error


def _is_whole(data: bytes) -> bool:
    """Whether a PNG's chunks are all there and undamaged, and only the first tells its size.

    Readers are not asked: WeasyPrint tells Pillow to take what is left of a file, and a later size would count for some.
    """
    place = len(_PNG)
    while place + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if data[end - 4 : end] != crc32(data[place + 4 : end - 4]).to_bytes(4, "big"):
            return False
        if kind == b"IHDR" and place > len(_PNG):
            return False
        if kind == b"IEND":
            return True
        place = end
    return False


def _is_red(ink: Image) -> bool:
    """Whether most of what shows is red: its red well above its green and blue."""
    from PIL import ImageStat

    red, green, blue = ImageStat.Stat(ink.convert("RGB"), _inked(ink)).mean
    return red >= 120 and red - max(green, blue) >= 50


def _printed(name: str, ink: Image, width: float, height: float) -> Picture:
    """As a picture of its printed size; the same pixels give the same bytes.

    :raises InputError: it would be printed too coarsely.
    """
    from PIL.Image import Resampling

    if ink.width < width / 25.4 * LEAST_DPI:
        least = round(width / 25.4 * NATURAL_DPI)
        raise InputError(f"“{name}”的图案只有 {ink.width} 像素宽，印成 {width:g} 毫米会模糊。请换一张 {least} 像素宽以上的")
    finest = round(width / 25.4 * PRINT_DPI), round(height / 25.4 * PRINT_DPI)
    if ink.width > finest[0]:
        ink = ink.resize(finest, Resampling.LANCZOS)
    target = io.BytesIO()
    ink.save(target, "PNG")
    return Picture(name, target.getvalue(), width, height)
