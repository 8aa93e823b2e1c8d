"""The styles of a document's paragraphs: one table that the page plan, the Word template and the PDF's style sheet share."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Final

from ..values import dataclass
from .standard import CELL, IMPRINT_PITCH, PITCH, SIZE_2, SIZE_3, SIZE_4, TITLE_PITCH


class Face(StrEnum):
    """The faces that the standard names (5.2.2, 7.2.2, 7.2.4, 7.3.1, 7.3.3, 7.5). A value is the key in a profile."""

    TITLE = "小标宋"
    BODY = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    SONG = "宋体"


class Role(Enum):
    """What a paragraph is. The value is its Word style's name, as clerks read it."""

    __hash__ = object.__hash__  # there is one of each: Enum's own, by name, takes longer than what it is looked up in

    COPY_NUMBER = "份号"
    CLASSIFICATION = "密级和保密期限"
    URGENCY = "紧急程度"
    ISSUER_MARK = "发文机关标志"
    DOCUMENT_NUMBER = "发文字号"
    APPROVERS = "签发人"
    SIDES = "左右分列"
    TITLE = "公文标题"
    CAPTION = "题注行"
    ADDRESSEES = "主送机关"
    TEXT = "公文正文"
    HEADING_1 = "一级标题"
    HEADING_2 = "二级标题"
    HEADING_3 = "三级标题"
    HEADING_4 = "四级标题"
    BLANK = "空行"
    TABLE = "表格"
    TABLE_TITLE = "表题"
    FIGURE = "插图"
    FIGURE_TITLE = "图题"
    ATTACHMENT_NOTE = "附件说明"
    SIGNATURE = "发文机关署名"
    DATE = "成文日期"
    NOTE = "附注"
    ATTENDANCE = "出席名单"
    ATTACHMENT_MARK = "附件标识"
    COPIES_TO = "抄送机关"
    PRINTED = "印发机关和印发日期"
    FOLIO = "公文页码"


class Setting(StrEnum):
    """How the lines of a paragraph lie between its indents."""

    JUSTIFIED = "both"
    LEFT = "left"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class Style:
    """How a role is set; lengths in pt.

    :param pitch: from one line to the next.
    :param first: the first line's indent, from ``left``.
    :param outline: its level in the navigation pane, from 1; 0: none.
    """

    face: Face = Face.BODY
    size: float = SIZE_3
    pitch: float = PITCH
    setting: Setting = Setting.JUSTIFIED
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    outline: int = 0
    red: bool = False


def styles(pitch: float = PITCH, cell: float = CELL) -> dict[Role, Style]:
    """How each role is set on a page with this pitch and this width of a 字, pt."""
    indent = 2 * cell
    return {
        Role.COPY_NUMBER: Style(pitch=pitch, setting=Setting.LEFT),
        Role.CLASSIFICATION: Style(pitch=pitch, face=Face.HEI, setting=Setting.LEFT),
        Role.URGENCY: Style(pitch=pitch, face=Face.HEI, setting=Setting.LEFT),
        Role.ISSUER_MARK: Style(pitch=pitch, face=Face.TITLE, setting=Setting.CENTER, red=True),
        Role.DOCUMENT_NUMBER: Style(pitch=pitch, setting=Setting.CENTER),
        Role.APPROVERS: Style(pitch=pitch, setting=Setting.LEFT),
        Role.SIDES: Style(pitch=pitch, setting=Setting.LEFT),
        Role.TITLE: Style(face=Face.TITLE, size=SIZE_2, pitch=TITLE_PITCH, setting=Setting.CENTER),
        Role.CAPTION: Style(pitch=pitch, face=Face.KAI, setting=Setting.CENTER),
        Role.ADDRESSEES: Style(pitch=pitch),
        Role.TEXT: Style(pitch=pitch, first=indent),
        Role.HEADING_1: Style(pitch=pitch, face=Face.HEI, first=indent, outline=1),
        Role.HEADING_2: Style(pitch=pitch, face=Face.KAI, first=indent, outline=2),
        Role.HEADING_3: Style(pitch=pitch, first=indent, outline=3),
        Role.HEADING_4: Style(pitch=pitch, first=indent, outline=4),
        Role.BLANK: Style(pitch=pitch),
        Role.TABLE: Style(pitch=pitch, size=12.0),
        Role.TABLE_TITLE: Style(pitch=pitch, face=Face.HEI, setting=Setting.CENTER),
        # A picture stands on the baseline, with type so small that nothing of it hangs below.
        Role.FIGURE: Style(pitch=pitch, size=1.0, setting=Setting.CENTER),
        Role.FIGURE_TITLE: Style(pitch=pitch, face=Face.HEI, setting=Setting.CENTER),
        Role.ATTACHMENT_NOTE: Style(pitch=pitch),
        Role.SIGNATURE: Style(pitch=pitch, setting=Setting.LEFT),
        Role.DATE: Style(pitch=pitch, setting=Setting.LEFT),
        Role.NOTE: Style(pitch=pitch, first=indent),
        # Not flush: its first line must not move the place below which the others begin.
        Role.ATTENDANCE: Style(pitch=pitch, setting=Setting.LEFT),
        Role.ATTACHMENT_MARK: Style(pitch=pitch, face=Face.HEI, setting=Setting.LEFT),
        Role.COPIES_TO: Style(size=SIZE_4, pitch=IMPRINT_PITCH, left=4 * SIZE_4, right=SIZE_4, first=-3 * SIZE_4),
        Role.PRINTED: Style(size=SIZE_4, pitch=IMPRINT_PITCH, left=SIZE_4, right=SIZE_4),
        Role.FOLIO: Style(face=Face.SONG, size=SIZE_4, pitch=SIZE_4, left=SIZE_4, right=SIZE_4),
    }


STYLES: Final = styles()
HEADINGS: Final = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)
