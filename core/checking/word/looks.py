"""How Word shows characters and paragraphs: defaults, styles through basedOn, fonts of the theme, what is set directly
(ECMA-376 part 1, 17.7.2: the style hierarchy).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ...evidence import Look, Shape
from ...ooxml.received import ReceivedFile, W
from .elements import A, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

Properties = dict[str, Any]
_DEPTH_MAX: Final = 20
# A paragraph of Word that nobody said anything of is as large as this.
_SIZE: Final = 10.0
_OFF: Final = frozenset({"0", "false", "off", "none"})
_ALIGN: Final[Mapping[str, str]] = {"start": "left", "end": "right", "thaiDistribute": "distribute"}
_TWIP: Final = 20
# The script by which a theme names its fonts of simplified Chinese.
_HANS: Final = "Hans"


class Looks:
    """The looks of one file's characters and paragraphs."""

    def __init__(self, package: ReceivedFile) -> None:
        self._theme = _theme(package.part("word/theme/theme1.xml"))
        styles = package.part("word/styles.xml")
        found = styles.iterfind(f"{W}style") if styles is not None else ()
        self._styles = {style.get(f"{W}styleId") or "": style for style in found}
        self._default = next((ident for ident, style in self._styles.items() if _is_default(style)), "")
        self._run_default = self._of_runs(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if styles is not None else None)
        self._paragraph_default = _of_paragraphs(
            styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr") if styles is not None else None
        )
        self._known: dict[str, tuple[Properties, Properties]] = {}
        self._seen: dict[tuple[str, str, str], Look] = {}

    def name(self, ident: str) -> str:
        """The name of a style, as Word lists it."""
        return value(self._styles.get(ident or self._default), "name") or ""

    def look(self, run: _Element | None, style: str) -> Look:
        """How a run is shown in a paragraph of this style.

        :param run: its ``rPr``; None: nothing is set directly.
        """
        from ...ooxml.tree import markup

        key = (style, "", markup(run) if run is not None else "")
        if key not in self._seen:
            properties = {**self._run_default, **self._style(style or self._default)[0]}
            if character := value(run, "rStyle"):
                properties |= self._style(character)[0]
            self._seen[key] = _look(properties | self._of_runs(run))
        return self._seen[key]

    def shape(self, paragraph: _Element | None, style: str, size: float) -> Shape:
        """How a paragraph of this style is set.

        :param paragraph: its ``pPr``; None: nothing is set directly.
        :param size: of its characters, pt, by which Word counts indents in characters.
        """
        properties = {**self._paragraph_default, **self._style(style or self._default)[1], **_of_paragraphs(paragraph)}
        return _shape(properties, self.name(style), size)

    def _style(self, ident: str, depth: int = 0) -> tuple[Properties, Properties]:
        """What a style sets of runs and of paragraphs, with those that it is based on."""
        if ident not in self._known:
            style = self._styles.get(ident)
            if style is None or depth > _DEPTH_MAX:
                return {}, {}
            base = value(style, "basedOn")
            runs, paragraphs = self._style(base, depth + 1) if base else ({}, {})
            own = self._of_runs(style.find(f"{W}rPr")), _of_paragraphs(style.find(f"{W}pPr"))
            self._known[ident] = runs | own[0], paragraphs | own[1]
        return self._known[ident]

    def _of_runs(self, properties: _Element | None) -> Properties:
        found: Properties = {}
        if properties is None:
            return found
        if (fonts := properties.find(f"{W}rFonts")) is not None:
            for key, plain, themed in (("face", "eastAsia", "eastAsiaTheme"), ("latin", "ascii", "asciiTheme")):
                theme = self._theme.get(fonts.get(f"{W}{themed}") or "", "")
                if name := theme or fonts.get(f"{W}{plain}"):
                    found[key] = name
        if (size := number(value(properties, "sz"))) is not None:
            found["size"] = size / 2
        if (spacing := number(value(properties, "spacing"))) is not None:
            found["spacing"] = spacing / _TWIP
        if (colour := value(properties, "color")) is not None:
            found["colour"] = "" if colour == "auto" else f"#{colour.lower()}"
        for key, tag in (("bold", "b"), ("italic", "i"), ("underline", "u")):
            if (child := properties.find(f"{W}{tag}")) is not None:
                found[key] = child.get(f"{W}val") not in _OFF
        return found


