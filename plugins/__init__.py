"""The document types that ship with hongtou, one folder each; they import nothing but hongtou."""
