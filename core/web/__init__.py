"""The office's page: drafting, checking, numbering and the year's packets in a browser, by what the commands use."""

__all__ = ["application", "guard", "profile", "serving", "site"]
