"""版头 (7.2): what the heads of all formats are made of, from the first page's upper edge to where the text begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice

from ..document import Gongwen, Masthead, spans
from ..errors import LayoutError
from ..values import dataclass
from .compositor import Compositor
from .line import Run, SetLine
from .lines import natural_width
from .page_setup import PageSetup
from .plan import Element, MastheadPlan, PlacedRule, PlacedStar, height_of
from .standard import LEFT, MARK_WIDTH_MM, STAR_GAP_MM, STAR_MM, TYPE_WIDTH, mm, snap
from .styles import Role


@dataclass(frozen=True, slots=True)
class Head:
    """A 版头, set.

    :param elements: its paragraphs, in order.
    :param plan: what is placed on the first page.
    :param end: where its last paragraph ends; ``text`` where the characters of the text begin; both from the page's upper edge.
    """

    elements: tuple[Element, ...]
    plan: MastheadPlan
    end: float
    text: float

    def above(self, elements: Sequence[Element], setup: PageSetup) -> list[Element]:
        """The head and the text below it."""
        if not elements:
            return list(self.elements)
        return [*self.elements, replace(elements[0], before=gap(elements[0].role, self.end, self.text, setup)), *elements[1:]]


class Descent:
    """Paragraphs one below the other from the top of the type area, some of them at a place of their own."""

    def __init__(self, setup: PageSetup) -> None:
        self.setup = setup
        self.elements: list[Element] = []
        self.y = setup.top

    @property
    def foot(self) -> float:
        """The lower edge of the last paragraph's characters."""
        return self.y - self.setup.leading

    def add(self, element: Element, at: float | None = None) -> None:
        """The next paragraph; ``at`` is where its characters begin, from the page's upper edge."""
        before = 0.0 if at is None else gap(element.role, self.y, at, self.setup)
        self.elements.append(replace(element, before=before))
        self.y += before + height_of(element, 0, len(element.lines))

    def head(self, plan: MastheadPlan, text: float) -> Head:
        """What was added, as a head."""
        return Head(tuple(self.elements), plan, self.y, text)


def gap(role: Role, end: float, at: float, setup: PageSetup) -> float:
    """The space above a paragraph whose characters begin at ``at``, below what ends at ``end``."""
    style = setup.styles[role]
    return snap(max(0.0, at - (style.pitch - style.size) / 2 - end))


def corner(masthead: Masthead, compositor: Compositor) -> Iterator[Element]:
    """份号, 密级和保密期限, 紧急程度 in their order (7.2.1–7.2.3); an absent one leaves no gap."""
    if masthead.copy_number:
        yield compositor.paragraph(Role.COPY_NUMBER, spans(masthead.copy_number))
    if masthead.classification:
        period = f"★{masthead.secrecy_period}" if masthead.secrecy_period else ""
        yield compositor.paragraph(Role.CLASSIFICATION, spans(masthead.classification + period))
    if masthead.urgency:
        yield compositor.paragraph(Role.URGENCY, spans(masthead.urgency))


def issuer_mark_width(rows: Sequence[Element], setup: PageSetup, top: float) -> float:
    """The most that a mark may take whose ink begins at ``top``: rows of the corner that reach below that stay clear of it."""
    feet = accumulate((height_of(row, 0, len(row.lines)) for row in rows), initial=setup.top - setup.leading)
    beside = [row.lines[-1].width for row, foot in zip(rows, islice(feet, 1, None), strict=True) if foot > top]
    return min(mm(MARK_WIDTH_MM), TYPE_WIDTH - 2 * (max(beside) + setup.cell)) if beside else mm(MARK_WIDTH_MM)


def sides(left: Sequence[Run], right: Run, compositor: Compositor, indent: float = 0.0) -> Element:
    """A row with text at both edges, ``indent`` in from them; where one row is too short, the right text gets its own."""
    style, tracking = compositor.setup.styles[Role.SIDES], compositor.setup.natural_tracking(Role.SIDES)
    widths = [natural_width(runs, compositor.metrics, style.size, tracking) for runs in (left, (right,))]
    x = TYPE_WIDTH - indent - widths[1]
    beside = bool(left) and indent + widths[0] + style.size <= x
    lines = [SetLine(tuple(left), indent, widths[0], tracking)] if left else []
    lines.append(SetLine((right,), x, widths[1], tracking, beside))
    return Element(Role.SIDES, (*left, Run("\t", style.face), right), tuple(lines), style.pitch, left=indent)


def red_rule(top: float, setup: PageSetup) -> tuple[tuple[PlacedRule, ...], PlacedStar | None]:
    """版头分隔线 whose upper edge is at ``top`` (7.2.7), with a star in its middle where the setup wants one."""
    y, weight = top + setup.rule_weight / 2, setup.rule_weight
    if not setup.star:
        return (PlacedRule(LEFT, y, TYPE_WIDTH, weight, red=True),), None
    width = (TYPE_WIDTH - mm(STAR_MM + 2 * STAR_GAP_MM)) / 2
    rules = (PlacedRule(x, y, width, weight, red=True) for x in (LEFT, LEFT + TYPE_WIDTH - width))
    return tuple(rules), PlacedStar(LEFT + TYPE_WIDTH / 2, y, mm(STAR_MM))


# What stands between the red head and the text.
_OPENING = (Role.BLANK, Role.TITLE, Role.CAPTION, Role.ADDRESSEES)


def opening_height(elements: Sequence[Element]) -> float:
    """The height that the first page must have below its head: down to the first line of the text (7.3.3).

    主送机关 count with two lines: more of them move to the 版记.
    """
    height = 0.0
    for element in elements:
        if element.role not in _OPENING:
            return height + (element.pitch if element.grid is None else element.grid.opening + element.pitch)
        lines = min(2, len(element.lines)) if element.role is Role.ADDRESSEES else len(element.lines)
        height += height_of(element, 0, lines)
    return height


def check_room(gongwen: Gongwen, head: Head, elements: Sequence[Element], setup: PageSetup) -> None:
    """Make sure that the first page shows text below its head (7.3.3).

    :raises LayoutError: it cannot; names the fields that take the room.
    """
    below = gap(elements[0].role, head.end, head.text, setup) if elements else 0.0
    if gongwen.masthead is None or head.end + below + opening_height(elements) <= setup.bottom:
        return
    title, names, approvers = len(gongwen.main.title), gongwen.masthead.issuer_mark.names, gongwen.masthead.approvers
    parts = [f"“标题”{title}字" if title > 60 else "", f"“签发人”{len(approvers)}位" if len(approvers) > 2 else ""]
    caption = len(gongwen.main.caption)
    parts += [f"“发文机关”{len(names)}个" if len(names) > 1 else "", f"“题注”{caption}字" if caption > 60 else ""]
    found = "，".join(filter(None, parts)) or "“标题”和“主送”"
    raise LayoutError(f"首页排不下正文（7.3.3：公文首页必须显示正文）：{found}，太多了。请缩短或者减少")
