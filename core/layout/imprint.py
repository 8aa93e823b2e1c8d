"""版记 (7.4): its rules and lines, set from the lower edge of the type area upwards."""

from __future__ import annotations

from dataclasses import replace

from ..model import Imprint, chinese_date, spans
from .galley import Galley, tracking_of
from .lines import natural_width
from .plan import Element, ImprintPlan, Line, Run
from .standard import BOTTOM, IMPRINT_PITCH, IMPRINT_THICK_MM, IMPRINT_THIN_MM, TYPE_WIDTH, mm
from .styles import STYLES, Role


def set_imprint(imprint: Imprint, galley: Galley) -> ImprintPlan:
    """Set the 版记; its last rule lies on the lower edge of the type area (7.4.1).

    :returns: the plan for page 0; :func:`hongtou.layout.pages.paginate` finds the page.
    """
    elements = []
    if imprint.copies_to:
        elements.append(galley.paragraph(Role.COPIES_TO, spans(f"抄送：{copies(imprint.copies_to)}")))
    elements.append(_printed(imprint, galley))
    tops, places = BOTTOM, []
    rules = [(BOTTOM, mm(IMPRINT_THICK_MM))]
    for element in reversed(elements):
        rows = _rows(element)
        tops -= (rows[-1] + 1) * IMPRINT_PITCH
        places.append(tuple(tops + row * IMPRINT_PITCH for row in rows))
        rules.append((tops, mm(IMPRINT_THIN_MM)))
    rules[-1] = (tops, mm(IMPRINT_THICK_MM))
    return ImprintPlan(tuple(elements), 0, BOTTOM - tops, tops, tuple(reversed(rules)), tuple(reversed(places)))


def copies(organs: tuple[str, ...]) -> str:
    """抄送机关 as printed: groups joined by commas, a full stop at the end (7.4.2)."""
    return "，".join(organ.rstrip("，。；、") for organ in organs) + "。"


def _printed(imprint: Imprint, galley: Galley) -> Element:
    """印发机关 at the left, 印发日期 at the right (7.4.3); beside a very long name the date gets a line of its own."""
    style = STYLES[Role.PRINTED]
    name = galley.paragraph(Role.PRINTED, spans(imprint.printed_by))
    date = Run(f"{chinese_date(imprint.printed_on)}印发", style.face)
    width = natural_width([date], galley.metrics, style.size, tracking_of(Role.PRINTED))
    line = Line((date,), TYPE_WIDTH - style.right - width, width, 0.0)
    return replace(name, runs=(*name.runs, Run("\t", style.face), date), lines=(*name.lines, line))


def _rows(element: Element) -> list[int]:
    """On which row of its element each line stands: the date shares the name's last one where both fit."""
    rows = list(range(len(element.lines)))
    if element.role is Role.PRINTED and len(rows) > 1:
        name, date = element.lines[-2:]
        if name.x + name.width + STYLES[Role.PRINTED].size <= date.x:
            rows[-1] -= 1
    return rows
