"""Document types without Python: a folder with 字段.yaml, 正文.md and 样稿.md becomes a type like any other."""

from functools import partial

from ..office import Office, TypeFolder
from ..plugin import DeferredType, DocumentType
from ..plugin.manager import Brought, Plugins

__all__ = ["definition", "gaps", "plugins_of", "skeleton"]


def plugins_of(office: Office) -> Plugins:
    """All plug-ins, and the document types that an office makes without Python, each read when it is asked for."""
    return Plugins(brought=[Brought(one.path, DeferredType(one.name, partial(_document_type, one))) for one in office.types])


def _document_type(folder: TypeFolder) -> DocumentType:
    from .types import document_type  # takes long to load

    return document_type(folder)
