"""From what the check of a file came to, to its report: the pages are printed, looked at, measured and marked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..checking.finding import Finding, Report
from ..checking.paper import read_pdf
from ..document import chinese_date
from ..errors import HongtouError, InputError
from ..evidence import Evidence, Face, Kind, Role
from ..importing.office import LACKING, to_pdf
from ..importing.office_files import MEMORY, SECONDS
from ..plugin import Settings
from ..render.html_print import print_html
from ..runner import Runner
from ..workers.apart import apart
from ..workers.limits import Limits
from .html import Content, PlacedFinding, page
from .printed import Box, Printed
from .proof import measures

_NAMES: Final = {Face.TITLE: "hongtou title", Face.BODY: "hongtou body", Face.HEI: "hongtou hei"}
# What drawing and reading the pages of a file from elsewhere may cost.
_LOOKING: Final = Limits(seconds=60.0, memory=1024, network=False)


def as_html(report: Report, runner: Runner, today: datetime.date) -> bytes:
    """The report as one file of HTML.

    :raises HongtouError: a draft cannot be printed.
    """
    return page(_content(report, runner, today), _style()).encode()


def as_pdf(report: Report, runner: Runner, today: datetime.date) -> bytes:
    """The same as PDF.

    :raises HongtouError: as :func:`as_html`; or a face has no file.
    """
    faces = {name: runner.fonts.path(face) for face, name in _NAMES.items()}
    return print_html(page(_content(report, runner, today), ""), _style(), faces)


def _style() -> str:
    return files("hongtou.templates").joinpath("html", "check.css").read_text("utf-8")


def _content(report: Report, runner: Runner, today: datetime.date) -> Content:
    with TemporaryDirectory(prefix="hongtou-report-") as folder:
        pdf, seen = _pdf(report, runner, Path(folder))
        is_ours = report.kind is Kind.DRAFT
        printed, paper = (_look(pdf) if is_ours else apart(_look, pdf, report.file, _LOOKING)) if pdf else (None, None)
    title = "".join(report.evidence.text(Role.TITLE).split())
    if printed is None:
        placed = [PlacedFinding(number, one) for number, one in enumerate(report.findings, 1)]
        return Content(report, title, chinese_date(today), placed, (), (), seen)
    more = f"页面只显示前 {len(printed.sheets)} 面，还有 {printed.more} 面没有显示。" if printed.more else ""
    placed = [PlacedFinding(number, one, tuple(boxes(one, printed, paper))) for number, one in enumerate(report.findings, 1)]
    faces = {key: (choice.name,) for key, choice in runner.office.faces.items() if choice.name}
    measured = measures(paper, printed, Settings(faces=faces), report.evidence) if paper else []
    return Content(report, title, chinese_date(today), placed, printed.sheets, measured, seen + more)


def _pdf(report: Report, runner: Runner, folder: Path) -> tuple[Path | None, str]:
    """The file as it is printed, and how that came about; None: it cannot be, and why."""
    if report.kind is Kind.PAPER:
        return report.file, "页面就是这份 PDF 的。"
    made = folder / "pages.pdf"
    if report.kind is Kind.DRAFT:
        try:
            made.write_bytes(runner.make(report.file, ["pdf"]).files["pdf"])
        except HongtouError as error:
            return None, f"草稿还做不成公文，所以没有页面：{error}"
        return made, "页面是照草稿做成的。"
    try:
        limits = Limits(seconds=SECONDS, memory=MEMORY, network=False)
        return apart(
            _printed_by_others, (report.file, folder), report.file, limits
        ), "页面是 LibreOffice 排出来的；没有的字体用别的代替，Word 里的断行、分页会有出入。"
    except InputError as error:
        told = "这台机器上没有装 LibreOffice，所以没有页面和校样表。" if LACKING in str(error) else f"没有页面：{error}"
        return None, told


def _printed_by_others(task: tuple[Path, Path]) -> Path:
    """A Word file as PDF in a folder."""
    return to_pdf(*task)


def _look(pdf: Path) -> tuple[Printed, Evidence | None]:
    """The pages of a PDF, and what it shows; None: it cannot be measured."""
    printed = Printed(pdf.read_bytes())
    try:
        return printed, read_pdf(pdf)
    except InputError:
        return printed, None


def boxes(finding: Finding, printed: Printed, paper: Evidence | None) -> Iterator[Box]:
    """Where a finding stands on the pages: at its words; where they are printed otherwise, at the element that they are of."""
    item = finding.found.item
    if item is None:
        return
    there = item if item.rows else paper.like(item) if paper else None
    page = there.rows[0].page if there and there.rows else 0
    found = printed.places(item.text, finding.found.at, finding.found.words, page)
    if found:
        yield from found
        return
    alike = there or (paper.first(item.role) if paper and item.role else None)
    for row in alike.rows if alike else ():
        size = row.pieces[0].look.size * 25.4 / 72
        yield Box(row.page, row.left, row.baseline - size, row.right, row.baseline + size * 0.2)
