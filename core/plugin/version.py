"""What besides a task's data decides its bytes: this program, its document types and templates, the libraries that draw."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from .document_type import DocumentType
from .manager import OWN, Plugin, Plugins

# Those whose next release may read a draft's files otherwise, or draw other bytes.
LIBRARIES: Final = (
    "cerberus",
    "docxtpl",
    "fonttools",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "pikepdf",
    "pillow",
    "pydyf",
    "pypdfium2",
    "python-calamine",
    "ruamel.yaml",
    "uharfbuzz",
    "weasyprint",
    "xlsxwriter",
)


@cache
def fingerprint() -> str:
    """SHA-256, hexadecimal; the same on every machine that has the same installed."""
    plugins = Plugins()
    told = [f"{plugin.name} {plugin.version}" for plugin in plugins.all]
    told += [line for folder in dict.fromkeys(map(_home, plugins.all)) if folder for line in _sources(folder)]
    told += [f"{name} {_version(name)}" for name in LIBRARIES]
    told += [line for folder in (files("hongtou.templates"), *_templates(plugins)) for line in _contents(folder)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _templates(plugins: Plugins) -> Iterator[Traversable]:
    """Where types have templates of their own. Those of a deferred type stand in its plug-in's package, which counts whole."""
    for plugin in plugins.all:
        yield from (type.templates for type in plugin.document_types if isinstance(type, DocumentType) and type.templates)


def _home(plugin: Plugin) -> Path | None:
    """Where a plug-in's own files are: its folder, or its file if it is one alone; None: it was not imported.

    Of somebody else's the whole package counts, for what a plug-in needs may stand beside it.
    """
    name = plugin.module if plugin.distribution == OWN else plugin.module.partition(".")[0]
    module = sys.modules.get(name)
    file = Path(module.__file__) if module and module.__file__ else None
    return file.parent if file and file.name == "__init__.py" else file


def _sources(home: Path) -> Iterator[str]:
    """A plug-in's files with their hashes; the same wherever they are installed."""
    files = [home] if home.is_file() else sorted(path for path in home.rglob("*") if path.is_file())
    for path in files:
        if "__pycache__" not in path.parts:
            yield f"{path.relative_to(home.parent).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"


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
