"""Files from elsewhere become drafts in a process of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..foreign import GRACE
from ..plugin import Importer, TrackedChanges
from ..plugin.manager import OWN
from ..values import dataclass
from ..workers.apart import apart
from ..workers.limits import Limits
from .importer import Imported, import_file


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    importer: Importer
    owner: str
    genre: str
    issuer: str
    known: tuple[str, ...]
    changes: TrackedChanges


def import_apart(
    path: Path,
    importer: Importer,
    owner: str = "hongtou",
    *,
    genre: str = "",
    issuer: str = "",
    known: Sequence[str] = (),
    changes: TrackedChanges = TrackedChanges.REFUSE,
) -> Imported:
    """Make drafts of a file, as :func:`~.importer.import_file` does, within the importer's limits of time and memory.

    :param owner: the plug-in that brings the importer.
    :raises InputError: as that does; or it took too long, too much memory, or the process was ended by it.
    """
    task = _Task(path, importer, owner, genre, issuer, tuple(known), changes)
    limits = Limits(seconds=importer.seconds + GRACE, memory=importer.memory, network=False)
    reader = "" if owner.partition("[")[0] == OWN else owner
    return apart(_imported, task, path, limits, reader)


def _imported(task: _Task) -> Imported:
    asked = {"genre": task.genre, "issuer": task.issuer}
    return import_file(task.path, **asked, known=task.known, changes=task.changes, importer=task.importer, owner=task.owner)
