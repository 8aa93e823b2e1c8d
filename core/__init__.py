"""hongtou 红头: Chinese official documents as DOCX and PDF, one plug-in per document type; the names for plug-in authors."""

if __name__ != "hongtou":  # pragma: no cover
    raise ImportError("this folder is the package hongtou: import hongtou, not core")

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
    spans,
)
from .draft import field
from .errors import FieldError, FieldErrors, HongtouError
from .office import Office
from .parts import Bar, bar_chart
from .parts.official import official
from .personal import check_digit, identity_numbers
from .plugin import Context, Data, DocumentType, Drawing, Grid, Importer, Left, Line, Renderer, Source, hookimpl

__version__ = "0.1.0"

__all__ = [
    "Align",
    "Attachment",
    "Attendance",
    "Bar",
    "Block",
    "Cell",
    "Column",
    "Content",
    "Context",
    "Data",
    "Detached",
    "DocumentNumber",
    "DocumentType",
    "Drawing",
    "Emphasis",
    "FieldError",
    "FieldErrors",
    "Figure",
    "Format",
    "Gongwen",
    "Grid",
    "Heading",
    "HongtouError",
    "Importer",
    "Imprint",
    "IssuerMark",
    "Left",
    "Line",
    "Masthead",
    "Office",
    "Paragraph",
    "Picture",
    "Renderer",
    "Row",
    "Signature",
    "Source",
    "Span",
    "Stamp",
    "Table",
    "__version__",
    "bar_chart",
    "check_digit",
    "chinese_date",
    "field",
    "hookimpl",
    "identity_numbers",
    "official",
    "spans",
]
