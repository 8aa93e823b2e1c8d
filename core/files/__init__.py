"""Files: written whole or not at all, never over an edit of somebody, packed, and readable for whom the office says."""

__all__ = ["archive", "claim", "digests", "edits", "encrypted_zip", "guard", "output", "permissions", "places", "reasons"]
