"""Properties of a file's own (ISO/IEC 29500-1, 15.2.12.2): office programs keep them when they save it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...ooxml.elements import escape, quoted
from ...ooxml.package import WordFile
from ...ooxml.tree import parse_whole

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NAME: Final = "docProps/custom.xml"
_ROOT: Final = f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
# Of what users name themselves.
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# The first number that such a property may have.
_FIRST: Final = 2


def add_properties(word: WordFile, properties: Mapping[str, str]) -> None:
    """Put properties into a file; those that an office's template has of its own (WPS gives it some) stay."""
    if not properties:
        return
    root = word.beside(f"{_OFFICE}/relationships/custom-properties", _NAME, _TYPE, f"{_ROOT}</Properties>")
    for one in list(root):
        if one.get("name") in properties:
            root.remove(one)
    taken = max((int(one.get("pid", "0")) for one in root), default=_FIRST - 1)
    listed = (_property(number, name, value) for number, (name, value) in enumerate(properties.items(), taken + 1))
    root.extend(parse_whole(f"{_ROOT}{''.join(listed)}</Properties>"))


def _property(number: int, name: str, value: str) -> str:
    return f'<property fmtid="{_FORMAT}" pid="{number}" name={quoted(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