def _is_default(style: _Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}


def _theme(theme: _Element | None) -> dict[str, str]:
    """The fonts of a theme by the words with which runs name them."""
    fonts: dict[str, str] = {}
    for kind in ("major", "minor") if theme is not None else ():
        scheme = theme.find(f".//{A}{kind}Font") if theme is not None else None
        if scheme is None:
            continue
        latin, asian = scheme.find(f"{A}latin"), scheme.find(f"{A}ea")
        hans = next((one.get("typeface") for one in scheme.iterfind(f"{A}font") if one.get("script") == _HANS), "")
        fonts |= {f"{kind}{word}": latin.get("typeface") or "" for word in ("Ascii", "HAnsi", "Bidi") if latin is not None}
        fonts[f"{kind}EastAsia"] = (asian.get("typeface") if asian is not None else "") or hans or ""
    return fonts


def _of_paragraphs(properties: _Element | None) -> Properties:
    found: Properties = {}
    if properties is None:
        return found
    if align := value(properties, "jc"):
        found["align"] = _ALIGN.get(align, align)
    if (indent := properties.find(f"{W}ind")) is not None:
        found |= _indents({key.removeprefix(W): text for key, text in indent.attrib.items() if isinstance(key, str)})
    if (spacing := properties.find(f"{W}spacing")) is not None:
        named = {"before": "before", "after": "after", "line": "pitch"}
        lengths = {key: number(spacing.get(f"{W}{name}")) for name, key in named.items()}
        found |= {key: length / _TWIP for key, length in lengths.items() if length is not None}
        if "pitch" in found:
            found["rule"] = spacing.get(f"{W}lineRule") or "auto"
    if (new_page := properties.find(f"{W}pageBreakBefore")) is not None:
        found["new_page"] = new_page.get(f"{W}val") not in _OFF
    return found


def _indents(given: Mapping[str, Any]) -> Properties:
    found: Properties = {}
    for names, key, sign in ((("left", "start"), "left", 1), (("right", "end"), "right", 1), (("firstLine",), "first", 1)):
        length = next((number(given[name]) for name in names if name in given), None)
        if length is not None:
            found[key] = sign * length / _TWIP
    if (hanging := number(given.get("hanging"))) is not None:
        found["first"] = -hanging / _TWIP
    for name, key, sign in (
        ("leftChars", "left_chars", 1),
        ("rightChars", "right_chars", 1),
        ("firstLineChars", "first_chars", 1),
        ("hangingChars", "first_chars", -1),
    ):
        if (count := number(given.get(name))) is not None:
            found[key] = sign * count / 100
    return found


def _look(properties: Properties) -> Look:
    known = ("face", "latin", "colour", "bold", "italic", "underline", "spacing")
    given: Properties = {key: properties[key] for key in known if key in properties}
    return Look(size=properties.get("size", _SIZE), **given)


def _shape(properties: Properties, style: str, size: float) -> Shape:
    counted = {key: properties.get(f"{key}_chars") for key in ("left", "right", "first")}
    lengths = {key: chars * size if chars else properties.get(key, 0.0) for key, chars in counted.items()}
    rule = properties.get("rule", "auto")
    return Shape(
        align=properties.get("align", "left"),
        before=properties.get("before", 0.0),
        after=properties.get("after", 0.0),
        pitch=properties.get("pitch", 0.0) if rule != "auto" else 0.0,
        exact=rule == "exact",
        by_characters=any(counted.values()),
        new_page=properties.get("new_page", False),
        style=style,
        **lengths,
    )
