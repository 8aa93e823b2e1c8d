"""A unit of a packet: its documents looked at, its rows corrected, and only what changed made again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from ...errors import HongtouError
from ...packet.packet_file import PASSWORD_LEAST
from ...packet.rows import CellShown, RowShown, UnitShown, key_of
from ...render.png import drawn_page, pages_of
from ...values import dataclass
from ...workflow.runs import Runs
from .. import before, packets, rows
from ..call import Call, RefusedError
from ..packets import Found
from ..tasks import DPI
from .packets import note, packet_of, read, start

if TYPE_CHECKING:
    from ...batch.ledger import LedgerLine

_PDF: Final = ".pdf"
# So many pages of a document are shown at once; all are in the PDF.
_PAGES_MOST: Final = 40
_NONE: Final = "这个材料包里没有这个单位"
_MEANWHILE: Final = "这一行刚才又有人改过，没有写你的。每一格下面是现在的，格里是你打的；对照着改好，再保存"


@dataclass(frozen=True, slots=True)
class _Line:
    """What the ledger knows of a unit.

    :param number: its place among the ledger's lines, from 0.
    """

    number: int
    of: LedgerLine


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a unit as the page shows it."""

    name: str
    pages: int


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
    name = line.of.unit if line else shown.name
    note(call, packet, f"看 {name}")
    return _page(call, packet, line, shown, problem=problem)


def _unit(call: Call, packet: Found) -> tuple[_Line | None, UnitShown, str]:
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


def _line(call: Call, packet: Found) -> _Line | None:
    """What the last run left of the unit that is asked for; nothing while one is at work."""
    runs, key = Runs(call.site.store), call.param("unit")
    if runs.is_going(runs.get(packet.path)):
        return None
    try:
        lines = packets.lines(call.site, packet)
    except HongtouError:
        return None
    return next((_Line(number, one) for number, one in enumerate(lines) if key_of(one.unit) == key), None)


def _page(
    call: Call,
    packet: Found,
    line: _Line | None,
    shown: UnitShown,
    told: str = "",
    problem: str = "",
    typed: _Typed | None = None,
    status: int = 200,
) -> Response:
    name = line.of.unit if line else shown.name
    files = [_File(Path(one.path).name, _count(call, packet, one.path)) for one in line.of.files] if line else []
    return call.page(
        "packet_unit.html",
        status,
        packet=packet,
        name=name,
        key=key_of(name),
        line=line.of if line else None,
        number=line.number if line else 0,
        files=files,
        shown=shown,
        told=told,
        problem=problem,
        typed=typed,
        encrypted=packets.is_encrypted(call.site, packet),
        least=PASSWORD_LEAST,
    )


def _count(call: Call, packet: Found, path: str) -> int:
    """How many pages of a file can be shown."""
    if not path.endswith(_PDF):
        return 0
    file = packets.output(call.site, packet) / path
    try:
        return min(call.site.quick(pages_of, read(file), file), _PAGES_MOST)
    except (HongtouError, RefusedError):
        return 0


def picture(call: Call) -> Response:
    """A page of a unit's PDF as a picture."""
    packet = packet_of(call)
    line = _line(call, packet)
    number, place = int(call.param("number")), int(call.param("file"))
    if line is None or place >= len(line.of.files) or not line.of.files[place].path.endswith(_PDF):
        raise RefusedError(404, "没有这个文件，或者材料包正在做")
    path = packets.output(call.site, packet) / line.of.files[place].path
    pdf = read(path)
    if not 1 <= number <= call.site.quick(pages_of, pdf, path):
        raise RefusedError(404, "没有这一面")
    return Response(call.site.quick(drawn_page, (pdf, number, DPI), path), media_type="image/png")


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
