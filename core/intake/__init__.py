"""Readers of drafts, one module for each kind of file."""
