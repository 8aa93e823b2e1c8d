"""A document's own styles: the template's, with the lengths and the faces of this document."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from ...fonts.faces import NAMES, Fonts
from ...layout.page_setup import STANDARD, PageSetup
from ...layout.plan import IssuerMarkPlan, PagePlan
from ...layout.standard import TABLE_LEADING, twips
from ...layout.styles import STYLES, Face, Role
from ...ooxml.elements import half_points, indents, qualified, spacing, w
from ...ooxml.tree import P_PR, R_PR, merge, parse, value_of
from .context import Shape
from .styles import ASCENT_OF_LINE, TAG
from .table import sized

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLE, _NAME, _VAL, _ID, _BASE, _FONTS = (
    qualified(f"w:{name}") for name in ("style", "name", "val", "styleId", "basedOn", "rFonts")
)
# What stands behind a style's properties.
_TAIL: Final = tuple(qualified(f"w:{name}") for name in ("tblPr", "trPr", "tcPr", "tblStylePr"))


# What has its pitch from the document: of its mark, its pictures, its tables.
_OWN_PITCH: Final = (Role.ISSUER_MARK, Role.FIGURE, Role.TABLE)


class Styles:
    """The styles of a document.

    :param root: the part ``word/styles.xml``.
    """

    def __init__(self, root: Element) -> None:
        self.root = root
        self._named = {value_of(style, _NAME): style for style in root.iterfind(_STYLE)}

    @property
    def ids(self) -> dict[str, str]:
        """Their ids by their names; Word gives ids of its own when an office saves a template."""
        return {name: style.get(_ID, "") for name, style in self._named.items()}

    def adjust(self, plan: PagePlan, shapes: Mapping[Role, Shape], fonts: Fonts) -> None:
        """Give them this document's lengths and faces. A style that an office has taken out of its template is left out."""
        for role, shape in shapes.items():
            self._shape(role, shape)
            self._set(role, plan.setup)
        if plan.masthead:
            self._change(Role.ISSUER_MARK.value, *_issuer_mark(plan.masthead.issuer_mark))
        for size in sorted({element.grid.size for element in plan.galley if element.grid} - {STYLES[Role.TABLE].size}):
            self._add_table_style(size)
        self._rename_fonts(fonts)
        if TAG in self._named:
            self.root.remove(self._named.pop(TAG))

    def _shape(self, role: Role, shape: Shape) -> None:
        usual = Shape.of_style(role)
        before = spacing(before=shape.before) if shape.before != usual.before else ""
        sides = indents(shape.left, shape.right, shape.first) if shape[1:] != usual[1:] else ""
        self._change(role.value, before + sides)

    def _set(self, role: Role, setup: PageSetup) -> None:
        """The pitch and the tracking of a setup that are not the standard's."""
        pitch, tracking = setup.styles[role].pitch, setup.tracking_of(role)
        line = spacing(line=pitch) if pitch != STYLES[role].pitch and role not in _OWN_PITCH else ""
        look = w("spacing", val=twips(tracking)) if tracking != STANDARD.tracking_of(role) else ""
        self._change(role.value, line, look)

    def _change(self, name: str, paragraph: str, characters: str = "") -> None:
        style = self._named.get(name)
        for tag, content in ((P_PR, w("pPr", paragraph)), (R_PR, w("rPr", characters))):
            change = parse(content)
            if style is not None and len(change):
                merge(properties_of(style, tag), change)

    def _add_table_style(self, size: float) -> None:
        """The style of smaller text in a table."""
        base = self._named.get(Role.TABLE.value)
        if base is None or sized(size) in self._named:
            return
        style, ident = deepcopy(base), base.get(_ID, "")
        style.set(_ID, f"{ident}{half_points(size)}")
        _set(style, _NAME, sized(size))
        _set(style, _BASE, ident)
        base.addnext(style)
        self._named[sized(size)] = style
        sizes = w("sz", val=half_points(size)) + w("szCs", val=half_points(size))
        self._change(sized(size), spacing(line=size * TABLE_LEADING), sizes)

    def _rename_fonts(self, fonts: Fonts) -> None:
        """Where the office's profile names another font for a face, the styles get it."""
        chosen = {NAMES[face]: fonts.name(face) for face in Face if fonts.name(face) != NAMES[face]}
        for element in self.root.iter(_FONTS) if chosen else ():
            for attribute, name in element.attrib.items():
                element.set(attribute, chosen.get(str(name), str(name)))


def _set(style: Element, tag: str, value: str) -> None:
    child = style.find(tag)
    if child is not None:
        child.set(_VAL, value)


def properties_of(style: Element, tag: str) -> Element:
    """A style's w:pPr or w:rPr, made where it has none."""
    found = style.find(tag)
    if found is None:
        found = parse(w(tag.rpartition("}")[2]))
        behind = (*_TAIL, R_PR) if tag == P_PR else _TAIL
        style.insert(next((place for place, child in enumerate(style) if child.tag in behind), len(style)), found)
    return found


def _issuer_mark(issuer_mark: IssuerMarkPlan) -> tuple[str, str]:
    """The properties of the mark's style: of its paragraphs and of its characters."""
    size = half_points(issuer_mark.size)
    # The tracking behind the last character is evened out on the left, so that the ink is centred.
    joint = len(issuer_mark.lines) > 1
    paragraph = spacing(line=issuer_mark_line(issuer_mark)) + indents(0.0 if joint else issuer_mark.lines[0].tracking, 0.0, 0.0)
    paragraph += w("jc", val="left") if joint else ""
    look = (
        w("spacing", val=twips(issuer_mark.lines[0].tracking))
        + w("w", val=round(issuer_mark.scale))
        + w("sz", val=size)
        + w("szCs", val=size)
    )
    return paragraph, look


def issuer_mark_line(issuer_mark: IssuerMarkPlan) -> float:
    """The height of a mark's line; a single one has just room for its characters above the baseline."""
    first, *others = issuer_mark.baselines
    return others[0] - first if others else issuer_mark.size / ASCENT_OF_LINE
