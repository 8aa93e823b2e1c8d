"""Plug-ins: what document types and renderers are, the hooks that bring them, the manager that finds and checks them."""

from .document_type import Context, Data, DocumentType
from .hookspecs import hookimpl
from .renderer import Drawing, Renderer

__all__ = ["Context", "Data", "DocumentType", "Drawing", "Renderer", "hookimpl", "manager", "version"]
