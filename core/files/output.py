"""Write results so that a file is either the old one, whole, or the new one, whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import OutputError
from .claim import claimed, remove
from .permissions import mode_for
from .places import Places
from .reasons import not_written

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

_PREFIX: Final = ".hongtou-"
_SUFFIX: Final = ".tmp"
_LEFT: Final = f"{_PREFIX}*{_SUFFIX}"
_CLEARED: Final[set[Path]] = set()
# Windows takes these for devices, whatever comes behind the first full stop.
_DEVICES: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³")}
)


def no_device(name: str) -> str:
    """A file's or folder's name that Windows does not take for a device: such a one with ``_`` before it."""
    return f"_{name}" if name.partition(".")[0].rstrip().upper() in _DEVICES else name


def write(files: Mapping[Path, bytes], within: Path | None = None, threads: Executor | None = None) -> None:
    """Write files that belong together: all are complete on the disk before the first takes its place.

    :param files: path → content; a missing folder is made, an existing file is replaced.
    :param within: the folder that all must stand in, also behind links; None: links are followed wherever they lead.
    :param threads: what puts several files on the disk at a time, so that they wait for it together; None: one after another.
    :raises OutputError: one cannot be written, or would stand elsewhere; existing files are as they were.
    """
    places = Places(within)
    staged: list[_Staged] = []
    folders: set[Path] = set()
    with ExitStack() as kept:
        for path, content in files.items():
            with explained(path):
                target = places.of(path)
                if target.parent not in folders:
                    kept.enter_context(claimed(target.parent, partial(_left, target.parent)))
                    folders.add(target.parent)
                staged.append(_Staged(path, target, kept.enter_context(_beside(target)), content))
        if threads:
            _stage_together(staged, threads)
        else:
            for one in staged:
                _stage(one)
        for one in staged:
            with explained(one.target):
                _place(one.temporary, one.target)


@contextmanager
def replacing(path: Path, within: Path | None = None) -> Iterator[Path]:
    """A place to write a large file bit by bit, an empty file: it takes the name only when all went well.

    :param within: as for :func:`write`.
    :raises OutputError: it cannot be written; an existing file is as it was.
    """
    with explained(path):
        target = Places(within).of(path)
        with claimed(target.parent, partial(_left, target.parent)), _beside(target) as temporary:
            _stage(_Staged(path, target, temporary, b""))
            yield temporary
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            _place(temporary, target)


def sweep(folder: Path) -> None:
    """Remove what writers that were killed left in a folder and below it; nobody else may be writing there."""
    remove(folder.rglob(_LEFT))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into Chinese.

    :raises OutputError: instead of what the system raised, which is its cause.
    """
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise OutputError(f"写不了“{path}”：{not_written(error)}") from error


def check_folder(folder: Path) -> None:
    """Make sure that files can be written into a folder; one that is not there yet counts when it can be made. Changes nothing.

    :raises OutputError: they cannot.
    """
    with explained(folder):
        while not folder.exists():
            folder = folder.parent
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "")
        if os.statvfs(folder).f_flag & os.ST_RDONLY:
            raise OSError(errno.EROFS, "")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "")


def check_distinct(targets: Iterable[tuple[Path, Path]]) -> None:
    """Make sure that no two drafts are written to one file and none over a draft.

    :param targets: pairs of a draft and a file to be made from it.
    :raises OutputError: naming both drafts.
    """
    pairs = list(targets)
    owners: dict[str, Path] = {os.path.realpath(draft): draft for draft, _ in pairs}
    for draft, target in pairs:
        place = os.path.realpath(target)
        other = owners.setdefault(place, draft)
        if place == os.path.realpath(other):
            raise OutputError(f"“{target}”是一份草稿，不能写在它上面。用 -o 指定另一个文件夹")
        if os.path.realpath(other) != os.path.realpath(draft):
            raise OutputError(f"“{other}”和“{draft}”都要写到“{target}”。改一个草稿的名字，或者分开用不同的 -o 运行")


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A name beside a file's; what still bears it in the end is removed."""
    temporary = target.with_name(f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}")
    try:
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _left(folder: Path) -> Iterable[Path]:
    """What others left in a folder; looked for once in a process, however many files it writes there."""
    if folder in _CLEARED:
        return ()
    _CLEARED.add(folder)
    return folder.glob(_LEFT)


class _Staged(NamedTuple):
    """A file on its way: as it was asked for, where it is to stand, where it is written first, what is in it."""

    path: Path
    target: Path
    temporary: Path
    content: bytes


def _stage(file: _Staged) -> None:
    """Write the whole content beside its target, for nobody else to read."""
    with explained(file.path):
        handle = os.open(file.temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as written:
            written.write(file.content)
            written.flush()
            os.fsync(handle)


def _stage_together(files: Iterable[_Staged], threads: Executor) -> None:
    """The same with several files; none is being written any more when this ends, however it ends."""
    from concurrent.futures import wait

    begun: list[Future[None]] = []
    try:
        begun.extend(threads.submit(_stage, file) for file in files)
        for one in begun:
            one.result()
    finally:
        for one in begun:
            one.cancel()
        wait(begun)


def _place(temporary: Path, target: Path) -> None:
    """Give a file its place, with the permissions of what is there or the usual ones."""
    mode = mode_for(target)
    if temporary.stat().st_mode & 0o7777 != mode:
        temporary.chmod(mode)
    temporary.replace(target)
