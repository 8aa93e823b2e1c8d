"""A template that an office edited in Word, made ours again: its looks, headers, footers and floating pictures; our page.

What a document shows in which place the page plan decides. So the body is put together as for our own template, and the file's
styles get our measures with the office's looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from ...errors import TemplateError
from ...layout.styles import Role
from ...ooxml.elements import SECTPR, paragraph, qualified, w
from ...ooxml.package import WordFile
from ...ooxml.tree import P_PR, R_PR, merge, parse, parse_whole, parsed, remove, select, value_of
from .adjust import properties_of
from .fill import is_own, is_tagged, open_template
from .looks import Samples
from .sample_text import SAMPLES
from .styles import styles_xml
from .template import IMPRINT, ISSUER_MARK, RULE, filled, section_xml, settings_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SECTIONS, _FOLIOS = (
    select(".//w:sectPr"),
    select(".//w:instrText[contains(., 'PAGE')] | .//w:fldSimple[contains(@w:instr, 'PAGE')]"),
)
_FLOATING = select(".//w:p/w:r[.//wp:anchor or .//w:pict][not(ancestor::w:txbxContent)]")
_IN_LINE, _DRAWINGS = select(".//wp:inline[not(ancestor::w:txbxContent)]"), select(".//wp:docPr")
_TYPE, _ID, _VAL, _STYLE_ID, _NAME, _BASE, _DEFAULT = (
    qualified(name) for name in ("w:type", "r:id", "w:val", "w:styleId", "w:name", "w:basedOn", "w:default")
)
_ORDER: Final = {qualified(f"w:{name}"): place for place, name in enumerate(SECTPR)}
_STYLE, _TITLE_PAGE, _HEADER, _FOOTER = (
    qualified(f"w:{name}") for name in ("style", "titlePg", "headerReference", "footerReference")
)
_NAMING: Final = tuple(qualified(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"))
_OURS: Final = (ISSUER_MARK, RULE, IMPRINT)
# Where the page numbers stand: kind of footer, what people call its pages, our id of the relation to it.
_FOOTERS: Final = (("default", "单页", "rIdFooter1"), ("even", "双页", "rIdFooter2"))
_BLANK_FOOTERS: Final = ("rIdFooter3", "rIdFooter4")
_SIDES: Final = {"w:pgSz": ("w", "h"), "w:pgMar": ("top", "bottom", "left", "right")}
_SHOWN: Final = 20
# A unit of w:pgMar that rounding may take.
_ROUNDING: Final = 2


class EditedTemplate:
    """A template of an office.

    :param name: of the file, for messages.
    :param word: the file; it is changed.
    """

    def __init__(self, name: str, word: WordFile) -> None:
        self._name, self._word, self._body = name, word, word.body

    @cached_property
    def _samples(self) -> Samples:
        return Samples(self._body, self._word.styles)

    @cached_property
    def _own(self) -> Mapping[str, Element]:
        """Our styles by their names."""
        return {value_of(style, _NAME): style for style in parse_whole(styles_xml()).iter(_STYLE)}

    # --- what is wrong, and what does nothing -----------------------------------------------------------------------------------

    def faults(self) -> Iterator[str]:
        """What must be mended before the template can be used, in people's words."""
        lacking = [role.value for role in self._samples.lacking()]
        if lacking:
            yield f"缺了{'、'.join(f'“{name}”' for name in lacking)}的样例。从 hongtou template export 导出的模板里把这几段抄回来"
        for role in self._samples.hidden():
            yield f"“{role.value}”的样例设成了隐藏文字，成文时会不见。在 Word 里去掉“隐藏”"
        for text in self._samples.outside(self._body):
            yield f"“{_cut(text)}”写在样例外面：正文从哪里到哪里由程序排。把它移到页眉、页脚，或者放进浮动的文本框"
        if _IN_LINE(self._body):
            yield "正文里有嵌入行内的图片，会占掉正文的位置。在 Word 里把它的环绕方式改成浮于文字上方或衬于文字下方"
        for kind, pages, _ in _FOOTERS:
            ident = self._footer(kind)
            if not ident or not _FOLIOS(self._word.related(ident)):
                yield f"{pages}的页脚里没有页码。从导出的模板里把页脚抄回来"
        if self._word.has_macros:
            yield "带着宏（程序）。在 Word 里另存为不带宏的“Word 文档（.docx）”"
        for target in self._word.outside():
            yield f"引用了文件外面的内容“{_cut(target)}”，打开时会去取。把它断开链接，或者嵌进文件里"

    def ignored(self) -> Iterator[str]:
        """What was changed and does nothing, in people's words."""
        for role in SAMPLES:
            changed = dict.fromkeys(self._samples.measures(role, self._own[role.value]))
            if changed:
                yield f"“{role.value}”的{'、'.join(changed)}由版面决定，模板里改的不起作用"
        theirs, page = self._section(), parsed(section_xml())[0]
        for tag, told in (("w:pgSz", "纸张"), ("w:pgMar", "页边距")):
            one, other = theirs.find(qualified(tag)), page.find(qualified(tag))
            if one is not None and other is not None and any(_far(one, other, side) for side in _SIDES[tag]):
                yield f"{told}由 hongtou.yaml 的“版式”决定，模板里改的不起作用"

    def _footer(self, kind: str) -> str:
        """The id of the relation to the footer of a kind."""
        found = (one.get(_ID, "") for one in self._section().iterfind(_FOOTER) if one.get(_TYPE) == kind)
        return next(found, "")

    def _section(self) -> Element:
        found = _SECTIONS(self._body)
        return found[0] if found else parse(w("sectPr"))

    # --- ours again -------------------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Give the file's styles our measures, and its parts our names.

        :raises TemplateError: it cannot be used; tells all faults.
        """
        faults = list(self.faults())
        if faults:
            raise TemplateError(f"模板“{self._name}”用不了：{'；'.join(faults)}")
        self._rename()
        self._settle_styles()
        for kind, _, ident in _FOOTERS:
            self._word.relate_as(ident, self._footer(kind))
        blank = self._word.add_story("footer")
        blank[0].extend(parsed(paragraph("Folio")))
        for ident in _BLANK_FOOTERS:
            self._word.relate_as(ident, blank[1])
        self._word.replace_settings(settings_xml())

    def _rename(self) -> None:
        """Styles get the ids that ours have, and others that have them now another one."""
        styles = self._word.styles
        new = {style.get(_STYLE_ID, ""): _id_of(self._own.get(value_of(style, _NAME))) for style in styles.iter(_STYLE)}
        taken = {ident for ident in new.values() if ident}
        names = {old: ident or (f"{old}_" if old in taken else old) for old, ident in new.items()}
        for style in styles.iter(_STYLE):
            style.set(_STYLE_ID, names[style.get(_STYLE_ID, "")])
        for root in (styles, self._body, *map(self._word.tree, self._word.stories())):
            for reference in root.iter(*_NAMING):
                reference.set(_VAL, names.get(reference.get(_VAL, ""), reference.get(_VAL, "")))

    def _settle_styles(self) -> None:
        styles = self._word.styles
        theirs = {value_of(style, _NAME): style for style in styles.iter(_STYLE)}
        for name, own in self._own.items():
            present = theirs.get(name)
            if own.get(_DEFAULT) and present is not None:
                continue
            for tag, look in zip((P_PR, R_PR), self._samples.look(own), strict=True):
                if len(look):
                    merge(properties_of(own, tag), look)
            if name == Role.TEXT.value:
                # All others are based on it; nothing that an office gives its other texts comes through.
                for base in own.findall(_BASE):
                    remove(base)
            if present is None:
                styles.append(own)
            elif present is not own:
                styles.replace(present, own)

    def fill(self, values: Mapping[str, Any]) -> Element:
        """The body of a document: ours, with the office's headers, footers and floating drawings.

        :param values: what :func:`.context.context` gives.
        """
        (body,) = parsed(filled(values["items"], values["imprint"]))
        floating = [deepcopy(run) for run in _FLOATING(self._body) if not _is_ours(run)]
        theirs, section = self._section(), _SECTIONS(body)[0]
        section.extend(deepcopy(one) for one in theirs.iterfind(_HEADER))
        if theirs.find(_TITLE_PAGE) is not None:
            first = [deepcopy(one) for one in theirs.iterfind(_FOOTER) if one.get(_TYPE) == "first"]
            section.extend(first or [_first_footer()])
            section.append(parse(w("titlePg")))
        section[:] = sorted(section, key=lambda child: _ORDER[str(child.tag)])
        for run in floating:
            body[0].append(run)
        return body


@lru_cache(maxsize=8)
def settled(name: str, blob: bytes) -> tuple[Mapping[str, bytes], bool]:
    """The parts of a template, and whether an office edited it, which is made ours again; otherwise it is ours, or has tags.

    Kept: to settle one takes longer than to write a document by it, and a packet writes hundreds.

    :param name: of the file, for messages.
    :raises TemplateError: it cannot be used; tells all faults.
    """
    word = open_template(name, blob)
    if is_own(word) or is_tagged(word):
        return word.parts, False
    EditedTemplate(name, word).settle()
    return dict(word.contents()), True


def _first_footer() -> Element:
    footer = parse(w("footerReference", type="first"))
    footer.set(_ID, _FOOTERS[0][2])
    return footer


def _is_ours(run: Element) -> bool:
    return any(one.get("name") in _OURS for one in _DRAWINGS(run))


def _id_of(style: Element | None) -> str:
    return "" if style is None else style.get(_STYLE_ID, "")


def _far(one: Element, other: Element, name: str) -> bool:
    attribute = qualified(f"w:{name}")
    return abs(int(one.get(attribute) or 0) - int(other.get(attribute) or 0)) > _ROUNDING


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
