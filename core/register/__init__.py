"""The register of document numbers 发文字号登记: one number for one document, for ever. Only this package speaks SQL."""

__all__ = [
    "address",
    "archive",
    "audit",
    "book",
    "columns",
    "entry",
    "failures",
    "glance",
    "importing",
    "query",
    "register",
    "transaction",
]
