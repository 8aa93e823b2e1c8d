"""Import: a text from anywhere, a plain file or a Word document, becomes a draft, with every character accounted for."""

from .account import Account, AccountError
from .importer import Imported, Written, import_file

__all__ = [
    "Account",
    "AccountError",
    "Imported",
    "Written",
    "import_file",
    "numbering",
    "signs",
    "source",
    "writing",
]
