"""The looks that an office gives a Word template, by its samples: faces, colours, shading and lines, one set for each role.

Sizes, distances and indents are not among them: by these the pages are composed, whatever a template says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from ...layout.styles import Role
from ...ooxml.elements import qualified, w
from ...ooxml.tree import P_PR, R_PR, parse, select, value_of
from .sample_text import GUIDE, SAMPLES
from .styles import TAG

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_RUN_LOOK: Final = tuple(
    qualified(f"w:{name}")
    for name in (
        *("rFonts", "b", "bCs", "i", "iCs", "outline", "shadow", "emboss"),
        *("color", "highlight", "u", "effect", "bdr", "shd"),
    )
)
_PARAGRAPH_LOOK: Final = tuple(qualified(f"w:{name}") for name in ("pBdr", "shd"))
# What of the composed page Word can be told otherwise: element, attribute, what people call it.
_RUN_MEASURES: Final = (("w:sz", "w:val", "字号"), ("w:spacing", "w:val", "字距"), ("w:w", "w:val", "字的宽窄"))
_PARAGRAPH_MEASURES: Final = (
    ("w:spacing", "w:line", "行距"),
    ("w:spacing", "w:before", "段前距"),
    ("w:ind", "w:left", "缩进"),
    ("w:ind", "w:right", "缩进"),
    ("w:ind", "w:firstLine", "缩进"),
    ("w:jc", "w:val", "对齐"),
)
# On 公文正文 all other styles are based. What only its sample has is undone in theirs by this.
_PLAIN_RUN: Final = (
    *(w(name, val=0) for name in ("b", "bCs", "i", "iCs", "outline", "shadow", "emboss")),
    *(w("color", val="auto"), w("highlight", val="none"), w("u", val="none"), w("effect", val="none")),
    *(w("bdr", val="nil"), w("shd", val="clear", color="auto", fill="auto")),
)
_PLAIN_PARAGRAPH: Final = (
    w("pBdr", *(w(side, val="nil") for side in ("top", "left", "bottom", "right"))),
    w("shd", val="clear", color="auto", fill="auto"),
)
_VAL, _STYLE, _NAME, _ID, _TYPE = (qualified(f"w:{name}") for name in ("val", "style", "name", "styleId", "type"))
_P_STYLE, _R_STYLE, _VANISH, _FONTS = (qualified(f"w:{name}") for name in ("pStyle", "rStyle", "vanish", "rFonts"))
_CONTROLS, _PARAGRAPHS, _WRITTEN = select(".//w:sdt"), select(".//w:p[not(ancestor::w:txbxContent)]"), select(".//w:r[w:t]")
_TAGS, _HOLDERS = select("w:sdtPr/w:tag | w:sdtPr/w:alias"), select("ancestor::w:p[1]")
# LibreOffice's names for the sides of a line.
_SIDES: Final = {"start": "left", "end": "right"}
_ROLES: Final = {role.value: role for role in SAMPLES}


class Samples:
    """The samples of a template that an office edited.

    :param body: of the document.
    :param styles: the part with the styles.
    """

    def __init__(self, body: Element, styles: Element) -> None:
        self._styles = {value_of(style, _NAME): style for style in styles.iter(_STYLE)}
        self._names = {style.get(_ID, ""): name for name, style in self._styles.items()}
        self._ignored: set[Element] = set()
        self._found = dict(self._in_controls(body))
        for paragraph in _PARAGRAPHS(body):
            role = _ROLES.get(self._style_of(paragraph))
            if role and role not in self._found and _text(paragraph):
                self._found[role] = paragraph

    def _in_controls(self, body: Element) -> Iterator[tuple[Role, Element]]:
        for control in _CONTROLS(body):
            names = [tag.get(_VAL, "") for tag in _TAGS(control)]
            inner = _PARAGRAPHS(control) or _HOLDERS(control)
            if GUIDE in names or any(name in _ROLES for name in names):
                self._ignored.update(inner)
            for role in [_ROLES[name] for name in names if name in _ROLES][:1]:
                if inner:
                    yield role, inner[0]

    def _style_of(self, paragraph: Element) -> str:
        properties = paragraph.find(P_PR)
        return self._names.get(value_of(properties, _P_STYLE), "") if properties is not None else ""

    def lacking(self) -> list[Role]:
        """What has no sample."""
        return [role for role in SAMPLES if role not in self._found]

    def hidden(self) -> list[Role]:
        """What was made invisible."""
        return [role for role in self._found if any(part.find(_VANISH) is not None for part in self._characters(role))]

    def outside(self, body: Element) -> Iterator[str]:
        """Text that stands in no sample, by paragraph."""
        samples = {*self._ignored, *self._found.values()}
        for paragraph in _PARAGRAPHS(body):
            own = self._style_of(paragraph)
            if paragraph not in samples and own not in _ROLES and own != TAG and _text(paragraph):
                yield _text(paragraph)

    def look(self, own: Element) -> tuple[Element, Element]:
        """What an office gave a style, or the sample of its role: a ``w:pPr`` and a ``w:rPr``.

        :param own: the style as we have it.
        """
        name = value_of(own, _NAME)
        role = _ROLES.get(name)
        return (
            self._taken(own, P_PR, self._paragraphs(name, role), _PARAGRAPH_LOOK),
            self._taken(own, R_PR, self._of_style(name, R_PR) + self._characters(role), _RUN_LOOK),
        )

    def _taken(self, own: Element, tag: str, sources: Sequence[Element], kept: Sequence[str]) -> Element:
        look = parse(w(tag.rpartition("}")[2]))
        if _ROLES.get(value_of(own, _NAME)) is not Role.TEXT and own.get(_TYPE) == "paragraph":
            properties = own.find(tag)
            present = {child.tag for child in properties} if properties is not None else set()
            _lay_over(look, [child for child in self._undone(tag) if child.tag not in present])
        for source in sources:
            _lay_over(look, [child for child in source if child.tag in kept])
        return look

    def _undone(self, tag: str) -> list[Element]:
        """What takes back, in other styles, what the sample of 公文正文 has and its style has not."""
        of_style = {child.tag for source in self._of_style(Role.TEXT.value, tag) for child in source}
        sample = self._direct(Role.TEXT) if tag == P_PR else self._characters(Role.TEXT)
        own = {child.tag for source in sample for child in source} - of_style
        plain = (parse(one) for one in (_PLAIN_PARAGRAPH if tag == P_PR else _PLAIN_RUN))
        return [one for one in plain if one.tag in own]

    def _paragraphs(self, name: str, role: Role | None) -> list[Element]:
        return self._of_style(name, P_PR) + self._direct(role)

    def _direct(self, role: Role | None) -> list[Element]:
        sample = self._found.get(role) if role else None
        found = sample.find(P_PR) if sample is not None else None
        return [found] if found is not None else []

    def _characters(self, role: Role | None) -> list[Element]:
        """What is said of the characters of a sample besides its own style: by a style of characters, and directly."""
        sample = self._found.get(role) if role else None
        runs = _WRITTEN(sample) if sample is not None else []
        direct = runs[0].find(R_PR) if runs else None
        if direct is None:
            return []
        return [*self._of_style(self._names.get(value_of(direct, _R_STYLE), ""), R_PR), direct]

    def _of_style(self, name: str, tag: str) -> list[Element]:
        style = self._styles.get(name)
        found = style.find(tag) if style is not None else None
        return [found] if found is not None else []

    def measures(self, role: Role, own: Element) -> Iterator[str]:
        """What a template says otherwise than the composed page does, in people's words.

        :param own: the role's style as we have it.
        """
        characters = self._of_style(role.value, R_PR) + self._characters(role)
        for sources, tag, measures in (
            (self._paragraphs(role.value, role), P_PR, _PARAGRAPH_MEASURES),
            (characters, R_PR, _RUN_MEASURES),
        ):
            ours = own.find(tag)
            for child, attribute, told in measures:
                usual = _attribute(ours, child, attribute)
                if any((_attribute(source, child, attribute) or usual) != usual for source in sources):
                    yield told


def _lay_over(target: Element, properties: Sequence[Element]) -> None:
    """Put properties in the place of others; faces script by script, whether they are named or a theme's."""
    own = {child.tag: child for child in target}
    for child in properties:
        before = own.get(child.tag)
        own[child.tag] = new = deepcopy(child)
        if child.tag == _FONTS and before is not None:
            said = {_script(name) for name in new.attrib}
            new.attrib.update({name: value for name, value in before.attrib.items() if _script(name) not in said})
    target[:] = own.values()


def _script(attribute: object) -> str:
    return str(attribute).rpartition("}")[2].lower().removesuffix("theme")


def _attribute(properties: Element | None, child: str, attribute: str) -> str:
    found = properties.find(qualified(child)) if properties is not None else None
    value = found.get(qualified(attribute), "") if found is not None else ""
    return _SIDES.get(value, value)


_TEXTS = select(".//w:t[not(ancestor::w:txbxContent)]")


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in _TEXTS(paragraph)).strip()
