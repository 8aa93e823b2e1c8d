"""Import: a text from anywhere, a plain file or a document, becomes a draft, with every character accounted for."""

# Modules alone: every command loads the plug-in ``kinds``, and few of them import anything.
__all__ = [
    "account",
    "apart",
    "broken",
    "document",
    "elements",
    "frames",
    "importer",
    "numbering",
    "office",
    "office_files",
    "pdf_tables",
    "signs",
    "source",
    "tidy",
    "writing",
]
