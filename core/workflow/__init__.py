"""The way of a document 公文办理: people and their roles, drafts with every saved state, opinions, and a log that is chained."""

__all__ = ["drafts", "folder", "log", "numbers", "originals", "people", "presence", "runs", "search", "sessions", "store", "way"]
