"""Evidence 依据: what drafts say, what Word files say and how Word shows it, what PDFs measure, in one form for rules."""

from ..layout.styles import HEADINGS, Face, Role
from .model import Box, Evidence, Item, Kind, Look, Page, Piece, Registered, Row, Sees, Shape, Sheet, Stroke, TableSeen, Where

__all__ = [
    "HEADINGS",
    "Box",
    "Evidence",
    "Face",
    "Item",
    "Kind",
    "Look",
    "Page",
    "Piece",
    "Registered",
    "Role",
    "Row",
    "Sees",
    "Shape",
    "Sheet",
    "Stroke",
    "TableSeen",
    "Where",
]
