"""A unit of a packet: its documents looked at, its rows corrected, and only what changed made again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from ...errors import HongtouError
from ...files.edits import edited
from ...packet.packet_file import PASSWORD_LEAST
from ...packet.rows import CellShown, RowShown, UnitShown, key_of
from ...render.png import drawn_page, pages_of
from ...values import dataclass
from .. import before, packets, rows, unit_pages
from ..call import PAGES_MOST, Call, RefusedError
from ..downloads import sent
from ..packets import Found
from ..tasks import DPI
from .packets import note, packet_of, read, start

if TYPE_CHECKING:
    from ...batch.ledger import LedgerLine

_PDF: Final = ".pdf"
_WORD: Final = ".docx"
_OTHERWISE: Final = "它不是照现在的材料做的，或者是全部单位合做的。打开文件看；再做一次，就照现在的材料"
_NONE: Final = "这个材料包里没有这个单位"
_MEANWHILE: Final = "这一行刚才又有人改过，没有写你的。每一格下面是现在的，格里是你打的；对照着改好，再保存"


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a unit as the page shows it.

    :param told: why no page of it is shown; empty: they are, or are those of another file, or it has none.
    """

    name: str
    pages: int
    told: str = ""


@dataclass(frozen=True, slots=True)
class _Typed:
    """What somebody typed for a row, to be shown again.

    :param texts: by the columns.
    :param beside: what stands in the workbook now is shown, too.
    """

    row: RowShown
    texts: Mapping[int, str]
    beside: bool = False


def show(call: Call) -> Response:
    """A unit: its documents, and its rows."""
    packet = packet_of(call)
    line, shown, problem = _unit(call, packet)
    name = line.unit if line else shown.name
    note(call, packet, f"看 {name}")
    return _page(call, packet, line, shown, problem=problem)


def _unit(call: Call, packet: Found) -> tuple[LedgerLine | None, UnitShown, str]:
    """What the ledger knows of a unit, its rows, and why these cannot be shown.

    :raises RefusedError: there is no such unit.
    """
    key, problem = call.param("unit"), ""
    line = _line(call, packet)
    try:
        shown = rows.rows(call.site, packet, key)
    except HongtouError as error:
        shown, problem = UnitShown("", (), ()), str(error)
    if line is None and not shown.name:
        raise RefusedError(404, problem or _NONE)
    return line, shown, problem


def _line(call: Call, packet: Found) -> LedgerLine | None:
    """What the ledger knows of the unit that is asked for."""
    try:
        lines = packets.lines(call.site, packet)
    except HongtouError:
        return None
    return next((one for one in lines if key_of(one.unit) == call.param("unit")), None)


def _page(
    call: Call,
    packet: Found,
    line: LedgerLine | None,
    shown: UnitShown,
    told: str = "",
    problem: str = "",
    typed: _Typed | None = None,
    status: int = 200,
) -> Response:
    name = line.unit if line else shown.name
    files = [_file(call, packet, line, one.path) for one in line.files] if line else []
    return call.page(
        "packet_unit.html",
        status,
        packet=packet,
        name=name,
        key=key_of(name),
        line=line,
        files=files,
        shown=shown,
        told=told,
        problem=problem,
        typed=typed,
        encrypted=packets.is_encrypted(call.site, packet),
        least=PASSWORD_LEAST,
    )


def _file(call: Call, packet: Found, line: LedgerLine, path: str) -> _File:
    """A file, with as many pages as can be shown: of a PDF, or of a DOCX of which there is no PDF."""
    file, pages, told = packets.output(call.site, packet) / path, 0, ""
    try:
        if path.endswith(_PDF):
            pages = call.site.quick(pages_of, read(file), file)
        elif path.endswith(_WORD) and path.removesuffix(_WORD) + _PDF not in {one.path for one in line.files}:
            told = edited(file)
            pages = 0 if told else call.site.long(unit_pages.count, _drawn(call, packet, line, path), file)
            told = f"文件{told}。打开文件看" if told else "" if pages else _OTHERWISE
    except (HongtouError, RefusedError):
        return _File(file.name, 0)
    return _File(file.name, min(pages, PAGES_MOST), told)


