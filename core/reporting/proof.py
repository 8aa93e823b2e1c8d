"""The proof sheet 校样表: element by element, what is due, what was measured on paper, and whether it holds (GB/T 9704)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from ..checking.face_names import face_of, is_face
from ..document import Format
from ..evidence import Evidence, Face, Item, Kind, Look, Role, Row, Stroke
from ..layout import standard
from ..layout.standard import SIZE_2, SIZE_3, SIZE_4
from ..plugin import Settings
from ..values import dataclass
from .printed import Box, Printed

_MM: Final = 25.4 / 72
_LEFT, _WIDTH = float(standard.MARGIN_LEFT_MM), float(standard.TYPE_WIDTH_MM)
_RIGHT: Final = _LEFT + _WIDTH
_TOP: Final = float(standard.MARGIN_TOP_MM)
_BOTTOM: Final = _TOP + standard.TYPE_HEIGHT_MM
_MIDDLE: Final = (_LEFT + _RIGHT) / 2
# What may differ: of places (5.2.1: ±1 mm), of sizes of type, of weights of rules.
_PLACE, _SIZE, _WEIGHT = 1.0, 0.3, 0.06
_PITCHES: Final = (26.0, 29.6)
# Two lines of nothing (3.2) between what is red and what follows, and what may differ where type has space of its own.
_TWO_LINES, _TWO_WITHIN = standard.GAP_TWO_LINES_MM, 3.0
# How far a hanzi goes below its baseline, em.
_BELOW: Final = 0.12
_FACES: Final = {Role.HEADING_1: Face.HEI, Role.HEADING_2: Face.KAI, Role.HEADING_3: Face.BODY, Role.HEADING_4: Face.BODY}
# Where the mark's upper edge stands on the page, mm; the clause; what it is counted from, and where that is.
_MARKS: Final = {
    Format.DOCUMENT: (standard.MARK_TOP_MM, "7.2.4", "版心上边缘", _TOP),
    Format.LETTER: (standard.LETTER_MARK_TOP_MM, "10.1", "上页边", 0.0),
    Format.ORDER: (standard.ORDER_MARK_TOP_MM, "10.2", "版心上边缘", _TOP),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the sheet.

    :param clause: of GB/T 9704.
    :param holds: None: it is told, not judged; the standard leaves it open.
    """

    element: str
    clause: str
    due: str
    measured: str
    holds: bool | None


def measures(evidence: Evidence, printed: Printed, settings: Settings, source: Evidence | None = None) -> list[Measure]:
    """What was measured of a document on paper.

    :param evidence: of its PDF.
    :param settings: names of faces that the office takes as right.
    :param source: what the file says that was printed; of a Word file its faces and sizes hold, since paper shows but those that
        this machine has. None: the PDF is the file.
    """
    sheet = _Sheet(evidence, printed, settings, source or evidence)
    return [*sheet.page(), *sheet.masthead(), *sheet.text(), *sheet.imprint(), *sheet.folio()]


