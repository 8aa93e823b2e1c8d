"""Text as typed → a value of a field's type."""

from __future__ import annotations

import unicodedata
from typing import Final

from ..draft import short
from ..errors import HongtouError
from ..pattern import pattern

_TRUE: Final = frozenset({"是", "true"})
_FALSE: Final = frozenset({"否", "false"})
_INTEGER: Final = pattern(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})")
_NUMBER: Final = pattern(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,15})?")
_WITH_UNIT: Final = pattern(r"(?P<number>[+-]?\d[\d,.]*)\s*(?P<unit>\D{1,5})")
# More characters than anybody writes into one line, or into one title.
LINE_MAX: Final = 10_000
TITLE_MAX: Final = 500
_BREAK: Final = pattern(r"\\n|\n")


class ValueReadError(HongtouError):
    """A value cannot be read; the field's example is still to be added.

    :param message: what is wrong with it; may quote it.
    :param without: the same without any of the value, for fields that are personal; empty: the message quotes nothing.
    """

    def __init__(self, message: str, without: str = "") -> None:
        self.without = without or message
        super().__init__(message)


def read_line(text: str) -> str:
    """A single line.

    :raises ValueReadError: there are several lines, or a tab, or it is far too long.
    """
    text = text.strip()
    if len(text) > LINE_MAX:
        raise ValueReadError(f"有 {len(text)} 个字，超过 {LINE_MAX} 个，不像是一行文字")
    if "\n" in text:
        raise ValueReadError(f"应写在一行里，这里有 {text.count(chr(10)) + 1} 行")
    if "\t" in text:
        raise ValueReadError("文字中间有制表符（Tab），公文里排不出来，改成空格")
    return text


def read_title(text: str) -> str:
    r"""A title; a line break in it, or ``\n`` as typed, forces one in print.

    :raises ValueReadError: as :func:`read_line` does.
    """
    if len(text.strip()) > TITLE_MAX:
        raise ValueReadError(f"有 {len(text.strip())} 个字，超过 {TITLE_MAX} 个，不像是标题")
    lines = [read_line(line) for line in _BREAK.split(text.strip())]
    return "\n".join(filter(None, lines))


def read_integer(text: str) -> int:
    """A whole number; full-width digits and commas between thousands are read as such."""
    plain = _plain(text)
    if _INTEGER.fullmatch(plain):
        return int(plain.replace(",", ""))
    if _NUMBER.fullmatch(plain):
        raise ValueReadError(f"应是整数，这里有小数：“{text.strip()}”", "应是整数，这里有小数")
    raise _no_number(text, plain, "整数")


def read_number(text: str) -> int | float:
    """A number: int where it was typed without a decimal point, otherwise float."""
    plain = _plain(text)
    if not _NUMBER.fullmatch(plain):
        raise _no_number(text, plain, "数字")
    plain = plain.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def read_boolean(text: str) -> bool:
    """是 or 否; true and false as well."""
    word = text.strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueReadError(f"只能写“是”或“否”，这里是“{word}”", "只能写“是”或“否”")
    return word in _TRUE


def read_seal(text: str) -> bool | str:
    """是 or 否, or the path of a picture."""
    line = read_line(text)
    return read_boolean(line) if line.lower() in _TRUE | _FALSE else line


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _no_number(text: str, plain: str, kind: str) -> ValueReadError:
    match = _WITH_UNIT.fullmatch(plain)
    if match:
        told = f"只写{kind}，不写单位"
        return ValueReadError(f"{told}：“{text.strip()}”应为“{match['number']}”", told)
    told = f"应是用阿拉伯数字写的{kind}"
    return ValueReadError(f"{told}，这里是“{short(text)}”", told)