def _drawn(call: Call, packet: Found, line: LedgerLine, path: str) -> unit_pages.Asked:
    numbers = tuple((use.identity, use.number) for use in line.uses if use.identity)
    name = Path(path).name.removesuffix(_WORD)
    return unit_pages.Asked(call.site.office, call.site.folder / packet.path, key_of(line.unit), name, line.digest, numbers)


def picture(call: Call) -> Response:
    """A page of a unit's document as a picture."""
    packet = packet_of(call)
    line, path = _file_asked(call, packet)
    number, file = int(call.param("number")), packets.output(call.site, packet) / path
    png: bytes | None = None
    if path.endswith(_PDF):
        pdf = read(file)
        if 1 <= number <= call.site.quick(pages_of, pdf, file):
            png = call.site.quick(drawn_page, (pdf, number, DPI), file)
    elif path.endswith(_WORD) and not edited(file):
        png = call.site.long(unit_pages.page, (_drawn(call, packet, line, path), number), file)
    if png is None:
        raise RefusedError(404, "没有这一面")
    return Response(png, media_type="image/png")


def _file_asked(call: Call, packet: Found) -> tuple[LedgerLine, str]:
    """The unit that is asked for, and the path of its file from the output folder.

    :raises RefusedError: there is none.
    """
    line, place = _line(call, packet), int(call.param("file"))
    if line is None or place >= len(line.files):
        raise RefusedError(404, "没有这个文件")
    return line, line.files[place].path


def file(call: Call) -> Response:
    """A unit's file."""
    packet = packet_of(call)
    _, name = _file_asked(call, packet)
    path = packets.output(call.site, packet) / name
    content = read(path)
    note(call, packet, name)
    return sent(path.name, content)


def correct(call: Call) -> Response:
    """Write what was typed for a row into its workbook; make only what changed, if that is asked for."""
    packet = packet_of(call)
    line, shown, problem = _unit(call, packet)
    row = next((one for one in shown.rows if _is_meant(one, call)), None)
    if row is None:
        told = problem or "这一行现在不在了，或者到了别的单位。没有写"
        return _page(call, packet, line, shown, problem=told, status=409)
    texts = rows.typed(row, call.fields)
    sent = _Typed(row, {cell.column: text for cell, text in texts.items()}, beside=row.state != call.value("state"))
    if sent.beside:
        return _page(call, packet, line, shown, problem=_MEANWHILE, typed=sent, status=409)
    try:
        uncounted = rows.correct_row(call.site, packet, row, texts, call.who.name) if texts else ()
    except before.ChangedError as error:
        line, shown, _ = _unit(call, packet)
        return _page(call, packet, line, shown, problem=str(error), typed=sent, status=409)
    except HongtouError as error:
        return _page(call, packet, line, shown, problem=str(error), typed=sent, status=422)
    return _after(call, packet, row, texts, uncounted)


def _is_meant(row: RowShown, call: Call) -> bool:
    return (row.book, row.sheet, row.number) == (call.value("book"), call.value("sheet"), call.number("number"))


def _after(call: Call, packet: Found, row: RowShown, texts: Mapping[CellShown, str], uncounted: Sequence[str]) -> Response:
    """What follows a correction: what is still wrong is told, else what changed is made."""
    told = f"写进了“{row.book}”，原来的在它旁边的“{before.BEFORE}”里" if texts else "没有改动"
    if uncounted:
        told += f"。{'、'.join(uncounted[:10])}是公式，要跟着算：用 Excel 或 WPS 打开工作簿，保存一次"
    try:
        line, shown, problem = _unit(call, packet)
    except RefusedError:  # its only row went to another unit
        return call.go(f"/packets/{packet.id}")
    if not call.value("make"):
        return _page(call, packet, line, shown, told, problem)
    if problem or not shown.is_sound:
        return _page(call, packet, line, shown, f"{told}。还有错，没有做", problem)
    try:
        start(call, packet)
    except HongtouError as error:
        return _page(call, packet, line, shown, told, str(error), status=422)
    return call.go(f"/packets/{packet.id}")
