"""Import: a text from anywhere, a plain file or a document, becomes a draft, with every character accounted for."""

from .account import Account, AccountError
from .apart import import_apart
from .importer import Imported, Written, import_file, importer_of

__all__ = [
    "Account",
    "AccountError",
    "Imported",
    "Written",
    "document",
    "elements",
    "import_apart",
    "import_file",
    "importer_of",
    "numbering",
    "signs",
    "source",
    "tidy",
    "writing",
]
