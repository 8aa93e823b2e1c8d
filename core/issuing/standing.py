"""What the office's book says of the number of a document that is checked."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Final

from ..document import DocumentNumber
from ..errors import HongtouError
from ..evidence import Evidence, Registered, Role, Sees
from ..register.entry import Entry, EntryState
from ..register.query import Sought
from ..register.register import Register

_LIVING: Final = frozenset({EntryState.RESERVED, EntryState.ISSUED})


def with_number(evidence: Evidence, register: Register, today: datetime.date | None = None) -> Evidence:
    """Evidence with what the book says of the document's number; as it was where that is not of this office's numbers.

    :param today: None: by the clock.
    :raises RegisterError: the book cannot be read.
    """
    item = evidence.first(Role.DOCUMENT_NUMBER)
    number = _number(item.text) if item else None
    if item is None or number is None or number.year is None:
        return evidence
    known = register.entries(Sought(code=number.code, year=number.year))
    if not known and number.code != register.office.code:
        return evidence
    seen = Registered(str(number), item, today or datetime.date.today())
    if entry := _entry([one for one in known if one.serial == number.serial], evidence.genre, register):
        is_living, is_issued = entry.state in _LIVING, entry.state is EntryState.ISSUED
        seen = replace(seen, state=entry.state.label, is_living=is_living, is_issued=is_issued, title=entry.title)
    return replace(evidence, registered=seen, sees=evidence.sees | {Sees.NUMBER})


def _entry(found: list[Entry], genre: str, register: Register) -> Entry | None:
    """The entry of a number, of the genre's own series where the office numbers it apart."""
    kind = genre if genre in register.office.numbered_apart else ""
    return next((one for one in found if one.kind == kind), None)


def _number(text: str) -> DocumentNumber | None:
    """The number in an element of the page, on which who signed may stand beside it."""
    for part in re.split(r"\s{2,}|[\t\n\u3000]+", text.strip()):
        try:
            return DocumentNumber.parse(part)
        except HongtouError:
            continue
    return None
