"""版记 (7.4): its rules and lines, set from the lower edge of the type area upwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from ..document import Imprint, chinese_date, spans
from ..errors import LayoutError
from .compositor import Compositor
from .line import Run, SetLine
from .lines import natural_width
from .plan import Element, ImprintPlan, PlacedRule, height_of
from .standard import IMPRINT_THICK_MM, IMPRINT_THIN_MM, LEFT, TYPE_WIDTH, mm
from .styles import Role


def set_imprint(imprint: Imprint, compositor: Compositor) -> ImprintPlan:
    """Set the 版记; its last rule lies on the lower edge of the type area (7.4.1).

    :returns: the plan for page 0; :func:`hongtou.layout.pages.paginate` finds the page.
    :raises LayoutError: it is higher than a page.
    """
    elements = [*_copies(imprint, compositor), *_printed(imprint, compositor)]
    bottom = top = compositor.setup.edge
    rules, places = [_rule(bottom, IMPRINT_THICK_MM)], []
    for number, element in reversed(list(enumerate(elements))):
        top -= height_of(element, 0, len(element.lines))
        places.append(top)
        # 7.4.2: none between 主送机关 and 抄送机关.
        if number == 0 or not (imprint.addressees and elements[number].role is Role.COPIES_TO):
            rules.append(_rule(top, IMPRINT_THIN_MM if number else IMPRINT_THICK_MM))
    if top < compositor.setup.top:
        raise LayoutError("版记比一页还高，排不下：“抄送”（和移到版记的“主送”）太多。请写成统称，例如“各专科分会”")
    return ImprintPlan(tuple(elements), 0, bottom - top, top, tuple(reversed(rules)), tuple(reversed(places)))


def set_copies(imprint: Imprint, compositor: Compositor) -> ImprintPlan | None:
    """抄送机关 (and 主送机关 moved there) alone, without rules, at the foot of the type area (10.1); None: there are none."""
    elements = tuple(_copies(imprint, compositor))
    height = sum(height_of(element, 0, len(element.lines)) for element in elements)
    top = compositor.setup.edge - height
    places = accumulate((height_of(element, 0, len(element.lines)) for element in elements[:-1]), initial=top)
    return ImprintPlan(elements, 0, height, top, (), tuple(places)) if elements else None


def _copies(imprint: Imprint, compositor: Compositor) -> Iterator[Element]:
    if imprint.addressees:
        yield compositor.paragraph(Role.COPIES_TO, spans(f"主送：{copies(imprint.addressees)}"))
    if imprint.copies_to:
        yield compositor.paragraph(Role.COPIES_TO, spans(f"抄送：{copies(imprint.copies_to)}"))


def _rule(y: float, weight: float) -> PlacedRule:
    return PlacedRule(LEFT, y, TYPE_WIDTH, mm(weight))


def copies(organs: tuple[str, ...]) -> str:
    """抄送机关 as printed: groups joined by commas, a full stop at the end (7.4.2)."""
    return "，".join(organ.rstrip("，。；、") for organ in organs) + "。"


def _printed(imprint: Imprint, compositor: Compositor) -> Iterator[Element]:
    """印发机关 and 印发日期 (7.4.3), and below them who printed the document again, and when."""
    yield _row(imprint.printed_by, f"{chinese_date(imprint.printed_on)}印发", compositor)
    if imprint.reprinted_by:
        yield _row(imprint.reprinted_by, f"{chinese_date(imprint.reprinted_on)}翻印", compositor)


def _row(organ: str, day: str, compositor: Compositor) -> Element:
    """An organ at the left, a date at the right; beside a very long name the date gets a line of its own."""
    style = compositor.setup.styles[Role.PRINTED]
    name = compositor.paragraph(Role.PRINTED, spans(organ))
    date = Run(day, style.face)
    width = natural_width([date], compositor.metrics, style.size, 0.0)
    x = TYPE_WIDTH - style.right - width
    beside = bool(name.lines) and name.lines[-1].x + name.lines[-1].width + style.size <= x
    line = SetLine((date,), x, width, 0.0, beside)
    return replace(name, runs=(*name.runs, Run("\t", style.face), date), lines=(*name.lines, line))
