"""Evidence 依据: what drafts say, what Word files say and how Word shows it, what PDFs measure, in one form for rules."""

from ..layout.styles import HEADINGS, Face, Role
from .model import Evidence, Item, Kind, Look, Page, Piece, Registered, Row, Sees, Shape, Sheet, TableSeen, Where
from .sheet import Box, Numbered, Stroke, Turn

__all__ = [
    "HEADINGS",
    "Box",
    "Evidence",
    "Face",
    "Item",
    "Kind",
    "Look",
    "Numbered",
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
    "Turn",
    "Where",
]
