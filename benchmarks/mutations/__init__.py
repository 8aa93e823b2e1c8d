"""Clean documents spoilt in one place, and whether the rule that should find it does: ``script/mutations``."""
