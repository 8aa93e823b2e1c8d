"""The book of numbers: looked at with filters, printed, reserved, voided, audited."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from starlette.responses import Response

from ...document import DocumentNumber
from ...errors import HongtouError
from ...register.book import workbook
from ...register.entry import EntryState
from ...register.query import Sought
from ...register.register import Register
from ..call import Call
from .drafting import disposition

_SHOWN: Final = 500
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@contextmanager
def _opened(call: Call) -> Iterator[Register]:
    register = Register(call.site.settings, call.who.name)
    try:
        yield register
    finally:
        register.close()


def _sought(call: Call) -> Sought:
    year, state = call.asked("year"), call.asked("state")
    known = {one.value: one for one in EntryState}
    number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    return Sought(code=call.asked("code"), year=number, state=known.get(state), text=call.asked("q"))


def show(call: Call) -> Response:
    """The book."""
    return _page(call)


def _page(call: Call, told: str = "", audit: object = None) -> Response:
    with _opened(call) as register:
        entries = register.entries(_sought(call))
        office = register.office
    asked = {name: call.asked(name) for name in ("year", "state", "code", "q")}
    total = len(entries)
    shown = entries[::-1][:_SHOWN]
    years = sorted({entry.year for entry in entries} | {datetime.datetime.now().astimezone().year}, reverse=True)
    return call.page(
        "register.html",
        entries=shown,
        total=total,
        asked=asked,
        states=list(EntryState),
        years=years,
        this_year=datetime.datetime.now().astimezone().year,
        code=office.code,
        told=told,
        audit=audit,
    )


def reserve(call: Call) -> Response:
    """Keep the next numbers of a series for something that is to come."""
    count, year = call.number("count") or 1, call.number("year") or datetime.datetime.now().astimezone().year
    if count > 100:
        raise HongtouError("一次最多预留 100 个号")
    note = call.value("note").strip()
    if not note:
        raise HongtouError("写上留给什么公文：没有说明的号，以后没有人知道为什么空着")
    with _opened(call) as register:
        entries = register.reserve(register.series(year), count, note)
    return _page(call, f"预留了 {len(entries)} 个号：{entries[0]}" + (f" 到 {entries[-1]}" if count > 1 else ""))


def void(call: Call) -> Response:
    """A number that is not to be used; a reason is asked for."""
    reason = call.value("reason").strip()
    if not reason:
        raise HongtouError("作废要写原因")
    with _opened(call) as register:
        number = DocumentNumber.parse(call.value("number"))
        register.void([number], reason)
    return _page(call, f"{number} 已经作废")


def audit(call: Call) -> Response:
    """See whether the book, the archive and the log agree."""
    with _opened(call) as register:
        found = register.audit(printed=call.site.plugins().printed(register.office.numbered_apart))
    return _page(call, audit=found)


def download(call: Call) -> Response:
    """The book of a year as a workbook."""
    year = _sought(call).year or datetime.datetime.now().astimezone().year
    with _opened(call) as register:
        title = f"{register.office.name}{year}年发文登记簿"
        content = workbook(register.entries(Sought(year=year)), title)
    call.note("下载登记簿", f"{year}年")
    return Response(content, media_type=_SHEET, headers={"Content-Disposition": disposition(f"{title}.xlsx")})
