"""Document types without Python that a plug-in brings in its package."""

from __future__ import annotations

from functools import cache, partial
from importlib.resources import files

from ..office import TypeFolder
from ..plugin import DeferredType, DocumentType
from .folder_type import FolderType

_SUFFIXES = (".yaml", ".md")


def declared_types(package: str, folder: str = "文种") -> tuple[DeferredType, ...]:
    """The document types in a package's folder, for ``register``; each is read when somebody first asks for it.

    :param package: the plug-in's, as in ``declared_types(__package__)``.
    :param folder: in it; each folder there with its 字段.yaml, 正文.md and 样稿.md is a type.
    """
    found = sorted(files(package).joinpath(folder).iterdir(), key=lambda one: one.name)
    types = (one for one in found if one.is_dir() and not one.name.startswith((".", "_")))
    return tuple(DeferredType(one.name, _reader(package, folder, one.name)) for one in types)


def _reader(package: str, folder: str, name: str) -> FolderType:
    return FolderType(partial(_document_type, package, folder, name), partial(_folder, package, folder, name))


@cache  # a package stays as it is while a process runs
def _document_type(package: str, folder: str, name: str) -> DocumentType:
    from .types import document_type

    return document_type(_folder(package, folder, name))


def _folder(package: str, folder: str, name: str) -> TypeFolder:
    home = files(package).joinpath(folder, name)
    content = {one.name: one.read_bytes() for one in home.iterdir() if one.name.endswith(_SUFFIXES)}
    return TypeFolder(name, f"{package}/{folder}/{name}", dict(sorted(content.items())))
