"""版记 (7.4): its rules and lines, set from the lower edge of the type area upwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model import Imprint, chinese_date, spans
from .galley import Galley
from .lines import natural_width
from .plan import Element, ImprintPlan, Line, PlacedRule, Run, height_of
from .standard import IMPRINT_THICK_MM, IMPRINT_THIN_MM, LEFT, TYPE_WIDTH, mm
from .styles import Role


def set_imprint(imprint: Imprint, galley: Galley) -> ImprintPlan:
    """Set the 版记; its last rule lies on the lower edge of the type area (7.4.1).

    :returns: the plan for page 0; :func:`hongtou.layout.pages.paginate` finds the page.
    """
    elements = [*_copies(imprint, galley), _printed(imprint, galley)]
    bottom = top = galley.house.bottom
    rules, places = [_rule(bottom, IMPRINT_THICK_MM)], []
    for element in reversed(elements):
        top -= height_of(element, 0, len(element.lines))
        places.append(top)
        rules.append(_rule(top, IMPRINT_THIN_MM))
    rules[-1] = _rule(top, IMPRINT_THICK_MM)
    return ImprintPlan(tuple(elements), 0, bottom - top, top, tuple(reversed(rules)), tuple(reversed(places)))


def set_copies(imprint: Imprint, galley: Galley) -> ImprintPlan | None:
    """抄送机关 alone, without rules, at the foot of the type area (10.1); None: there are none."""
    elements = tuple(_copies(imprint, galley))
    height = sum(height_of(element, 0, len(element.lines)) for element in elements)
    top = galley.house.bottom - height
    return ImprintPlan(elements, 0, height, top, (), (top,)) if elements else None


def _copies(imprint: Imprint, galley: Galley) -> Iterator[Element]:
    if imprint.copies_to:
        yield galley.paragraph(Role.COPIES_TO, spans(f"抄送：{copies(imprint.copies_to)}"))


def _rule(y: float, weight: float) -> PlacedRule:
    return PlacedRule(LEFT, y, TYPE_WIDTH, mm(weight))


def copies(organs: tuple[str, ...]) -> str:
    """抄送机关 as printed: groups joined by commas, a full stop at the end (7.4.2)."""
    return "，".join(organ.rstrip("，。；、") for organ in organs) + "。"


def _printed(imprint: Imprint, galley: Galley) -> Element:
    """印发机关 at the left, 印发日期 at the right (7.4.3); beside a very long name the date gets a line of its own."""
    style = galley.house.styles[Role.PRINTED]
    name = galley.paragraph(Role.PRINTED, spans(imprint.printed_by))
    date = Run(f"{chinese_date(imprint.printed_on)}印发", style.face)
    width = natural_width([date], galley.metrics, style.size, 0.0)
    x = TYPE_WIDTH - style.right - width
    beside = bool(name.lines) and name.lines[-1].x + name.lines[-1].width + style.size <= x
    line = Line((date,), x, width, 0.0, beside)
    return replace(name, runs=(*name.runs, Run("\t", style.face), date), lines=(*name.lines, line))
