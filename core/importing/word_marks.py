"""What a Word document keeps beside its text: notes, comments, styles that hide; its tracked changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ..ooxml.received import ReceivedFile, W

if TYPE_CHECKING:
    from lxml.etree import _Element

FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXTS: Final = (f"{W}t", f"{W}delText")
_CHANGES: Final = {"ins": "加上", "moveTo": "移来", "del": "删去", "moveFrom": "移走"}
_SHOWN: Final = 3


def text_of(element: _Element) -> str:
    """All text of an element, that of tracked changes and what is hidden, too."""
    return "".join(part.text or "" for part in element.iter(*TEXTS)).strip()


def lines_of(element: _Element) -> Iterator[str]:
    """The texts of the paragraphs in a part that stands beside the text; what is there twice, for old programs, once."""
    for paragraph in element.iter(f"{W}p"):
        if not any(above.tag == FALLBACK for above in paragraph.iterancestors()):
            own = (one for one in paragraph.iter(*TEXTS) if next(one.iterancestors(f"{W}p")) is paragraph)
            if text := "".join(one.text or "" for one in own).strip():
                yield text


def refuse_changes(package: ReceivedFile, body: _Element) -> None:
    """Refuse a document with tracked changes; tells where they are.

    :raises InputError: it has some.
    """
    found = list(_changes(body))
    if found:
        shown = "、".join(f"第 {number} 段{what}“{text[:20]}”" for number, what, text in found[:_SHOWN])
        more = "等" if len(found) > _SHOWN else ""
        raise InputError(
            f"{package.path}：文件里有 {len(found)} 处修订：{shown}{more}。"
            "在 Word 里接受或者拒绝以后再来，或者写 --changes accept（全部接受）、--changes reject（全部拒绝）"
        )


def _changes(body: _Element) -> Iterator[tuple[int, str, str]]:
    """Each tracked change of text: in which paragraph, what was done, the text."""
    number = 0
    for element in body.iter(f"{W}p", *(f"{W}{name}" for name in _CHANGES)):
        if element.tag == f"{W}p":
            number += 1
        elif what := text_of(element) or _place(element.getparent()):
            yield number, _CHANGES[element.tag.removeprefix(W)], what


def _place(parent: _Element | None) -> str:
    """What a tracked change without text is one of; empty: of nothing that matters."""
    tag = parent.tag if parent is not None else ""
    return {f"{W}trPr": "表格的一行", f"{W}rPr": "分段"}.get(str(tag), "")


def notes(package: ReceivedFile) -> dict[tuple[str, str], str]:
    """The texts of footnotes and endnotes by what refers to them."""
    found = {}
    for kind in ("footnote", "endnote"):
        for _, part in package.named(f"word/{kind}s.xml"):
            for note in part.iter(f"{W}{kind}"):
                if text := " ".join(lines_of(note)):
                    found[kind, note.get(f"{W}id") or ""] = text
    return found


def comments(package: ReceivedFile) -> dict[str, tuple[str, str]]:
    """The comments by their ids: who wrote, and what."""
    return {
        comment.get(f"{W}id") or "": (comment.get(f"{W}author") or "", text)
        for _, part in package.named("word/comments.xml")
        for comment in part.iter(f"{W}comment")
        if (text := " ".join(lines_of(comment)))
    }


def hiding_styles(package: ReceivedFile) -> frozenset[str]:
    """The styles whose text is hidden, by themselves or by those that they are based on."""
    part = package.part("word/styles.xml")
    styles = {} if part is None else {one.get(f"{W}styleId") or "": one for one in part.iter(f"{W}style")}
    return frozenset(name for name in styles if _hides(styles, name))


def _hides(styles: Mapping[str, _Element], name: str) -> bool:
    for _ in range(20):  # a chain of styles is no longer, unless it is a circle
        style = styles.get(name)
        if style is None:
            return False
        if (own := vanishes(style)) is not None:
            return own
        based = style.find(f"{W}basedOn")
        name = (based.get(f"{W}val") or "") if based is not None else ""
    return False


def vanishes(element: _Element) -> bool | None:
    """Whether a run or a style says that its text is hidden; None: it says nothing of it."""
    vanish = element.find(f"{W}rPr/{W}vanish")
    return None if vanish is None else vanish.get(f"{W}val") not in {"0", "false", "off"}
