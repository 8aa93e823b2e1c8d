"""Plug-ins: what document types, renderers, importers and rules are, the hooks that bring them, the manager that finds them."""

from .after_issue import AfterIssue, IssuedDocument
from .api import API_VERSION
from .capability import PacketFields, RegisterBook, UnitState, UnitSummary, summary_faults
from .deferred import DeferredType
from .document_type import Context, Data, DocumentType
from .hookspecs import hookimpl
from .importer import Importer, TrackedChanges
from .renderer import Drawing, Renderer
from .rule import Found, Rule, Settings, Strength, found
from .source import Grid, Left, Line, Part, Source

__all__ = [
    "API_VERSION",
    "AfterIssue",
    "Context",
    "Data",
    "DeferredType",
    "DocumentType",
    "Drawing",
    "Found",
    "Grid",
    "Importer",
    "IssuedDocument",
    "Left",
    "Line",
    "PacketFields",
    "Part",
    "RegisterBook",
    "Renderer",
    "Rule",
    "Settings",
    "Source",
    "Strength",
    "TrackedChanges",
    "UnitState",
    "UnitSummary",
    "api",
    "found",
    "hookimpl",
    "hookspecs",
    "installed",
    "manager",
    "summary_faults",
    "version",
]
