"""WordprocessingML as a tree: finding elements, and merging properties in the order of the schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from .elements import NAMESPACES, PPR, RPR, qualified

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What is no XML.
XmlError: Final = etree.XMLSyntaxError
P, P_PR, R_PR, TBL, SECT_PR = (qualified(f"w:{name}") for name in ("p", "pPr", "rPr", "tbl", "sectPr"))
_VAL: Final = qualified("w:val")
IND, FIRST_LINE, HANGING = (qualified(f"w:{name}") for name in ("ind", "firstLine", "hanging"))
_ORDER: Final = {
    P_PR: {qualified(f"w:{name}"): place for place, name in enumerate(PPR)},
    R_PR: {qualified(f"w:{name}"): place for place, name in enumerate(RPR)},
}


def select(path: str) -> Callable[..., list[Element]]:
    """An XPath over elements, compiled; the prefixes are those of :data:`hongtou.ooxml.elements.NAMESPACES`."""
    compiled = etree.XPath(path, namespaces=NAMESPACES)

    def find(element: Element, **variables: str) -> list[Element]:
        return cast("list[Element]", compiled(element, **variables))

    return find


def parse(text: str) -> Element:
    """An element of the prefix w from its text."""
    return etree.fromstring(f'<w:x xmlns:w="{NAMESPACES["w"]}">{text}</w:x>')[0]


def parse_whole(text: str) -> Element:
    """An element that declares its own prefixes from its text, of which nothing is looked up."""
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))


def markup(element: Element) -> str:
    """An element as text."""
    return etree.tostring(element, encoding="unicode")


def parsed(text: str) -> list[Element]:
    """Elements of any of our prefixes from their text."""
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return list(etree.fromstring(f"<w:x{declared}>{text}</w:x>"))


def parent(element: Element) -> Element:
    """The element that holds this one."""
    return cast("Element", element.getparent())


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    parent(element).remove(element)


def value_of(element: Element, tag: str) -> str:
    """What a child of this tag has as its ``w:val``; empty: there is none."""
    child = element.find(tag)
    return "" if child is None else child.get(_VAL, "")


def merge(target: Element, source: Element) -> None:
    """Put properties into others (both w:pPr or w:rPr), in the schema's order; attributes that only the old ones have stay."""
    own = {child.tag: child for child in target}
    for child in list(source):
        present = own.get(child.tag)
        if present is None or not child.attrib:
            own[child.tag] = child
            continue
        if child.tag == IND:
            _without(present, FIRST_LINE, HANGING)
        present.attrib.update(child.attrib)
    order = _ORDER[str(target.tag)]
    target[:] = sorted(own.values(), key=lambda child: order.get(str(child.tag), len(order)))


def _without(element: Element, *attributes: str) -> None:
    for attribute in attributes:
        if attribute in element.attrib:
            del element.attrib[attribute]


_EXTRA_PROPERTIES = select(".//w:p/w:pPr[preceding-sibling::*]")


def settle(body: Element) -> None:
    """Merge the properties that came with a paragraph's text into those of its sample."""
    for extra in _EXTRA_PROPERTIES(body):
        holder = parent(extra)
        holder.remove(extra)
        if holder[0].tag == P_PR:
            merge(holder[0], extra)
        else:
            holder.insert(0, extra)
