"""The faces of a DOCX's text, and what somebody changed of its look alone, which a draft cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ..layout.styles import HEADINGS, Face, Role
from .shown import face_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FACES: Final = {f"{face.value.removesuffix('体')}体字": face for face in Face}
# What the names of a face's fonts have in common, whoever made them.
_NAMED: Final = (("小标宋", Face.TITLE), ("仿宋", Face.BODY), ("楷", Face.KAI), ("黑体", Face.HEI))
# What our DOCX never sets on text, and how people call it.
_CHANGES: Final = {"b": "加粗", "i": "倾斜", "u": "下划线", "strike": "删除线", "highlight": "突出显示", "em": "着重号"}
_ALIGNS: Final = {"center": "居中", "right": "靠右", "end": "靠右", "distribute": "分散对齐"}
_TEXT: Final = {Role.TEXT, *HEADINGS}
_OFF: Final = {"0", "false", "off", "none"}
_SHORT: Final = 12


class Looks:
    """Reads the look of runs.

    :param names: the styles' names by their ids.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self.told: list[str] = []
        self._breaks = False

    def face(self, run: _Element, role: Role | None, text: str, number: int) -> Face:
        """The face of a run; what a draft cannot say of its look is told."""
        properties = run.find(f"{_W}rPr")
        if properties is None:
            return face_of(role)
        if text.strip():
            for what in self._changes(properties):
                self._tell(number, f"“{text.strip()[:_SHORT]}”{what}")
        style = properties.find(f"{_W}rStyle")
        named = self._names.get(style.get(f"{_W}val", ""), "") if style is not None else ""
        return self._direct(properties) or _FACES.get(named) or face_of(role)

    def _changes(self, properties: _Element) -> Iterator[str]:
        """What somebody set on text that our DOCX leaves to its styles."""
        for child in properties:
            name, value = str(child.tag).removeprefix(_W), child.get(f"{_W}val", "")
            if name in _CHANGES and value not in _OFF:
                yield _CHANGES[name]
            elif name == "sz":
                yield "改了字号"
            elif name == "color" and value != "auto":
                yield "改了颜色"
            elif name == "rFonts" and child.get(f"{_W}eastAsia") and self._direct(properties) is None:
                yield f"换成了{child.get(f'{_W}eastAsia')}"

    def paragraph(self, paragraph: _Element, role: Role | None, text: str, number: int) -> None:
        """Tell what somebody set of a paragraph of the text that our DOCX leaves to its styles and to its pages."""
        properties, words = paragraph.find(f"{_W}pPr"), f"“{text.strip()[:_SHORT]}”"
        page = properties.find(f"{_W}pageBreakBefore") if properties is not None else None
        if page is not None and page.get(f"{_W}val", "") not in _OFF:
            self._breaks = True
        if text.strip():
            # Elsewhere the break is ours: an attachment begins a page. LibreOffice saves it with the text above.
            if self._breaks and role in _TEXT:
                self.told.append(f"第 {number} 段{words}前面加的分页没有带回来：从哪里换页由排版决定")
            align = properties.find(f"{_W}jc") if properties is not None else None
            if role in _TEXT and align is not None and (what := _ALIGNS.get(align.get(f"{_W}val", ""))):
                self._tell(number, f"{words}{what}")
            self._breaks = False
        if any(one.get(f"{_W}type") == "page" for one in paragraph.iter(f"{_W}br")):
            self._breaks = True

    def hides(self, run: _Element, text: str, number: int) -> bool:
        """Whether a run is hidden text, which is on no page; it is told."""
        vanish = run.find(f"{_W}rPr/{_W}vanish")
        hidden = vanish is not None and vanish.get(f"{_W}val", "") not in _OFF
        if hidden and text.strip():
            self.told.append(f"第 {number} 段有隐藏的文字“{text.strip()[:_SHORT]}”，没有带回来")
        return hidden

    def _direct(self, properties: _Element) -> Face | None:
        """The face that somebody chose for the text itself."""
        fonts = properties.find(f"{_W}rFonts")
        name = fonts.get(f"{_W}eastAsia", "") if fonts is not None else ""
        return next((face for part, face in _NAMED if part in name), None)

    def _tell(self, number: int, what: str) -> None:
        told = f"第 {number} 段{what}：公文里没有这种样子，没有带回来"
        if told not in self.told:
            self.told.append(told)