class _Sheet:
    def __init__(self, evidence: Evidence, printed: Printed, settings: Settings, source: Evidence) -> None:
        self._format = source.format or _format(evidence)
        self._evidence = evidence
        self._word = source if source.kind is Kind.WORD else None
        self._printed = printed
        self._settings = settings

    def page(self) -> Iterator[Measure]:
        """Paper, margins, 22 × 28."""
        page = self._evidence.pages[0]
        short, long = sorted((page.width, page.height))
        right = abs(short - 210) <= _PLACE and abs(long - 297) <= _PLACE
        yield Measure("用纸", "5.1", "A4，210×297 毫米", f"{short:.1f}×{long:.1f} 毫米", right)
        items = [item for item in self._evidence.prose if item.rows]
        begun = [row.left for item in items for row in item.rows[1:]]
        if begun:
            yield _length("订口（版心左边）", "5.2.1", min(begun), (_LEFT, 26.0))
        # Lines that others follow go to the edge.
        full = [row for item in items for row in item.rows[:-1]]
        if full:
            edge = max(row.right for row in full)
            yield _length("版心右边", "5.2.1", edge, (_RIGHT, 182.0), due=f"{_RIGHT:g} 毫米（版心宽 156 毫米）")
        counts = [len(row.text) for item in items for row in item.rows[1:-1] if _is_han(row.text)]
        if counts:
            count = median(counts)
            yield Measure("每行字数", "5.2.3", "28 字", f"{count:g} 字", abs(count - 28) <= 1)
        yield from self._lines()

    def _lines(self) -> Iterator[Measure]:
        steps = [
            (below.baseline - above.baseline) / _MM
            for item in self._evidence.prose
            for above, below in pairwise(item.rows)
            if above.page == below.page and below.baseline > above.baseline
        ]
        if steps:
            pitch = median(steps)
            count = int(standard.TYPE_HEIGHT_MM / _MM / pitch + 0.3)
            least, most = _PITCHES
            yield Measure("每面行数", "5.2.3", "22 行", f"{count} 行（行距 {pitch:.2f} 磅）", least <= pitch <= most)

    def masthead(self) -> Iterator[Measure]:
        """What stands above the title."""
        issuer_mark, number = self._evidence.first(Role.ISSUER_MARK), self._number()
        if issuer_mark and issuer_mark.rows:
            yield from self._issuer_mark(issuer_mark)
        if number:
            yield self._type("发文字号", "7.2.5", number, SIZE_3, Face.BODY)
            if issuer_mark and self._format is Format.DOCUMENT and (gap := self._gap(issuer_mark, number)) is not None:
                yield _about("标志与发文字号之间", "7.2.5", "空二行（约 20.8 毫米）", gap, _TWO_LINES, _TWO_WITHIN)
        page = self._evidence.pages[0]
        rule = next((stroke for stroke in page.strokes if stroke.red and stroke.width > 100), None)
        if rule:
            yield from self._rule(rule, number)
        elif issuer_mark and number and self._format is Format.DOCUMENT:
            yield Measure("红色分隔线的长", "7.2.7", f"{_WIDTH:g} 毫米", "没有量到", None)

    def _issuer_mark(self, issuer_mark: Item) -> Iterator[Measure]:
        top, clause, edge, edge_at = _MARKS.get(self._format or Format.DOCUMENT, _MARKS[Format.DOCUMENT])
        ink = self._ink(issuer_mark)
        if ink:
            measured = min(box.top for box in ink)
            holds = abs(measured - top) <= _PLACE if self._format else None
            due = f"上边缘至{edge} {top - edge_at:g} 毫米"
            yield Measure("发文机关标志的位置", clause, due, f"{measured - edge_at:.1f} 毫米", holds)
        look = self._look(issuer_mark)
        is_right = is_face(look.face, Face.TITLE, self._settings)
        yield Measure("发文机关标志的字体", "7.2.4", "小标宋", self._named(look.face), is_right)
        red = f"红色（{look.colour}）" if look.is_red else look.colour or "黑色"
        yield Measure("发文机关标志的颜色", "7.2.4", "红色", red, look.is_red)
        yield Measure("发文机关标志的字号", "7.2.4", "醒目、美观、庄重，由机关定", f"{look.size:g} 磅", None)

    def _rule(self, rule: Stroke, number: Item | None) -> Iterator[Measure]:
        is_letter = self._format is Format.LETTER
        due = standard.LETTER_RULE_MM if is_letter else _WIDTH
        yield _length("红色分隔线的长", "10.1" if is_letter else "7.2.7", rule.width, (due,))
        if number and self._format is Format.DOCUMENT:
            row = number.rows[-1]
            gap = rule.y - rule.weight / 2 - (row.baseline + _BELOW * SIZE_3 * _MM)
            yield _about("发文字号与红线之间", "7.2.7", "4 毫米", gap, standard.RULE_GAP_MM, 1.5)

    def text(self) -> Iterator[Measure]:
        """Title, addressees, text, headings, date."""
        title = self._evidence.first(Role.TITLE)
        if title and title.rows:
            yield self._type("标题", "7.3.1", title, SIZE_2, Face.TITLE)
            off = max(abs(row.middle - _MIDDLE) for row in title.rows)
            yield Measure("标题居中", "7.3.1", "居中", f"偏 {off:.1f} 毫米", off <= 2)
            steps = [(two.baseline - one.baseline) / _MM for one, two in pairwise(title.rows) if one.page == two.page]
            if steps:
                yield Measure("标题行距", "7.3.1", "标准没有定", f"{median(steps):.1f} 磅", None)
        addressed = self._evidence.first(Role.ADDRESSEES)
        if addressed and addressed.rows:
            yield _length("主送机关顶格", "7.3.2", addressed.rows[0].left, (_LEFT, 26.0))
        body = max(self._evidence.of(Role.TEXT), key=lambda item: len(item.text), default=None)
        if body and body.rows:
            yield self._type("正文", "7.3.3", body, SIZE_3, Face.BODY)
            indent = (body.rows[0].left - _LEFT) / (standard.CELL * _MM)
            yield Measure("正文首行", "7.3.3", "左空二字", f"左空 {indent:.1f} 字", abs(indent - 2) < 0.3)
        for level, (role, face) in enumerate(_FACES.items(), 1):
            if heading := self._evidence.first(role):
                yield self._type(f"第 {level} 层标题", "7.3.3", heading, SIZE_3, face)
        date = self._evidence.first(Role.DATE)
        if date and date.rows:
            room = (_RIGHT - date.rows[-1].right) / (standard.CELL * _MM)
            yield Measure("成文日期", "7.3.5", "盖章的右空四字", f"右空 {max(room, 0):.1f} 字", None)

    def imprint(self) -> Iterator[Measure]:
        """The 版记."""
        printed = self._evidence.first(Role.PRINTED)
        if not printed or not printed.rows:
            return
        page = self._evidence.pages[printed.rows[0].page - 1]
        first = self._evidence.first(Role.COPIES_TO) or printed
        top = min(row.top for item in (first, printed) for row in item.rows)
        rules = [rule for rule in page.strokes if not rule.red and rule.y > top - 8]
        yield self._type("版记", "7.4", printed, SIZE_4, Face.BODY)
        is_even = page.number % 2 == 0 and page.number == len(self._evidence.pages)
        yield Measure(
            "版记的位置", "7.4.1", "最后一面，偶数页", f"第 {page.number} 面，共 {len(self._evidence.pages)} 面", is_even
        )
        if len(rules) < 2:
            return
        first_weight, last_weight = rules[0].weight, rules[-1].weight
        is_thick = all(abs(one - standard.IMPRINT_THICK_MM) <= _WEIGHT for one in (first_weight, last_weight))
        yield Measure("版记首、末条线", "7.4.1", "高 0.35 毫米", f"{first_weight:.2f}、{last_weight:.2f} 毫米", is_thick)
        inner = [rule.weight for rule in rules[1:-1]]
        if inner:
            is_thin = all(abs(one - standard.IMPRINT_THIN_MM) <= _WEIGHT for one in inner)
            yield Measure("版记中间的线", "7.4.1", "高 0.25 毫米", "、".join(f"{one:.2f}" for one in inner) + " 毫米", is_thin)
        yield _length("版记线的长", "7.4.1", max(rule.width for rule in rules), (_WIDTH,), due="与版心等宽（156 毫米）")
        yield _length("末条线的位置", "7.4.1", rules[-1].y, (_BOTTOM,), due="与版心下边缘重合（262 毫米）")

    def folio(self) -> Iterator[Measure]:
        """The page numbers."""
        folios = [page.folio for page in self._evidence.pages if page.folio and page.width < page.height]
        if not folios:
            yield Measure("页码", "7.5", "每面编页码", "没有页码", None)
            return
        look = folios[0].pieces[0].look
        own = self._word.first(Role.FOLIO) if self._word else None
        if own and own.pieces:
            look = replace(own.pieces[0].look, face=own.pieces[0].look.latin or own.pieces[0].look.face)
        is_song = is_face(look.face, Face.SONG, self._settings) and abs(look.size - SIZE_4) <= _SIZE
        yield Measure("页码", "7.5", "四号（14 磅）宋体", f"{look.size:g} 磅{self._named(look.face)}", is_song)
        dash = folios[0].baseline - 0.34 * look.size * _MM
        yield _length("页码的一字线", "7.5", dash, (standard.FOLIO_Y_MM,), due="版心下边缘之下 7 毫米（269 毫米）")
        away = [_from_edge(folio) for folio in folios]
        is_outer = all(abs(one - SIZE_4 * _MM) <= 1.5 for one in away)
        least, most = (f"{one(away):.1f}" for one in (min, max))
        told = f"距版心外边 {least if least == most else f'{least} 至 {most}'} 毫米"
        yield Measure("页码的左右", "7.5", "单页居右、双页居左，空一字（约 4.9 毫米）", told, is_outer)

    def _number(self) -> Item | None:
        return next((item for item in self._evidence.of(Role.DOCUMENT_NUMBER, Role.SIDES) if item.rows), None)

    def _type(self, element: str, clause: str, item: Item, size: float, face: Face) -> Measure:
        """Size and face of the first hanzi of an item."""
        look = self._look(item)
        holds = abs(look.size - size) <= _SIZE and is_face(look.face, face, self._settings)
        names = {SIZE_2: "二号", SIZE_3: "三号", SIZE_4: "四号"}
        due = f"{names[size]}（{size:g} 磅）{face.value}"
        return Measure(element, clause, due, f"{look.size:g} 磅{self._named(look.face)}", holds)

    def _look(self, item: Item) -> Look:
        """The look of the first hanzi of an item on paper, or as the Word file says it."""
        own = (self._word.like(item) or self._word.first(item.role)) if self._word and item.role else None
        pieces = own.pieces if own and own.pieces else item.pieces
        return next((piece.look for piece in pieces if any(map(_is_han, piece.text))), pieces[0].look)

    def _named(self, font: str) -> str:
        """A font by the face that it is, and its own name."""
        face = face_of(font, self._settings)
        return f"{face.value}（{font}）" if face and face.value != font else font

    def _ink(self, item: Item) -> list[Box]:
        return self._printed.places(item.text, 0, item.text, item.rows[0].page if item.rows else 0, ink=True)

    def _gap(self, above: Item, below: Item) -> float | None:
        """From the ink of one to that of the other, mm."""
        upper, lower = self._ink(above), self._ink(below)
        return min(box.top for box in lower) - max(box.bottom for box in upper) if upper and lower else None


