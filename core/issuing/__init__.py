"""Issuing 发文: doubts, number, signature, archive and register, in steps that can each be cut off."""

from .doubts import Despite
from .issuing import Days, Issued, Issuer, Sign

__all__ = ["Days", "Despite", "Issued", "Issuer", "Sign", "after", "book", "certificate", "standing"]
