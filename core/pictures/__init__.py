"""Pictures from files: checked, and made ready for print as seals 印章 and stamps 签名章."""

from .seals import DIAMETER, picture_of, read_picture, read_png, seal, stamp

__all__ = ["DIAMETER", "picture_of", "read_picture", "read_png", "seal", "stamp"]
