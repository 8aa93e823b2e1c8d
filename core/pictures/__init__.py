"""Pictures: from files, checked and made ready for print as seals 印章 and stamps 签名章; and charts, drawn here."""

from .chart import Bar, draw_bars
from .seals import DIAMETER, picture_of, read_picture, read_png, seal, stamp

__all__ = ["DIAMETER", "Bar", "draw_bars", "picture_of", "read_picture", "read_png", "seal", "stamp"]
