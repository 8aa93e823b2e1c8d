"""The volume 卷: one PDF of a unit's documents, the list of them 卷内目录 first."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ..model import Align, Cell, Column, Content, Format, Gongwen, Row, Table
from ..renderer import Drawing
from .make import Made, listed

if TYPE_CHECKING:
    import pikepdf

    from ..layout.plan import PagePlan
    from ..runner import Runner
    from .task import UnitTask

TITLE: Final = "卷内目录"
_COLUMNS: Final = (
    Column("序号"),
    Column("文号"),
    Column("责任者", align=Align.LEFT),
    Column("题名", align=Align.LEFT),
    Column("日期"),
    Column("页号"),
    Column("页数"),
)


def bind(task: UnitTask, made: Sequence[Made], runner: Runner) -> bytes:
    """Bind the documents; the pages of the list are numbered i, ii …, those of the documents through from 1."""
    import pikepdf

    with pikepdf.new() as volume:
        _append(volume, TITLE, _contents(task, made, runner))
        front = len(volume.pages)
        for one, _ in listed(made):
            _append(volume, _title(one), one.files["pdf"])
        styles = [pikepdf.Dictionary(S=pikepdf.Name.r), pikepdf.Dictionary(S=pikepdf.Name.D)]
        volume.Root.PageLabels = pikepdf.Dictionary(Nums=[0, styles[0], front, styles[1]])
        return _saved(volume)


def _saved(volume: pikepdf.Pdf) -> bytes:
    import pikepdf

    target = io.BytesIO()
    volume.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _append(volume: pikepdf.Pdf, title: str, content: bytes) -> None:
    """Add a document's pages, and a bookmark at the first of them."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as document:
        first = len(volume.pages)
        volume.pages.extend(document.pages)
    with volume.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(title, first))


def _contents(task: UnitTask, made: Sequence[Made], runner: Runner) -> bytes:
    """The list, as a PDF."""
    from ..layout import lay_out

    gongwen = contents(task, made)
    plan: PagePlan = lay_out(gongwen, runner.fonts, runner.office.house)
    drawing = Drawing(gongwen, plan, runner.fonts, (files("hongtou.templates"),))
    return runner.plugins.renderer("pdf").render(drawing)


def contents(task: UnitTask, made: Sequence[Made]) -> Gongwen:
    """The list 卷内目录: what each document is called, who answers for it, and where it begins."""
    rows = tuple(_row(number, one, start) for number, (one, start) in enumerate(listed(made), 1))
    main = Content(f"{task.unit}\n{task.year}年度材料{TITLE}", (Table(_COLUMNS, rows),))
    return Gongwen(TITLE, main, Format.PLAIN)


def _row(number: int, one: Made, start: int) -> Row:
    gongwen = one.composed.gongwen
    written = gongwen.masthead.document_number if gongwen.masthead else None
    signature = gongwen.signature
    cells = (
        str(number),
        str(written) if written and written.serial else "",
        "、".join(signature.issuers) if signature else "",
        _title(one),
        f"{signature.date.year}.{signature.date.month}.{signature.date.day}" if signature and signature.date else "",
        str(start),
        str(one.pages),
    )
    return Row(tuple(Cell(text) for text in cells))


def _title(one: Made) -> str:
    return one.composed.gongwen.main.title.replace("\n", "")
