"""The formats: 文件格式 and the special ones of clause 10, one small module each; a format is a value, :class:`FormatRules`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...document import Format
from . import document, letter, minutes, order
from .rules import FormatRules

FORMAT_RULES: Final[Mapping[Format, FormatRules]] = {
    Format.DOCUMENT: document.RULES,
    Format.LETTER: letter.RULES,
    Format.ORDER: order.RULES,
    Format.MINUTES: minutes.RULES,
    # An inner document has no head and no 版记; its text is set like any other.
    Format.PLAIN: document.RULES,
}
