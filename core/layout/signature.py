"""发文机关署名 and 成文日期 (7.3.5), and the 附注 below them (7.3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Gongwen, Signature, chinese_date, spans
from .plan import Element
from .standard import TYPE_WIDTH
from .styles import Role

if TYPE_CHECKING:
    from .galley import Galley


def closing(gongwen: Gongwen, galley: Galley) -> Iterator[Element]:
    """Signature, date and note, which stay together."""
    elements = list(_signature(gongwen.signature, galley)) if gongwen.signature else []
    if gongwen.note:
        elements.append(galley.paragraph(Role.NOTE, spans(f"（{gongwen.note}）")))
    for element in elements[:-1]:
        yield replace(element, keep=True)
    yield from elements[-1:]


def _signature(signature: Signature, galley: Galley) -> Iterator[Element]:
    """署名 and 成文日期 without a seal (7.3.5.2)."""
    date = chinese_date(signature.date)
    longest = max((galley.width(Role.SIGNATURE, name) for name in signature.issuers), default=0.0)
    sign_left, date_left = unsealed(longest, galley.width(Role.DATE, date), galley.house.cell)
    yield galley.blank
    for name in signature.issuers:
        yield galley.paragraph(Role.SIGNATURE, spans(name), left=sign_left)
    yield galley.paragraph(Role.DATE, spans(date), left=date_left)


def unsealed(issuer: float, date: float, cell: float, width: float = TYPE_WIDTH) -> tuple[float, float]:
    """Where an unsealed signature and its date begin, from the left edge of the type area (7.3.5.2).

    :param issuer: the width of the (longest) issuer; ``date`` that of the date; all in the unit of ``cell``, one 字.
    :returns: the left ends of both: the issuer's right end two 字 in, the date two 字 further right than the issuer; a date
        that is the longer one ends two 字 in itself.
    """
    sign_left = max(0.0, width - 2 * cell - issuer)
    if date <= issuer:
        return sign_left, min(sign_left + 2 * cell, width - date)
    date_left = width - 2 * cell - date
    return max(0.0, date_left - 2 * cell), date_left
