"""Where files really come to stand: behind links, inside the folder that they must not leave."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from ..errors import OutputError


class Places:
    """The places of files that are written together; each folder is looked at once.

    :param within: the folder that all must stand in, also behind links; None: links are followed wherever they lead.
    """

    def __init__(self, within: Path | None) -> None:
        self._within = within
        self._folders: dict[Path, Path] = {}

    def of(self, path: Path) -> Path:
        """The file that is to be replaced, behind links; its folder is made.

        :raises OutputError: a link leads out of the folder that it must stand in.
        :raises OSError: there can be no such file, or it may not be replaced.
        """
        place = self._folder(path.parent, path) / path.name
        mode = _mode(place)
        if stat.S_ISLNK(mode):
            behind = path.resolve()
            place = self._folder(behind.parent, path) / behind.name
            mode = _mode(place)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "")
        if mode and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, "")
        return place

    def _folder(self, folder: Path, path: Path) -> Path:
        """A folder without links, made if it is not there.

        :param path: the file that is to be written there, to be told.
        """
        if folder not in self._folders:
            real = folder.resolve()
            if self._within is not None and not real.is_relative_to(self._within.resolve()):
                raise OutputError(
                    f"“{path}”是链接，或者在链接后面，通到“{self._within}”外面的“{path.resolve()}”，没有写。删掉这个链接再来"
                )
            real.mkdir(parents=True, exist_ok=True)
            self._folders[folder] = real
        return self._folders[folder]


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path leads to a place in a folder, whatever links there are on the way."""
    return path.resolve().is_relative_to(folder.resolve())


def _mode(path: Path) -> int:
    """What stands at a path, links not followed; 0: nothing."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return 0
