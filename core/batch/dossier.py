"""The dossier 卷: one PDF of a unit's documents, the list of them 卷内目录 first."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ..document import Align, Cell, Column, Content, Format, Gongwen, Row, Table
from ..layout.line import Run
from ..layout.standard import RIGHT, mm
from ..layout.styles import Face, Role
from ..plugin import Drawing
from .made import MadeDocument, listed

if TYPE_CHECKING:
    import pikepdf

    from ..fonts.faces import Fonts
    from ..layout.plan import PagePlan
    from ..packet.task import UnitTask
    from ..runner import Runner

TITLE: Final = "卷内目录"
# The size of the dossier's page numbers, pt, and where their baseline lies, from the page's upper edge.
_SIZE: Final = 9.0
_BASELINE_MM: Final = 20.0
_COLUMNS: Final = (
    Column("序号"),
    Column("文号"),
    Column("责任者", align=Align.LEFT),
    Column("题名", align=Align.LEFT),
    Column("日期"),
    Column("页号"),
    Column("页数"),
)


def bind(task: UnitTask, made: Sequence[MadeDocument], runner: Runner) -> bytes:
    """Bind the documents; the pages of the list are numbered i, ii …, those of the documents through from 1, which is printed."""
    import pikepdf

    with pikepdf.new() as dossier:
        listing = contents(task, made)
        _append(dossier, TITLE, _drawn(listing, runner), deep=False)
        front = len(dossier.pages)
        for one, _ in listed(made):
            _append(dossier, _title(one), one.files["pdf"])
        _number(dossier, front, _numbers(listing, len(dossier.pages) - front, runner.fonts))
        styles = [pikepdf.Dictionary(S=pikepdf.Name.r), pikepdf.Dictionary(S=pikepdf.Name.D)]
        dossier.Root.PageLabels = pikepdf.Dictionary(Nums=[0, styles[0], front, styles[1]])
        return _saved(dossier)


def _number(dossier: pikepdf.Pdf, front: int, numbers: bytes) -> None:
    """Print the dossier's numbers on its pages behind the list, where each document has its own at the foot."""
    import pikepdf

    with pikepdf.open(io.BytesIO(numbers)) as printed:
        for count, (page, number) in enumerate(zip(list(dossier.pages)[front:], printed.pages, strict=True), 1):
            xobject = dossier.copy_foreign(number.as_form_xobject())
            # A name of our own: pikepdf would make up another one each time.
            name = page.add_resource(xobject, pikepdf.Name.XObject, pikepdf.Name(f"/Dossier{count}"))
            page.contents_add(b"q", prepend=True)
            page.contents_add(f"Q q {name} Do Q".encode())


def _numbers(listing: Gongwen, count: int, fonts: Fonts) -> bytes:
    """Pages with nothing but their numbers, small, at the upper right, as a PDF."""
    from ..page import Frame, Tag
    from ..page.fitted import Fitter
    from ..render.pdf.document import write

    fitter, tag, frames = Fitter(fonts), Tag(Role.FOLIO, -1), []
    for number in range(1, count + 1):
        texts = list(fitter.fit((Run(str(number), Face.SONG),), _SIZE, 0.0, mm(_BASELINE_MM), tag))
        left = RIGHT - sum(text.width for text in texts)
        frames.append(Frame(number, folio=tuple(replace(text, x=text.x + left) for text in texts)))
    return write(listing, frames)


def _saved(dossier: pikepdf.Pdf) -> bytes:
    import pikepdf

    target = io.BytesIO()
    dossier.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _append(dossier: pikepdf.Pdf, title: str, content: bytes, *, deep: bool = True) -> None:
    """Add a document's pages, and a bookmark at the first of them.

    :param deep: below it come those that the document itself has.
    """
    import pikepdf

    first = len(dossier.pages)
    entry = pikepdf.OutlineItem(title, first)
    with pikepdf.open(io.BytesIO(content)) as document:
        dossier.pages.extend(document.pages)
        with document.open_outline() as outline:
            own, *others = outline.root or [entry]
            entry.children.extend(_moved(item, first) for item in (*own.children, *others) if deep)
    with dossier.open_outline() as outline:
        outline.root.append(entry)


def _moved(item: pikepdf.OutlineItem, first: int) -> pikepdf.OutlineItem:
    """A document's bookmark as one of the dossier, in which its pages begin at ``first``."""
    import pikepdf

    target = item.destination
    assert isinstance(target, pikepdf.Array)  # noqa: S101 - as our own renderer writes it
    page, (left, top) = first + pikepdf.Page(target[0]).index, (float(target[place]) for place in (2, 3))
    moved = pikepdf.OutlineItem(item.title, page, pikepdf.PageLocation.XYZ, left=left, top=top)
    moved.children.extend(_moved(child, first) for child in item.children)
    return moved


def _drawn(listing: Gongwen, runner: Runner) -> bytes:
    """The list, as a PDF."""
    from ..layout import lay_out

    plan: PagePlan = lay_out(listing, runner.fonts, runner.office.page_setup)
    drawing = Drawing(listing, plan, runner.fonts, (files("hongtou.templates"),))
    return runner.draw(runner.plugins.renderer("pdf"), drawing, TITLE)


def contents(task: UnitTask, made: Sequence[MadeDocument]) -> Gongwen:
    """The list 卷内目录: what each document is called, who answers for it, and where it begins."""
    rows = tuple(_row(number, one, start) for number, (one, start) in enumerate(listed(made), 1))
    main = Content(f"{task.unit}\n{task.year}年度材料{TITLE}", (Table(_COLUMNS, rows),))
    return Gongwen(TITLE, main, Format.PLAIN)


def _row(number: int, one: MadeDocument, start: int) -> Row:
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


def _title(one: MadeDocument) -> str:
    return one.composed.gongwen.title
