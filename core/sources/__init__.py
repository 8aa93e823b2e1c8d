"""What a document depends on: every file that its draft names, behind one guard, read once and kept as it was read."""

from .bundle import Bundle, Kind, Refused, SourceFile
from .collect import DRAFTS_MAX, collect
from .templates import office_templates

__all__ = ["DRAFTS_MAX", "Bundle", "Kind", "Refused", "SourceFile", "collect", "office_templates"]
