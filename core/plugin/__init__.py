"""Plug-ins: what document types, renderers and importers are, the hooks that bring them, the manager that finds them."""

from .document_type import Context, Data, DocumentType
from .hookspecs import hookimpl
from .importer import Importer
from .renderer import Drawing, Renderer
from .source import Grid, Left, Line, Part, Source

__all__ = [
    "Context",
    "Data",
    "DocumentType",
    "Drawing",
    "Grid",
    "Importer",
    "Left",
    "Line",
    "Part",
    "Renderer",
    "Source",
    "hookimpl",
    "manager",
    "version",
]
