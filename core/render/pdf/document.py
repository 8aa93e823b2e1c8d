"""Painted pages → a PDF file: pages, fonts, pictures, bookmarks, structure, and what PDF/A asks besides."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import pydyf

from ...document import Gongwen
from ...page import Bookmark, Frame
from . import archival, embedding, structure
from .content import Content, content, number
from .streams import deflated

_LANGUAGE: Final = "zh-CN"


def write(gongwen: Gongwen, frames: Sequence[Frame], *, is_archival: bool = False) -> bytes:
    """Write a document's painted pages as PDF 1.7.

    :param is_archival: as PDF/A-2.
    :raises FontError: a font must not be embedded.
    :raises InputError: a picture is damaged.
    """
    pdf = pydyf.PDF()
    fonts, font_resources = embedding.fonts(pdf, frames)
    images, image_resources = embedding.images(pdf, frames)
    resources = pydyf.Dictionary({"Font": font_resources, "XObject": image_resources})
    pdf.add_object(resources)
    contents = [content(frame, fonts, images) for frame in frames]
    pages = [_page(pdf, frame, one, resources) for frame, one in zip(frames, contents, strict=True)]
    pdf.catalog["StructTreeRoot"] = structure.add(pdf, [one.marked_content for one in contents], pages).reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["Lang"] = pydyf.String(_LANGUAGE)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    _add_bookmarks(pdf, frames, pages)
    told = {"Title": gongwen.title, "Author": gongwen.author, "Subject": gongwen.genre}
    pdf.info.update({key: pydyf.String(text) for key, text in told.items() if text})
    pdf.info["Creator"] = pydyf.String("hongtou")
    if is_archival:
        archival.add(pdf, frames, gongwen.title, gongwen.author, gongwen.genre)
    target = io.BytesIO()
    pdf.write(target, version=b"1.7", identifier=True, compress=True)
    return target.getvalue()


def _page(pdf: pydyf.PDF, frame: Frame, written: Content, resources: pydyf.Dictionary) -> pydyf.Dictionary:
    stream = deflated(pdf, written.operators.encode("ascii"))
    page = pydyf.Dictionary(
        {
            "Type": "/Page",
            "Parent": pdf.pages.reference,
            "MediaBox": pydyf.Array([0, 0, number(frame.width), number(frame.height)]),
            "Contents": stream.reference,
            "Resources": resources.reference,
        }
    )
    pdf.add_page(page)
    return page


def _add_bookmarks(pdf: pydyf.PDF, frames: Sequence[Frame], pages: Sequence[pydyf.Dictionary]) -> None:
    """The outline: each bookmark below the last one before it of a lower level."""
    root = pydyf.Dictionary({"Type": "/Outlines", "Count": 0})
    path: list[tuple[int, pydyf.Dictionary]] = [(0, root)]
    for frame, page in zip(frames, pages, strict=True):
        for bookmark in frame.bookmarks:
            while path[-1][0] >= bookmark.level:
                path.pop()
            parent = path[-1][1]
            if parent is root and "First" not in root:
                pdf.add_object(root)
                pdf.catalog["Outlines"] = root.reference
            item = _bookmark(bookmark, frame, page)
            pdf.add_object(item)
            _hang(pdf, item, parent)
            for _, above in path:
                above["Count"] = above.get("Count", 0) + 1
            path.append((bookmark.level, item))


def _bookmark(bookmark: Bookmark, frame: Frame, page: pydyf.Dictionary) -> pydyf.Dictionary:
    place = number(bookmark.x), number(frame.height - bookmark.y)
    return pydyf.Dictionary({"Title": pydyf.String(bookmark.text), "Dest": pydyf.Array([page.reference, "/XYZ", *place, 0])})


def _hang(pdf: pydyf.PDF, item: pydyf.Dictionary, parent: pydyf.Dictionary) -> None:
    """Make it the last child of its parent."""
    item["Parent"] = parent.reference
    if "Last" in parent:
        before = pdf.objects[int(parent["Last"].split()[0])]
        before["Next"], item["Prev"] = item.reference, before.reference
    parent.setdefault("First", item.reference)
    parent["Last"] = item.reference
