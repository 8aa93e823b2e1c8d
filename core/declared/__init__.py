"""Document types without Python: a folder with 字段.yaml, 正文.md and 样稿.md becomes a type like any other."""

from functools import partial

from ..office import Office, TypeFolder
from ..plugin import DeferredType, DocumentType
from ..plugin.manager import Brought, Plugins
from ..plugin.single_file import FilePoint
from .folder_type import FolderType

__all__ = ["copying", "definition", "gaps", "packaged", "plugins_of", "skeleton"]


def plugins_of(office: Office) -> Plugins:
    """All plug-ins, those of one file that stand in the office's folder, and the document types that it makes without Python,
    each read when it is asked for.
    """
    brought = [Brought(one.path, DeferredType(one.name, _reader(one))) for one in office.types]
    return Plugins(brought=brought, files=[FilePoint(file) for file in office.plugin_files])


def _reader(folder: TypeFolder) -> FolderType:
    return FolderType(partial(_document_type, folder), lambda: folder)


def _document_type(folder: TypeFolder) -> DocumentType:
    from .types import document_type  # takes long to load

    return document_type(folder)
