"""Mutated drafts, workbooks, profiles and packet files, each given to the program: what it makes of them, and what it loses."""