def _format(evidence: Evidence) -> Format | None:
    """What its mark says; a red rule that is wider than the type area is that of a letter (10.1)."""
    is_wide = any(stroke.red and stroke.width > _WIDTH + 5 for page in evidence.pages[:1] for stroke in page.strokes)
    return Format.LETTER if is_wide else evidence.format


def _from_edge(folio: Row) -> float:
    """How far a page number stands from the outer edge of the type area, mm; that of the wrong side is far away."""
    number = "".join(char for char in folio.text if char.isdecimal())
    return _RIGHT - folio.right if int(number or 1) % 2 else folio.left - _LEFT


def _length(element: str, clause: str, measured: float, allowed: tuple[float, ...], due: str = "") -> Measure:
    holds = any(abs(measured - one) <= _PLACE for one in allowed)
    return Measure(element, clause, due or f"{allowed[0]:g} 毫米", f"{measured:.1f} 毫米", holds)


def _about(element: str, clause: str, due: str, measured: float, wanted: float, within: float) -> Measure:
    return Measure(element, clause, due, f"{measured:.1f} 毫米", abs(measured - wanted) <= within)


def _is_han(text: str) -> bool:
    """Whether a text is of hanzi and their punctuation alone: one character, one 字."""
    return bool(text.strip()) and all(ord(char) > 0x2FFF or char in "“”‘’—…·" for char in text if not char.isspace())
