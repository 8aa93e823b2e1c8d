"""版头 in the Word file: mark, rules and star where the page plan has them."""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import TYPE_CHECKING, Final

from ...layout.issuer_mark import suffix_line
from ...layout.plan import IssuerMarkPlan, MastheadPlan, PagePlan, PlacedRule, PlacedStar
from ...layout.standard import LEFT, STAR_HEIGHT, TYPE_WIDTH
from ...ooxml.elements import emu, qualified
from ...ooxml.tree import parent, remove, select
from .adjust import issuer_mark_line
from .anchor import copies, drawn, place, rename
from .styles import ASCENT_OF_LINE
from .template import ISSUER_MARK, RULE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

STAR: Final = "版头五角星"
_BOX_LINES = select(".//w:txbxContent/w:p")
_STROKES = select(".//a:ln")
_SHAPES = select(".//a:prstGeom")
_NO_FILL = qualified("a:noFill")
_FILLS = select(".//a:ln/a:solidFill")


def place_masthead(body: Element, plan: PagePlan) -> None:
    """Put the 版头's drawings in their places; on preprinted paper (套打) there are none."""
    head = plan.masthead
    if head is None:
        return
    for run in drawn(body, ISSUER_MARK):
        if plan.setup.preprinted:
            remove(run)
        else:
            _issuer_mark(run, head.issuer_mark)
    for run in drawn(body, RULE):
        _rules(run, MastheadPlan(head.issuer_mark, ()) if plan.setup.preprinted else head)


def _issuer_mark(run: Element, issuer_mark: IssuerMarkPlan) -> None:
    """The box of the names, and beside several of them that of the suffix."""
    suffix, pitch = suffix_line(issuer_mark), issuer_mark_line(issuer_mark)
    names = issuer_mark.lines if suffix is None else issuer_mark.lines[:suffix]
    if len(issuer_mark.lines) == 1:
        left, width = 0.0, TYPE_WIDTH
    else:
        # A box that is wider than its lines breaks none of them, whatever the face.
        left, width = min(line.x for line in names), max(line.width for line in names) + issuer_mark.size
    if suffix is not None:
        _suffix(run, issuer_mark, suffix, pitch)
    place(run, left, issuer_mark.baselines[0] - ASCENT_OF_LINE * pitch, width, pitch * len(names))


def _suffix(run: Element, issuer_mark: IssuerMarkPlan, suffix: int, pitch: float) -> None:
    box = deepcopy(run)
    *_, last = _BOX_LINES(run)
    remove(last)
    for paragraph in _BOX_LINES(box)[:-1]:
        remove(paragraph)
    rename(box, f"{ISSUER_MARK}（{issuer_mark.lines[suffix].text}）")
    run.addnext(box)
    line = issuer_mark.lines[suffix]
    place(box, line.x, issuer_mark.baselines[suffix] - ASCENT_OF_LINE * pitch, line.width + issuer_mark.size, pitch)


def _rules(run: Element, head: MastheadPlan) -> None:
    """A copy of the template's rule for each of the plan's; the star is one that has become a shape of its own."""
    sample = deepcopy(run)
    holder = parent(run)
    names = [RULE if number == 1 else f"{RULE}{number}" for number, _ in zip(count(1), head.rules, strict=False)]
    for copy, rule in zip(copies(run, names), head.rules, strict=True):
        _rule(copy, rule)
    if head.star:
        holder.append(sample)
        _star(sample, head.star)


def _rule(run: Element, rule: PlacedRule) -> None:
    place(run, rule.x - LEFT, rule.y, rule.width, 0.0)
    for stroke in _STROKES(run):
        stroke.set("w", str(emu(rule.weight)))


def _star(run: Element, star: PlacedStar) -> None:
    height = star.width * STAR_HEIGHT
    rename(run, STAR)
    place(run, star.x - star.width / 2 - LEFT, star.y - height / 2, star.width, height)
    for shape in _SHAPES(run):
        shape.set("prst", "star5")
    for fill in _FILLS(run):
        stroke = parent(fill)
        stroke.addprevious(fill)
        stroke.append(stroke.makeelement(_NO_FILL))
