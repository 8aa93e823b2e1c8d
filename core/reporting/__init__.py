"""The report of a check as a page to read and to print: the pages with what was found on them, and the proof sheet 校样表."""

__all__ = ["making"]
