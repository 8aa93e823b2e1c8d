"""Numbers and issues documents for pages, in a worker process, by what the command uses."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path

from ..document import DocumentNumber
from ..draft.dates import read_date
from ..errors import HongtouError, OutputError, RegisterError
from ..issuing import Days, Despite, Issuer
from ..office import Settings, load_settings
from ..register.entry import Entry
from ..register.failures import DownError
from ..register.query import Sought
from ..register.register import Register
from ..values import dataclass
from .state import OfficeState
from .tasks import runner


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


@dataclass(frozen=True, slots=True)
class Prevented:
    """What cannot be done now, whatever the draft says: the database is away, or the disk full.

    :param kind: which of the two; an error does not come out of a worker process as what it was.
    """

    kind: type[HongtouError]
    told: str


def number(asked: Issuing) -> str | Prevented:
    """Give a draft its number.

    :return: 发文字号.
    :raises HongtouError: it is not fit to be issued, or the register forbids it; nothing was numbered.
    """
    return _done(asked, lambda issuer: str(issuer.number(asked.path, _days(asked)).number))


def issue(asked: Issuing) -> str | Prevented:
    """Number, file and register a draft; one that is issued already stays as it is.

    :return: 发文字号.
    :raises HongtouError: as :func:`number`.
    """
    return _done(asked, lambda issuer: str(issuer.issue(asked.path, _days(asked)).entry.number))


def _done(asked: Issuing, do: Callable[[Issuer], str]) -> str | Prevented:
    try:
        making, settings = runner(asked.office), load_settings(asked.office.folder, asked.office.folder)
        with closing(Register(settings, asked.who)) as register:
            despite = Despite.read(asked.despite, asked.because, making.plugins.rules)
            return do(Issuer(making, register, despite=despite))
    except (DownError, OutputError) as error:
        return Prevented(DownError if isinstance(error, DownError) else OutputError, str(error))


def filed(settings: Settings, number: str, genre: str, suffix: str) -> bytes:
    """A file of an issued document, as the archive has it.

    :param genre: its 文种; of several kinds of one number, the one that this document has.
    :raises RegisterError: as :func:`file_of`.
    """
    wanted = DocumentNumber.parse(number)
    with closing(Register(settings)) as register:
        entries = [one for one in register.entries(Sought(code=wanted.code, year=wanted.year)) if one.number == wanted]
    if not entries:
        raise RegisterError(f"登记簿里没有 {number} 了。核对一次登记簿，看少了什么")
    return file_of(settings, min(entries, key=lambda one: one.genre != genre), suffix)


def file_of(settings: Settings, entry: Entry, suffix: str) -> bytes:
    """A file that was filed under a number.

    :param suffix: of the file: ``docx``, ``pdf``.
    :raises RegisterError: it is not there any more.
    """
    with suppress(OSError):
        return (settings.office.folder or Path()).joinpath(entry.folder, f"{entry}.{suffix}").read_bytes()
    raise RegisterError(f"归档里没有 {entry} 的 {suffix.upper()} 文件了。到登记簿里核对一次，看少了什么")


def _days(asked: Issuing) -> Days:
    return Days(datetime.datetime.now().astimezone().date(), read_date(asked.dated))
