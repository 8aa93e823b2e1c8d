"""Plug-ins: what they bring (document types, renderers, importers, rules …), the hooks, the manager that finds them."""

from .after_issue import AfterIssue, IssuedDocument
from .api import API_VERSION
from .capability import PacketFields, RegisterBook, UnitState, UnitSummary, summary_faults
from .deferred import DeferredType
from .document_type import Context, Data, DocumentType
from .hookspecs import hookimpl
from .importer import Importer, TrackedChanges
from .numbering import NumberingScheme
from .packet_source import CellFault, CellValue, PacketRow, PacketSheet, PacketSource
from .page_format import PageFormat
from .renderer import Drawing, Renderer
from .rule import Found, Rule, Settings, Strength, found
from .source import Grid, Left, Line, Part, Source

__all__ = [
    "API_VERSION",
    "AfterIssue",
    "CellFault",
    "CellValue",
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
    "NumberingScheme",
    "PacketFields",
    "PacketRow",
    "PacketSheet",
    "PacketSource",
    "PageFormat",
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
    "allowed",
    "api",
    "found",
    "hookimpl",
    "hookspecs",
    "installed",
    "loading",
    "manager",
    "single_file",
    "summary_faults",
    "version",
]
