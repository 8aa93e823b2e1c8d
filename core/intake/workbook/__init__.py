"""Workbooks that people fill in, as data and as tables to print; nothing in them is run."""

__all__ = ["apart", "cell_text", "correcting", "file", "reader", "sheet", "sheet_table", "titles"]
