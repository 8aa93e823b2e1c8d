"""A DOCX of ours taken in by itself: the drafts that it was made from, with every character of its pages accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ..importing.account import Account, AccountError
from ..importing.importer import Imported, Written
from ..importing.source import Left, characters
from ..plugin import TrackedChanges
from ..workers.apart import apart
from .docx import read_docx
from .drafts import ReturnedDraft, made
from .package import is_ours
from .sheets import Sheet, read_sheet, sheets


def import_own(path: Path, changes: TrackedChanges = TrackedChanges.REFUSE) -> Imported:
    """Make drafts of a DOCX that was made here, edited or not.

    :param changes: what holds of tracked changes: refuse, accept or reject.
    :raises InputError: it cannot be read.
    :raises AccountError: characters were lost or invented; nothing may be written.
    """
    returned = read_docx(path, changes)
    main = read_sheet(returned.shown)
    drafts = made(returned, path.stem)
    left = [Left(text, "由程序印", number) for text, number in main.printed]
    left += [Left(text, reason, 0) for draft in drafts for text, reason in draft.left]
    left += [Left(f"{one.author}：{one.text}", "批注", one.number) for one in returned.comments]
    account = _account(path, "".join(one.text for one in returned.shown), main, drafts)
    doubts = [*returned.looks, *(doubt for draft in drafts for doubt in draft.doubts)]
    if returned.record is None:
        doubts.insert(0, "DOCX 里没有了做成时的记录，页面上看不出来的（文种、印章、附件的文件等）要补上")
    lines = tuple(line for one in returned.shown for line in one.lines() if characters(line))
    written = tuple(Written(one.name, one.text) for one in drafts)
    return Imported(written, tuple(left), tuple(dict.fromkeys(doubts)), account, lines)


def import_own_apart(path: Path, changes: TrackedChanges = TrackedChanges.REFUSE) -> Imported | None:
    """The same in a process of its own: a file only says that it is ours. None: it does not.

    :raises InputError: as :func:`import_own` does; or it took too long, too much memory, or the process was ended by it.
    """
    return apart(_own, (path, changes), path) if path.suffix.lower() == ".docx" else None


def _own(task: tuple[Path, TrackedChanges]) -> Imported | None:
    return import_own(*task) if is_ours(task[0]) else None


def _account(path: Path, shown: str, main: Sheet, drafts: Iterable[ReturnedDraft]) -> Account:
    """What became of the characters that the pages show.

    :raises AccountError: they are neither in a field or a text nor around one.
    """
    had = Counter(characters(shown))
    printed = Counter("".join(text for text, _ in main.printed))
    held = Counter(characters("".join(text for sheet in sheets(main) for text in _texts(sheet))))
    if had != printed + held:
        lost, invented = had - printed - held, printed + held - had
        parts = [f"{name}“{''.join(some.elements())[:60]}”" for name, some in (("少了", lost), ("多了", invented)) if some]
        raise AccountError(f"{path}：字数对不上（{'，'.join(parts)}），没有写草稿。这是程序的缺陷，请把文件和这句话告诉维护的人")
    dropped = sum(len(characters(text)) for draft in drafts for text, _ in draft.left)
    return Account(sum(had.values()), sum(held.values()) - dropped, sum(printed.values()) + dropped)


def _texts(sheet: Sheet) -> Iterable[str]:
    for value in sheet.fields.values():
        yield "".join(value)
    for part in sheet.parts:
        yield from part.lines
