"""What editors of drafts are told of their fields: JSON Schemas."""

__all__ = ["json_schema"]
