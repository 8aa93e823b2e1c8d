"""What besides a task's data decides its bytes: this program, its document types and templates, the libraries that draw."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

# Those whose next release may draw other bytes.
_LIBRARIES: Final = ("weasyprint", "docxtpl", "python-docx", "lxml", "fonttools", "pikepdf", "pydyf")


@cache
def fingerprint() -> str:
    """SHA-256, hexadecimal; the same on every machine that has the same installed."""
    from ..manager import Plugins

    plugins = Plugins()
    told = [f"{plugin.name} {plugin.version}" for plugin in plugins.all]
    told += [f"{name} {_version(name)}" for name in _LIBRARIES]
    folders = [files("hongtou.templates"), *(type.templates for type in plugins.document_types.values() if type.templates)]
    told += [line for folder in folders for line in _contents(folder)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


def _contents(folder: Traversable) -> Iterator[str]:
    """A folder's files with their hashes, in the order of their names."""
    for part in sorted(folder.iterdir(), key=lambda part: part.name):
        if part.is_file() and not part.name.endswith((".py", ".pyc")):
            yield f"{part.name} {hashlib.sha256(part.read_bytes()).hexdigest()}"
        elif part.is_dir() and part.name != "__pycache__":
            yield from _contents(part)
