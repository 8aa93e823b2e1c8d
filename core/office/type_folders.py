"""The folders of document types that an office makes without Python, read with its profile: they travel with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Final

from ..errors import HongtouError, InputError
from ..files.guard import locate
from ..files.reasons import reason
from ..values import dataclass

# Where they are looked for if the profile says nothing.
TYPE_FOLDERS: Final = "文种"
TYPES_MAX: Final = 200
FILES_MAX: Final = 20
SIZE_MAX: Final = 1024 * 1024
_SUFFIXES: Final = frozenset({".yaml", ".yml", ".md"})


@dataclass(frozen=True, slots=True)
class TypeFolder:
    """A document type's folder, as it was read.

    :param name: of the folder; the type is called so.
    :param path: from the office's folder, for messages.
    :param files: the content of its files, by their names.
    :param fault: why it could not be read; empty: it was.
    """

    name: str
    path: str
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    fault: str = ""


def read_type_folders(office: Path, names: Iterable[str]) -> tuple[TypeFolder, ...]:
    """All document types in folders, by their names; what is wrong with one stops no other.

    :param office: the folder of the profile.
    :param names: folders, from the office's; one that is not there holds none.
    :raises InputError: there are too many.
    """
    root = office.resolve()
    folders = [folder for name in names for folder in _folders(office / name)]
    if len(folders) > TYPES_MAX:
        raise InputError(f"{office}：自己做的文种超过了 {TYPES_MAX} 个。把不用的挪走")
    return tuple(_read(folder, office, root) for folder in folders)


def _folders(parent: Path) -> Iterator[Path]:
    try:
        yield from sorted(path for path in parent.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(f"{parent}：读不了这个文件夹：{reason(error)}") from error


def _read(folder: Path, office: Path, root: Path) -> TypeFolder:
    path = folder.relative_to(office).as_posix() if folder.is_relative_to(office) else str(folder)
    try:
        return TypeFolder(folder.name, path, dict(_files(folder, root)))
    except HongtouError as error:
        return TypeFolder(folder.name, path, fault=str(error))


def _files(folder: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)
        if len(found) > FILES_MAX:
            raise InputError(f"文件超过了 {FILES_MAX} 个。只留字段、正文、样稿和附件的模板")
        for path in found:
            real = locate(path, path.name, root, f"找不到文件“{path.name}”")
            with real.open("rb") as file:
                content = file.read(SIZE_MAX + 1)
            if len(content) > SIZE_MAX:
                raise InputError(f"“{path.name}”太大，超过 {SIZE_MAX // 1024**2} MB")
            yield path.name, content
    except OSError as error:
        raise InputError(f"读不了：{reason(error)}") from error
