"""What is wrong with plug-ins that were loaded: found by trying them, before somebody's draft does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..errors import HongtouError, PluginError
from ..office import Office
from ..plugin import DocumentType, hookspecs
from ..plugin.manager import Plugin, Plugins
from ..runner import Runner


def faults(plugins: Plugins) -> Iterator[PluginError]:
    """Document types whose fields are not declared as they should be, whose outputs nobody makes, or whose starter is wrong."""
    for name in plugins.document_types:
        try:
            type = plugins.document_type(name)
            plugins.schema(type)
            plugins.outputs(type)
            _try(type, plugins)
        except PluginError as error:
            yield error


def hooks(plugin: Plugin) -> list[str]:
    """The names of the hooks that a plug-in implements."""
    module = sys.modules.get(plugin.module)
    return [name for name in vars(hookspecs) if name.startswith("hongtou_") and hasattr(module, name)]


def file_of(plugin: Plugin) -> str:
    """Where the module is that a plug-in's entry point names; empty: it could not be imported, or an office brings it."""
    return str(getattr(sys.modules.get(plugin.module), "__file__", None) or "")


def _try(type: DocumentType, plugins: Plugins) -> None:
    """Compose a type's starter.

    :raises PluginError: it is wrong.
    """
    with starter(type) as draft:
        try:
            Runner(Office(), plugins).compose(draft)
        except PluginError:
            raise
        except HongtouError as error:
            told = "；".join(str(error).replace(f"{draft.parent}/", "").splitlines())
            raise PluginError(plugins.owner(type), f"文种“{type.name}”起步的草稿有错：{told}") from error


@contextmanager
def starter(type: DocumentType) -> Iterator[Path]:
    """A type's starter as a file in a folder of its own."""
    with TemporaryDirectory(prefix="hongtou-starter-") as folder:
        draft = Path(folder) / f"{type.name}{type.starter_suffix}"
        draft.write_text(type.starter, encoding="utf-8")
        yield draft
