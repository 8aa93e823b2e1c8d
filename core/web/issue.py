"""Numbers and issues documents for pages, in a worker process, by what the command uses."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..draft.dates import read_date
from ..issuing import Days, Despite, Issuer
from ..office import load_settings
from ..register.register import Register
from .tasks import OfficeState, runner


@dataclass(frozen=True, slots=True)
class Issuing:
    """A draft that is to be numbered or issued.

    :param who: in whose name.
    :param dated: 成文日期 where the draft has none, as it is typed.
    :param despite: codes of rules that do not count, ``because`` of this.
    """

    office: OfficeState
    path: Path
    who: str
    dated: str
    despite: Sequence[str] = ()
    because: str = ""


def number(asked: Issuing) -> str:
    """Give a draft its number.

    :return: 发文字号.
    :raises HongtouError: it is not fit to be issued, or the register forbids it; nothing was numbered.
    """
    register, issuer = _issuer(asked)
    try:
        return str(issuer.number(asked.path, _days(asked)).number)
    finally:
        register.close()


def issue(asked: Issuing) -> str:
    """Number, file and register a draft; one that is issued already stays as it is.

    :return: 发文字号.
    :raises HongtouError: as :func:`number`; or its files cannot be written.
    """
    register, issuer = _issuer(asked)
    try:
        return str(issuer.issue(asked.path, _days(asked)).entry.number)
    finally:
        register.close()


def _issuer(asked: Issuing) -> tuple[Register, Issuer]:
    making = runner(asked.office)
    register = Register(load_settings(asked.office.folder, asked.office.folder), asked.who)
    despite = Despite.read(asked.despite, asked.because, making.plugins.rules)
    return register, Issuer(making, register, despite=despite)


def _days(asked: Issuing) -> Days:
    return Days(datetime.datetime.now().astimezone().date(), read_date(asked.dated))
