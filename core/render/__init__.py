"""Renderers: each draws a page plan in one file format."""
