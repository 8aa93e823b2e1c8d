"""The structure tree (ISO 32000-1, 14.7, 14.8): what the marked pieces of the pages are, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import pydyf

from ...document import Picture
from ...page import Image, Role, Tag

# What a picture without a name is called.
_UNNAMED: Final = "图"
_TYPES: Final = {
    Role.TITLE: "H1",
    Role.HEADING_1: "H2",
    Role.HEADING_2: "H3",
    Role.HEADING_3: "H4",
    Role.HEADING_4: "H5",
}


@dataclass(slots=True)
class Node:
    """A structure element.

    :param type: a standard structure type: ``P``, ``H1``, ``Table``.
    :param pieces: its marked content: page from 0, and number on that page.
    """

    type: str
    children: list[Node] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    picture: Picture | None = None
    is_head: bool = False


def tree(marked_content: Sequence[Sequence[Tag | Image]]) -> Node:
    """The tree of a document.

    :param marked_content: for each page what its marked pieces belong to.
    """
    root = Node("Document")
    paragraphs: dict[int, Node] = {}
    cells: dict[tuple[int, int, int], Node] = {}
    for page, tags in enumerate(marked_content):
        for number, tag in enumerate(tags):
            if isinstance(tag, Image):
                continue
            node = paragraphs.get(tag.element)
            if node is None:
                node = paragraphs[tag.element] = Node("Table" if tag.row >= 0 else _TYPES.get(tag.role, "P"))
                root.children.append(node)
            if tag.row >= 0:
                node = _cell(node, tag, cells)
            node.pieces.append((page, number))
    _hang(root, marked_content, paragraphs)
    return root


def _cell(table: Node, tag: Tag, cells: dict[tuple[int, int, int], Node]) -> Node:
    """The cell of a table that a tag tells; a head that stands on every page is one."""
    row = cells.get((tag.element, tag.row, -1))
    if row is None:
        row = cells[tag.element, tag.row, -1] = Node("TR")
        table.children.append(row)
    cell = cells.get((tag.element, tag.row, tag.column))
    if cell is None:
        cell = cells[tag.element, tag.row, tag.column] = Node("TH" if tag.head else "TD", is_head=tag.head)
        row.children.append(cell)
    return cell


def _hang(root: Node, marked_content: Sequence[Sequence[Tag | Image]], paragraphs: dict[int, Node]) -> None:
    """Put pictures behind the paragraphs that they belong to, or behind what stands before those."""
    for page, tags in enumerate(marked_content):
        for number, image in enumerate(tags):
            if isinstance(image, Image):
                before = [node for element, node in paragraphs.items() if element <= image.tag.element]
                place = root.children.index(before[-1]) + 1 if before else 0
                root.children.insert(place, Node("Figure", pieces=[(page, number)], picture=image.picture))


def add(pdf: pydyf.PDF, marked_content: Sequence[Sequence[Tag | Image]], pages: Sequence[pydyf.Dictionary]) -> pydyf.Dictionary:
    """Put the tree of a document into its PDF.

    :param marked_content: for each page what its marked pieces belong to.
    :param pages: their objects; each gets the key of its row in the parent tree.
    :returns: the tree's root, for the catalog.
    """
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    parents: list[list[bytes]] = [[b"null"] * len(tags) for tags in marked_content]
    root["K"] = pydyf.Array([_add(pdf, tree(marked_content), root, pages, parents).reference])
    rows = pydyf.Array()
    for number, (page, row) in enumerate(zip(pages, parents, strict=True)):
        page["StructParents"] = number
        held = pydyf.Array(row)
        pdf.add_object(held)
        rows += [number, held.reference]
    root["ParentTree"] = pydyf.Dictionary({"Nums": rows})
    root["ParentTreeNextKey"] = len(pages)
    return root


def _add(
    pdf: pydyf.PDF, node: Node, parent: pydyf.Dictionary, pages: Sequence[pydyf.Dictionary], parents: list[list[bytes]]
) -> pydyf.Dictionary:
    held = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.type}", "P": parent.reference})
    pdf.add_object(held)
    kids = pydyf.Array(_add(pdf, child, held, pages, parents).reference for child in node.children)
    kids += _contents(node, pages, held)
    for page, number in node.pieces:
        parents[page][number] = held.reference
    held["K"] = kids
    if node.is_head:
        held["A"] = pydyf.Dictionary({"O": "/Table", "Scope": "/Column"})
    if node.picture:
        held["Alt"] = pydyf.String(node.picture.name or _UNNAMED)
    return held


def _contents(node: Node, pages: Sequence[pydyf.Dictionary], held: pydyf.Dictionary) -> Iterator[object]:
    """The references to a node's marked content; those on its first page are plain numbers."""
    if not node.pieces:
        return
    home = node.pieces[0][0]
    held["Pg"] = pages[home].reference
    for page, number in node.pieces:
        yield number if page == home else pydyf.Dictionary({"Type": "/MCR", "Pg": pages[page].reference, "MCID": number})
