"""The formats: 文件格式 and the special ones of clause 10, one small module each; a format is a value, :class:`FormatRules`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...document import Format
from . import document, letter, minutes, order
from .form import FormatRules

FORMS: Final[Mapping[Format, FormatRules]] = {
    Format.DOCUMENT: document.FORM,
    Format.LETTER: letter.FORM,
    Format.ORDER: order.FORM,
    Format.MINUTES: minutes.FORM,
    # An inner document has no head and no 版记; its text is set like any other.
    Format.PLAIN: document.FORM,
}
