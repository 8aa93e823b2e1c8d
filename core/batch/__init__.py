"""A year's packets 材料包: every unit's documents out of the office's workbooks, made in parallel and safe to repeat."""

__all__ = ["findings", "ledger", "ledger_file", "make", "numbers", "report", "run", "told", "unchanged"]
