"""Which format a document has, by what stands at its head (clause 10)."""

from __future__ import annotations

from collections.abc import Iterable

from ..document import Format
from ..evidence import Item, Role


def format_of(items: Iterable[Item]) -> Format | None:
    """The format of a document that does not say it itself; None: it cannot be told."""
    issuer_mark = "".join(item.text for item in items if item.role is Role.ISSUER_MARK)
    issuer_mark = "".join(issuer_mark.split())
    if not issuer_mark:
        return None
    endings = {"文件": Format.DOCUMENT, "令": Format.ORDER, "纪要": Format.MINUTES, "简报": Format.MINUTES}
    return next((format for ending, format in endings.items() if issuer_mark.endswith(ending)), None)
