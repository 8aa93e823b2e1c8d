"""An office's own page (版式) in a DOCX: margins, the pitch of the page, mirrored margins, how page numbers look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...layout.page_setup import STANDARD, PageSetup
from ...layout.standard import PAGE_HEIGHT, twips
from ...ooxml.elements import qualified, w
from ...ooxml.package import WordFile
from ...ooxml.tree import parse, select

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SECTIONS = select(".//w:sectPr")
_TEXTS = select(".//w:t")
_MARGINS, _GRID, _REFERENCE = (qualified(f"w:{name}") for name in ("pgMar", "docGrid", "footerReference"))
_TOP, _BOTTOM, _PITCH, _ID = (qualified(name) for name in ("w:top", "w:bottom", "w:linePitch", "r:id"))
_MIRRORED: Final = qualified("w:mirrorMargins")
# What stands before w:mirrorMargins in the settings (ISO/IEC 29500-1, CT_Settings).
_BEFORE: Final = frozenset(
    qualified(f"w:{name}")
    for name in (
        *("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "doNotDisplayPageBoundaries"),
        *("displayBackgroundShape", "printPostScriptOverText", "printFractionalCharacterWidth", "printFormsData"),
        *("embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "saveFormsData"),
    )
)


def set_pages(body: Element, word: WordFile, setup: PageSetup) -> None:
    """Give the sections the setup's page; what is the standard's stays as the template has it.

    :param word: the file, by which footers and settings are found.
    """
    for section in _SECTIONS(body):
        _set_margins(section, setup)
    if setup.folio != STANDARD.folio:
        for footer in _footers(body, word):
            _set_folio(footer, setup)
    if setup.mirrored:
        _mirror(word.settings)


def _set_margins(section: Element, setup: PageSetup) -> None:
    for margins in section.iterfind(_MARGINS):
        if setup.top != STANDARD.top:
            margins.set(_TOP, str(twips(setup.top)))
        if setup.bottom != STANDARD.bottom:
            # Down, so that the type area stays whole.
            margins.set(_BOTTOM, str(int((PAGE_HEIGHT - setup.bottom) * 20)))
    for grid in section.iterfind(_GRID):
        if setup.pitch != STANDARD.pitch:
            # No paragraph snaps to it, but LibreOffice takes what its whole lines leave of the page away from the text.
            grid.set(_PITCH, str(twips(setup.height) // int(setup.height / setup.pitch)))


def _footers(body: Element, word: WordFile) -> list[Element]:
    found = {reference.get(_ID, ""): None for section in _SECTIONS(body) for reference in section.iterfind(_REFERENCE)}
    return [word.related(ident) for ident in found]


def _set_folio(footer: Element, setup: PageSetup) -> None:
    """What stands beside a page's number."""
    for text in _TEXTS(footer):
        if text.text in STANDARD.folio:
            text.text = setup.folio[STANDARD.folio.index(text.text)]


def _mirror(settings: Element) -> None:
    """Inner and outer margins instead of left and right ones."""
    if settings.find(_MIRRORED) is not None:
        return
    place = next((number for number, child in enumerate(settings) if child.tag not in _BEFORE), len(settings))
    settings.insert(place, parse(w("mirrorMargins")))
