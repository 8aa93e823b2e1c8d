"""What is read of the elements of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...ooxml.received import W

if TYPE_CHECKING:
    from lxml.etree import _Element

R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def value(element: _Element | None, name: str, attribute: str = "val") -> str | None:
    """An attribute of a child; None: there is none."""
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(f"{W}{attribute}") if child is not None else None


def number(text: str | None) -> float | None:
    """A number in an attribute; None: it is none."""
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None
