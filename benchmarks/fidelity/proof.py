"""The whole proof: every measure of every case, as the table that the documents must meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from support.measure import Row

from . import painters, planned, readers, rows, words
from .libreoffice import Compared, compare, convert
from .made import Made, shown
from .places import Place, places


@dataclass(frozen=True)
class Measure:
    """A row of the table.

    :param must: what it must be, in words; ``faults`` tells where it is not.
    """

    name: str
    must: str
    found: str
    faults: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        return not self.faults


@dataclass
class Proof:
    """What was measured of all cases.

    :param shown: what LibreOffice shows of each, in the same order; empty: it was not asked.
    """

    cases: Sequence[Made]
    places: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    shown: list[Compared] = field(default_factory=list)

    def measure(self) -> Iterator[Measure]:
        """Everything that a PDF and a DOCX show by themselves."""
        for case in self.cases:
            for place in places(case):
                self.places.setdefault(place.element, []).append((case.name, place))
        yield from (self._pages(), self._ends(), self._edges(), self._places(), self._punctuation(), self._words(), self._plan())

    def read(self) -> Iterator[Measure]:
        """What other programs make of the PDF files, and the other painter of the plans."""
        yield self._each("PDFium、pdftotext、pdfplumber 读出的文字", "同计划，次序也同", readers.misread)
        yield self._each("qpdf 查 PDF", "没有毛病", readers.unsound)
        yield self._each("同 WeasyPrint 画的比（150 dpi）", "墨迹处处差不过0.2毫米", painters.differences)

    def _each(self, name: str, must: str, find: Callable[[Made], Iterator[str]]) -> Measure:
        faults = tuple(f"{case.name}：{fault}" for case in self.cases for fault in find(case))
        pages = sum(len(case.paper) for case in self.cases)
        return Measure(name, must, f"{len(faults)}处，共{len(self.cases)}份{pages}页", faults)

    def compare(self) -> Iterator[Measure]:
        """What LibreOffice shows."""
        papers = convert(self.cases)
        self.shown = [compare(case, papers[case.name]) for case in self.cases]
        ends = self._stranded({case.name: shown(papers[case.name]) for case in self.cases})
        yield from (self._office_pages(), self._office_lines(), replace(ends, name=f"同上：{ends.name}"))

    @property
    def causes(self) -> Counter[str]:
        """How many lines differ in LibreOffice, by their causes."""
        counted: Counter[str] = Counter()
        for one in self.shown:
            for difference in one.differences:
                counted[difference.cause] += len(difference.ours)
        return counted

    def _pages(self) -> Measure:
        found = [(case, page, count) for case in self.cases for page, count in rows.full_pages(case)]
        faults = tuple(f"{case.name}第{page}页{count}行" for case, page, count in found if count != case.full)
        return Measure("满页22行（另设行距的，依行距）", "全部", f"{len(found) - len(faults)}/{len(found)}页", faults)

    def _ends(self) -> Measure:
        return self._stranded({case.name: case.pages for case in self.cases})

    def _stranded(self, pages: Mapping[str, Sequence[Sequence[Row]]]) -> Measure:
        faults = tuple(f"{case.name}{fault}" for case in self.cases for fault in rows.stranded(case, pages[case.name]))
        total = sum(len(pages[case.name]) for case in self.cases)
        return Measure("页末是标题、表题、组名的", "0", f"{len(faults)}处，共{total}页", faults)

    def _edges(self) -> Measure:
        found = [(case.name, row.text, off) for case in self.cases for row, off in rows.edges(case)]
        faults = tuple(f"{name}“{text[:12]}”差{off:.2f}毫米" for name, text, off in found if off > rows.FLUSH)
        worst = max((off for *_, off in found), default=0.0)
        return Measure(
            "满行两端齐（±0.3毫米）", "全部", f"{len(found) - len(faults)}/{len(found)}行，最多差{worst:.2f}毫米", faults
        )

    def _places(self) -> Measure:
        found = [(name, place) for several in self.places.values() for name, place in several]
        faults = tuple(
            f"{name}：{place.element}应为{place.expected:.2f}，实为{place.measured:.2f}" for name, place in found if not place.met
        )
        worst = max((place.off for _, place in found), default=0.0)
        return Measure(
            "各要素的位置", "差不过0.3毫米（或其自身容差）", f"{len(self.places)}项{len(found)}处，最多差{worst:.2f}毫米", faults
        )

    def _punctuation(self) -> Measure:
        faults = tuple(f"{case.name}：{fault}" for case in self.cases for fault in rows.forbidden(case))
        return Measure("行首行末禁则，拆开的——、……、数", "0", f"{len(faults)}处", faults)

    def _words(self) -> Measure:
        faults = tuple(f"{case.name}：{fault}" for case in self.cases for fault in words.missing(case))
        total = sum(words.count(case) for case in self.cases)
        return Measure("PDF、DOCX 里缺、改、多、乱的字", "0", f"{len(faults)}处，共{total}字", faults)

    def _plan(self) -> Measure:
        faults = tuple(f"{case.name}：{fault}" for case in self.cases for fault in planned.differences(case))
        total = sum(planned.count(case) for case in self.cases)
        pages = sum(len(case.plan.pages) for case in self.cases)
        return Measure("计划与 PDF：页数、每一行的文字", "全部相同", f"{pages}页{total}行，{len(faults)}处不同", faults)

    def _office_pages(self) -> Measure:
        faults = tuple(
            f"{case.name}：PDF {one.pages[0]}页，LibreOffice {one.pages[1]}页"
            for case, one in zip(self.cases, self.shown, strict=True)
            if one.pages[0] != one.pages[1]
        )
        same = len(self.cases) - len(faults)
        return Measure("LibreOffice 打开 DOCX 与 PDF：页数", "全部相同", f"{same}/{len(self.cases)}份", faults)

    def _office_lines(self) -> Measure:
        total, equal = (sum(counts) for counts in zip(*((one.lines, one.equal) for one in self.shown), strict=True))
        unknown = [difference for one in self.shown for difference in one.differences if not difference.cause]
        faults = [f"{one.name}：“{''.join(one.ours)[:40]}”没有说明" for one in unknown]
        if equal < 0.995 * total:
            faults.append(f"只有{equal / total:.2%}")
        found = f"{equal / total:.2%}（{equal}/{total}行）"
        return Measure("同上：行相同", "≥99.5%，其余都有说明", found, tuple(faults))
