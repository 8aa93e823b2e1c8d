"""Files from elsewhere become drafts, by what the command uses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..errors import HongtouError
from ..importing.apart import import_apart
from ..importing.importer import importer_of
from ..plugin import TrackedChanges
from ..plugin.manager import Plugins
from ..returning.importer import import_own_apart
from ..values import dataclass
from .state import OfficeState


@dataclass(frozen=True, slots=True)
class Taking:
    """A file that is taken in.

    :param genre: its 文种; empty: its title says it. ``issuer``: who sends what nobody signed.
    :param changes: what becomes of tracked changes: ``refuse``, ``accept``, ``reject``; empty: the first.
    """

    office: OfficeState
    path: Path
    genre: str = ""
    issuer: str = ""
    changes: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it.

    :param drafts: with ``name`` and ``text``.
    :param account: how many characters there were, and what became of them.
    :param left: texts that are in no draft, each with its reason.
    :param doubts: what is to be looked at.
    :param lines: what the file says, line by line.
    """

    drafts: Sequence[Any]
    account: Any
    left: Sequence[Any]
    doubts: Sequence[str]
    lines: Sequence[str]


def take(asked: Taking, plugins: Plugins) -> Taken:
    """Make drafts of a file.

    :raises HongtouError: it cannot be read, or there is no such type.
    """
    types = plugins.document_types
    if asked.genre and asked.genre not in types:
        raise HongtouError(f"没有“{asked.genre[:20]}”这个文种")
    try:
        changes = TrackedChanges(asked.changes or TrackedChanges.REFUSE.value)
    except ValueError as error:
        raise HongtouError("修订怎样处理，只能选：不读、全部接受、全部拒绝") from error
    known = (asked.genre,) if asked.genre else types.for_titles()
    imported = None if asked.genre else import_own_apart(asked.path, changes)
    if imported is None:
        importer = importer_of(asked.path, plugins.importers)
        own = {"genre": asked.genre, "issuer": asked.issuer}
        imported = import_apart(asked.path, importer, **own, known=known, changes=changes)
    return Taken(imported.drafts, imported.account, imported.left, imported.doubts, imported.lines)
