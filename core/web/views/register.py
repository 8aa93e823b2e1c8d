"""The book of numbers: looked at with filters, printed, reserved, voided, withdrawn, audited; older books entered."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import AbstractContextManager, closing
from typing import Final

from starlette.responses import Response

from ...document import DocumentNumber
from ...errors import HongtouError
from ...issuing.book import Book
from ...register.archive import key_of
from ...register.book import workbook
from ...register.entry import EntryState
from ...register.importing import Conflict, ImportConflictError, span_of
from ...register.query import Sought
from ...register.register import Register
from ..call import Call, RefusedError, whole_number
from ..downloads import sent
from ..uploads import uploaded
from .drafting import FORMATS

_SHOWN: Final = 500
# What people may say of a document that was issued.
_WITHDRAWN: Final = (EntryState.REVOKED, EntryState.ABOLISHED)
_YEARS: Final = range(1900, 2100)


def _opened(call: Call) -> AbstractContextManager[Register]:
    return closing(Register(call.site.settings, call.who.name))


def _sought(call: Call) -> Sought:
    state = call.asked("state")
    known = {one.value: one for one in EntryState}
    return Sought(code=call.asked("code"), year=_year(call.asked("year")), state=known.get(state), text=call.asked("q"))


def _year(text: str) -> int | None:
    """A year of four digits; None: it is none."""
    number = whole_number(text.strip())
    return number if number in _YEARS else None


def _this_year() -> int:
    return datetime.datetime.now().astimezone().year


def show(call: Call) -> Response:
    """The book."""
    return _page(call)


def _page(call: Call, told: str = "", audit: object = None, conflicts: Sequence[Conflict] = (), status: int = 200) -> Response:
    """
    :param conflicts: why lines of an older book do not fit.
    """
    with _opened(call) as register:
        entries = register.entries(_sought(call))
        office = register.office
    asked = {name: call.asked(name) for name in ("year", "state", "code", "q")}
    return call.page(
        "register.html",
        status,
        entries=entries[::-1][:_SHOWN],
        total=len(entries),
        asked=asked,
        states=list(EntryState),
        withdrawn=_WITHDRAWN,
        years=sorted({entry.year for entry in entries} | {_this_year()}, reverse=True),
        this_year=_this_year(),
        kinds=office.numbered_apart,
        code=office.code,
        told=told,
        audit=audit,
        conflicts=conflicts[:_SHOWN],
        conflicting=len(conflicts),
    )


def reserve(call: Call) -> Response:
    """Keep the next numbers of a series for something that is to come."""
    count, year = call.number("count") or 1, call.number("year") or _this_year()
    if count > 100:
        raise HongtouError("一次最多预留 100 个号")
    note = call.value("note").strip()
    if not note:
        raise HongtouError("写上留给什么公文：没有说明的号，以后没有人知道为什么空着")
    with _opened(call) as register:
        entries = register.reserve(register.series(year, call.value("kind")), count, note)
    return _page(call, f"预留了 {len(entries)} 个号：{entries[0]}" + (f" 到 {entries[-1]}" if count > 1 else ""))


def void(call: Call) -> Response:
    """A number that is not to be used; a reason is asked for."""
    number, reason = _reasoned(call, "作废")
    with _opened(call) as register:
        register.void([number], reason, call.value("kind"), printed=bool(call.value("printed")))
    return _page(call, f"{number} 已经作废")


def withdraw(call: Call) -> Response:
    """A document that was issued and does not hold any more; a reason is asked for."""
    state = next((one for one in _WITHDRAWN if one.value == call.value("state")), None)
    if state is None:
        raise HongtouError("选撤销还是废止")
    number, reason = _reasoned(call, state.label)
    with _opened(call) as register:
        register.withdraw([number], reason, state, call.value("kind"))
    return _page(call, f"{number} 登记为{state.label}")


def _reasoned(call: Call, what: str) -> tuple[DocumentNumber, str]:
    """The number that something is done to, and why.

    :raises HongtouError: no reason is given.
    """
    reason = call.value("reason").strip()
    if not reason:
        raise HongtouError(f"{what}要写原因")
    return DocumentNumber.parse(call.value("number")), reason


def enter(call: Call) -> Response:
    """Enter an older book, or only see whether it fits; where one line does not, none is entered."""
    from .. import book

    if not call.files:
        raise HongtouError("还没有选文件。选登记簿的 XLSX 或者 CSV 文件")
    with uploaded(call) as path, _opened(call) as register:
        office = register.office
        code = call.value("code").strip() or office.code
        asked = book.Reading(path, code, _year(call.value("year")), office.numbered_apart)
        found = call.site.long(book.read, asked, path)
        if found.conflicts:
            return _page(call, conflicts=found.conflicts, status=422)
        try:
            if call.value("only_look"):
                register.fits(found.lines, path.name)
                entries = [line.entry for line in found.lines]
                told = f"看过了，没有补录：{len(entries)} 个号都合，{span_of(entries)}。要补录，再选一次文件，按“补录”"
            else:
                entries = register.enter(found.lines, path.name)
                told = f"补录了 {len(entries)} 个号：{span_of(entries)}"
        except ImportConflictError as error:
            return _page(call, conflicts=error.conflicts, status=422)
    return _page(call, told)


def audit(call: Call) -> Response:
    """See whether the book, the archive and the log agree."""
    with _opened(call) as register:
        found = register.audit(printed=call.site.plugins().printed(register.office.numbered_apart))
    return _page(call, audit=found)


def download(call: Call) -> Response:
    """The book of a year as a workbook, or printed."""
    sought = _sought(call)
    year = sought.year or _this_year()
    with _opened(call) as register:
        book = Book(register.office, year, register.entries(Sought(code=sought.code, year=year)), sought.code)
    is_printed = call.asked("as") == "pdf"
    content = _printed(call, book) if is_printed else workbook(book.entries, book.title)
    call.note("下载登记簿", f"{year}年")
    return sent(f"{book.title}.{'pdf' if is_printed else 'xlsx'}", content)


def _printed(call: Call, book: Book) -> bytes:
    from ..book import Printing, print_book

    return call.site.long(print_book, Printing(call.site.office, book, "pdf"), call.site.folder)


def filed(call: Call) -> Response:
    """A file of a document that was issued, as the archive has it; who takes it is written down."""
    from ..issue import file_of

    number, format = call.param("number"), call.param("format")
    key = key_of(number)
    if key is None or format not in FORMATS:
        raise RefusedError(404, "没有这个文件")
    with _opened(call) as register:
        entry = next((one for one in register.entries(Sought(code=key[0], year=key[1])) if one.key == key), None)
    if entry is None or not entry.folder:
        raise RefusedError(404, "登记簿里没有这个号，或者还没有发出")
    content = file_of(call.site.settings, entry, format)
    call.note("取归档", number, format)
    return sent(f"{number}.{format}", content)
