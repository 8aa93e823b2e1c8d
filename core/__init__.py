"""hongtou 红头: Chinese official documents as DOCX and PDF, one plug-in per document type; the names for plug-in authors."""

if __name__ != "hongtou":  # pragma: no cover
    raise ImportError("this folder is the package hongtou: import hongtou, not core")

from typing import TYPE_CHECKING

from .declared.packaged import declared_types
from .deprecation import leaving
from .document import (
    Align,
    Attachment,
    Attendance,
    Block,
    Cell,
    Column,
    Content,
    Detached,
    DocumentNumber,
    Emphasis,
    Figure,
    Format,
    Gongwen,
    Heading,
    Imprint,
    IssuerMark,
    Masthead,
    Paragraph,
    Picture,
    Row,
    Signature,
    Span,
    Stamp,
    Table,
    chinese_date,
    chinese_numeral,
    spans,
)
from .draft import field
from .errors import FieldError, FieldErrors, HongtouError
from .evidence import Evidence, Item, Role, Sees
from .office import Office
from .parts import Bar, bar_chart
from .parts.official import official
from .personal import check_digit, identity_numbers
from .plugin import (
    API_VERSION,
    AfterIssue,
    CellFault,
    CellValue,
    Context,
    Data,
    DeferredType,
    DocumentType,
    Drawing,
    Found,
    Grid,
    Importer,
    IssuedDocument,
    Left,
    Line,
    NumberingScheme,
    PacketFields,
    PacketRow,
    PacketSheet,
    PacketSource,
    PageFormat,
    RegisterBook,
    Renderer,
    Rule,
    Settings,
    Source,
    Strength,
    TrackedChanges,
    UnitState,
    UnitSummary,
    found,
    hookimpl,
)

__version__ = "0.1.0"


if not TYPE_CHECKING:  # a type checker shall go on finding names that there never were

    def __getattr__(name: str) -> object:
        """A name that goes away: it works for two minor versions more, with a warning."""
        return leaving(name)


__all__ = [
    "API_VERSION",
    "AfterIssue",
    "Align",
    "Attachment",
    "Attendance",
    "Bar",
    "Block",
    "Cell",
    "CellFault",
    "CellValue",
    "Column",
    "Content",
    "Context",
    "Data",
    "DeferredType",
    "Detached",
    "DocumentNumber",
    "DocumentType",
    "Drawing",
    "Emphasis",
    "Evidence",
    "FieldError",
    "FieldErrors",
    "Figure",
    "Format",
    "Found",
    "Gongwen",
    "Grid",
    "Heading",
    "HongtouError",
    "Importer",
    "Imprint",
    "IssuedDocument",
    "IssuerMark",
    "Item",
    "Left",
    "Line",
    "Masthead",
    "NumberingScheme",
    "Office",
    "PacketFields",
    "PacketRow",
    "PacketSheet",
    "PacketSource",
    "PageFormat",
    "Paragraph",
    "Picture",
    "RegisterBook",
    "Renderer",
    "Role",
    "Row",
    "Rule",
    "Sees",
    "Settings",
    "Signature",
    "Source",
    "Span",
    "Stamp",
    "Strength",
    "Table",
    "TrackedChanges",
    "UnitState",
    "UnitSummary",
    "__version__",
    "bar_chart",
    "check_digit",
    "chinese_date",
    "chinese_numeral",
    "declared_types",
    "field",
    "found",
    "hookimpl",
    "identity_numbers",
    "official",
    "spans",
]
