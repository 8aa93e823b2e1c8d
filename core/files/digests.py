"""What tells one content from another."""

from __future__ import annotations

import hashlib


def sha256_of(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()
