"""The way back: a DOCX that was made here becomes drafts again, and what somebody changed in Word comes into its draft."""

__all__ = ["changes", "importer", "merge", "onto", "package", "recording", "spelling", "yamltext"]
