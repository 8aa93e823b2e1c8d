"""A new type like one that there is: the files of a type without Python under another name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..errors import HongtouError
from ..intake.text.decoding import text_of
from ..office import TypeFolder
from ..pattern import pattern
from ..plugin.manager import Plugins
from .folder_type import FolderType
from .types import STARTERS

_GENRE: Final = pattern(r"(?m)^文种\s*[:：].*$")


def can_be_copied(plugins: Plugins) -> Iterator[str]:
    """The names of the types that are made without Python."""
    types = plugins.document_types
    return (name for name in types if isinstance(types.reader(name), FolderType))


def copy_of(plugins: Plugins, name: str, new: str) -> dict[str, str]:
    """The files of a type as those of a new one.

    :param name: the type that it is to be like.
    :param new: what the new one is called.
    :raises HongtouError: there is no such type, or it is made in Python.
    """
    types = plugins.document_types
    if name not in types:
        raise HongtouError(f"没有“{name}”这个文种")
    reader = types.reader(name)
    if not isinstance(reader, FolderType):
        known = "、".join(can_be_copied(plugins))
        raise HongtouError(f"“{name}”是用 Python 写的，照着做不了。可以照着做的：{known}")
    folder = reader.folder()
    if folder.fault:
        raise HongtouError(f"{folder.path}：{folder.fault}")
    return {file: _renamed(folder, file, new) for file in folder.files}


def _renamed(folder: TypeFolder, file: str, new: str) -> str:
    """A file's text; a starter is one of the new type."""
    text = text_of(Path(folder.path, file), folder.files[file], [])
    return _GENRE.sub(f"文种: {new}", text, count=1) if file in STARTERS else text
