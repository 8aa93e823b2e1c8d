"""Pictures from files: checked, and made ready for print as seals 印章 and stamps 签名章."""

from .seals import DIAMETER, read_picture, seal, stamp

__all__ = ["DIAMETER", "read_picture", "seal", "stamp"]
