"""Plug-ins of one file, ``文种/名称.py``, read with the profile that they stand beside; they travel with it, not run here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from pathlib import Path
from typing import Final

from ..errors import HongtouError, InputError
from ..files.guard import locate
from ..files.reasons import reason
from ..values import dataclass

SUFFIX: Final = ".py"
FILES_MAX: Final = 50
SIZE_MAX: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PluginFile:
    """A file of Python's, as it was read.

    :param name: its path from the office's folder.
    :param path: where it is on the machine that read it; what is allowed there may run.
    :param fault: why it could not be read; empty: it was.
    """

    name: str
    path: Path
    content: bytes = field(default=b"", repr=False)
    fault: str = ""


def read_plugin_files(office: Path, names: Iterable[str]) -> tuple[PluginFile, ...]:
    """All plug-ins of one file in the folders of an office's types, by their names; what is wrong with one stops no other.

    :param office: the folder of the profile.
    :param names: folders, from the office's; one that is not there holds none.
    :raises InputError: there are too many.
    """
    found = [path for name in names for path in sorted((office / name).glob(f"[!._]*{SUFFIX}"))]
    if len(found) > FILES_MAX:
        raise InputError(f"{office}：一个文件的插件超过了 {FILES_MAX} 个。把不用的挪走")
    root = office.resolve()
    return tuple(_read(path, office, root) for path in found if not path.is_dir())


def _read(path: Path, office: Path, root: Path) -> PluginFile:
    name = path.relative_to(office).as_posix() if path.is_relative_to(office) else str(path)
    try:
        with locate(path, path.name, root, f"找不到文件“{path.name}”").open("rb") as file:
            content = file.read(SIZE_MAX + 1)
    except HongtouError as error:
        return PluginFile(name, path, fault=str(error))
    except OSError as error:
        return PluginFile(name, path, fault=f"读不了：{reason(error)}")
    if len(content) > SIZE_MAX:
        return PluginFile(name, path, fault=f"太大，超过 {SIZE_MAX // 1024**2} MB")
    return PluginFile(name, path, content)
