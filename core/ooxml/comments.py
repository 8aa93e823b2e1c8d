"""Comments 批注 put into a Word file: its text is marked where they stand, and every part besides stays byte by byte as it is.

A comment (ISO/IEC 29500-1, 17.13.4) is a range in the text and an entry of the part with the comments; those that are there stay.
"""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from ..errors import InputError
from ..values import dataclass
from .received import ReceivedFile, W

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN: Final = "word/document.xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_BYTES_MAX: Final = 200 * 1024 * 1024
# 10 pt, in halves of points.
_SIZE: Final = "20"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment to be put into a file.

    :param paragraph: of the text, where it stands; ``start`` and ``end`` count the characters that it shows, equal: all of it.
    :param lines: its own paragraphs.
    """

    paragraph: _Element
    lines: Sequence[str]
    start: int = 0
    end: int = 0


def commented(path: Path, author: str, comments: Callable[[_Element], Sequence[Comment]], shown: Shown) -> bytes:
    """A Word file with comments.

    :param author: who they are by.
    :param comments: gives them, for the root of the file's text.
    :param shown: gives the runs of a paragraph that show characters, and how many characters a run's element shows.
    :raises InputError: the file cannot be read, is too large, or of a kind that no comment can be put into.
    """
    package = ReceivedFile(path)
    root = package.part(MAIN)
    if root is None:
        raise package.damaged()
    if _STRICT in package.content(MAIN)[:4096]:
        raise InputError(f"{path}：是“严格”（Strict）的 DOCX，写不了批注。用 Word 另存为普通的 .docx 再来")
    wanted = comments(root)
    changed: dict[str, bytes] = {}
    if wanted:
        part, entries, changed = _entries(package)
        number = _free(root, entries)
        for ident, comment in enumerate(wanted, number):
            _anchor(comment, str(ident), shown)
        entries.extend(_entry(str(ident), author, comment.lines) for ident, comment in enumerate(wanted, number))
        changed |= {MAIN: _bytes(root), part: _bytes(entries)}
    try:
        return _written(path, changed)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise package.damaged() from error


@dataclass(frozen=True, slots=True)
class Shown:
    """How characters are counted in a file.

    :param runs: the runs of a paragraph that show characters, each with these.
    :param character: what an element of a run shows.
    """

    runs: Callable[[_Element], Iterator[tuple[_Element, str]]]
    character: Callable[[_Element], str]


def _entries(package: ReceivedFile) -> tuple[str, _Element, dict[str, bytes]]:
    """The part with the comments, its root, and what has to change elsewhere that there is one."""
    relations, types = package.part(_RELATIONS), package.part(_TYPES)
    if types is None:
        raise package.damaged()
    if relations is None:
        relations = etree.fromstring(f'<Relationships xmlns="{_PACKAGE}/relationships"/>')
    for one in relations:
        if one.get("Type") == _KIND:
            name = posixpath.normpath(posixpath.join("/word", one.get("Target", "")))[1:]
            root = package.part(name)
            if root is not None:
                return name, root, {}
    name = next(
        f"word/comments{number or ''}.xml" for number in range(1000) if not package.content(f"word/comments{number or ''}.xml")
    )
    taken = {one.get("Id") for one in relations}
    ident = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    target = posixpath.basename(name)
    etree.SubElement(relations, f"{{{_PACKAGE}/relationships}}Relationship", Id=ident, Type=_KIND, Target=target)
    etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", PartName=f"/{name}", ContentType=_CONTENT)
    root = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
    return name, root, {_RELATIONS: _bytes(relations), _TYPES: _bytes(types)}


def _free(root: _Element, entries: _Element) -> int:
    """The first number that no comment bears."""
    tags = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
    taken = [one.get(f"{W}id") or "" for one in (*entries, *root.iter(*tags))]
    return max((int(ident) for ident in taken if ident.isdecimal()), default=-1) + 1


def _anchor(comment: Comment, ident: str, shown: Shown) -> None:
    """Put the marks of a range around words of a paragraph; around all that it holds where it shows none of them."""
    paragraph = comment.paragraph
    inside = _cut(paragraph, comment.start, comment.end, shown)
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    first, last = (inside[0], inside[-1]) if inside else (content[0], content[-1]) if content else (None, None)
    start, end = (etree.Element(f"{W}commentRange{which}", {f"{W}id": ident}) for which in ("Start", "End"))
    if first is None or last is None:
        paragraph.extend((start, end))
        anchor = end
    else:
        first.addprevious(start)
        _add_behind(last, end)
        anchor = end
        while (above := anchor.getparent()) is not None and above is not paragraph:
            anchor = above
    reference = etree.Element(f"{W}r")
    etree.SubElement(reference, f"{W}commentReference", {f"{W}id": ident})
    _add_behind(anchor, reference)


def _add_behind(element: _Element, new: _Element) -> None:
    """Put an element behind another; what stands between them in the file (a line break) stays before both."""
    tail, element.tail = element.tail, None
    element.addnext(new)
    new.tail = tail


def _cut(paragraph: _Element, start: int, end: int, shown: Shown) -> list[_Element]:
    """The runs that show just these characters; those at the ends are cut in two where they show others, too."""
    inside: list[_Element] = []
    at = 0
    for run, text in [*shown.runs(paragraph)]:
        begin, close = max(start - at, 0), min(end - at, len(text)) if end > start else len(text)
        at += len(text)
        if begin >= len(text) or close <= 0:
            continue
        if close < len(text):
            _split(run, close, shown)
        inside.append(_split(run, begin, shown) if begin else run)
    return inside


def _split(run: _Element, place: int, shown: Shown) -> _Element:
    """Cut a run in two before a character; the second one, which looks like the first."""
    second = run.makeelement(run.tag)
    second.attrib.update(run.attrib)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        second.append(deepcopy(properties))
    at = 0
    for child in [*run]:
        text = shown.character(child)
        if at >= place and child is not properties:
            second.append(child)
        elif at < place < at + len(text):
            rest = deepcopy(child)
            child.text, rest.text = text[: place - at], text[place - at :]
            rest.tail = None
            for one in (child, rest):
                one.set(_SPACE, "preserve")
            second.append(rest)
        at += len(text)
    _add_behind(run, second)
    return second


def _entry(ident: str, author: str, lines: Sequence[str]) -> _Element:
    """A comment's own text; the first of its paragraphs begins with its mark, as Word writes it."""
    entry = etree.Element(f"{W}comment", {f"{W}id": ident, f"{W}author": author, f"{W}initials": author[:1]})
    for number, line in enumerate(lines):
        paragraph = etree.SubElement(entry, f"{W}p")
        if not number:
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}annotationRef")
        run = etree.SubElement(paragraph, f"{W}r")
        properties = etree.SubElement(run, f"{W}rPr")
        if not number:
            etree.SubElement(properties, f"{W}b")
        etree.SubElement(properties, f"{W}sz", {f"{W}val": _SIZE})
        etree.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = line
    return entry


def _bytes(root: _Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _written(path: Path, changed: dict[str, bytes]) -> bytes:
    """The file with these parts changed or added; all else as it was packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        infos = source.infolist()
        if sum(info.file_size for info in infos) > _BYTES_MAX:
            raise InputError(f"{path}：展开以后太大（超过 {_BYTES_MAX // 1024**2} MB），没有写批注。把图片压缩以后再来")
        for info in infos:
            if info.filename in changed:
                made.writestr(info, changed.pop(info.filename), zipfile.ZIP_DEFLATED)
                continue
            with source.open(info) as old, made.open(info, "w") as new:
                shutil.copyfileobj(old, new)
        for name, content in changed.items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
