"""Doubts 存疑: what speaks against issuing a document now. Nothing forbids it; whoever issues it says that it is meant so."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from ..composing import Composed
from ..document import chinese_date
from ..errors import RegisterError
from ..files.edits import is_changed
from ..register.entry import Entry, EntryState, Request
from ..register.query import Sought
from ..register.register import Register

_COUNTED = frozenset({EntryState.RESERVED, EntryState.ISSUED})


def check(composed: Composed, request: Request, register: Register) -> None:
    """Look for doubts before a number is given; a document that has its number was looked at then.

    :raises RegisterError: there are some; says which, and that ``--despite`` issues it all the same.
    """
    series = request.series
    entries = register.entries(Sought(code=series.code, year=series.year, kind=series.kind))
    counted = [entry for entry in entries if entry.state in _COUNTED]
    if any(entry.identity == request.identity for entry in counted):
        return
    if found := [*_out_of_order(composed, request, counted), *_edited(composed)]:
        raise RegisterError(f"{composed.draft.path}：{'。'.join(found)}。没有编号；核对过、仍要发的，加上 --despite 再运行一次")


def _out_of_order(composed: Composed, request: Request, entries: Sequence[Entry]) -> Iterator[str]:
    """A date before that of a document whose number comes before."""
    own = composed.data.get("发文字号")
    later = [entry for entry in entries if entry.dated > request.dated and (own is None or entry.serial < own.serial)]
    if later:
        yield f"成文日期{_day(request.dated)}早于{_told(later[-1])}的{_day(later[-1].dated)}，号在后面，日期却在前面"


def _told(entry: Entry) -> str:
    return f" {entry.number}" + (f"《{entry.title}》" if entry.title else "")


def _day(text: str) -> str:
    return chinese_date(datetime.date.fromisoformat(text))


def _edited(composed: Composed) -> Iterator[str]:
    """Changes in the DOCX that was made of the draft: what is issued is made of the draft, and would not have them."""
    file = composed.draft.path.with_suffix(".docx")
    if is_changed(file):
        yield f"草稿做成的“{file.name}”在 Word 里改过，发出的公文照草稿做，不会有那些改动。改动还要的，写进草稿"
