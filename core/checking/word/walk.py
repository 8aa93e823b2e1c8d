"""The way through a Word file: its paragraphs and tables as people count them, and the characters that a paragraph shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...ooxml.received import W
from ...values import dataclass
from .elements import MC, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_BREAKS: Final = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_HOLDERS: Final = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_UNREAD: Final = frozenset(
    {*(f"{W}{name}" for name in ("pPr", "rPr", "instrText", "delText", "txbxContent", "del", "moveFrom")), f"{MC}Fallback"}
)
_OFF: Final = frozenset({"0", "false", "off"})
_DEPTH_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table, as it stands in the file.

    :param number: of the block in the text, from 1; a text box has that of the paragraph which carries it.
    """

    element: _Element
    number: int
    boxed: bool = False

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return bool(self.element.tag == f"{W}tbl")


def blocks(body: _Element) -> Iterator[Block]:
    """The paragraphs and tables of the text, and the paragraphs of its boxes; a paragraph that only carries boxes is none."""
    for number, element in enumerate(_children(body, 0), 1):
        if element.tag == f"{W}tbl":
            yield Block(element, number)
            continue
        if not _floats(element):
            yield Block(element, number)
        for box in element.iter(f"{W}txbxContent"):
            if not any(above.tag == f"{MC}Fallback" for above in box.iterancestors()):
                yield from (Block(inner, number, boxed=True) for inner in box.iter(f"{W}p"))


def carriers(body: _Element) -> Iterator[_Element]:
    """What stands in the text itself, in the order of the numbers of :func:`blocks`."""
    return _children(body, 0)


def runs(element: _Element) -> Iterator[_Element]:
    """The runs of a paragraph that are read."""
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in _UNREAD and isinstance(child.tag, str):
            yield from runs(child)


def shown(paragraph: _Element) -> Iterator[tuple[_Element, str]]:
    """The runs of a paragraph that show characters, each with these."""
    for run in runs(paragraph):
        if (text := text_of(run)) and not _is_hidden(run.find(f"{W}rPr")):
            yield run, text


def text_of(run: _Element) -> str:
    """The characters of a run."""
    return "".join(map(character, run))


def character(child: _Element) -> str:
    """What an element of a run shows: characters, or nothing."""
    if child.tag == f"{W}t":
        return child.text or ""
    return _BREAKS[child.tag] if child.tag in _BREAKS and child.get(f"{W}type") in {None, "textWrapping"} else ""


def _is_hidden(properties: _Element | None) -> bool:
    """Whether a run is hidden text (隐藏文字)."""
    return properties is not None and properties.find(f"{W}vanish") is not None and value(properties, "vanish") not in _OFF


def _children(parent: _Element, depth: int) -> Iterator[_Element]:
    for child in parent:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag in _HOLDERS and depth < _DEPTH_MAX:
            yield from _children(child, depth + 1)


def _floats(paragraph: _Element) -> bool:
    """Whether a paragraph says nothing itself and only carries a box."""
    has_box = next(paragraph.iter(f"{W}txbxContent"), None) is not None
    return has_box and not any(text_of(run).strip() for run in runs(paragraph))
