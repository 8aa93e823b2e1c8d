"""Afterwards 发文以后: what an office wants done with its issued documents, done by plug-ins, again and again until it succeeds.

What is to be done is written down beside the archive before a number is registered as issued, and done only when it stands in the
register. So nothing is forgotten whenever a call is cut off, and nothing that fails here can hinder or undo an issue.
"""

from __future__ import annotations

import datetime
import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from ..document import DocumentNumber
from ..errors import HongtouError, OutputError
from ..files.output import write
from ..files.reasons import reason
from ..foreign import GRACE, calling
from ..office import AfterChoice
from ..plugin import AfterIssue, IssuedDocument
from ..plugin.manager import Plugins
from ..register.address import AFTERWARDS, ARCHIVE
from ..register.entry import Entry, EntryState
from ..register.register import Register
from ..values import dataclass
from ..workers.limits import Limits
from ..workers.worker import Fate, Reply, packed
from ..workers.worker_process import WorkerProcess

# So long waits who calls; what is left is done by the next call.
_PATIENCE: Final = 60.0
_MEMORY: Final = 400
_FIRST: Final = datetime.timedelta(minutes=1)
_LONGEST: Final = datetime.timedelta(days=1)
_DOUBLINGS: Final = 11  # a minute, doubled so often, is more than a day
Clock = Callable[[], datetime.datetime]


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that is not done yet.

    :param file: the record's name.
    :param code, year, kind, serial: the number of the document.
    :param choice: what is to be done.
    :param tried: how often it failed.
    :param due: when it is tried again.
    :param reason: why it failed the last time.
    """

    file: str
    code: str
    year: int
    kind: str
    serial: int
    choice: AfterChoice
    tried: int = 0
    due: str = ""
    reason: str = ""

    @property
    def number(self) -> str:
        """The document's 发文字号."""
        return str(DocumentNumber(self.code, self.year, self.serial))

    def __str__(self) -> str:
        return f"{self.number}的“{self.choice.name}”"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of something that was tried; no reason: it is done."""

    waiting: Waiting
    reason: str = ""

    def __str__(self) -> str:
        if not self.reason:
            return f"发文以后：{self.waiting}做好了"
        return f"警告：{self.waiting}没有做成：{self.reason}。公文已经发出，不受影响；以后再试，用 hongtou number after 马上再试"


def ask(office: Path, entry: Entry, choices: Sequence[AfterChoice]) -> str:
    """Write down what is to be done with a document once it is registered as issued.

    :return: why it could not be written, which hinders no issue; empty: it was.
    """
    records = {}
    for number, choice in enumerate(choices, 1):
        one = Waiting(f"{entry}-{number}.json", entry.code, entry.year, entry.kind, entry.serial, choice)
        records[office / ARCHIVE / AFTERWARDS / one.file] = _bytes(one)
    try:
        write(records, office)
    except OutputError as error:
        return f"发文以后要做的事没有记下来：{error}。公文照常发出，这些事自己做"
    return ""


def waiting(office: Path) -> list[Waiting]:
    """What is not done yet, by number.

    :raises OutputError: a record cannot be read; says which.
    """
    try:
        paths = sorted((office / ARCHIVE / AFTERWARDS).glob("*.json"))
        return [_read(path) for path in paths]
    except OSError as error:
        raise OutputError(f"发文以后要做的事读不了：{reason(error)}") from error


def settle(
    office: Path, register: Register, plugins: Callable[[], Plugins], *, even_early: bool = False, clock: Clock = _now
) -> Iterator[Outcome]:
    """Do what is to be done now, one after another; while another process does it: nothing.

    :param plugins: tells who does it; asked only if something is to be done.
    :param even_early: also what failed and is to be tried again later.
    :raises HongtouError: register or records cannot be read; everything else becomes an outcome.
    """
    if not waiting(office):
        return
    with _alone(office) as alone:
        until = time.monotonic() + _PATIENCE
        for one in waiting(office) if alone else ():
            if time.monotonic() > until:
                return
            if not even_early and one.due > clock().isoformat():
                continue
            entry = _entry(register, one)
            if entry is None or entry.state is EntryState.RESERVED:
                continue
            record = office / ARCHIVE / AFTERWARDS / one.file
            if entry.state is not EntryState.ISSUED:  # taken back meanwhile: nobody is to get it
                record.unlink(missing_ok=True)
                continue
            told = _do(office, entry, one.choice, plugins())
            if told:
                write({record: _bytes(_later(one, told, clock()))}, office)
            else:
                record.unlink(missing_ok=True)
            yield Outcome(one, told)


def _entry(register: Register, one: Waiting) -> Entry | None:
    number = DocumentNumber(one.code, one.year, one.serial)
    return register.entry(number, one.kind) if register.knows(number, one.kind) else None


def _do(office: Path, entry: Entry, choice: AfterChoice, plugins: Plugins) -> str:
    """Do one thing in a process of its own; why it failed, or nothing."""
    after = plugins.after_issue.get(choice.name)
    if after is None:
        known = "、".join(plugins.after_issue) or "无"
        return f"没有“{choice.name}”这个做法（hongtou.yaml 的“发文以后”）。现有：{known}"
    if unknown := next((name for name in choice.settings if name not in after.settings), None):
        return f"“{choice.name}”没有“{unknown}”这个设置。有：{'、'.join(after.settings) or '无'}"
    folder = office / entry.folder
    files = tuple(sorted(path.name for path in folder.glob("*") if path.suffix in {".docx", ".pdf"}))
    document = IssuedDocument(
        str(entry.number), entry.title, entry.genre, entry.dated, entry.printed_on, office, folder, files, choice.settings
    )
    process = WorkerProcess(Limits(seconds=after.seconds + GRACE, memory=_MEMORY))
    try:
        process.give(packed(_run, (after, document, plugins.owner(after))))
        reply = process.finish()
    except HongtouError as error:
        return str(error)
    finally:
        process.stop()
    return _told(reply, plugins.owner(after))


def _run(task: tuple[AfterIssue, IssuedDocument, str]) -> None:
    after, document, owner = task
    with calling(owner, f"做“{after.name}”", after.run, quoting=False, seconds=after.seconds):
        after.run(document)


def _told(reply: Reply, owner: str) -> str:
    match reply.fate:
        case Fate.MADE:
            return ""
        case Fate.WRONG:
            return reply.reason.rstrip("。")
    return f"插件“{owner}”出错：{reply.reason}"


def _later(one: Waiting, told: str, now: datetime.datetime) -> Waiting:
    """It, to be tried again after twice the time."""
    wait = min(_FIRST * 2 ** min(one.tried, _DOUBLINGS), _LONGEST)
    return replace(one, tried=one.tried + 1, due=(now + wait).isoformat(), reason=told)


def _bytes(one: Waiting) -> bytes:
    return (json.dumps(asdict(one), ensure_ascii=False, indent=2) + "\n").encode()


def _read(path: Path) -> Waiting:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        choice = AfterChoice(
            str(told["choice"]["name"]), {str(name): str(text) for name, text in told["choice"]["settings"].items()}
        )
        code, kind, due, why = (str(told[name]) for name in ("code", "kind", "due", "reason"))
        year, serial, tried = (int(told[name]) for name in ("year", "serial", "tried"))
        return Waiting(path.name, code, year, kind, serial, choice, tried, due, why)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OutputError(f"“{path}”读不懂，发文以后要做的事都停着。把它挪走，其余的就接着做") from error


@contextmanager
def _alone(office: Path) -> Iterator[bool]:
    """Whether nobody else does these things now; the lock goes with the process."""
    try:
        lock = os.open(office / ARCHIVE / AFTERWARDS / ".lock", os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise OutputError(f"发文以后要做的事现在做不了：{reason(error)}") from error
    with os.fdopen(lock, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
